/// Tells everyone who waits for a signal, on every partition, and starts the processes that begin with it.
public struct BroadcastSignal: Hashable, Sendable {
    public var name: String
    /// Written where the signal is caught.
    public var variables: Variables
    public var tenant: TenantID

    public struct Answer: Hashable, Sendable {
        /// The instances that the signal started.
        public var started: [ProcessInstanceKey]
        public init(started: [ProcessInstanceKey]) { self.started = started }
    }

    public init(name: String, variables: Variables = Variables(), tenant: TenantID = .default) {
        self.name = name
        self.variables = variables
        self.tenant = tenant
    }
}

/// Publishes a message: it goes to who waits for it, and waits itself for those who come within its time to live.
public struct PublishMessage: Hashable, Sendable {
    public var name: String
    public var correlationKey: String
    /// 0: it reaches only those who wait now.
    public var timeToLiveMilliseconds: Int64
    /// A second message of the same name, correlation key and id is refused while the first one waits; empty: none is.
    public var messageID: String
    public var variables: Variables
    public var tenant: TenantID

    public struct Answer: Hashable, Sendable {
        public var messageKey: MessageKey
        public init(messageKey: MessageKey) { self.messageKey = messageKey }
    }

    public init(
        name: String, correlationKey: String, timeToLiveMilliseconds: Int64 = 0, messageID: String = "",
        variables: Variables = Variables(), tenant: TenantID = .default
    ) {
        self.name = name
        self.correlationKey = correlationKey
        self.timeToLiveMilliseconds = timeToLiveMilliseconds
        self.messageID = messageID
        self.variables = variables
        self.tenant = tenant
    }
}

/// Publishes a message that does not wait, and answers which instance took it.
public struct CorrelateMessage: Hashable, Sendable {
    public var name: String
    public var correlationKey: String
    public var variables: Variables
    public var tenant: TenantID

    public struct Answer: Hashable, Sendable {
        public var messageKey: MessageKey
        /// The instance that took the message, or was started by it.
        public var processInstanceKey: ProcessInstanceKey

        public init(messageKey: MessageKey, processInstanceKey: ProcessInstanceKey) {
            self.messageKey = messageKey
            self.processInstanceKey = processInstanceKey
        }
    }

    public init(
        name: String, correlationKey: String, variables: Variables = Variables(), tenant: TenantID = .default
    ) {
        self.name = name
        self.correlationKey = correlationKey
        self.variables = variables
        self.tenant = tenant
    }
}
