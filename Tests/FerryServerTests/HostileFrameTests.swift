import FerryBroker
import FerryModel
import FerryServer
import FerryTestSupport
import FerryWire
import Testing

@Suite(.timeLimit(.minutes(1)))
struct HostileFrameTests {
    @Test(
        arguments: [
            ("a length beyond the limit", [0xFF, 0xFF, 0xFF, 0xFF], "0: RESOURCE_EXHAUSTED"),
            ("an empty frame", [0, 0, 0, 0], "0: INVALID_ARGUMENT"),
            ("an HTTP request", Array("GET / HTTP/1.1\r\n\r\n".utf8), "0: RESOURCE_EXHAUSTED"),
            ("bytes that are no message", [0, 0, 0, 3, 0xFF, 0xFF, 0xFF], "0: INVALID_ARGUMENT"),
        ] as [(String, [UInt8], String)])
    func closesTheConnectionWithAStatus(_ what: String, _ bytes: [UInt8], _ refusal: String) async throws {
        let broker = FakeBroker()
        try await withServer(broker) { address, _ in
            let client = try await RawClient.welcomed(port: address.port)

            try await client.send(bytes: bytes)

            #expect(try await client.next()?.refusal == refusal)
            #expect(try await client.next() == nil)
            try await broker.log.wait { $0.departures == 1 }
        }
    }

    @Test func lastWordsArriveEvenWhenTheClientGoesOnSending() async throws {
        try await withServer { address, _ in
            let client = try await RawClient.welcomed(port: address.port)

            try await client.send(bytes: [0xFF, 0xFF, 0xFF, 0xFF] + [UInt8](repeating: 0xFF, count: 1 << 20))

            #expect(try await client.next()?.refusal == "0: RESOURCE_EXHAUSTED")
            #expect(try await client.next() == nil)
        }
    }

    @Test func forgetsAFrameThatWasCutOff() async throws {
        let broker = FakeBroker()
        try await withServer(broker) { address, _ in
            let client = try await RawClient.welcomed(port: address.port)

            try await client.send(bytes: [0, 0, 1, 0, 8])
            client.close()

            try await broker.log.wait { $0.departures == 1 }
            #expect(broker.log.value.submissions.isEmpty)
        }
    }

    @Test func putsAFrameTogetherFromSingleBytes() async throws {
        try await withServer { address, _ in
            let client = try await RawClient.welcomed(port: address.port)
            var frame: [UInt8] = []
            try FrameEncoder().append(.call(requestID: 9, .ping(Ping(payload: [1, 2, 3]))), to: &frame)

            for byte in frame { try await client.send(bytes: [byte]) }

            #expect(try await client.next() == .answer(requestID: 9, .ping(Ping(payload: [1, 2, 3]))))
        }
    }

    @Test func answersAnUnknownCallAndGoesOn() async throws {
        try await withServer { address, _ in
            let client = try await RawClient.welcomed(port: address.port)

            // request_id 5, and an empty body in field 100.
            try await client.send(bytes: [0, 0, 0, 5, 0x08, 5, 0xA2, 0x06, 0])
            try await client.send(.call(requestID: 6, .ping(Ping())))

            #expect(try await client.next()?.refusal == "5: UNIMPLEMENTED")
            #expect(try await client.next() == .answer(requestID: 6, .ping(Ping())))
        }
    }

    @Test func closesOnARequestIDThatIsInFlightAlready() async throws {
        let broker = FakeBroker(respond: FakeBroker.silent)
        try await withServer(broker) { address, _ in
            let client = try await RawClient.welcomed(port: address.port)

            try await client.send(
                .call(requestID: 7, .numbered(1)), .call(requestID: 7, .numbered(2)),
                .call(requestID: 8, .numbered(3)))

            let status = ServerMessage.rejection(
                requestID: 0, Rejection(.invalidArgument, "request id 7 is that of a call in flight"))
            #expect(try await client.next() == status)
            #expect(try await client.next() == nil)
            #expect(broker.log.value.submissions.map(\.call) == [.numbered(1)])
        }
    }

    @Test func sendsAStatusInPlaceOfAnAnswerThatTheClientCannotTake() async throws {
        try await withServer { address, _ in
            let client = try await RawClient.welcomed(port: address.port, frameBytesMax: 4_096)

            try await client.send(
                .call(requestID: 1, .ping(Ping(payload: [UInt8](repeating: 7, count: 5_000)))),
                .call(requestID: 2, .ping(Ping())))

            #expect(try await client.next()?.refusal == "1: RESOURCE_EXHAUSTED")
            #expect(try await client.next() == .answer(requestID: 2, .ping(Ping())))
        }
    }
}
