import FerryModel

/// What a migration does to everything that is waited for. The events of one element instance stand together.
extension PartitionState {
    /// Before elements are moved: what is closed goes while its element instance is still there, what is kept or
    /// updated takes its new place.
    func moveEvents(_ events: [MovedEvent], in instance: ProcessInstance) {
        forEachElement(of: events) { element, events in
            var moved: [EventSubscriptionKey: MovedEvent] = [:]
            for event in events {
                guard let before = event.before else { continue }
                moved[before.key] = event
                if event.outcome == .kept { continue }
                unlist(before, in: instance)
                if let after = event.after { list(after, of: element, in: instance) }
            }
            guard !moved.isEmpty else { return }
            instance.update(element) { element in
                element.subscriptions = element.subscriptions.compactMap { subscription in
                    moved[subscription.key].map(\.after) ?? subscription
                }
            }
        }
    }

    /// After elements are moved, and created.
    func openEvents(_ events: [MovedEvent], in instance: ProcessInstance) {
        forEachElement(of: events) { element, events in
            let opened = events.filter { $0.before == nil }.compactMap(\.after)
            guard !opened.isEmpty else { return }
            for subscription in opened { list(subscription, of: element, in: instance) }
            instance.update(element) { $0.subscriptions += opened }
        }
    }

    /// Events that element instances remember by their ids, and what depends on the process the instance is of.
    func moveMemories(by event: ProcessInstanceMigrated, in instance: ProcessInstance) {
        for renamed in event.pendingEvents {
            guard let to = renamed.to else { continue }
            instance.update(renamed.element) { $0.pendingEvent?.eventID = to }
        }
        for renamed in event.interruptions { instance.update(renamed.element) { $0.interruptedBy = renamed.to } }
        if let former = event.formerProcessID, !instance.formerProcessIDs.contains(former) {
            instance.formerProcessIDs.append(former)
        }
        if let lock = event.startLock {
            if let before = instance.startLock { change(.deleteStartLock(before)) }
            instance.startLock = lock
            change(.putStartLock(lock, instance.key))
        }
    }

    private func list(_ subscription: EventSubscription, of element: ElementInstanceKey, in instance: ProcessInstance) {
        if subscription.isConditional { instance.conditionCount += 1 }
        listen(for: subscription, of: element, in: instance)
    }

    private func unlist(_ subscription: EventSubscription, in instance: ProcessInstance) {
        if subscription.isConditional { instance.conditionCount -= 1 }
        if !instance.isHalted { unindex(subscription, in: instance) }
    }

    private func forEachElement(
        of events: [MovedEvent], _ body: (ElementInstanceKey, ArraySlice<MovedEvent>) -> Void
    ) {
        var start = 0
        while start < events.count {
            let element = events[start].element
            let end = events[start...].firstIndex { $0.element != element } ?? events.count
            body(element, events[start..<end])
            start = end
        }
    }
}
