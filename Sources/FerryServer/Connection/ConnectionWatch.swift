import NIOCore

/// Notices when a connection takes too long with something: its Hello, its next word, its reading, its closing.
struct ConnectionWatch {
    enum Verdict: Equatable {
        /// Nothing can be too long before this time.
        case fine(until: NIODeadline)
        /// The client says nothing.
        case isSilent
        /// The client leaves its answers unread.
        case doesNotRead
        /// The client had time enough to take the last words.
        case isOver
    }

    private let handshake: TimeAmount
    private let idle: TimeAmount
    private let stall: TimeAmount
    private let linger: TimeAmount

    private let openedAt: NIODeadline
    private var heardAt: NIODeadline
    private var stalledAt: NIODeadline?
    private var endsAt: NIODeadline?

    init(_ configuration: ServerConfiguration, now: NIODeadline = .now()) {
        handshake = TimeAmount(configuration.handshakeTimeout)
        idle = TimeAmount(configuration.idleTimeout)
        stall = TimeAmount(configuration.stallTimeout)
        linger = TimeAmount(configuration.lingerTimeout)
        openedAt = now
        heardAt = now
    }

    mutating func heard(now: NIODeadline = .now()) { heardAt = now }

    mutating func stalled(_ isStalled: Bool, now: NIODeadline = .now()) {
        if isStalled { stalledAt = stalledAt ?? now } else { stalledAt = nil }
    }

    /// The last words are on their way.
    mutating func closing(now: NIODeadline = .now()) { ends(by: now + stall) }

    /// The last words are in the hands of the operating system.
    mutating func saidLastWords(now: NIODeadline = .now()) { ends(by: now + linger) }

    /// The server stops and owes this client no answer: it does not hold up the end.
    mutating func hurry(now: NIODeadline = .now()) { ends(by: now + linger) }

    private mutating func ends(by time: NIODeadline) { endsAt = min(endsAt ?? time, time) }

    func verdict(now: NIODeadline, isAwaitingHello: Bool, hasCallsInFlight: Bool) -> Verdict {
        if let endsAt { return now >= endsAt ? .isOver : .fine(until: endsAt) }
        var until = isAwaitingHello ? openedAt + handshake : heardAt + idle
        if now >= until {
            guard hasCallsInFlight else { return .isSilent }
            until = now + idle
        }
        if let stalledAt {
            if now >= stalledAt + stall { return .doesNotRead }
            until = min(until, stalledAt + stall)
        }
        return .fine(until: until)
    }
}
