import NIOCore

/// Whole frames of a connection, behind their 4-byte lengths.
struct EchoFrames {
    private var bytes = ByteBuffer()

    mutating func append(_ read: ByteBuffer) {
        if bytes.readableBytes == 0 { bytes = read } else { bytes.writeImmutableBuffer(read) }
    }

    mutating func next() -> ByteBuffer? { bytes.readLengthPrefixedSlice(as: UInt32.self) }
}

/// Sends every frame back as it came, those of one read together.
final class EchoHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private var frames = EchoFrames()

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        frames.append(unwrapInboundIn(data))
        var answer = context.channel.allocator.buffer(capacity: 1 << 10)
        while let body = frames.next() {
            answer.writeInteger(UInt32(body.readableBytes))
            answer.writeImmutableBuffer(body)
        }
        context.write(wrapOutboundOut(answer), promise: nil)
    }

    func channelReadComplete(context: ChannelHandlerContext) { context.flush() }
}

/// Keeps a number of frames in flight until all have come back, then closes.
final class LoadHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private var frames = EchoFrames()
    private var unsent: Int
    private var unanswered: Int
    private let inFlight: Int
    private let body: [UInt8]

    init(frames: Int, inFlight: Int, bodyBytes: Int) {
        unsent = frames
        unanswered = frames
        self.inFlight = inFlight
        body = [UInt8](repeating: 7, count: bodyBytes)
    }

    func channelActive(context: ChannelHandlerContext) { send(inFlight, context) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        frames.append(unwrapInboundIn(data))
        var answered = 0
        while frames.next() != nil { answered += 1 }
        unanswered -= answered
        if unanswered == 0 { return context.close(promise: nil) }
        send(answered, context)
    }

    private func send(_ count: Int, _ context: ChannelHandlerContext) {
        let count = min(count, unsent)
        guard count > 0 else { return }
        unsent -= count
        var bytes = context.channel.allocator.buffer(capacity: count * (body.count + 4))
        for _ in 0..<count {
            bytes.writeInteger(UInt32(body.count))
            bytes.writeBytes(body)
        }
        context.writeAndFlush(wrapOutboundOut(bytes), promise: nil)
    }
}
