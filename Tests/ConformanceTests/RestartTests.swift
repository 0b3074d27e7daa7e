import FerryClient
import FerryModel
import FerryTestSupport
import Testing

/// What a broker over RocksDB knows after it was closed and opened again: everything.
@Suite(.timeLimit(.minutes(1)))
struct RestartTests {
    @Test(arguments: Harness.allCases)
    func everythingIsThereAfterwards(harness: Harness) async throws {
        try await withTemporaryDirectory { path in
            var before: Snapshot?
            var keys: [ProcessInstanceKey] = []
            try await harness.withWorld(on: .directory(path)) { world in
                let v1 = try await world.deployOne(Model.forkJoin("p"))
                let v2 = try await world.deployOne(Model.forkJoin("p", left: "l", right: "r", join: "j"))
                keys = try await world.createOnBoth(v1, #"{"x":[1,{"y":null}]}"#)
                try await world.complete(keys[0], "left")
                try await world.breakJob(keys[1], "right")
                _ = try await world.migrate(keys[0], to: v2, ["right": "r", "join": "j", "left": "l"])
                _ = try await world.client.createProcessInstance(
                    CreateProcessInstance(definition: .key(v1.key)), options: CallOptions(idempotencyKey: [1]))
                before = try await snapshot(of: world)
            }

            try await harness.withWorld(on: .directory(path)) { world in
                #expect(try await snapshot(of: world) == before)
                let again = try await world.client.createProcessInstance(
                    CreateProcessInstance(definition: .version(processID: "p", version: 1)))
                #expect(
                    before?.instances.contains { $0.summary.key == again.processInstanceKey } == false, "a fresh key")
                let v1 = try #require(before?.definitions.first)
                let repeated = try await world.client.createProcessInstance(
                    CreateProcessInstance(definition: .key(v1.key)), options: CallOptions(idempotencyKey: [1]))
                #expect(before?.instances.contains { $0.summary.key == repeated.processInstanceKey } == true)
                try await world.complete(keys[0], "r")
                try await world.complete(keys[0], "after")
                #expect(try await !world.isRunning(keys[0]))
                #expect(try await world.deployOne(Model.oneTask("p")).version == 3)
            }
        }
    }

    private struct Snapshot: Equatable {
        var definitions: [ProcessDefinition]
        var instances: [ProcessInstanceTree]
        var incidents: [IncidentView]
        var events: [[EventView]]
    }

    private func snapshot(of world: World) async throws -> Snapshot {
        var instances: [ProcessInstanceTree] = []
        for partition in UInt16(1)...2 {
            let page = Page(token: Array("\(partition):".utf8))
            let list = try await world.client.listProcessInstances(ListProcessInstances(page: page))
            for summary in list.instances { instances.append(try await world.tree(summary.key)) }
        }
        return Snapshot(
            definitions: try await world.client.listProcessDefinitions().definitions, instances: instances,
            incidents: try await world.client.listIncidents(ListIncidents(page: Page(token: Array("2:".utf8))))
                .incidents,
            events: [try await world.events(of: PartitionID(1)), try await world.events(of: PartitionID(2))])
    }
}
