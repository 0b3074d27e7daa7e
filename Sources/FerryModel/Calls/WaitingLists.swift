/// Published messages that still wait for somebody, by partition and key, oldest first. A page ends after about 1 MiB
/// of variables.
public struct ListMessages: Hashable, Sendable {
    /// Empty: all.
    public var name: String
    /// Empty: all.
    public var correlationKey: String
    public var page: Page
    public var tenant: TenantID

    public struct Answer: Hashable, Sendable {
        public var messages: [Message]
        /// Ask again with this to go on; empty at the end. A page may hold fewer than asked for, even none.
        public var nextPageToken: [UInt8]

        public init(messages: [Message], nextPageToken: [UInt8]) {
            self.messages = messages
            self.nextPageToken = nextPageToken
        }
    }

    public init(name: String = "", correlationKey: String = "", page: Page = Page(), tenant: TenantID = .default) {
        self.name = name
        self.correlationKey = correlationKey
        self.page = page
        self.tenant = tenant
    }
}

/// Instances that wait for a message, by partition of the correlation key, then message name, correlation key and age.
public struct ListMessageSubscriptions: Hashable, Sendable {
    /// Empty: all.
    public var name: String
    /// Empty: all.
    public var correlationKey: String
    /// nil for all instances.
    public var processInstanceKey: ProcessInstanceKey?
    public var page: Page
    public var tenant: TenantID

    public struct Answer: Hashable, Sendable {
        public var subscriptions: [MessageSubscriptionView]
        /// Ask again with this to go on; empty at the end. A page may hold fewer than asked for, even none.
        public var nextPageToken: [UInt8]

        public init(subscriptions: [MessageSubscriptionView], nextPageToken: [UInt8]) {
            self.subscriptions = subscriptions
            self.nextPageToken = nextPageToken
        }
    }

    public init(
        name: String = "", correlationKey: String = "", processInstanceKey: ProcessInstanceKey? = nil,
        page: Page = Page(), tenant: TenantID = .default
    ) {
        self.name = name
        self.correlationKey = correlationKey
        self.processInstanceKey = processInstanceKey
        self.page = page
        self.tenant = tenant
    }
}

/// An element instance that waits for a message.
public struct MessageSubscriptionView: Hashable, Sendable {
    public var key: EventSubscriptionKey
    public var address: MessageAddress
    public var processInstanceKey: ProcessInstanceKey
    public var elementInstanceKey: ElementInstanceKey
    public var processID: String
    /// The message ends what the element instance is doing.
    public var isInterrupting: Bool
    /// The message that is on its way to it; nil for none.
    public var correlating: MessageKey?

    public init(
        key: EventSubscriptionKey, address: MessageAddress, processInstanceKey: ProcessInstanceKey,
        elementInstanceKey: ElementInstanceKey, processID: String, isInterrupting: Bool, correlating: MessageKey? = nil
    ) {
        self.key = key
        self.address = address
        self.processInstanceKey = processInstanceKey
        self.elementInstanceKey = elementInstanceKey
        self.processID = processID
        self.isInterrupting = isInterrupting
        self.correlating = correlating
    }
}

/// Timers by partition, the soonest first: those that instances wait for, and those that begin instances.
public struct ListTimers: Hashable, Sendable {
    /// nil for all instances.
    public var processInstanceKey: ProcessInstanceKey?
    /// nil for all definitions.
    public var definition: DefinitionReference?
    /// Only those of this event of the model; empty for all.
    public var eventID: String
    public var page: Page
    public var tenant: TenantID

    public struct Answer: Hashable, Sendable {
        public var timers: [TimerView]
        /// Ask again with this to go on; empty at the end. A page may hold fewer than asked for, even none.
        public var nextPageToken: [UInt8]

        public init(timers: [TimerView], nextPageToken: [UInt8]) {
            self.timers = timers
            self.nextPageToken = nextPageToken
        }
    }

    public init(
        processInstanceKey: ProcessInstanceKey? = nil, definition: DefinitionReference? = nil, eventID: String = "",
        page: Page = Page(), tenant: TenantID = .default
    ) {
        self.processInstanceKey = processInstanceKey
        self.definition = definition
        self.eventID = eventID
        self.page = page
        self.tenant = tenant
    }
}

/// A timer that runs, and where it stands.
public struct TimerView: Hashable, Sendable {
    public var key: EventSubscriptionKey
    public var due: Timestamp
    /// How often it is still to fire, the next time included; -1 for ever.
    public var repetitions: Int32
    /// The event of the model.
    public var eventID: String
    /// nil for a timer that begins instances, as is `elementInstanceKey`.
    public var processInstanceKey: ProcessInstanceKey?
    public var elementInstanceKey: ElementInstanceKey?
    public var definitionKey: ProcessDefinitionKey
    public var processID: String
    public var version: Int32
    public var tenant: TenantID

    public init(
        key: EventSubscriptionKey, due: Timestamp, repetitions: Int32, eventID: String,
        processInstanceKey: ProcessInstanceKey?, elementInstanceKey: ElementInstanceKey?,
        definitionKey: ProcessDefinitionKey, processID: String, version: Int32, tenant: TenantID
    ) {
        self.key = key
        self.due = due
        self.repetitions = repetitions
        self.eventID = eventID
        self.processInstanceKey = processInstanceKey
        self.elementInstanceKey = elementInstanceKey
        self.definitionKey = definitionKey
        self.processID = processID
        self.version = version
        self.tenant = tenant
    }
}
