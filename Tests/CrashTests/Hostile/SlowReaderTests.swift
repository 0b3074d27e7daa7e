import FerryClient
import FerryWire
import Testing

/// Clients that ask and never read: they cost a bounded amount of memory, and nobody else waits for them.
@Suite(.serialized, .timeLimit(.minutes(1)))
struct SlowReaderTests {
    struct Greed: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let call: @Sendable (_ id: UInt64) -> Call
        let count: Int
    }

    private static let greeds = [
        Greed(
            testDescription: "large pings", call: { _ in .ping(Ping(payload: [UInt8](repeating: 1, count: 1 << 20))) },
            count: 200),
        Greed(
            testDescription: "large definitions",
            call: { _ in .getProcessDefinition(GetProcessDefinition(definition: .latest(processID: "order"))) },
            count: 1_000),
        Greed(
            testDescription: "the history",
            call: { id in .streamEvents(StreamEvents(partition: PartitionID(UInt16(id % 2) + 1), follow: true)) },
            count: 1_000),
        Greed(
            testDescription: "lists of instances",
            call: { _ in .listProcessInstances(ListProcessInstances(page: Page(size: 1_000))) }, count: 1_000),
    ]

    /// Beyond what the broker uses by itself: 64 MiB that one connection may leave unread, and their copies on the way.
    private static let growthMax = 400 << 20

    @Test(arguments: greeds)
    func costBoundedMemoryAndHoldUpNobody(_ greed: Greed) async throws {
        try await withBroker { broker, client in
            try await fill(client)
            let before = broker.process.residentBytes
            let socket = try await RawSocket(to: broker)
            try await socket.reads(false)

            for id in 1...UInt64(greed.count) {
                socket.push(try RawSocket.frame(.call(requestID: id, greed.call(id))))
            }

            var most = 0
            for _ in 0..<100 {
                // Fails by itself when it is not answered within ten seconds.
                _ = try await client.createProcessInstance(
                    CreateProcessInstance(definition: .version(processID: "order", version: 1)))
                most = max(most, broker.process.residentBytes - before)
            }
            #expect(most < Self.growthMax, "\(most >> 20) MiB more")
            socket.close()
            try await broker.expectWell()
        }
    }

    /// Instances enough for a page, and a definition of 2.5 MB.
    private func fill(_ client: FerryClient) async throws {
        let small = OrderModel.xml(version: 1)
        let large = OrderModel.xml(version: 2) + Array("<!--\(String(repeating: "x", count: 5 << 19))-->".utf8)
        for content in [small, large] {
            _ = try await client.deployResources(
                DeployResources(resources: [.init(name: "order.bpmn", content: content)]))
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<1_000 {
                group.addTask {
                    _ = try await client.createProcessInstance(
                        CreateProcessInstance(
                            definition: .version(processID: "order", version: 1), variables: .marks(number, "n")))
                }
            }
            try await group.waitForAll()
        }
    }
}
