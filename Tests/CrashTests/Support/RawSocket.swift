import FerryModel
import FerryWire
import NIOCore
import NIOPosix
import Synchronization

/// A bare connection that sends exactly what a test wants sent.
final class RawSocket: Sendable {
    private struct Incoming {
        var bytes: [UInt8] = []
        var taken = 0
        var isClosed = false
    }

    private let channel: any Channel
    private let incoming: Shared

    private final class Shared: Sendable {
        let state = Mutex(Incoming())
    }

    /// Connects, and unless told otherwise says Hello and hears Welcome.
    init(to broker: RunningBroker, isWelcomed: Bool = true) async throws {
        let incoming = Shared()
        channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Collector(incoming))
                }
            }
            .connect(host: "127.0.0.1", port: broker.port).get()
        self.incoming = incoming
        guard isWelcomed else { return }
        try await send(.hello(Hello(clientName: "raw")))
        _ = try await next()
    }

    static func frame(_ messages: ClientMessage...) throws -> [UInt8] {
        var bytes: [UInt8] = []
        for message in messages { try FrameEncoder().append(message, to: &bytes, frameBytesMax: .max) }
        return bytes
    }

    func send(_ message: ClientMessage) async throws { try await send(bytes: try Self.frame(message)) }

    func send(bytes: [UInt8]) async throws { try await channel.writeAndFlush(ByteBuffer(bytes: bytes)).get() }

    /// Hands bytes to the socket without waiting for them to leave, and without caring whether they can.
    func push(_ bytes: [UInt8]) { channel.writeAndFlush(ByteBuffer(bytes: bytes), promise: nil) }

    /// The next whole frame; nil when the broker has closed.
    func next() async throws -> ServerMessage? {
        try await eventually("an answer or the end of the connection") { try look() }
    }

    /// A frame, its absence for ever, or nothing yet.
    private func look() throws -> ServerMessage?? {
        try incoming.state.withLock { state in
            let rest = state.bytes[state.taken...]
            let length = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
            guard rest.count >= 4, rest.count >= 4 + length else { return state.isClosed ? .some(nil) : nil }
            let body = (state.taken + 4)..<(state.taken + 4 + length)
            state.taken = body.upperBound
            return try FrameDecoder().decodeServerFrame(state.bytes.span.bytes.extracting(body))
        }
    }

    /// Stops or goes on taking what the broker sends.
    func reads(_ reads: Bool) async throws { try await channel.setOption(.autoRead, value: reads).get() }

    func close() { channel.close(promise: nil) }

    private final class Collector: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer

        private let incoming: Shared

        init(_ incoming: Shared) { self.incoming = incoming }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let bytes = unwrapInboundIn(data).readableBytesView
            incoming.state.withLock { $0.bytes += bytes }
        }

        func channelInactive(context: ChannelHandlerContext) { incoming.state.withLock { $0.isClosed = true } }

        func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
    }
}

extension ServerMessage {
    /// For example `7: NOT_FOUND`; nil when it refuses nothing.
    var refusal: String? {
        if case .status(let requestID, let code, _, _) = self { "\(requestID): \(code)" } else { nil }
    }
}
