import FerryModel
import FerryWire
import NIOCore

/// What a link tells the pooled connection it belongs to, on their common event loop.
protocol LinkOwner: AnyObject {
    func linkOpened(_ link: Link, _ welcome: Welcome)
    /// The messages of one read follow.
    func linkReadBegan(_ link: Link)
    func link(_ link: Link, received message: ServerMessage)
    /// Everything of one read was given.
    func linkReadCompleted(_ link: Link)
    func linkClosed(_ link: Link, _ reason: Rejection)
}

/// One socket to the broker, from Hello to its end. It belongs to its event loop.
final class Link: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// Counts a pooled connection's sockets from 1.
    let number: Int
    var callsInFlight = 0
    private(set) var callsInFlightMax = Int.max
    private(set) var isReadingPaused = false

    private let configuration: FerryClientConfiguration
    private let limits: FrameLimits
    /// Until the socket is gone.
    private var owner: (any LinkOwner)?
    private var context: ChannelHandlerContext?
    private let decoder: FrameDecoder
    private let encoder = FrameEncoder()
    private var received = ByteBuffer()
    private var outgoing: [UInt8] = []
    private var serverFrameBytesMax = FrameLimits.standard.frameBytesMax
    private var isOpen = false
    private var closeReason = Rejection(.unavailable, "the connection to the broker was lost")
    private var hasHeard = false
    private var isProbing = false
    private var timer: Scheduled<Void>?

    init(number: Int, configuration: FerryClientConfiguration, owner: any LinkOwner) {
        self.number = number
        self.configuration = configuration
        self.owner = owner
        limits = FrameLimits(frameBytesMax: configuration.frameBytesMax)
        decoder = FrameDecoder(limits: limits)
    }

    // MARK: Life

    func channelActive(context: ChannelHandlerContext) {
        self.context = context
        timer = context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(configuration.connectTimeout)) {
            self.close(Rejection(.unavailable, "the broker did not say Welcome in time"))
        }
        let hello = Hello(
            clientName: configuration.clientName, token: Array(configuration.token.utf8),
            frameBytesMax: limits.frameBytesMax)
        do throws(WireError) {
            try write(.hello(hello))
            flush()
        } catch {
            close(Rejection(error.code, error.message, reasons: error.reasons))
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        timer?.cancel()
        self.context = nil
        owner?.linkClosed(self, closeReason)
    }

    func handlerRemoved(context: ChannelHandlerContext) { owner = nil }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        close(Rejection(.unavailable, "the connection to the broker was lost: \(ConnectProblem(error).words)"))
    }

    /// Ends the link; calls in flight fail with this reason.
    func close(_ reason: Rejection) {
        closeReason = reason
        context?.close(promise: nil)
    }

    // MARK: Reading

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        hasHeard = true
        if isOpen { owner?.linkReadBegan(self) }
        var bytes = unwrapInboundIn(data)
        if received.readableBytes > 0 {
            received.writeImmutableBuffer(bytes)
            bytes = received
        }
        // Memory that nobody holds is what the socket reads into next.
        received = ByteBuffer()
        while self.context != nil {
            do throws(WireError) {
                guard try takeMessage(&bytes) else { break }
            } catch {
                let rejection = Rejection(.internal, error.message, reasons: error.reasons)
                if error.isFatal || error.requestID == 0 {
                    close(rejection)
                    break
                }
                owner?.link(self, received: .rejection(requestID: error.requestID, rejection))
            }
        }
        if bytes.readableBytes > 0 {
            bytes.discardReadBytes()
            received = bytes
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if isOpen { owner?.linkReadCompleted(self) }
    }

    /// Takes the next message; false until all of it is there.
    private func takeMessage(_ bytes: inout ByteBuffer) throws(WireError) -> Bool {
        guard let body = try limits.firstBody(in: bytes.readableBytesSpan) else { return false }
        defer { bytes.moveReaderIndex(forwardBy: body.upperBound) }
        take(try decoder.decodeServerFrame(bytes.readableBytesSpan.extracting(body)))
        return true
    }

    private func take(_ message: ServerMessage) {
        switch message {
        case .welcome(let welcome):
            guard !isOpen else { return }
            isOpen = true
            serverFrameBytesMax = welcome.frameBytesMax
            callsInFlightMax = max(1, welcome.callsInFlightMax)
            keepAlive()
            owner?.linkOpened(self, welcome)
        case .status(0, let code, let text, let reasons):
            close(Rejection(code == .ok ? .unavailable : code, text, reasons: reasons))
        case .keepAlive: break
        case .answer, .status, .goAway: owner?.link(self, received: message)
        }
    }

    // MARK: Writing

    /// Adds a frame to what `flush` writes.
    func write(_ message: ClientMessage) throws(WireError) {
        try encoder.append(message, to: &outgoing, frameBytesMax: serverFrameBytesMax)
    }

    func flush() {
        guard let context, !outgoing.isEmpty else { return }
        var bytes = context.channel.allocator.buffer(capacity: outgoing.count)
        bytes.writeBytes(outgoing)
        outgoing.removeAll(keepingCapacity: outgoing.capacity <= 1 << 20)
        context.writeAndFlush(wrapOutboundOut(bytes), promise: nil)
    }

    /// Stops or goes on taking what the broker sends.
    func pauseReading(_ isPaused: Bool) {
        guard isPaused != isReadingPaused else { return }
        isReadingPaused = isPaused
        try? context?.channel.syncOptions?.setOption(.autoRead, value: !isPaused)
    }

    // MARK: Keeping alive

    private func keepAlive() {
        timer?.cancel()
        guard let context else { return }
        timer = context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(configuration.keepAliveInterval)) {
            self.probe()
        }
    }

    private func probe() {
        defer { keepAlive() }
        // Whoever does not read cannot hear.
        if hasHeard || isReadingPaused {
            hasHeard = false
            isProbing = false
        } else if isProbing {
            close(Rejection(.unavailable, "the broker has fallen silent"))
        } else {
            isProbing = true
            try? write(.keepAlive(requestID: Self.keepAliveID))
            flush()
        }
    }

    /// Never the id of a call: those count from 1.
    private static let keepAliveID = UInt64.max
}
