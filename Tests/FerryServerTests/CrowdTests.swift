import FerryClient
import FerryModel
import FerryServer
import FerryTestSupport
import FerryWire
import Testing

/// Many clients that cost memory, and one that must not suffer from it.
@Suite(.timeLimit(.minutes(1)))
struct CrowdTests {
    /// The beginning of a frame of 1 MiB.
    private static func begunFrame(bytes: Int) -> [UInt8] { [0, 0x10, 0, 0] + [UInt8](repeating: 8, count: bytes) }

    @Test func closesTheOneThatHasHeldMemoryForLongest() async throws {
        try await withServer(configure: { $0.heldBytesMax = 128 << 10 }) { address, server in
            let first = try await RawClient.welcomed(port: address.port)
            try await first.send(bytes: Self.begunFrame(bytes: 60 << 10))
            let second = try await RawClient.welcomed(port: address.port)
            try await second.send(bytes: Self.begunFrame(bytes: 60 << 10))
            let third = try await RawClient.welcomed(port: address.port)
            try await third.send(bytes: Self.begunFrame(bytes: 60 << 10))

            let lastWords = try await first.next()

            #expect(lastWords?.refusal == "0: RESOURCE_EXHAUSTED")
            #expect(!second.isClosed.value || !third.isClosed.value)
            #expect(server.heldBytes <= 128 << 10)
        }
    }

    @Test func forgetsWhatAConnectionHeldWhenItHasGone() async throws {
        let broker = FakeBroker()
        try await withServer(broker) { address, server in
            let client = try await RawClient.welcomed(port: address.port)
            try await client.send(bytes: Self.begunFrame(bytes: 60 << 10))
            while server.heldBytes == 0 { await Task.yield() }

            client.close()
            try await broker.log.wait { $0.departures == 1 }

            #expect(server.heldBytes == 0)
        }
    }

    @Test func takesAFrameThatComesInPiecesAndForgetsIt() async throws {
        try await withServer { address, server in
            let client = try await RawClient.welcomed(port: address.port)
            let ping = Ping(payload: [UInt8](repeating: 7, count: 100_000))
            var frame: [UInt8] = []
            try FrameEncoder().append(.call(requestID: 1, .ping(ping)), to: &frame)

            for piece in [0..<2, 2..<5, 5..<20_000, 20_000..<frame.count] {
                try await client.send(bytes: Array(frame[piece]))
            }

            #expect(try await client.next() == .answer(requestID: 1, .ping(ping)))
            try await client.send(.call(requestID: 2, .ping(Ping())))
            #expect(try await client.next() == .answer(requestID: 2, .ping(Ping())))
            #expect(server.heldBytes == 0)
        }
    }

    @Test func servesAHealthyClientAmongHundredsThatDawdle() async throws {
        let configure = { (configuration: inout ServerConfiguration) in
            configuration.heldBytesMax = 1 << 20
            configuration.outgoingBytesHighWaterMark = 16 << 10
        }
        try await withServer(configure: configure) { address, server in
            var crowd: [RawClient] = []
            for number in 0..<300 {
                let client = try await RawClient.welcomed(port: address.port)
                switch number % 3 {
                case 0: break
                case 1: try await client.send(bytes: Self.begunFrame(bytes: 60 << 10))
                default:
                    try await client.reads(false)
                    let large = Ping(payload: [UInt8](repeating: 1, count: 256 << 10))
                    for id in 1...8 { client.write(.call(requestID: UInt64(id), .ping(large))) }
                }
                crowd.append(client)
            }

            try await withFerryClient(.to(address)) { client in
                for number in 0..<50 {
                    let ping = Ping(payload: [UInt8(number)])
                    let answer = try await client.ping(ping)
                    #expect(answer == ping)
                    #expect(server.heldBytes <= 1 << 20)
                }
            }
            for client in crowd { client.close() }
        }
    }
}
