import FerryModel
import FerryWire
import Logging
import NIOCore
import NIOPosix
import Synchronization

// How a pooled connection gets, loses and replaces its link. All of it runs on the event loop.
extension PooledConnection: LinkOwner {
    func openLink() {
        phase = .connecting
        linkCount += 1
        bePatient()
        let number = linkCount
        ClientBootstrap(group: eventLoop)
            .connectTimeout(TimeAmount(configuration.connectTimeout))
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelOption(.socketOption(.so_keepalive), value: 1)
            .channelInitializer { [configuration] channel in
                channel.eventLoop.makeCompletedFuture {
                    // A TLS handler, when there is one, goes in front of this one.
                    try channel.pipeline.syncOperations.addHandler(
                        Link(number: number, configuration: configuration, owner: self))
                }
            }
            .connect(host: configuration.host, port: configuration.port)
            .whenFailure { error in
                let problem = ConnectProblem(error)
                self.attemptFailed(self.outOfReach(problem.words), isRefusal: problem.isRefusal)
            }
    }

    func linkOpened(_ link: Link, _ welcome: Welcome) {
        guard case .connecting = phase else { return link.close(.clientClosed) }
        logger.debug("connected", metadata: ["broker": "\(welcome.serverVersion)", "cluster": "\(welcome.clusterID)"])
        phase = .ready(link)
        readiness.store(true, ordering: .relaxed)
        links.append(link)
        backoff.reset()
        patience?.cancel()
        patience = nil
        despair = nil
        sendWaiting()
        flush()
    }

    func link(_ link: Link, received message: ServerMessage) {
        switch message {
        case .answer(let requestID, let answer):
            // Streams have connections of their own, so anywhere else an answer is the only one.
            if servesOneCall, case .stream(let buffer)? = calls[requestID]?.receiver {
                buffer.receive(answer)
                if buffer.isFull { link.pauseReading(true) }
            } else {
                finish(requestID, .success(answer))
            }
        case .status(let requestID, .ok, _, _):
            if case .stream(let buffer)? = calls[requestID]?.receiver { buffer.finish(nil) }
            finish(requestID, .failure(Rejection(.internal, "the broker ended a call without an answer")))
        case .status(let requestID, let code, let text, let reasons):
            finish(requestID, .failure(Rejection(code, text, reasons: reasons)))
        case .goAway(let notice):
            logger.debug("the broker drains the connection", metadata: ["message": "\(notice.message)"])
            guard case .ready(let current) = phase, current === link else { return }
            readiness.store(false, ordering: .relaxed)
            openLink()
        case .welcome, .keepAlive: break
        }
    }

    func linkReadBegan(_ link: Link) {
        readBegan = .now()
        if place != nil { Self.reading.currentValue = self }
    }

    func linkReadCompleted(_ link: Link) {
        readEnded()
        sendWaiting()
        flush()
        watchDeadlines()
    }

    private func readEnded() {
        readBegan = nil
        if place != nil { Self.reading.currentValue = nil }
    }

    func linkClosed(_ link: Link, _ reason: Rejection) {
        readEnded()
        if case .closed = phase { return }
        guard let index = links.firstIndex(where: { $0 === link }) else {
            return attemptFailed(reason, isRefusal: false)
        }
        links.remove(at: index)
        if case .ready(let current) = phase, current === link {
            logger.debug("connection lost", metadata: ["reason": "\(reason.message)"])
            readiness.store(false, ordering: .relaxed)
            bePatient()
            pause(for: TimeAmount(backoff.next()))
        }
        for entry in calls.removeAll(ofLink: link.number) { entry.finish(.failure(reason)) }
        if servesOneCall, calls.isEmpty { closeForGood(reason) }
    }

    /// - Parameter isRefusal: nobody listens there.
    private func attemptFailed(_ reason: Rejection, isRefusal: Bool) {
        guard case .connecting = phase else { return }
        logger.debug("no connection", metadata: ["reason": "\(reason.message)"])
        // A broker that refuses this client will not change its mind while the calls wait.
        if reason.code != .unavailable { giveUp(reason) }
        lastProblem = reason
        if case .closed = phase { return }
        let length = TimeAmount(backoff.next())
        if isRefusal, let refusedTimeout = configuration.refusedTimeout,
            .now() + length > lostAt + TimeAmount(refusedTimeout)
        {
            giveUp(reason)
            if case .closed = phase { return }
        }
        pause(for: length)
    }

    private func pause(for length: TimeAmount) {
        phase = .pausing
        eventLoop.assumeIsolated().scheduleTask(in: length) {
            if case .pausing = self.phase { self.openLink() }
        }
    }

    /// From the loss of the link on, calls wait so long and no longer.
    private func bePatient() {
        guard patience == nil else { return }
        lostAt = .now()
        patience = eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(configuration.connectTimeout)) {
            self.giveUp(self.lastProblem ?? self.outOfReach("no answer"))
        }
    }

    private func giveUp(_ reason: Rejection) {
        despair = reason
        waiting.removeAll()
        for entry in calls.removeAll(ofLink: 0) { entry.finish(.failure(reason)) }
        if servesOneCall, calls.isEmpty { closeForGood(reason) }
    }

    private func outOfReach(_ problem: String) -> Rejection {
        Rejection(
            .unavailable, "the broker at \(configuration.host):\(configuration.port) is out of reach: \(problem)")
    }

    func closeForGood(_ reason: Rejection) {
        if case .closed = phase { return }
        phase = .closed
        readiness.store(false, ordering: .relaxed)
        expiry?.cancel()
        patience?.cancel()
        waiting.removeAll()
        for number in [0] + links.map(\.number) {
            for entry in calls.removeAll(ofLink: number) { entry.finish(.failure(reason)) }
        }
        for link in links { link.close(reason) }
        links.removeAll()
        onClose(self)
    }
}
