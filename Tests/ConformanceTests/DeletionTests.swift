import FerryClient
import FerryModel
import FerryTestSupport
import Testing

/// Deleting definitions and decisions (C142-C148).
@Suite(.timeLimit(.minutes(1)))
struct DeletionTests {
    private static let partitions = [1, 3]

    @Test(
        "RDE-30: what is deleted is found no more, and its number is never given again", arguments: Harness.allCases,
        partitions)
    func isFoundNoMore(harness: Harness, partitions: Int) async throws {
        try await harness.withWorld(partitions: partitions) { world in
            let file = Model.oneTask("p")
            let definition = try await world.deployOne(file)
            let key = try await world.create(definition)
            try await world.complete(key, "task")

            try await world.delete(definition)

            let refusals: [() async throws -> Void] = [
                { _ = try await world.create(definition) },
                { _ = try await world.show(.latest(processID: "p")) },
                { _ = try await world.show(.version(processID: "p", version: 1)) },
                { _ = try await world.client.listJobs(ListJobs(definition: .key(definition.key))) },
            ]
            for call in refusals {
                #expect(await rejection { try await call() }?.summary == ["DEFINITION_NOT_FOUND"])
            }
            #expect(try await world.client.listProcessDefinitions().definitions.isEmpty)
            #expect(await rejection { try await world.delete(definition) }?.summary == ["RESOURCE_NOT_FOUND"])
            for _ in 1...2 { #expect(try await world.deployOne(file).version == 2) }
        }
    }

    @Test(
        "C145: refused while an instance runs, on whichever partition", arguments: Harness.allCases, partitions)
    func isRefusedWhileInUse(harness: Harness, partitions: Int) async throws {
        try await harness.withWorld(partitions: partitions) { world in
            let old = try await world.deployOne(Model.oneTask("p"))
            let definition = try await world.deployOne(Model.oneTask("p", task: "other"))
            var keys: Set<ProcessInstanceKey> = []
            for _ in 1...partitions { keys.insert(try await world.create(definition)) }
            try await world.delete(old)
            for key in keys {
                let positions = try await world.positions()
                let refusal = await rejection { try await world.delete(definition) }
                #expect(refusal?.code == .failedPrecondition && refusal?.summary == ["DEFINITION_IN_USE"])
                #expect(try await world.positions() == positions)
                try await world.client.cancelProcessInstance(key)
            }

            try await world.delete(definition)

            #expect(try await world.client.listProcessDefinitions().definitions.isEmpty)
        }
    }

    @Test(
        "C144, C148: the version before is the latest again, with its start events", arguments: Harness.allCases,
        partitions)
    func theVersionBeforeTakesOver(harness: Harness, partitions: Int) async throws {
        try await harness.withWorld(partitions: partitions) { world in
            let file = Model.eventFile(
                "p", Model.start("none"), Model.start("every", on: Model.every("R/PT1H")),
                Model.start("alarmed", on: Model.signal("alarm")), Model.start("told", on: Model.message("paid")),
                Model.service("work"),
                ["none", "every", "alarmed", "told"].map { Model.flow($0, "work") }.joined())
            let first = try await world.deployOne(file)
            let second = try await world.deployOne(Model.oneTask("p"))
            func timers() async throws -> [Int32] {
                try await world.client.listTimers(ListTimers(definition: .latest(processID: "p"))).timers.map(\.version)
            }
            #expect(try await timers().isEmpty)
            #expect(try await world.broadcast("alarm").isEmpty)

            try await world.delete(second)

            #expect(try await world.show(.latest(processID: "p")).key == first.key)
            #expect(try await timers() == [1])
            #expect(try await world.broadcast("alarm").count == 1)
            let told = try await world.client.correlateMessage(CorrelateMessage(name: "paid", correlationKey: "k"))
            #expect(try await world.tree(told.processInstanceKey).summary.version == 1)
            // Behind a deleted version nothing is a duplicate (C128).
            #expect(try await world.deployOne(file).version == 3)
        }
    }

    @Test("a version that is not the latest goes alone", arguments: Harness.allCases)
    func anOlderVersionGoesAlone(harness: Harness) async throws {
        try await harness.withWorld { world in
            let old = try await world.deployOne(Model.oneTask("p"))
            let new = try await world.deployOne(
                Model.eventFile(
                    "p", Model.start("every", on: Model.every("R/PT1H")), Model.service("work"),
                    Model.path("every", "work")))

            try await world.delete(old)

            #expect(try await world.client.listTimers().timers.map(\.definitionKey) == [new.key])
            #expect(try await world.client.listProcessDefinitions().definitions.map(\.key) == [new.key])
        }
    }

    @Test("a plan that names what was deleted is refused", arguments: Harness.allCases)
    func plansThatNameItAreRefused(harness: Harness) async throws {
        try await harness.withWorld { world in
            let source = try await world.deployOne(Model.oneTask("p"))
            let target = try await world.deployOne(Model.oneTask("q"))
            let key = try await world.create(source)
            try await world.delete(target)

            let refusal = await rejection { _ = try await world.migrate(key, to: target, ["task": "task"]) }

            #expect(refusal?.code == .notFound && refusal?.summary == ["DEFINITION_NOT_FOUND"])
        }
    }

    @Test("C146: decisions go by file, and the version before decides", arguments: Harness.allCases, partitions)
    func decisionsGoByFile(harness: Harness, partitions: Int) async throws {
        try await harness.withWorld(partitions: partitions) { world in
            func deploy(_ output: String) async throws -> DecisionDefinition {
                let file = Model.dmn("file", Model.decision("d", output))
                let resource = DeployResources.Resource(name: "d.dmn", content: file)
                let answer = try await world.client.deployResources(DeployResources(resources: [resource]))
                return try #require(answer.decisions.first)
            }
            func evaluate() async throws -> String? {
                try await world.client.evaluateDecision(EvaluateDecision(decision: .latest(decisionID: "d"))).output?
                    .text
            }
            let first = try await deploy("1")
            let second = try await deploy("2")
            #expect(try await evaluate() == "2")
            #expect(
                await rejection {
                    try await world.client.deleteResource(
                        DeleteResource(resourceKey: ResourceKey(rawValue: second.key.rawValue)))
                }?.summary == ["RESOURCE_NOT_FOUND"])

            try await world.client.deleteResource(DeleteResource(resourceKey: ResourceKey(second.requirementsKey)))

            for _ in 1...partitions { #expect(try await evaluate() == "1") }
            #expect(try await world.client.listDecisions().decisions.map(\.key) == [first.key])
            #expect(try await deploy("2").version == 3)
        }
    }

    @Test("a repeat with its idempotency key is answered", arguments: Harness.allCases)
    func aRepeatIsAnswered(harness: Harness) async throws {
        try await harness.withWorld { world in
            let definition = try await world.deployOne(Model.oneTask("p"))
            let deletion = DeleteResource(resourceKey: ResourceKey(definition.key))
            let options = CallOptions(idempotencyKey: Array("once".utf8))

            for _ in 1...2 { try await world.client.deleteResource(deletion, options: options) }

            let foreign = DeleteResource(resourceKey: ResourceKey(definition.key), tenant: TenantID(rawValue: "other"))
            #expect(await rejection { try await world.client.deleteResource(foreign) }?.code == .notFound)
        }
    }

    @Test("what was deleted stays so behind a restart")
    func staysSoBehindARestart() async throws {
        try await withTemporaryDirectory { path in
            let file = Model.oneTask("p")
            try await Harness.inProcess.withWorld(on: .directory(path)) { world in
                try await world.delete(try await world.deployOne(file))
            }
            try await Harness.inProcess.withWorld(on: .directory(path)) { world in
                #expect(try await world.client.listProcessDefinitions().definitions.isEmpty)
                #expect(try await world.deployOne(file).version == 2)
                for key in try await world.createOnBoth(try await world.deployOne(file)) {
                    #expect(try await world.tree(key).summary.version == 2)
                }
            }
        }
    }
}

extension World {
    fileprivate func delete(_ definition: ProcessDefinition) async throws {
        try await client.deleteResource(DeleteResource(resourceKey: ResourceKey(definition.key)))
    }

    fileprivate func show(_ reference: DefinitionReference) async throws -> ProcessDefinition {
        try await client.getProcessDefinition(GetProcessDefinition(definition: reference)).definition
    }
}
