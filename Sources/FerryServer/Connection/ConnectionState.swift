import FerryBroker
import FerryModel
import FerryWire

/// Where one connection stands in the protocol, and what each frame of its client means there.
///
/// Pure: it answers with what is to be done. A request id is in flight from its submission until its last reply.
struct ConnectionState {
    private enum Phase {
        case awaitingHello
        case ready
        /// GoAway was sent: calls in flight are answered, new ones refused.
        case draining
        /// The last words are written; nothing that comes matters any more.
        case closing
    }

    enum Action: Equatable {
        case nothing
        case write(ServerMessage)
        case submit(requestID: UInt64, Call, CallMetadata)
        /// Tells the broker, and the client.
        case cancel(requestID: UInt64)
        case grant(requestID: UInt64, jobs: Int)
        case answerTopology(requestID: UInt64)
        case welcome
        /// Writes the last words, then closes.
        case close(ServerMessage)
    }

    private var phase = Phase.awaitingHello
    private var inFlight: Set<UInt64> = []
    /// Those in flight that are answered by more than one message; part of `inFlight`.
    private var streams: Set<UInt64> = []
    private var clientName = ""
    private(set) var clientFrameBytesMax = FrameLimits.frameBytesMaxFloor
    private let token: [UInt8]
    private let callsInFlightMax: Int

    init(token: [UInt8], callsInFlightMax: Int) {
        self.token = token
        self.callsInFlightMax = callsInFlightMax
    }

    var hasCallsInFlight: Bool { !inFlight.isEmpty }
    /// Somebody waits for the one answer of a call. (A stream can go on where it was, on another connection.)
    var owesAnswers: Bool { phase != .closing && inFlight.count > streams.count }
    var isAwaitingHello: Bool { phase == .awaitingHello }
    var isClosing: Bool { phase == .closing }
    /// Every call has its answer and none will follow.
    var isDrained: Bool { phase == .draining && inFlight.isEmpty }

    /// `now` turns the timeout of a call into its deadline.
    mutating func received(_ message: ClientMessage, now: Timestamp) -> Action {
        switch (phase, message) {
        case (.closing, _): .nothing
        case (.awaitingHello, .hello(let hello)): opened(by: hello)
        case (.awaitingHello, _):
            closed(Rejection(.failedPrecondition, "the first frame of a connection is Hello"))
        case (_, .hello): closed(Rejection(.failedPrecondition, "Hello was said already"))
        case (_, .keepAlive(let requestID)): .write(.keepAlive(requestID: requestID))
        case (_, .cancel(let requestID)):
            ended(requestID) ? .cancel(requestID: requestID) : .nothing
        case (_, .grant(let requestID, let jobs)):
            streams.contains(requestID) ? .grant(requestID: requestID, jobs: Int(jobs)) : .nothing
        case (.draining, .call(let requestID, _, _, _)):
            .write(.rejection(requestID: requestID, Rejection(.unavailable, "the broker is stopping")))
        case (.ready, .call(let requestID, let call, let timeout, let idempotencyKey)):
            called(call, requestID: requestID, timeout: timeout, idempotencyKey: idempotencyKey, now: now)
        }
    }

    /// Takes note of a reply; false when nobody waits for it any more.
    mutating func replied(_ reply: Reply) -> Bool {
        if case .streamed = reply.content { return inFlight.contains(reply.requestID) }
        return ended(reply.requestID)
    }

    /// The stream is given up from this side; false when it had ended.
    mutating func abandoned(requestID: UInt64) -> Bool { ended(requestID) }

    private mutating func ended(_ requestID: UInt64) -> Bool {
        if !streams.isEmpty { streams.remove(requestID) }
        return inFlight.remove(requestID) != nil
    }

    mutating func drain(within limit: Duration) -> Action {
        switch phase {
        case .awaitingHello: return closed(Rejection(.unavailable, "the broker is stopping"))
        case .ready:
            phase = .draining
            return .write(.goAway(GoAway(message: "the broker is stopping", drainMilliseconds: limit.milliseconds)))
        case .draining, .closing: return .nothing
        }
    }

    /// The connection ends with these last words; nothing when it was ending already.
    mutating func close(with rejection: Rejection) -> Action {
        phase == .closing ? .nothing : closed(rejection)
    }

    private mutating func closed(_ rejection: Rejection) -> Action {
        phase = .closing
        return .close(.rejection(requestID: 0, rejection))
    }

    private mutating func opened(by hello: Hello) -> Action {
        guard hello.protocolVersion == Hello.currentProtocolVersion else {
            return closed(
                Rejection(
                    .failedPrecondition, "the broker does not speak this version of the protocol",
                    reasons: [
                        Reason(
                            code: "PROTOCOL_VERSION_UNKNOWN", expected: "\(Hello.currentProtocolVersion)",
                            found: "\(hello.protocolVersion)", hint: "use a client made for this broker")
                    ]))
        }
        guard token.isEmpty || token.equalsInConstantTime(hello.token) else {
            return closed(Rejection(.unauthenticated, "the token is not the one this broker knows"))
        }
        phase = .ready
        clientName = hello.clientName
        clientFrameBytesMax = max(hello.frameBytesMax, FrameLimits.frameBytesMaxFloor)
        return .welcome
    }

    private mutating func called(
        _ call: Call, requestID: UInt64, timeout: Int64, idempotencyKey: [UInt8], now: Timestamp
    ) -> Action {
        guard requestID != 0 else {
            return closed(Rejection(.invalidArgument, "a call needs a request id other than 0"))
        }
        guard !inFlight.contains(requestID) else {
            // A status with this id would seem to end the call that has it already.
            return closed(
                Rejection(.invalidArgument, "request id \(requestID) is that of a call in flight"))
        }
        switch call {
        case .ping(let ping): return .write(.answer(requestID: requestID, .ping(ping)))
        case .topology: return .answerTopology(requestID: requestID)
        default: break
        }
        guard inFlight.count < callsInFlightMax else {
            return .write(
                .rejection(
                    requestID: requestID,
                    Rejection(
                        .resourceExhausted, "too many calls in flight on this connection",
                        reasons: [
                            Reason(
                                code: "CALLS_IN_FLIGHT_EXHAUSTED", expected: "at most \(callsInFlightMax)",
                                found: "one more", hint: "wait for an answer, or open another connection")
                        ])))
        }
        inFlight.insert(requestID)
        switch call {
        case .streamEvents, .streamJobs: streams.insert(requestID)
        default: break
        }
        let deadline = timeout > 0 ? now.advanced(byMilliseconds: timeout) : nil
        return .submit(
            requestID: requestID, call,
            CallMetadata(deadline: deadline, idempotencyKey: idempotencyKey, caller: clientName))
    }
}

extension [UInt8] {
    /// Takes as long for a nearly right token as for a wrong one of the same length.
    fileprivate func equalsInConstantTime(_ other: [UInt8]) -> Bool {
        guard count == other.count else { return false }
        return zip(self, other).reduce(0) { difference, pair in difference | (pair.0 ^ pair.1) } == 0
    }
}
