import FerryModel
import FerryWire
import Logging
import NIOCore
import NIOPosix
import Synchronization

/// A place in the pool: always one link to the broker, or on the way to one, and the calls that go over it.
///
/// Any thread may use `connect`, `close`, `send`, `openStream` and `isReady`; all else belongs to the event loop, hence
/// `@unchecked Sendable`. Calls that come while there is no link wait for it, up to `connectTimeout` from the loss.
final class PooledConnection: @unchecked Sendable {
    enum Phase {
        /// Nobody has needed it yet.
        case idle
        case connecting
        case ready(Link)
        /// The last attempt failed and the next one is scheduled.
        case pausing
        case closed
    }

    let configuration: FerryClientConfiguration
    let eventLoop: any EventLoop
    let logger: Logger
    /// Ends with its first stream or call: such a connection is nobody else's.
    let servesOneCall: Bool
    /// Which of several connections that share the calls it is; nil when there is nothing to share.
    let place: Int?
    let onClose: @Sendable (PooledConnection) -> Void

    private let outbox = Outbox()
    private let lastRequestID = Atomic<UInt64>(0)
    let readiness = Atomic<Bool>(false)

    var phase = Phase.idle
    var calls = CallTable()
    var waiting = CircularBuffer<Waiting>()
    var links: [Link] = []
    var linkCount = 0
    var backoff: Backoff
    private var items: [Outbox.Item] = []
    /// Set while the messages of one read are taken: what calls are sent meanwhile leave together at its end.
    var readBegan: NIODeadline?
    private var isFlushDue = false
    var expiry: Scheduled<Void>?
    private var expiryAt = NIODeadline.distantFuture
    var patience: Scheduled<Void>?
    /// Since when there has been no link, while there is none.
    var lostAt = NIODeadline.now()
    /// Set while the broker is out of reach for longer than calls wait.
    var despair: Rejection?
    var lastProblem: Rejection?

    /// The one whose messages this thread is taking.
    static let reading = ThreadSpecificVariable<PooledConnection>()

    struct Waiting {
        let requestID: UInt64
        let call: Call
        let idempotencyKey: [UInt8]
    }

    init(
        _ configuration: FerryClientConfiguration, eventLoop: any EventLoop, servesOneCall: Bool = false,
        place: Int? = nil, logger: Logger, onClose: @escaping @Sendable (PooledConnection) -> Void = { _ in }
    ) {
        self.configuration = configuration
        self.eventLoop = eventLoop
        self.servesOneCall = servesOneCall
        self.place = place
        self.logger = logger
        self.onClose = onClose
        backoff = Backoff(first: configuration.reconnectBackoff, max: configuration.reconnectBackoffMax)
    }

    // MARK: From any thread

    /// There is a link, so a call would leave at once.
    var isReady: Bool { readiness.load(ordering: .relaxed) }

    func connect() { put(.connect) }

    func close() { put(.close) }

    func send(_ call: OutgoingCall) {
        let requestID = nextRequestID()
        if !eventLoop.inEventLoop || !sendAtOnce(call, requestID) { put(.call(requestID: requestID, call)) }
        guard let ticket = call.ticket else { return }
        // After the call is in the outbox, so that its cancellation can only come behind it.
        if !ticket.sent(cancel: { self.put(.cancel(requestID: requestID)) }) {
            put(.cancel(requestID: requestID))
        }
    }

    func openStream(_ call: Call, timeout: Duration?, into buffer: StreamBuffer) {
        let requestID = nextRequestID()
        put(.stream(requestID: requestID, call, timeout: timeout, buffer))
        let isWanted = buffer.opened(
            onRoom: { self.put(.resumeReading) },
            grant: { self.put(.grant(requestID: requestID, jobs: $0)) },
            cancel: { self.put(.cancel(requestID: requestID)) })
        if !isWanted { put(.cancel(requestID: requestID)) }
    }

    private func nextRequestID() -> UInt64 { lastRequestID.add(1, ordering: .relaxed).newValue }

    private func put(_ item: Outbox.Item) {
        if outbox.put(item) { eventLoop.execute { self.process() } }
    }

    // MARK: Calls

    private func process() {
        outbox.takeAll(into: &items)
        let now = NIODeadline.now()
        for item in items {
            switch item {
            case .call(let requestID, let outgoing):
                begin(
                    Waiting(requestID: requestID, call: outgoing.call, idempotencyKey: outgoing.idempotencyKey),
                    timeout: outgoing.timeout, .answer(outgoing.completion), now)
            case .stream(let requestID, let call, let timeout, let buffer):
                begin(
                    Waiting(requestID: requestID, call: call, idempotencyKey: []), timeout: timeout, .stream(buffer),
                    now)
            case .cancel(let requestID): abandon(requestID, .cancelledByCaller)
            case .grant(let requestID, let jobs):
                guard let entry = calls[requestID] else { break }
                try? link(entry.link)?.write(.grant(requestID: requestID, jobs: jobs))
            case .resumeReading: for link in links { link.pauseReading(false) }
            case .connect: if case .idle = phase { openLink() }
            case .close: closeForGood(.clientClosed)
            }
        }
        items.removeAll(keepingCapacity: true)
        flush()
        watchDeadlines()
    }

