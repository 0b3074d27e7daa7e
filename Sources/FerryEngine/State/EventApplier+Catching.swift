import FerryModel

/// The events that element instances wait for.
extension PartitionState {
    func subscribe(_ event: EventSubscribed, in instance: ProcessInstance) {
        instance.update(event.elementInstanceKey) { $0.subscriptions.append(event.subscription) }
        index(event.subscription, of: event.elementInstanceKey, in: instance)
    }

    func unsubscribe(_ event: EventUnsubscribed, in instance: ProcessInstance) {
        guard let element = instance.element(event.elementInstanceKey),
            let subscription = element.subscription(event.key)
        else { return }
        remove(subscription, of: element, in: instance)
    }

    func trigger(_ event: EventTriggered, in instance: ProcessInstance) {
        guard let element = instance.element(event.elementInstanceKey) else { return }
        if let key = event.subscription, let subscription = element.subscription(key), let due = subscription.due {
            if let next = event.next {
                if !instance.isHalted { change(.deleteDue(due, key.rawValue)) }
                instance.update(element.key) { element in
                    guard let index = element.subscriptions.firstIndex(where: { $0.key == key }) else { return }
                    element.subscriptions[index].trigger = .timer(next)
                }
                putDue(next.due, key, element.key, instance)
            } else {
                remove(subscription, of: element, in: instance)
            }
        }
        if let stored = event.stored { instance.update(element.key) { $0.pendingEvent = stored } }
    }

    private func index(
        _ subscription: EventSubscription, of key: ElementInstanceKey, in instance: ProcessInstance
    ) {
        if subscription.isConditional { instance.conditionCount += 1 }
        listen(for: subscription, of: key, in: instance)
    }

    /// It can be found, unless nothing is to reach the instance.
    func listen(
        for subscription: EventSubscription, of key: ElementInstanceKey, in instance: ProcessInstance
    ) {
        if instance.isHalted { return }
        switch subscription.trigger {
        case .timer(let timer): putDue(timer.due, subscription.key, key, instance)
        case .signal(let name):
            change(.putSignalSubscription(instance.tenant, name, subscription.key, EventOwner(instance.key, key)))
        case .message, .conditional: break
        }
    }

    private func remove(_ subscription: EventSubscription, of element: ElementInstance, in instance: ProcessInstance) {
        instance.update(element.key) { $0.subscriptions.removeAll { $0.key == subscription.key } }
        if subscription.isConditional { instance.conditionCount -= 1 }
        if !instance.isHalted { unindex(subscription, in: instance) }
    }

    /// Nothing finds it any more.
    func unindex(_ subscription: EventSubscription, in instance: ProcessInstance) {
        switch subscription.trigger {
        case .timer(let timer): change(.deleteDue(timer.due, subscription.key.rawValue))
        case .signal(let name): change(.deleteSignalSubscription(instance.tenant, name, subscription.key))
        case .message, .conditional: break
        }
    }

    func put(_ timer: StartTimer) {
        change(.putStartTimer(timer))
        change(.putDue(timer.wait.due, timer.key.rawValue, .startTimer(timer.definitionKey)))
        noteDue(timer.wait.due)
    }

    func remove(_ timer: StartTimer) { change(.deleteStartTimer(timer.definitionKey, timer.key)) }

    private func putDue(
        _ due: Timestamp, _ key: EventSubscriptionKey, _ owner: ElementInstanceKey, _ instance: ProcessInstance
    ) {
        if instance.isHalted { return }
        change(.putDue(due, key.rawValue, .timer(EventOwner(instance.key, owner))))
        noteDue(due)
    }
}
