/// One event that an element instance waits for: its own, that of a boundary event on it, of an event behind an
/// event-based gateway, or of an event subprocess inside it.
public struct EventSubscription: Hashable, Sendable {
    public let key: EventSubscriptionKey
    /// The model's event: a catch event, a receive task, a boundary event, or the start event of an event subprocess.
    public var eventID: String
    /// Its trigger ends what the element instance is doing.
    public var isInterrupting: Bool
    public var trigger: Trigger

    public enum Trigger: Hashable, Sendable {
        case timer(TimerWait)
        case message(MessageWait)
        /// A signal of this name.
        case signal(String)
        case conditional(ConditionalWait)

        /// For example `TIMER`.
        public var kind: String {
            switch self {
            case .timer: "TIMER"
            case .message: "MESSAGE"
            case .signal: "SIGNAL"
            case .conditional: "CONDITIONAL"
            }
        }
    }

    public init(key: EventSubscriptionKey, eventID: String, isInterrupting: Bool, trigger: Trigger) {
        self.key = key
        self.eventID = eventID
        self.isInterrupting = isInterrupting
        self.trigger = trigger
    }

    /// When it is due, for timers.
    public var due: Timestamp? {
        if case .timer(let timer) = trigger { return timer.due }
        return nil
    }
}

public struct TimerWait: Hashable, Sendable {
    public var due: Timestamp
    /// How often it is still to fire, this time included; -1 for ever.
    public var repetitions: Int32
    /// When it was begun or fired last: from here the time already waited is counted.
    public var since: Timestamp
    /// How often it has fired.
    package var fired: Int32

    public init(due: Timestamp, repetitions: Int32, since: Timestamp) {
        self.init(due: due, repetitions: repetitions, since: since, fired: 0)
    }

    package init(due: Timestamp, repetitions: Int32, since: Timestamp, fired: Int32) {
        self.due = due
        self.repetitions = repetitions
        self.since = since
        self.fired = fired
    }
}

public struct MessageWait: Hashable, Sendable {
    public var name: String
    public var correlationKey: String

    public init(name: String, correlationKey: String) {
        self.name = name
        self.correlationKey = correlationKey
    }
}

/// What is kept of the model's condition: a migration may keep it while the model's changes.
public struct ConditionalWait: Hashable, Sendable {
    /// As written in the model, with its leading `=`.
    public var condition: String
    /// Only changes of these count; empty: of all variables in sight.
    public var variableNames: [String]
    public var onCreate: Bool
    public var onUpdate: Bool

    public init(condition: String, variableNames: [String], onCreate: Bool, onUpdate: Bool) {
        self.condition = condition
        self.variableNames = variableNames
        self.onCreate = onCreate
        self.onUpdate = onUpdate
    }
}
