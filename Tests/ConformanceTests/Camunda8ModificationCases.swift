import FerryClient
import FerryModel
import FerryTestSupport
import Testing

/// Modification, suspension and labels as a client sees them; the engine's own tests go through the rules.
@Suite(.timeLimit(.minutes(1)))
struct Camunda8ModificationCases {
    @Test("MOD-3, MTE-1, MMV-9: activate, terminate and move in one command", arguments: Harness.allCases)
    func modification(harness: Harness) async throws {
        try await harness.withWorld { world in
            let definition = try await world.deployOne(Model.forkJoin("p"))
            let key = try await world.create(definition)
            let left = try #require(try await world.tree(key).element("left")?.key)
            let change = ModifyProcessInstance(
                processInstanceKey: key,
                activate: [
                    ElementActivation(
                        elementID: "left", variables: [ScopeVariables(variables: try Variables(parsing: #"{"x":1}"#))])
                ], terminate: [.instance(left)], move: [ElementMove(source: .element("right"), target: "left")])
            var rehearsal = change
            rehearsal.dryRun = true
            let before = try await world.positions()

            let expected = try await world.client.modifyProcessInstance(rehearsal)
            #expect(try await world.positions() == before)
            let report = try await world.client.modifyProcessInstance(change)

            #expect(expected.activated.map(\.elementID) == report.activated.map(\.elementID))
            #expect(report.activated.map(\.elementID) == ["left", "left"] && !report.isDryRun && !report.hasEnded)
            #expect(report.terminated.map(\.elementID) == ["left", "right"])
            #expect(try await world.active(key) == ["left", "left"])
            #expect(try await world.tree(key).variable("x") == "1")
            #expect(try await world.history(of: key).contains { $0.kind == "PROCESS_INSTANCE_MODIFIED" })
        }
    }

    @Test("MRJ-1, MRJ-2, MRJ-20: refusals name every element", arguments: Harness.allCases)
    func refusals(harness: Harness) async throws {
        try await harness.withWorld { world in
            let definition = try await world.deployOne(Model.oneTask("p"))
            let key = try await world.create(definition)

            let refused = await rejection {
                _ = try await world.client.modifyProcessInstance(
                    ModifyProcessInstance(
                        processInstanceKey: key,
                        activate: ["task", "B", "C"].map { ElementActivation(elementID: $0) }))
            }
            try await world.client.cancelProcessInstance(key)
            let unknown = await rejection {
                _ = try await world.client.modifyProcessInstance(ModifyProcessInstance(processInstanceKey: key))
            }

            #expect(
                refused?.code == .invalidArgument && refused?.summary == ["UNKNOWN_ELEMENT B", "UNKNOWN_ELEMENT C"])
            #expect(unknown?.code == .notFound)
        }
    }

    @Test("a suspended instance waits, and is listed as such", arguments: Harness.allCases)
    func suspension(harness: Harness) async throws {
        try await harness.withWorld { world in
            let definition = try await world.deployOne(Model.oneTask("p"))
            let keys = try await world.createOnBoth(definition)
            func suspended() async throws -> [ProcessInstanceKey] {
                try await world.client.listProcessInstances(ListProcessInstances(state: .suspended)).instances.map(
                    \.key)
            }

            try await world.client.suspendProcessInstance(keys[0])

            #expect(try await suspended() == [keys[0]])
            #expect(try await world.jobs("task").map(\.processInstanceKey) == [keys[1]])
            let refused = await rejection { try await world.complete(keys[0], "task") }
            #expect(refused?.code == .failedPrecondition && refused?.reasons.map(\.code) == ["INSTANCE_SUSPENDED"])
            try await world.client.resumeProcessInstance(keys[0])
            #expect(try await suspended().isEmpty)
            #expect(try await world.jobs("task").map(\.processInstanceKey) == [keys[0]])
        }
    }

    @Test("CNW-1, CNW-2, CNW-5, CNW-7: tags and business ids", arguments: Harness.allCases)
    func labels(harness: Harness) async throws {
        try await harness.withWorld { world in
            let definition = try await world.deployOne(Model.oneTask("p"))
            func create(_ tags: [String], _ businessID: String = "") async throws -> ProcessInstanceKey {
                try await world.client.createProcessInstance(
                    CreateProcessInstance(definition: .key(definition.key), tags: tags, businessID: businessID)
                ).processInstanceKey
            }

            let keys = [try await create(["a", "b"], "7"), try await create(["b"], "7")].sorted()
            let refused = await rejection { _ = try await create(["1abc", "a b"]) }
            let tooMany = await rejection { _ = try await create((1...11).map { "t\($0)" }) }

            var found: [ProcessInstanceKey] = []
            for partition in UInt16(1)...2 {
                let page = Page(token: Array("\(partition):".utf8))
                let answer = try await world.client.listProcessInstances(
                    ListProcessInstances(page: page, tag: "b", businessID: "7"))
                found += answer.instances.map(\.key)
            }
            #expect(found == keys)
            #expect(try await world.tree(keys[0]).summary.businessID == "7")
            #expect(try await world.jobs("task").allSatisfy { $0.tags.contains("b") })
            #expect(refused?.code == .invalidArgument && refused?.reasons.count == 2)
            #expect(tooMany?.code == .invalidArgument)
        }
    }
}
