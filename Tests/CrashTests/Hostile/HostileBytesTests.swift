import FerryClient
import FerryWire
import Testing

/// Bytes that no client sends: each gets a status or an end, and the broker serves the next client.
@Suite(.serialized, .timeLimit(.minutes(1)))
struct HostileBytesTests {
    struct Attack: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let bytes: [UInt8]
        /// The connection's last words.
        let refusal: String

        init(_ description: String, _ bytes: [UInt8], _ refusal: String) {
            testDescription = description
            self.bytes = bytes
            self.refusal = refusal
        }
    }

    @Test(arguments: [
        Attack("a length beyond the limit", [0xFF, 0xFF, 0xFF, 0xFF], "0: RESOURCE_EXHAUSTED"),
        Attack("one byte beyond the limit", [0, 0x40, 0, 1, 8], "0: RESOURCE_EXHAUSTED"),
        Attack("an empty frame", [0, 0, 0, 0], "0: INVALID_ARGUMENT"),
        Attack("no message", [0, 0, 0, 3, 0xFF, 0xFF, 0xFF], "0: INVALID_ARGUMENT"),
        Attack("an HTTP request", Array("GET / HTTP/1.1\r\nHost: ferry\r\n\r\n".utf8), "0: RESOURCE_EXHAUSTED"),
        Attack("a TLS handshake", [0x16, 3, 1, 0, 5, 1, 0, 0, 1, 3], "0: RESOURCE_EXHAUSTED"),
    ])
    func endsTheConnectionWithAStatus(_ attack: Attack) async throws {
        try await withBroker { broker, _ in
            for isWelcomed in [false, true] {
                let socket = try await RawSocket(to: broker, isWelcomed: isWelcomed)

                try await socket.send(bytes: attack.bytes)

                #expect(try await socket.next()?.refusal == attack.refusal)
                #expect(try await socket.next() == nil)
            }
            try await broker.expectWell()
        }
    }

    @Test func survivesRandomBytes() async throws {
        try await withBroker { broker, _ in
            var random = SeededRandom(seed: 11)
            for round in 0..<60 {
                let socket = try await RawSocket(to: broker, isWelcomed: round % 2 == 0)
                let count = Int.random(in: 1...400, using: &random)
                var bytes = (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &random) }
                // Half of them with a length that fits, so that the decoder sees them, too.
                if round % 4 < 2 { bytes = [0, 0, UInt8(bytes.count >> 8), UInt8(bytes.count & 0xFF)] + bytes }

                socket.push(bytes)
                socket.close()
            }
            try await broker.expectWell()
        }
    }

    /// Right frames with one bit changed: whatever they mean now, each is answered or ends its connection.
    @Test func answersFramesWithAFlippedBit() async throws {
        try await withBroker { broker, _ in
            let frame = try RawSocket.frame(
                .call(
                    requestID: 1,
                    .createProcessInstance(
                        CreateProcessInstance(
                            definition: .latest(processID: "order"), variables: .marks(1, "one"), startElements: ["a"])),
                    timeoutMilliseconds: 1_000, idempotencyKey: [1, 2, 3]))
            for bit in (4 * 8)..<(frame.count * 8) {
                let socket = try await RawSocket(to: broker)
                var flipped = frame
                flipped[bit / 8] ^= 1 << (bit % 8)

                // A frame may have become a cancellation, which is not answered; the ping behind it is.
                socket.push(flipped + (try RawSocket.frame(.call(requestID: 99, .ping(Ping())))))

                #expect(try await socket.next()?.isAnswer == true, "bit \(bit)")
                socket.close()
            }
            try await broker.expectWell()
        }
    }

    @Test func forgetsAFrameThatWasCutOff() async throws {
        try await withBroker { broker, client in
            _ = try await client.ping()
            let before = broker.process.descriptorCount
            let ping = Ping(payload: [UInt8](repeating: 7, count: 500))
            let frame = try RawSocket.frame(.call(requestID: 1, .ping(ping)))
            for count in stride(from: 1, to: frame.count, by: 50) {
                let socket = try await RawSocket(to: broker)
                try await socket.send(bytes: Array(frame.prefix(count)))
                socket.close()
            }

            try await eventually("all connections closed") { broker.process.descriptorCount <= before }
            try await broker.expectWell()
        }
    }

    @Test func answersAnUnknownCallAndGoesOn() async throws {
        try await withBroker { broker, _ in
            let socket = try await RawSocket(to: broker)

            // request_id 5, and an empty body in field 100.
            try await socket.send(bytes: [0, 0, 0, 5, 0x08, 5, 0xA2, 0x06, 0])
            try await socket.send(.call(requestID: 6, .ping(Ping())))

            #expect(try await socket.next()?.refusal == "5: UNIMPLEMENTED")
            #expect(try await socket.next() == .answer(requestID: 6, .ping(Ping())))
        }
    }

    @Test func fiveHundredConnectionsLeaveNothingBehind() async throws {
        try await withBroker { broker, client in
            _ = try await client.ping()
            let before = broker.process.descriptorCount
            for _ in 0..<10 {
                var sockets: [RawSocket] = []
                for _ in 0..<50 { sockets.append(try await RawSocket(to: broker, isWelcomed: false)) }
                for (index, socket) in sockets.enumerated() {
                    // Some leave without a word, some in the middle of one, some with a call in flight.
                    if index % 3 == 1 { socket.push([0, 0, 1]) }
                    if index % 3 == 2 {
                        socket.push(
                            try RawSocket.frame(
                                .hello(Hello(clientName: "raw")),
                                .call(requestID: 1, .activateJobs(ActivateJobs(type: "t", waitMilliseconds: 60_000)))))
                    }
                    socket.close()
                }
            }

            try await eventually("all connections closed") { broker.process.descriptorCount <= before }
            try await broker.expectWell()
        }
    }
}

extension ServerMessage {
    /// An answer or a status: not silence.
    fileprivate var isAnswer: Bool {
        switch self {
        case .answer, .status, .keepAlive: true
        case .welcome, .goAway: false
        }
    }
}
