/// A timer that begins instances of a process.
package struct StartTimer: Hashable, Sendable {
    package let key: EventSubscriptionKey
    package let definitionKey: ProcessDefinitionKey
    /// The start event.
    package let eventID: String
    package let wait: TimerWait

    package init(key: EventSubscriptionKey, definitionKey: ProcessDefinitionKey, eventID: String, wait: TimerWait) {
        self.key = key
        self.definitionKey = definitionKey
        self.eventID = eventID
        self.wait = wait
    }

    /// The same timer at its next time.
    package func waiting(_ wait: TimerWait) -> StartTimer {
        StartTimer(key: key, definitionKey: definitionKey, eventID: eventID, wait: wait)
    }
}

/// A start timer was due.
package struct StartTimerTriggered: Hashable, Sendable {
    /// As it was until now.
    package let timer: StartTimer
    /// What it began; nil: nothing could begin.
    package let started: ProcessInstanceKey?
    /// nil: it is gone with this event.
    package let next: TimerWait?

    package init(timer: StartTimer, started: ProcessInstanceKey?, next: TimerWait?) {
        self.timer = timer
        self.started = started
        self.next = next
    }
}
