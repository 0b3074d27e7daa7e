import FerryModel
import FerryServer
import FerryWire
import Testing

@Suite(.timeLimit(.minutes(1)))
struct HandshakeTests {
    @Test func welcomesAClientAndSaysItsLimits() async throws {
        try await withServer(configure: { $0.callsInFlightMax = 7 }) { address, _ in
            let client = try await RawClient(port: address.port)

            try await client.send(.hello(Hello(clientName: "raw")))

            let welcome = Welcome(
                serverVersion: "0.0.test", clusterID: "fake", callsInFlightMax: 7, partitionCount: 2)
            #expect(try await client.next() == .welcome(welcome))
        }
    }

    @Test(arguments: [
        (Hello(protocolVersion: 2, clientName: "x", token: Array("secret".utf8)), "0: FAILED_PRECONDITION"),
        (Hello(clientName: "x"), "0: UNAUTHENTICATED"),
        (Hello(clientName: "x", token: Array("secreT".utf8)), "0: UNAUTHENTICATED"),
        (Hello(clientName: "x", token: Array("secrets".utf8)), "0: UNAUTHENTICATED"),
    ])
    func refusesAndCloses(_ hello: Hello, _ refusal: String) async throws {
        try await withServer(configure: { $0.token = Array("secret".utf8) }) { address, _ in
            let client = try await RawClient(port: address.port)

            try await client.send(.hello(hello), .call(requestID: 1, .ping(Ping())))

            #expect(try await client.next()?.refusal == refusal)
            #expect(try await client.next() == nil)
        }
    }

    @Test func takesTheRightToken() async throws {
        try await withServer(configure: { $0.token = Array("secret".utf8) }) { address, _ in
            let client = try await RawClient(port: address.port)

            try await client.send(
                .hello(Hello(clientName: "x", token: Array("secret".utf8))), .call(requestID: 1, .ping(Ping())))

            guard case .welcome = try await client.next() else { return #expect(Bool(false), "no welcome") }
            #expect(try await client.next() == .answer(requestID: 1, .ping(Ping())))
        }
    }

    @Test func closesOnACallBeforeHello() async throws {
        try await withServer { address, _ in
            let client = try await RawClient(port: address.port)

            try await client.send(.call(requestID: 1, .ping(Ping())))

            #expect(try await client.next()?.refusal == "0: FAILED_PRECONDITION")
            #expect(try await client.next() == nil)
        }
    }

    @Test func closesOnASecondHello() async throws {
        try await withServer { address, _ in
            let client = try await RawClient.welcomed(port: address.port)

            try await client.send(.hello(Hello(clientName: "again")))

            #expect(try await client.next()?.refusal == "0: FAILED_PRECONDITION")
            #expect(try await client.next() == nil)
        }
    }

    @Test func doesNotWaitForAHelloForEver() async throws {
        try await withServer(configure: { $0.handshakeTimeout = .milliseconds(20) }) { address, _ in
            let client = try await RawClient(port: address.port)

            #expect(try await client.next()?.refusal == "0: UNAVAILABLE")
            #expect(try await client.next() == nil)
        }
    }

    @Test func closesAConnectionThatIsSilentWithoutCallsInFlight() async throws {
        try await withServer(configure: { $0.idleTimeout = .milliseconds(20) }) { address, _ in
            let client = try await RawClient.welcomed(port: address.port)

            #expect(try await client.next()?.refusal == "0: UNAVAILABLE")
            #expect(try await client.next() == nil)
        }
    }

    @Test func refusesConnectionsBeyondTheLimitPolitely() async throws {
        try await withServer(configure: { $0.connectionsMax = 1 }) { address, server in
            let first = try await RawClient.welcomed(port: address.port)

            let second = try await RawClient(port: address.port)

            #expect(try await second.next()?.refusal == "0: UNAVAILABLE")
            #expect(try await second.next() == nil)
            try await first.send(.call(requestID: 1, .ping(Ping())))
            #expect(try await first.next() == .answer(requestID: 1, .ping(Ping())))
            #expect(server.connectionCount == 1)
        }
    }
}
