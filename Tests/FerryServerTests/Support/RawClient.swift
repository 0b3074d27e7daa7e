import FerryModel
import FerryTestSupport
import FerryWire
import NIOCore
import NIOPosix

/// A bare socket that says exactly what the test wants said.
final class RawClient: Sendable {
    private let channel: any Channel
    private let received: Watched<[UInt8]>
    private let taken = Watched(0)
    let isClosed: Watched<Bool>

    init(port: Int) async throws {
        let received = Watched<[UInt8]>([])
        let isClosed = Watched(false)
        channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Collector(received, isClosed))
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
        self.received = received
        self.isClosed = isClosed
    }

    /// Connects and says Hello.
    static func welcomed(port: Int, frameBytesMax: Int = 4 << 20) async throws -> RawClient {
        let client = try await RawClient(port: port)
        try await client.send(.hello(Hello(clientName: "raw", frameBytesMax: frameBytesMax)))
        _ = try await client.next()
        return client
    }

    func send(_ messages: ClientMessage...) async throws {
        var bytes: [UInt8] = []
        for message in messages { try FrameEncoder().append(message, to: &bytes, frameBytesMax: .max) }
        try await send(bytes: bytes)
    }

    /// Hands the message to the socket without waiting for it to leave.
    func write(_ message: ClientMessage) {
        var bytes: [UInt8] = []
        try? FrameEncoder().append(message, to: &bytes, frameBytesMax: .max)
        channel.writeAndFlush(ByteBuffer(bytes: bytes), promise: nil)
    }

    func send(bytes: [UInt8]) async throws { try await channel.writeAndFlush(ByteBuffer(bytes: bytes)).get() }

    /// The next whole frame; nil when the server has closed.
    func next() async throws -> ServerMessage? {
        let start = taken.value
        try await received.wait { [isClosed] bytes in Self.frameEnd(bytes, start) != nil || isClosed.value }
        let bytes = received.value
        guard let end = Self.frameEnd(bytes, start) else { return nil }
        taken.change { $0 = end }
        let decoder = FrameDecoder()
        return try decoder.decodeServerFrame(bytes.span.bytes.extracting((start + 4)..<end))
    }

    /// Stops or goes on taking what the server sends.
    func reads(_ reads: Bool) async throws { try await channel.setOption(.autoRead, value: reads).get() }

    var everythingReceived: [UInt8] { received.value }

    func close() { channel.close(promise: nil) }

    private static func frameEnd(_ bytes: [UInt8], _ start: Int) -> Int? {
        guard bytes.count >= start + 4 else { return nil }
        let length = bytes[start..<(start + 4)].reduce(0) { $0 << 8 | Int($1) }
        return bytes.count >= start + 4 + length ? start + 4 + length : nil
    }

    private final class Collector: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer

        private let received: Watched<[UInt8]>
        private let isClosed: Watched<Bool>

        init(_ received: Watched<[UInt8]>, _ isClosed: Watched<Bool>) {
            self.received = received
            self.isClosed = isClosed
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let bytes = Array(unwrapInboundIn(data).readableBytesView)
            received.change { $0 += bytes }
        }

        func channelInactive(context: ChannelHandlerContext) {
            isClosed.change { $0 = true }
            received.change { _ in }
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
    }
}
