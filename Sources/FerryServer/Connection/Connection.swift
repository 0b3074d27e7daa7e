import FerryBroker
import FerryModel
import FerryWire
import Logging
import NIOCore

/// One client's connection: hands its calls to the broker and writes the replies.
///
/// All of it belongs to its event loop, except `deliver` and `streamCapacity`, which any thread may use, and `drain` and
/// `abort`, which go there by themselves. Hence `@unchecked Sendable`: what other threads touch is in the locked mailbox.
final class Connection: ChannelInboundHandler, ReplyTarget, @unchecked Sendable {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    let configuration: ServerConfiguration
    private let handler: any CallHandler
    private let registry: ConnectionRegistry
    let heldMemory: HeldMemory
    let eventLoop: any EventLoop
    private let mailbox: ReplyMailbox
    let logger: Logger

    var state: ConnectionState
    var incoming: IncomingFrames
    private var outgoing: OutgoingFrames
    private var submissions: [Submission] = []
    var context: ChannelHandlerContext?
    private var watch: ConnectionWatch
    private var nextLook: Scheduled<Void>?
    /// What the others know that this connection holds.
    var heldBytes = 0

    init(
        configuration: ServerConfiguration, handler: any CallHandler, registry: ConnectionRegistry,
        heldMemory: HeldMemory, eventLoop: any EventLoop, codec: FrameCodec, logger: Logger
    ) {
        self.configuration = configuration
        self.handler = handler
        self.registry = registry
        self.heldMemory = heldMemory
        self.eventLoop = eventLoop
        self.logger = logger
        mailbox = ReplyMailbox(streamedMax: configuration.streamedMessagesMax)
        state = ConnectionState(token: configuration.token, callsInFlightMax: configuration.callsInFlightMax)
        incoming = IncomingFrames(limits: configuration.frameLimits, decoder: codec.decoder)
        outgoing = OutgoingFrames(encoder: codec.encoder)
        watch = ConnectionWatch(configuration)
    }

    // MARK: Life

    func channelActive(context: ChannelHandlerContext) {
        self.context = context
        if let refusal = registry.admit(self) {
            logger.notice("connection refused", metadata: ["reason": "\(refusal.message)"])
            carryOut(state.close(with: refusal))
        } else {
            lookAfter()
        }
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        self.context = nil
        nextLook?.cancel()
        giveBackJobs(of: mailbox.close())
        incoming.clear()
        holdMemory()
        registry.remove(self)
        handler.disconnected(self)
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        logger.debug("connection failed", metadata: ["error": "\(error)"])
        context.close(promise: nil)
    }

