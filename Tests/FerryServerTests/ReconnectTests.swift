import FerryBroker
import FerryClient
import FerryModel
import FerryServer
import FerryTestSupport
import FerryWire
import Testing

@Suite(.timeLimit(.minutes(1)))
struct ReconnectTests {
    @Test func failsCallsOnceTheBrokerIsOutOfReach() async throws {
        let port = try await Self.portOfNobody()
        var configuration = FerryClientConfiguration()
        configuration.port = port
        configuration.connectTimeout = .milliseconds(50)
        try await withFerryClient(configuration) { client in
            let first = await rejection { _ = try await client.ping() }
            let second = await rejection { _ = try await client.ping(options: CallOptions(timeout: .seconds(3_600))) }

            #expect(first?.code == .unavailable)
            #expect(first?.message.hasPrefix("the broker at 127.0.0.1:\(port) is out of reach: ") == true)
            #expect(second?.code == .unavailable)
        }
    }

    @Test func waitsOnlyAShortWhileWhereNobodyListensIfAskedTo() async throws {
        let port = try await Self.portOfNobody()
        var configuration = FerryClientConfiguration()
        configuration.port = port
        configuration.connectTimeout = .seconds(3_600)
        configuration.callTimeout = .seconds(3_600)
        configuration.refusedTimeout = .milliseconds(20)
        try await withFerryClient(configuration) { client in
            let thrown = await rejection { _ = try await client.ping() }

            #expect(thrown?.code == .unavailable)
            #expect(thrown?.message == "the broker at 127.0.0.1:\(port) is out of reach: connection refused")
        }
    }

    @Test func saysThatAHostIsUnknown() async throws {
        var configuration = FerryClientConfiguration()
        configuration.host = "no such host"
        configuration.connectTimeout = .seconds(1)
        try await withFerryClient(configuration) { client in
            let thrown = await rejection { _ = try await client.ping() }

            #expect(thrown?.message == "the broker at no such host:26600 is out of reach: unknown host")
        }
    }

    @Test func failsAtOnceWithTheReasonWhenTheBrokerRefusesTheClient() async throws {
        try await withServer(configure: { $0.token = [1] }) { address, _ in
            try await withFerryClient(.to(address) { $0.connectTimeout = .seconds(3_600) }) { client in
                let thrown = await rejection { _ = try await client.ping() }

                #expect(thrown?.code == .unauthenticated)
            }
        }
    }

    @Test(arguments: [1, 3])
    func goesOnAfterTheBrokerWasRestarted(connections: Int) async throws {
        let first = Self.server(port: 0)
        let address = try await first.start()
        let configuration = FerryClientConfiguration.to(address) { $0.connections = connections }
        try await withFerryClient(configuration) { client in
            _ = try await client.ping()
            try await first.stop(within: .zero)
            let second = try await Self.started(port: address.port)

            // The client may notice the loss only by this call, which then fails: the next one waits for a connection.
            while await rejection({ _ = try await client.ping() }) != nil {}

            try await second.stop(within: .zero)
        }
    }

    @Test func failsCallsInFlightWhenTheConnectionIsLost() async throws {
        let broker = FakeBroker(respond: FakeBroker.silent)
        try await withServer(broker) { address, server in
            try await withFerryClient(.to(address)) { client in
                async let thrown = rejection { try await client.resolveIncident(1) }
                try await broker.log.wait { $0.submissions.count == 1 }

                try await server.stop(within: .zero)

                #expect(await thrown?.code == .unavailable)
            }
        }
    }

    @Test func sendsALostCommandAgainUnderTheSameKeyWhenAsked() async throws {
        let lossy = FakeBroker(respond: FakeBroker.silent)
        let first = FerryServer(configuration: Self.configuration(port: 0), handler: lossy, logger: .quiet)
        let address = try await first.start()
        let configuration = FerryClientConfiguration.to(address) { $0.retriesLostCommands = true }
        try await withFerryClient(configuration) { client in
            async let done: Void = client.resolveIncident(1)
            try await lossy.log.wait { $0.submissions.count == 1 }

            try await first.stop(within: .zero)
            let healthy = FakeBroker()
            let second = try await Self.started(port: address.port, healthy)
            try await done

            let keys = [lossy, healthy].map { $0.log.value.submissions.map(\.metadata.idempotencyKey) }
            #expect(keys[0].count == 1)
            #expect(keys[0][0].count == 16)
            #expect(keys[0] == keys[1])
            try await second.stop(within: .zero)
        }
    }

    @Test func movesToANewConnectionOnGoAwayAndStillGetsItsAnswers() async throws {
        let targets = Watched<[Submission]>([])
        let old = Watched<(any ReplyTarget)?>(nil)
        let draining = FakeBroker { submission, target in
            old.change { $0 = target }
            targets.change { $0.append(submission) }
        }
        let first = FerryServer(configuration: Self.configuration(port: 0), handler: draining, logger: .quiet)
        let address = try await first.start()
        try await withFerryClient(.to(address)) { client in
            async let slow: Void = client.resolveIncident(1)
            try await targets.wait { $0.count == 1 }

            async let stopped: Void = first.stop(within: .seconds(30))
            let second = try await Self.started(port: address.port)
            while await rejection({ _ = try await client.setVariables(SetVariables(scope: 1, variables: .init())) })
                != nil
            {}
            old.value?.deliver([Reply(requestID: targets.value[0].requestID, content: .answer(.done))])

            try await slow
            try await stopped
            try await second.stop(within: .zero)
        }
    }

    private static func configuration(port: Int) -> ServerConfiguration {
        var configuration = ServerConfiguration()
        configuration.port = port
        configuration.adminPort = nil
        return configuration
    }

    private static func server(port: Int, _ broker: FakeBroker = FakeBroker()) -> FerryServer {
        FerryServer(configuration: configuration(port: port), handler: broker, logger: .quiet)
    }

    /// A server at a port that may still be in use for a moment.
    private static func started(port: Int, _ broker: FakeBroker = FakeBroker()) async throws -> FerryServer {
        while true {
            try Task.checkCancellation()
            let server = server(port: port, broker)
            if (try? await server.start()) != nil { return server }
        }
    }

    /// A port where nobody listens: one that was free a moment ago.
    private static func portOfNobody() async throws -> Int {
        let server = server(port: 0)
        let address = try await server.start()
        try await server.stop(within: .zero)
        return address.port
    }
}
