import FerryBroker
import FerryModel
import FerryServer
import FerryTestSupport
import FerryWire
import Testing

@Suite(.timeLimit(.minutes(1)))
struct SlowReaderTests {
    /// Far more than the sockets of both sides hold.
    private static let large = Ping(payload: [UInt8](repeating: 1, count: 1 << 20))

    @Test func stopsReadingFromAClientThatDoesNotReadAndClosesIt() async throws {
        let broker = FakeBroker()
        let configure = { (configuration: inout ServerConfiguration) in
            configuration.outgoingBytesHighWaterMark = 64 << 10
            configuration.stallTimeout = .milliseconds(200)
        }
        try await withServer(broker, configure: configure) { address, _ in
            let client = try await RawClient.welcomed(port: address.port)
            try await client.reads(false)

            // Most of these never reach the server, so nobody waits for them to be written.
            for id in 1...40 { client.write(.call(requestID: UInt64(id), .ping(Self.large))) }

            try await broker.log.wait { $0.departures == 1 }
        }
    }

    @Test func closesAClientWithTooMuchUnread() async throws {
        let target = Watched<(any ReplyTarget)?>(nil)
        let broker = FakeBroker { _, caller in target.change { $0 = caller } }
        let configure = { (configuration: inout ServerConfiguration) in
            configuration.outgoingBytesHighWaterMark = 64 << 10
            configuration.outgoingBytesMax = 8 << 20
        }
        try await withServer(broker, configure: configure) { address, _ in
            let client = try await RawClient.welcomed(port: address.port)
            try await client.reads(false)
            for id in 1...40 { try await client.send(.call(requestID: UInt64(id), .numbered(1))) }
            try await broker.log.wait { $0.submissions.count == 40 }

            let replies = (1...40).map { Reply(requestID: $0, content: .answer(.ping(Self.large))) }
            target.value?.deliver(replies)

            try await broker.log.wait { $0.departures == 1 }
        }
    }

    /// Answers of 8 MiB that nobody reads: what the kernel takes of them is little, the rest is held and counted here.
    @Test func leavesTheKernelNoMoreThanItsBuffers() async throws {
        let target = Watched<(any ReplyTarget)?>(nil)
        let broker = FakeBroker { _, caller in target.change { $0 = caller } }
        let configure = { (configuration: inout ServerConfiguration) in configuration.socketBufferBytes = 32 << 10 }
        try await withServer(broker, configure: configure) { address, server in
            let client = try await RawClient.welcomed(port: address.port)
            try await client.reads(false)
            for id in 1...8 { try await client.send(.call(requestID: UInt64(id), .numbered(1))) }
            try await broker.log.wait { $0.submissions.count == 8 }

            target.value?.deliver((1...8).map { Reply(requestID: $0, content: .answer(.ping(Self.large))) })
            // One thread serves both: whoever is welcomed now is so behind those answers.
            _ = try await RawClient.welcomed(port: address.port)

            // Twice, for that is how buffers grow.
            #expect(server.heldBytes > 2 * 7 << 20)
        }
    }

    @Test func pausesStreamsUntilTheReaderTakesMore() async throws {
        let target = Watched<(any ReplyTarget)?>(nil)
        let broker = FakeBroker { _, caller in target.change { $0 = caller } }
        let configure = { (configuration: inout ServerConfiguration) in
            configuration.outgoingBytesHighWaterMark = 64 << 10
            configuration.streamedMessagesMax = 4
        }
        try await withServer(broker, configure: configure) { address, _ in
            let client = try await RawClient.welcomed(port: address.port)
            try await client.reads(false)
            try await client.send(.call(requestID: 1, .streamEvents(StreamEvents(partition: PartitionID(1)))))
            try await target.wait { $0 != nil }
            let stream = try #require(target.value)

            // More than sockets hold: at some point there is no room until the client reads.
            var sent = 0
            var wasPaused = false
            while sent < 40 {
                let room = stream.streamCapacity
                guard room == 0 else {
                    let count = min(room, 40 - sent)
                    stream.deliver((0..<count).map { _ in Reply(requestID: 1, content: .streamed(.ping(Self.large))) })
                    sent += count
                    continue
                }
                wasPaused = true
                try await client.reads(true)
                try await broker.log.wait { _ in stream.streamCapacity > 0 }
            }
            stream.deliver([Reply(requestID: 1, content: .streamEnded)])

            #expect(wasPaused)
            for _ in 0..<40 { #expect(try await client.next() == .answer(requestID: 1, .ping(Self.large))) }
            #expect(try await client.next()?.refusal == "1: OK")
            #expect(broker.log.value.resumptions > 0)
        }
    }
}
