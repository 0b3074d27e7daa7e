import FerryBroker
import FerryClient
import FerryModel
import FerryServer
import FerryTestSupport
import FerryWire
import ServiceLifecycle
import Testing

@Suite(.timeLimit(.minutes(1)))
struct DrainTests {
    @Test func saysGoAwayAnswersWhatIsInFlightAndCloses() async throws {
        let target = Watched<(any ReplyTarget)?>(nil)
        let broker = FakeBroker { _, caller in target.change { $0 = caller } }
        try await withServer(broker) { address, server in
            let client = try await RawClient.welcomed(port: address.port)
            try await client.send(.call(requestID: 1, .numbered(1)))
            try await broker.log.wait { $0.submissions.count == 1 }

            async let stopped: Void = server.stop(within: .seconds(30))
            guard case .goAway(let notice) = try await client.next() else { return #expect(Bool(false), "no GoAway") }
            try await client.send(.call(requestID: 2, .numbered(2)))
            #expect(try await client.next()?.refusal == "2: UNAVAILABLE")
            target.value?.deliver([Reply(requestID: 1, content: .answer(.done))])

            #expect(notice.drainMilliseconds == 30_000)
            #expect(try await client.next() == .answer(requestID: 1, .done))
            #expect(try await client.next() == nil)
            try await stopped
        }
    }

    @Test func doesNotWaitForCallsInFlightBeyondTheLimit() async throws {
        let broker = FakeBroker(respond: FakeBroker.silent)
        try await withServer(broker) { address, server in
            let client = try await RawClient.welcomed(port: address.port)
            try await client.send(.call(requestID: 1, .numbered(1)))
            try await broker.log.wait { $0.submissions.count == 1 }

            try await server.stop(within: .milliseconds(10))

            guard case .goAway = try await client.next() else { return #expect(Bool(false), "no GoAway") }
            #expect(try await client.next() == nil)
            #expect(server.connectionCount == 0)
        }
    }

    // The limits here are far beyond the test's own: what has to wait for them fails it.
    private static let never = Duration.seconds(3_600)

    @Test func doesNotWaitForAnIdleClientToCloseItsSide() async throws {
        try await withServer(configure: { $0.lingerTimeout = .milliseconds(20) }) { address, server in
            let silent = try await RawClient.welcomed(port: address.port)
            let stranger = try await RawClient(port: address.port)
            try await silent.reads(false)
            try await stranger.reads(false)

            try await server.stop(within: Self.never)

            #expect(server.connectionCount == 0)
        }
    }

    @Test func endsStreamsAtOnceAfterGoAway() async throws {
        let target = Watched<(any ReplyTarget)?>(nil)
        let broker = FakeBroker { _, caller in
            target.change { $0 = caller }
        } drain: {
            target.value?.deliver([Reply(requestID: 1, content: .rejected(Rejection(.unavailable, "closing")))])
        }
        try await withServer(broker) { address, server in
            let client = try await RawClient.welcomed(port: address.port)
            try await client.send(
                .call(requestID: 1, .streamEvents(StreamEvents(partition: PartitionID(1), follow: true))))
            try await target.wait { $0 != nil }

            try await server.stop(within: Self.never)

            guard case .goAway = try await client.next() else { return #expect(Bool(false), "no GoAway") }
            #expect(try await client.next()?.refusal == "1: UNAVAILABLE")
            #expect(try await client.next() == nil)
        }
    }

    @Test func doesNotWaitForAStreamsReaderThatDoesNotRead() async throws {
        let source = StreamingBroker(batches: 1_000, batchBytes: 1 << 18)
        let configure = { (configuration: inout ServerConfiguration) in
            configuration.lingerTimeout = .milliseconds(20)
            configuration.stallTimeout = Self.never
        }
        try await withServer(source.broker, configure: configure) { address, server in
            let client = try await RawClient.welcomed(port: address.port)
            try await client.reads(false)
            client.write(.call(requestID: 1, .streamEvents(StreamEvents(partition: PartitionID(1), follow: true))))
            try await source.isPaused.wait { $0 }

            try await server.stop(within: Self.never)

            #expect(server.connectionCount == 0)
        }
    }

    @Test func takesNoConnectionsOnceStopped() async throws {
        try await withServer { address, server in
            try await server.stop(within: .zero)

            await expectNobody(of: server, at: address)
        }
    }

    /// The port is free again, and somebody else's by now perhaps: but a client there is not this server's.
    private func expectNobody(of server: FerryServer, at address: ServerAddress) async {
        let client = try? await RawClient(port: address.port)
        #expect(server.connectionCount == 0)
        withExtendedLifetime(client) {}
    }

    @Test func runsAsAServiceUntilItIsCancelled() async throws {
        var configuration = ServerConfiguration()
        configuration.port = 0
        configuration.adminPort = 0
        let server = FerryServer(configuration: configuration, handler: FakeBroker(), logger: .quiet)
        let address = try await server.start()
        let running = Task { try await server.run() }

        try await withFerryClient(.to(address)) { client in _ = try await client.ping() }
        running.cancel()

        try await running.value
        await expectNobody(of: server, at: address)
    }

    @Test func stopsInOrderWhenItIsToldToTheMomentItListens() async throws {
        var configuration = ServerConfiguration()
        configuration.port = 0
        configuration.adminPort = nil
        let group = Watched<ServiceGroup?>(nil)
        let heard = Watched<[ServerAddress]>([])
        let server = FerryServer(configuration: configuration, handler: FakeBroker(), logger: .quiet) { address in
            heard.change { $0.append(address) }
            let services = group.value
            Task { await services?.triggerGracefulShutdown() }
        }
        let services = ServiceGroup(services: [server], logger: .quiet)
        group.change { $0 = services }

        try await services.run()

        let address = try #require(heard.value.first)
        #expect(heard.value.count == 1)
        await #expect(throws: (any Error).self) { try await RawClient(port: address.port) }
    }
}
