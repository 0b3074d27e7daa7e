import NIOCore

/// Frames behind 4-byte lengths, as SwiftNIO's own codecs would have them: a message through the pipeline for each.
struct FrameCodec: ByteToMessageDecoder, MessageToByteEncoder {
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = ByteBuffer

    mutating func decode(context: ChannelHandlerContext, buffer: inout ByteBuffer) -> DecodingState {
        guard let frame = buffer.readLengthPrefixedSlice(as: UInt32.self) else { return .needMoreData }
        context.fireChannelRead(wrapInboundOut(frame))
        return .continue
    }

    mutating func decodeLast(
        context: ChannelHandlerContext, buffer: inout ByteBuffer, seenEOF: Bool
    ) -> DecodingState { decode(context: context, buffer: &buffer) }

    func encode(data: ByteBuffer, out: inout ByteBuffer) {
        out.writeInteger(UInt32(data.readableBytes))
        out.writeImmutableBuffer(data)
    }
}

/// Sends every frame back as it came, flushed once a read.
final class FrameEchoHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        context.write(wrapOutboundOut(unwrapInboundIn(data)), promise: nil)
    }

    func channelReadComplete(context: ChannelHandlerContext) { context.flush() }
}

/// Keeps a number of frames in flight until all have come back, then closes.
final class FrameLoadHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private var unsent: Int
    private var unanswered: Int
    private let inFlight: Int
    private let frame: ByteBuffer

    init(frames: Int, inFlight: Int, bodyBytes: Int) {
        unsent = frames
        unanswered = frames
        self.inFlight = inFlight
        frame = ByteBuffer(repeating: 7, count: bodyBytes)
    }

    func channelActive(context: ChannelHandlerContext) {
        for _ in 0..<min(inFlight, unsent) { send(context) }
        context.flush()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        unanswered -= 1
        if unanswered == 0 { return context.close(promise: nil) }
        if unsent > 0 { send(context) }
    }

    func channelReadComplete(context: ChannelHandlerContext) { context.flush() }

    private func send(_ context: ChannelHandlerContext) {
        unsent -= 1
        context.write(wrapOutboundOut(frame), promise: nil)
    }
}