    private func begin(
        _ call: Waiting, timeout: Duration?, _ receiver: CallTable.Entry.Receiver, _ now: NIODeadline
    ) {
        var entry = CallTable.Entry(receiver: receiver, deadline: now.advanced(by: timeout), link: 0)
        if case .closed = phase { return entry.finish(.failure(.clientClosed)) }
        if let despair { return entry.finish(.failure(despair)) }
        if entry.deadline <= now { return entry.finish(.failure(.timedOut)) }
        if case .idle = phase { openLink() }
        if case .ready(let link) = phase, waiting.isEmpty, link.callsInFlight < link.callsInFlightMax {
            entry.link = link.number
            calls.insert(entry, call.requestID)
            transmit(call, entry.deadline, over: link, now)
        } else {
            calls.insert(entry, call.requestID)
            waiting.append(call)
        }
    }

    /// Sends a call that was made on the event loop without the way through the outbox. False: it cannot leave now.
    ///
    /// Ends no call, so that a completion that sends a call is not called within itself.
    private func sendAtOnce(_ call: OutgoingCall, _ requestID: UInt64) -> Bool {
        guard call.timeout > .zero, case .ready(let link) = phase, waiting.isEmpty,
            link.callsInFlight < link.callsInFlightMax
        else { return false }
        let now = readBegan ?? .now()
        let deadline = now.advanced(by: call.timeout)
        calls.insert(
            CallTable.Entry(receiver: .answer(call.completion), deadline: deadline, link: link.number), requestID)
        if let rejection = transmit(call.call, requestID, call.idempotencyKey, deadline, over: link, now) {
            eventLoop.execute { self.finish(requestID, .failure(rejection)) }
        }
        if readBegan == nil { flushSoon() }
        return true
    }

    private func flushSoon() {
        guard !isFlushDue else { return }
        isFlushDue = true
        eventLoop.execute {
            self.isFlushDue = false
            self.flush()
            self.watchDeadlines()
        }
    }

    private func transmit(_ call: Waiting, _ deadline: NIODeadline, over link: Link, _ now: NIODeadline) {
        if let rejection = transmit(call.call, call.requestID, call.idempotencyKey, deadline, over: link, now) {
            finish(call.requestID, .failure(rejection))
        }
    }

    /// Puts a call into what the link writes next, or says why it cannot be sent.
    private func transmit(
        _ call: Call, _ requestID: UInt64, _ idempotencyKey: [UInt8], _ deadline: NIODeadline, over link: Link,
        _ now: NIODeadline
    ) -> Rejection? {
        link.callsInFlight += 1
        do throws(WireError) {
            try link.write(
                .call(
                    requestID: requestID, call, timeoutMilliseconds: deadline.milliseconds(after: now),
                    idempotencyKey: idempotencyKey))
            return nil
        } catch {
            return Rejection(error.code, error.message, reasons: error.reasons)
        }
    }

    /// Sends what waited for a link, or for calls in flight to come back.
    func sendWaiting() {
        guard !waiting.isEmpty, case .ready(let link) = phase else { return }
        let now = NIODeadline.now()
        while link.callsInFlight < link.callsInFlightMax, let call = waiting.popFirst() {
            // Those that have ended while they waited are in the table no more.
            guard let entry = calls[call.requestID] else { continue }
            guard entry.deadline > now else {
                finish(call.requestID, .failure(.timedOut))
                continue
            }
            calls.setLink(link.number, of: call.requestID)
            transmit(call, entry.deadline, over: link, now)
        }
    }

    func finish(_ requestID: UInt64, _ result: Result<Answer, Rejection>) {
        guard let entry = calls.remove(requestID) else { return }
        release(entry)
        entry.finish(result)
        if servesOneCall { closeForGood(.clientClosed) }
    }

    private func release(_ entry: CallTable.Entry) { link(entry.link)?.callsInFlight -= 1 }

    func link(_ number: Int) -> Link? { links.first { $0.number == number } }

    /// Ends a call from this side, and tells the broker if it knows of it.
    private func abandon(_ requestID: UInt64, _ reason: Rejection) {
        guard let entry = calls[requestID] else { return }
        try? link(entry.link)?.write(.cancel(requestID: requestID))
        flush()
        finish(requestID, .failure(reason))
    }

    func flush() { for link in links { link.flush() } }

    func watchDeadlines() {
        let next = calls.nextExpiry
        guard next < expiryAt else { return }
        expiry?.cancel()
        expiryAt = next
        expiry = eventLoop.assumeIsolated().scheduleTask(deadline: next) { self.expire() }
    }

    private func expire() {
        expiryAt = .distantFuture
        for (requestID, entry) in calls.removeExpired(now: .now()) {
            try? link(entry.link)?.write(.cancel(requestID: requestID))
            release(entry)
            entry.finish(.failure(.timedOut))
        }
        flush()
        sendWaiting()
        flush()
        watchDeadlines()
        if servesOneCall, calls.isEmpty { closeForGood(.clientClosed) }
    }
}

extension NIODeadline {
    /// nil and whatever is beyond a year mean never.
    fileprivate func advanced(by timeout: Duration?) -> NIODeadline {
        guard let timeout, timeout < .seconds(365 * 86_400) else { return .distantFuture }
        return timeout > .zero ? self + TimeAmount(timeout) : self
    }

    /// What travels as a call's timeout: at least 1, and 0 for never.
    fileprivate func milliseconds(after now: NIODeadline) -> Int64 {
        self == .distantFuture ? 0 : max(1, ((self - now).nanoseconds + 999_999) / 1_000_000)
    }
}