    // MARK: From the client

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        watch.heard()
        guard !state.isClosing else { return }
        incoming.append(unwrapInboundIn(data))
        let now = WallClock.now()
        while !state.isClosing, self.context != nil {
            do throws(WireError) {
                guard let message = try incoming.next() else { break }
                carryOut(state.received(message, now: now))
                if outgoing.keepsClientWaiting || outgoing.isFull { flush() }
            } catch {
                refuse(error)
            }
        }
        // Nothing is begun for a client that was closed for not reading.
        if !submissions.isEmpty, self.context != nil { handler.submit(submissions, from: self) }
        submissions.removeAll(keepingCapacity: true)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        flush()
        holdMemory()
        context.fireChannelReadComplete()
    }

    private func refuse(_ error: WireError) {
        if error.isFatal || error.requestID == 0 {
            logger.notice("connection closed: not the protocol", metadata: ["error": "\(error.message)"])
            carryOut(state.close(with: Rejection(error.code, error.message, reasons: error.reasons)))
        } else {
            write(error.answer)
        }
    }

    func carryOut(_ action: ConnectionState.Action) {
        switch action {
        case .nothing: break
        case .write(let message): write(message)
        case .submit(let requestID, let call, let metadata):
            submissions.append(Submission(requestID: requestID, call: call, metadata: metadata))
        case .cancel(let requestID):
            cancel(requestID)
            write(.rejection(requestID: requestID, Rejection(.cancelled, "cancelled by the caller")))
        case .grant(let requestID, let jobs):
            submitAll()
            handler.grant(jobs, requestID: requestID, from: self)
        case .answerTopology(let requestID):
            write(.answer(requestID: requestID, .topology(handler.topology)))
        case .welcome: welcome()
        case .close(let lastWords):
            write(lastWords)
            closeAfterFlush()
        }
    }

    private func cancel(_ requestID: UInt64) {
        submitAll()
        handler.cancel(requestID: requestID, from: self)
    }

    /// The broker must know of a call before it hears more of it.
    private func submitAll() {
        guard !submissions.isEmpty else { return }
        handler.submit(submissions, from: self)
        submissions.removeAll(keepingCapacity: true)
    }

    private func welcome() {
        let topology = handler.topology
        outgoing.frameBytesMax = state.clientFrameBytesMax
        write(
            .welcome(
                Welcome(
                    serverVersion: topology.serverVersion, clusterID: topology.clusterID,
                    frameBytesMax: configuration.frameLimits.frameBytesMax,
                    callsInFlightMax: configuration.callsInFlightMax, partitionCount: topology.partitions.count)))
        // The time for the handshake ends here, that for silence begins.
        lookAfter()
    }

    // MARK: From the broker

    func deliver(_ replies: [Reply]) {
        switch mailbox.put(replies) {
        case .isToBeTaken: eventLoop.execute { self.writeReplies() }
        case .isAwaited: break
        case .isClosed: giveBackJobs(of: replies)
        }
    }

    var streamCapacity: Int { mailbox.streamCapacity }

    private func writeReplies() {
        // Once the last words are written, or the socket is gone, nobody hears the rest.
        for reply in mailbox.takeAll() {
            guard context != nil, !state.isClosing, state.replied(reply) else {
                giveBackJobs(of: [reply])
                continue
            }
            switch reply.content {
            case .answer(let answer), .streamed(let answer):
                write(.answer(requestID: reply.requestID, answer))
            case .streamEnded: write(.status(requestID: reply.requestID, .ok))
            case .rejected(let rejection): write(.rejection(requestID: reply.requestID, rejection))
            }
            if outgoing.isFull { flush() }
        }
        flush()
        guard let context else { return }
        if mailbox.wroteAll(isSocketWritable: context.channel.isWritable) { handler.resumeStreams(of: self) }
        holdMemory()
        closeIfDrained()
    }

    /// Jobs that were on their way to a stream that has ended.
    private func giveBackJobs(of replies: [Reply]) {
        for case .streamed(.streamJobs(let batch)) in replies.map(\.content) { handler.undelivered(batch.jobs) }
    }

    // MARK: To the client

    private func write(_ message: ServerMessage) {
        guard !outgoing.append(message), case .answer(let requestID, _) = message else { return }
        // A stream cannot leave a message out, so it ends with the status that went out instead.
        if state.abandoned(requestID: requestID) { handler.cancel(requestID: requestID, from: self) }
    }

    private func flush() {
        guard let context, let bytes = outgoing.take(context.channel.allocator) else { return }
        context.writeAndFlush(wrapOutboundOut(bytes), promise: nil)
        guard !context.channel.isWritable, let unsent = unsentBytes(context),
            unsent > configuration.outgoingBytesMax
        else { return }
        logger.warning("connection closed: its client does not read", metadata: ["unsentBytes": "\(unsent)"])
        context.close(promise: nil)
    }

    func unsentBytes(_ context: ChannelHandlerContext) -> Int? {
        try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        let isWritable = context.channel.isWritable
        watch.stalled(!isWritable)
        // A client that does not take its answers gets no further calls in.
        try? context.channel.syncOptions?.setOption(.autoRead, value: isWritable)
        if mailbox.wroteAll(isSocketWritable: isWritable) { handler.resumeStreams(of: self) }
        if !isWritable { lookAfter() }
        holdMemory()
        context.fireChannelWritabilityChanged()
    }

    // MARK: The end

    /// Says GoAway, and closes once the calls in flight are answered. With none but streams in flight it is closed soon,
    /// whether or not its client closes its side.
    func drain(within limit: Duration) {
        eventLoop.execute {
            let owesAnswers = self.state.owesAnswers
            self.carryOut(self.state.drain(within: limit))
            self.flush()
            self.closeIfDrained()
            guard !owesAnswers else { return }
            self.watch.hurry()
            self.lookAfter()
        }
    }

    /// Closes without another word.
    func abort() {
        eventLoop.execute { self.context?.close(promise: nil) }
    }

    private func closeIfDrained() {
        guard state.isDrained else { return }
        _ = state.close(with: Rejection(.unavailable, "drained"))
        closeAfterFlush()
    }

    /// Closes our direction after the last words and lets the client close the other: closing both at once while
    /// something of the client's is unread would reset the connection, and the last words could be lost.
    private func closeAfterFlush() {
        guard let context else { return }
        watch.closing()
        let bytes = outgoing.take(context.channel.allocator) ?? ByteBuffer()
        let written = context.eventLoop.makePromise(of: Void.self)
        context.writeAndFlush(wrapOutboundOut(bytes), promise: written)
        written.futureResult.assumeIsolated().whenComplete { _ in
            self.context?.close(mode: .output, promise: nil)
            self.watch.saidLastWords()
            self.lookAfter()
        }
        lookAfter()
    }

    // MARK: Time

    /// Closes the connection if it has taken too long with something, else looks again when that may have happened.
    private func lookAfter() {
        nextLook?.cancel()
        guard let context else { return }
        let verdict = watch.verdict(
            now: .now(), isAwaitingHello: state.isAwaitingHello, hasCallsInFlight: state.hasCallsInFlight)
        switch verdict {
        case .fine(let until):
            nextLook = context.eventLoop.assumeIsolated().scheduleTask(deadline: until) { self.lookAfter() }
        case .isSilent:
            carryOut(state.close(with: Rejection(.unavailable, "nothing was heard for too long")))
        case .doesNotRead:
            logger.warning("connection closed: its client does not read")
            context.close(promise: nil)
        case .isOver: context.close(promise: nil)
        }
    }
}
