import FerryClient
import FerryModel
import FerryTestSupport
import Testing

/// The log as readers see it, and the broker as a whole.
@Suite(.timeLimit(.minutes(1)))
struct EventTests {
    @Test(arguments: Harness.allCases)
    func theHistoryOfAnInstanceIsReadable(harness: Harness) async throws {
        try await harness.withWorld { world in
            let v1 = try await world.deployOne(Model.oneTask("p", task: "a"))
            let v2 = try await world.deployOne(Model.oneTask("p", task: "b"))
            let key = try await world.create(v1, #"{"x":1}"#)
            _ = try await world.create(v1)
            _ = try await world.migrate(key, to: v2, ["a": "b"])
            try await world.breakJob(key, "b")
            try await world.client.cancelProcessInstance(key)

            let history = try await world.history(of: key)

            let kinds = history.map(\.kind)
            #expect(kinds.first == "PROCESS_INSTANCE_CREATED")
            for kind in [
                "VARIABLE_SET", "JOB_CREATED", "PROCESS_INSTANCE_MIGRATED", "JOB_FAILED", "INCIDENT_RAISED",
                "INCIDENT_RESOLVED", "JOB_CANCELLED",
            ] { #expect(kinds.contains(kind), "\(kind) in \(kinds)") }
            #expect(kinds.last == "ELEMENT_TERMINATED")
            #expect(history.allSatisfy { $0.processInstanceKey == key })
            let positions = history.map(\.position.rawValue)
            #expect(positions == positions.sorted() && Set(positions).count == positions.count)
        }
    }

    @Test(arguments: Harness.allCases)
    func aLogIsReadFromAnyPositionWithoutAGap(harness: Harness) async throws {
        try await harness.withWorld { world in
            let definition = try await world.deployOne(Model.forkJoin("p"))
            _ = try await world.createOnBoth(definition)
            for partition in [PartitionID(1), PartitionID(2)] {
                let all = try await world.events(of: partition)
                let count = UInt64(all.count)
                #expect(all.map(\.position.rawValue) == Array(1...count))
                #expect(try await world.positions()[Int(partition.rawValue) - 1] == count)
                for start in 1...count {
                    #expect(
                        try await world.events(of: partition, from: LogPosition(start)) == Array(all[Int(start - 1)...])
                    )
                }
                #expect(try await world.events(of: partition, from: LogPosition(count + 1)).isEmpty)
                #expect(try await world.events(of: partition, from: LogPosition(count + 1_000)).isEmpty)
            }
        }
    }

    @Test(arguments: Harness.allCases)
    func aReaderThatFollowsSeesWhatComesLater(harness: Harness) async throws {
        try await harness.withWorld { world in
            let definition = try await world.deployOne(Model.oneTask("p"))
            let keys = try await world.createOnBoth(definition)
            let seen = Watched<[EventView]>([])
            let reader = Task {
                let request = StreamEvents(partition: PartitionID(2), follow: true, processInstance: keys[1])
                for try await batch in world.client.streamEvents(request) { seen.change { $0 += batch.events } }
            }
            try await seen.wait { $0.contains { $0.kind == "JOB_CREATED" } }

            try await world.complete(keys[1], "task")

            try await seen.wait {
                $0.last?.kind == "ELEMENT_COMPLETED" && $0.last?.details.text.contains("\"p\"") == true
            }
            #expect(try await world.history(of: keys[1]) == seen.value)
            reader.cancel()
            _ = await reader.result
        }
    }

    @Test(arguments: Harness.allCases)
    func anUnknownPartitionIsRefused(harness: Harness) async throws {
        try await harness.withWorld { world in
            for id in [UInt16(0), 3, 4_095] {
                let refusal = await rejection { _ = try await world.events(of: PartitionID(id)) }
                #expect(refusal?.code == .notFound || refusal?.code == .invalidArgument, "\(id)")
            }
        }
    }

    @Test(arguments: Harness.allCases)
    func pingGivesBackWhatItWasGiven(harness: Harness) async throws {
        try await harness.withWorld { world in
            for payload in [[], [0, 255, 10], [UInt8](repeating: 7, count: 100_000)] {
                let answer = try await world.client.ping(Ping(payload: payload))
                #expect(answer.payload == payload)
            }
        }
    }

    @Test(arguments: Harness.allCases)
    func topologyNamesThePartitions(harness: Harness) async throws {
        try await harness.withWorld { world in
            let definition = try await world.deployOne(Model.oneTask("p"))
            _ = try await world.createOnBoth(definition)

            let topology = try await world.client.topology()

            #expect(topology.clusterID == "conformance" && topology.serverVersion == "0.1.0")
            #expect(topology.partitions.map(\.id) == [PartitionID(1), PartitionID(2)])
            #expect(topology.partitions.allSatisfy { $0.isHealthy && $0.problem.isEmpty && $0.lastPosition > .none })
        }
    }
}
