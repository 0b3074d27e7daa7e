import FerryClient
import FerryModel
import FerryTestSupport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct DeploymentTests {
    @Test(arguments: Harness.allCases)
    func deploysSeveralFilesInTheirOrder(harness: Harness) async throws {
        try await harness.withWorld { world in
            let definitions = try await world.deploy(Model.oneTask("b"), Model.oneTask("a"), Model.forkJoin("c"))

            #expect(definitions.map(\.processID) == ["b", "a", "c"])
            #expect(definitions.map(\.version) == [1, 1, 1])
            #expect(definitions.map(\.resourceName) == ["file-1.bpmn", "file-2.bpmn", "file-3.bpmn"])
            #expect(Set(definitions.map(\.key)).count == 3)
            #expect(definitions.allSatisfy { $0.contentHash.count == 64 && $0.deployedAt == world.clock.now })
        }
    }

    @Test(arguments: Harness.allCases)
    func everyPartitionHasTheDefinitionWhenTheCallAnswers(harness: Harness) async throws {
        try await harness.withWorld { world in
            for round in 1...20 {
                let definition = try await world.deployOne(Model.oneTask("p", task: "task-\(round)"))
                let keys = try await world.createOnBoth(definition)

                #expect(keys.map(\.partition) == [PartitionID(1), PartitionID(2)])
                #expect(definition.version == Int32(round))
            }
        }
    }

    @Test(arguments: Harness.allCases)
    func deploysAllFilesOrNone(harness: Harness) async throws {
        try await harness.withWorld { world in
            let positions = try await world.positions()

            let refusal = await rejection {
                try await world.deploy(Model.oneTask("good"), Array("<not bpmn".utf8))
            }

            #expect(refusal?.code == .invalidArgument)
            #expect(refusal?.reasons.allSatisfy { $0.found.contains("file-2.bpmn") } == true)
            #expect(try await world.client.listProcessDefinitions().definitions.isEmpty)
            #expect(try await world.positions() == positions)
        }
    }

    @Test(arguments: Harness.allCases)
    func namesEveryFaultOfEveryFile(harness: Harness) async throws {
        try await harness.withWorld { world in
            let first = Model.file(
                "p", Model.start("start"), "<bpmn:receiveTask id=\"receive\"/>", Model.end("end"),
                Model.path("start", "receive", "end"), Model.flow("receive", "ghost"))
            let second = Model.file(
                "q", Model.start("start"), Model.service("task", input: Model.input("=1 +", "x")), Model.end("end"),
                Model.path("start", "task", "end"))

            let refusal = await rejection { try await world.deploy(first, second, Model.oneTask("p")) }

            #expect(refusal?.code == .invalidArgument)
            for file in ["file-1.bpmn", "file-2.bpmn"] {
                #expect(refusal?.reasons.contains { $0.found.contains(file) } == true, "\(file)")
            }
            #expect(refusal?.reasons.contains { $0.elementID == "receive" } == true)
            #expect(refusal?.reasons.contains { $0.elementID == "task" } == true)
        }
    }

    @Test(arguments: Harness.allCases)
    func refusesOneProcessInTwoFilesOfADeployment(harness: Harness) async throws {
        try await harness.withWorld { world in
            let refusal = await rejection { try await world.deploy(Model.oneTask("p"), Model.forkJoin("p")) }

            #expect(refusal?.summary == ["DUPLICATE_PROCESS_ID p"])
            #expect(refusal?.reasons.first?.found == "in file-1.bpmn and in file-2.bpmn")
        }
    }

    @Test("DRJ-5: a deployment without files", arguments: Harness.allCases)
    func refusesADeploymentWithoutFiles(harness: Harness) async throws {
        try await harness.withWorld { world in
            let refusal = await rejection { try await world.deploy() }

            #expect(refusal?.code == .invalidArgument)
            #expect(refusal?.reasons.count == 1)
        }
    }

    @Test(arguments: Harness.allCases)
    func whatEqualsTheLatestVersionKeepsIt(harness: Harness) async throws {
        try await harness.withWorld { world in
            let (a1, b1) = (Model.oneTask("a"), Model.oneTask("b"))
            let first = try await world.deploy(a1, b1)
            let positions = try await world.positions()

            #expect(try await world.deploy(a1, b1) == first)
            #expect(try await world.positions() == positions)

            let second = try await world.deploy(a1, Model.forkJoin("b"))
            #expect(second.map(\.version) == [1, 2])
            #expect(second[0] == first[0])
            #expect(try await world.deployOne(b1).version == 3, "only the latest version is compared")
        }
    }

    @Test(arguments: Harness.allCases)
    func findsADefinitionByEveryKindOfReference(harness: Harness) async throws {
        try await harness.withWorld { world in
            let (file1, file2) = (Model.oneTask("p"), Model.forkJoin("p"))
            let v1 = try await world.deployOne(file1)
            let v2 = try await world.deployOne(file2)
            let references: [(DefinitionReference, ProcessDefinition, [UInt8])] = [
                (.key(v1.key), v1, file1), (.version(processID: "p", version: 1), v1, file1),
                (.version(processID: "p", version: 2), v2, file2), (.latest(processID: "p"), v2, file2),
                (.contentHash(processID: "p", hash: v1.contentHash), v1, file1),
                (.contentHash(processID: "p", hash: String(v1.contentHash.prefix(8))), v1, file1),
            ]
            for (reference, definition, file) in references {
                let answer = try await world.client.getProcessDefinition(GetProcessDefinition(definition: reference))
                #expect(answer.definition == definition, "\(reference)")
                #expect(answer.xml == file, "\(reference)")
            }
        }
    }

    @Test(arguments: Harness.allCases)
    func saysWhenADefinitionIsUnknown(harness: Harness) async throws {
        try await harness.withWorld { world in
            let v1 = try await world.deployOne(Model.oneTask("p"))
            let unknown: [DefinitionReference] = [
                .key(4711), .version(processID: "p", version: 2), .version(processID: "q", version: 1),
                .latest(processID: "q"), .contentHash(processID: "p", hash: String(repeating: "0", count: 64)),
                .contentHash(processID: "q", hash: v1.contentHash),
            ]
            for reference in unknown {
                let refusal = await rejection {
                    _ = try await world.client.getProcessDefinition(GetProcessDefinition(definition: reference))
                }
                #expect(refusal?.code == .notFound, "\(reference)")
                #expect(refusal?.reasons.map(\.code) == ["DEFINITION_NOT_FOUND"], "\(reference)")
            }
        }
    }

    @Test(arguments: Harness.allCases)
    func listsDefinitionsPageByPage(harness: Harness) async throws {
        try await harness.withWorld { world in
            var deployed: [ProcessDefinition] = []
            for file in [Model.oneTask("b"), Model.forkJoin("b"), Model.oneTask("a"), Model.oneTask("c")] {
                deployed.append(try await world.deployOne(file))
            }
            let inOrder = [deployed[2], deployed[0], deployed[1], deployed[3]]

            var listed: [ProcessDefinition] = []
            var token: [UInt8] = []
            repeat {
                let page = try await world.client.listProcessDefinitions(
                    ListProcessDefinitions(page: Page(size: 1, token: token)))
                #expect(page.definitions.count == 1)
                listed += page.definitions
                token = page.nextPageToken
            } while !token.isEmpty

            #expect(listed == inOrder)
            let latest = try await world.client.listProcessDefinitions(ListProcessDefinitions(latestOnly: true))
            #expect(latest.definitions == [deployed[2], deployed[1], deployed[3]])
            let ofB = try await world.client.listProcessDefinitions(ListProcessDefinitions(processID: "b"))
            #expect(ofB.definitions == [deployed[0], deployed[1]])
        }
    }

    @Test(arguments: Harness.allCases)
    func eachTenantHasProcessesOfItsOwn(harness: Harness) async throws {
        try await harness.withWorld { world in
            let acme = TenantID(rawValue: "acme")
            let mine = try await world.deploy(Model.oneTask("p"))
            let theirs = try await world.deploy(Model.oneTask("p"), tenant: acme)

            #expect(theirs.map(\.version) == [1] && theirs[0].key != mine[0].key && theirs[0].tenant == acme)
            let refusal = await rejection {
                _ = try await world.client.createProcessInstance(
                    CreateProcessInstance(definition: .key(mine[0].key), tenant: acme))
            }
            #expect(refusal?.code == .notFound)
        }
    }
}
