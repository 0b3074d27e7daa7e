/// An element instance waits for an event.
package struct EventSubscribed: Hashable, Sendable {
    package let elementInstanceKey: ElementInstanceKey
    package let subscription: EventSubscription

    package init(elementInstanceKey: ElementInstanceKey, subscription: EventSubscription) {
        self.elementInstanceKey = elementInstanceKey
        self.subscription = subscription
    }
}

/// It waits no longer: the element ended, or another event came first.
package struct EventUnsubscribed: Hashable, Sendable {
    package let elementInstanceKey: ElementInstanceKey
    package let key: EventSubscriptionKey

    package init(elementInstanceKey: ElementInstanceKey, key: EventSubscriptionKey) {
        self.elementInstanceKey = elementInstanceKey
        self.key = key
    }
}

/// An event happened to an element instance.
package struct EventTriggered: Hashable, Sendable {
    package let elementInstanceKey: ElementInstanceKey
    package let eventID: String
    /// For example `TIMER`.
    package let kind: String
    /// nil for what needs no subscription: errors, escalations.
    package let subscription: EventSubscriptionKey?
    /// For a timer that goes on: when again. A timer that does not is gone with this event.
    package let next: TimerWait?
    /// What follows must wait until what was interrupted has ended: kept with the element instance until then.
    package let stored: PendingEvent?

    package init(
        elementInstanceKey: ElementInstanceKey, eventID: String, kind: String, subscription: EventSubscriptionKey?,
        next: TimerWait? = nil, stored: PendingEvent? = nil
    ) {
        self.elementInstanceKey = elementInstanceKey
        self.eventID = eventID
        self.kind = kind
        self.subscription = subscription
        self.next = next
        self.stored = stored
    }
}

/// An event that has happened and whose element has not begun yet.
package struct PendingEvent: Hashable, Sendable {
    /// The boundary event, or the start event of an event subprocess or a process.
    package var eventID: String
    /// What it brings.
    package var variables: Variables

    package init(eventID: String, variables: Variables) {
        self.eventID = eventID
        self.variables = variables
    }
}

/// Nothing of the normal path goes on in this scope: an event subprocess or a terminate end event took over.
package struct ScopeInterrupted: Hashable, Sendable {
    package let scope: ElementInstanceKey
    /// The start event of the event subprocess, or the end event.
    package let by: String

    package init(scope: ElementInstanceKey, by: String) {
        self.scope = scope
        self.by = by
    }
}

/// A signal was sent to everyone who waits for it; also how it travels to the other partitions.
package struct SignalBroadcast: Hashable, Sendable {
    package let name: String
    package let variables: Variables
    package let tenant: TenantID

    package init(name: String, variables: Variables, tenant: TenantID) {
        self.name = name
        self.variables = variables
        self.tenant = tenant
    }
}

/// A job threw an error.
package struct JobErrorThrown: Hashable, Sendable {
    package let key: JobKey
    package let code: String
    package let message: String
    /// Nothing catches it: the job stays, with an incident. Else it is gone.
    package let isUncaught: Bool

    package init(key: JobKey, code: String, message: String, isUncaught: Bool) {
        self.key = key
        self.code = code
        self.message = message
        self.isUncaught = isUncaught
    }
}

/// The worker has its job longer, or shorter, than it asked for at first.
package struct JobTimeoutUpdated: Hashable, Sendable {
    package let key: JobKey
    package let deadline: Timestamp

    package init(key: JobKey, deadline: Timestamp) {
        self.key = key
        self.deadline = deadline
    }
}
