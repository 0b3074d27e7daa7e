import FerryBroker
import FerryModel
import NIOCore

/// Answers health checks over HTTP, one to a connection.
///
/// `/health/live`: the process serves requests. `/health/ready`: every partition takes commands, else 503 and why not.
final class AdminHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let handler: any CallHandler
    private var received: [UInt8] = []
    private var isAnswered = false
    private var patience: Scheduled<Void>?

    private static let timeout = TimeAmount.seconds(10)

    init(handler: any CallHandler) { self.handler = handler }

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
        case .malformed: answer(.badRequest, context: context)
        case .whole(let head): answer(response(to: head), omittingBody: head.method == "HEAD", context: context)
        }
    }

    private func response(to head: HTTPRequestHead) -> HTTPResponse {
        guard head.method == "GET" || head.method == "HEAD" else { return .methodNotAllowed }
        switch head.path {
        case "/health/live": return HTTPResponse(status: "200 OK", text: "alive")
        case "/health/ready": return readiness
        default: return .notFound
        }
    }

    private var readiness: HTTPResponse {
        let partitions = handler.topology.partitions
        let ill = partitions.filter { !$0.isHealthy }
        guard !ill.isEmpty || partitions.isEmpty else {
            return HTTPResponse(status: "200 OK", text: "ready: \(partitions.count) partitions")
        }
        let problems = ill.map { "partition \($0.id): \($0.problem.isEmpty ? "not healthy" : $0.problem)" }
        return HTTPResponse(
            status: "503 Service Unavailable",
            text: "not ready: " + (ill.isEmpty ? "no partitions yet" : problems.joined(separator: "; ")))
    }

    private func answer(_ response: HTTPResponse, omittingBody: Bool = false, context: ChannelHandlerContext) {
        isAnswered = true
        let written = context.eventLoop.makePromise(of: Void.self)
        let channel = context.channel
        written.futureResult.whenComplete { _ in channel.close(mode: .output, promise: nil) }
        context.writeAndFlush(
            wrapOutboundOut(ByteBuffer(string: response.text(omittingBody: omittingBody))), promise: written)
    }
}
