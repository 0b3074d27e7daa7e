import NIOCore

/// Answers requests to the admin port over HTTP, one to a connection.
final class AdminHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let desk: AdminDesk
    private var received: [UInt8] = []
    private var isAnswered = false
    private var patience: Scheduled<Void>?

    private static let timeout = TimeAmount.seconds(10)

    init(desk: AdminDesk) { self.desk = desk }

    func channelActive(context: ChannelHandlerContext) {
        let channel = context.channel
        patience = context.eventLoop.scheduleTask(in: Self.timeout) { channel.close(promise: nil) }
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        patience?.cancel()
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isAnswered else { return }
        received += unwrapInboundIn(data).readableBytesView
        switch HTTPRequestHead.parse(received) {
        case .incomplete: break
        case .malformed:
            isAnswered = true
            Self.write(.badRequest, omittingBody: false, to: context.channel)
        case .whole(let head):
            isAnswered = true
            // The question came in time; how long the answer takes is not the client's fault.
            patience?.cancel()
            let channel = context.channel
            desk.respond(to: head) { Self.write($0, omittingBody: head.method == "HEAD", to: channel) }
        }
    }

    /// Any thread may call it.
    private static func write(_ response: HTTPResponse, omittingBody: Bool, to channel: any Channel) {
        let written = channel.eventLoop.makePromise(of: Void.self)
        written.futureResult.whenComplete { _ in
            channel.close(mode: .output, promise: nil)
            // For the client that does not close its side.
            channel.eventLoop.scheduleTask(in: timeout) { channel.close(promise: nil) }
        }
        channel.writeAndFlush(ByteBuffer(string: response.text(omittingBody: omittingBody)), promise: written)
    }
}
