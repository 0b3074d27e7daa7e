/// An element instance waits for a message, as the partition of the correlation key knows it.
package struct MessageSubscription: Hashable, Sendable {
    package let key: EventSubscriptionKey
    package let address: MessageAddress
    package let instance: ProcessInstanceKey
    package let element: ElementInstanceKey
    /// A message goes to at most one instance of each process.
    package let processID: String
    package let isInterrupting: Bool
    /// Processes the instance was of before it migrated: a message that was given to one of them does not come again.
    package let formerProcessIDs: [String]
    /// The message that is on its way to it; it takes no other until that is answered.
    package var correlating: MessageKey?

    package init(
        key: EventSubscriptionKey, address: MessageAddress, instance: ProcessInstanceKey, element: ElementInstanceKey,
        processID: String, isInterrupting: Bool, formerProcessIDs: [String] = [], correlating: MessageKey? = nil
    ) {
        self.key = key
        self.address = address
        self.instance = instance
        self.element = element
        self.processID = processID
        self.isInterrupting = isInterrupting
        self.formerProcessIDs = formerProcessIDs
        self.correlating = correlating
    }
}

/// A message was published. One that is not to wait is not kept.
package struct MessagePublished: Hashable, Sendable {
    package let message: Message
    package let isKept: Bool

    package init(message: Message, isKept: Bool) {
        self.message = message
        self.isKept = isKept
    }
}

/// A message was given to an instance of a process, or taken back: it goes to no other instance of that process.
package struct MessageMark: Hashable, Sendable {
    package let message: MessageKey
    package let processID: String

    package init(message: MessageKey, processID: String) {
        self.message = message
        self.processID = processID
    }
}

/// A message on its way to the instance that waits for it.
package struct MessageDelivery: Hashable, Sendable {
    package let message: MessageKey
    package let subscription: EventSubscriptionKey
    package let address: MessageAddress
    package let instance: ProcessInstanceKey
    package let element: ElementInstanceKey
    /// Goes back with the receipt, also when the instance is gone.
    package let processID: String
    package let variables: Variables

    package init(
        message: MessageKey, subscription: EventSubscriptionKey, address: MessageAddress,
        instance: ProcessInstanceKey, element: ElementInstanceKey, processID: String, variables: Variables
    ) {
        self.message = message
        self.subscription = subscription
        self.address = address
        self.instance = instance
        self.element = element
        self.processID = processID
        self.variables = variables
    }
}

/// What became of a delivery.
package struct MessageReceipt: Hashable, Sendable {
    package let message: MessageKey
    package let subscription: EventSubscriptionKey
    package let address: MessageAddress
    package let instance: ProcessInstanceKey
    package let processID: String
    package let isTaken: Bool

    package init(
        message: MessageKey, subscription: EventSubscriptionKey, address: MessageAddress,
        instance: ProcessInstanceKey, processID: String, isTaken: Bool
    ) {
        self.message = message
        self.subscription = subscription
        self.address = address
        self.instance = instance
        self.processID = processID
        self.isTaken = isTaken
    }
}

/// A message that an element publishes.
package struct MessageToPublish: Hashable, Sendable {
    package let address: MessageAddress
    package let id: String
    package let timeToLiveMilliseconds: Int64
    package let variables: Variables

    package init(address: MessageAddress, id: String, timeToLiveMilliseconds: Int64, variables: Variables) {
        self.address = address
        self.id = id
        self.timeToLiveMilliseconds = timeToLiveMilliseconds
        self.variables = variables
    }
}

/// At most one instance of a process that began by a message of one correlation key is active.
package struct MessageStartLock: Hashable, Sendable {
    package let tenant: TenantID
    package let processID: String
    package let correlationKey: String

    package init(tenant: TenantID, processID: String, correlationKey: String) {
        self.tenant = tenant
        self.processID = processID
        self.correlationKey = correlationKey
    }
}

/// A message waits no longer. Names everything that is kept of it.
package struct MessageExpired: Hashable, Sendable {
    package let key: MessageKey
    package let address: MessageAddress
    package let id: String
    package let deadline: Timestamp
    /// The processes it was given to.
    package let processIDs: [String]

    package init(message: Message, processIDs: [String]) {
        self.init(
            key: message.key, address: message.address, id: message.id, deadline: message.deadline,
            processIDs: processIDs)
    }

    package init(
        key: MessageKey, address: MessageAddress, id: String, deadline: Timestamp, processIDs: [String]
    ) {
        self.key = key
        self.address = address
        self.id = id
        self.deadline = deadline
        self.processIDs = processIDs
    }
}
