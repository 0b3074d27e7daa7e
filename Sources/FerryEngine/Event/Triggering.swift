import FerryBPMN
import FerryModel

/// What an event does to the element instance that waits for it (Camunda 8: R7-R18).
extension Execution {
    /// False: the element instance cannot take the event any more, and nothing happened.
    @discardableResult
    func trigger(
        _ subscription: EventSubscription, of element: ElementInstance, with variables: Variables
    ) throws(CommandFailure) -> Bool {
        guard canTake(element) else { return false }
        let event = try model(subscription.eventID)
        if try waitsItself(element, for: event) {
            try note(event, subscription, at: element)
            try complete(element, after: event, with: variables)
            return true
        }
        return try trigger(event, subscription, at: element, with: variables)
    }

    /// A boundary event, or the start event of an event subprocess, fires. Errors and escalations need no subscription.
    @discardableResult
    func trigger(
        _ event: Element, _ subscription: EventSubscription?, at element: ElementInstance, with variables: Variables
    ) throws(CommandFailure) -> Bool {
        guard canTake(element) else { return false }
        if event.attachedTo != nil {
            guard let scope = element.scope, !hasFiredBoundary(element) else { return false }
            guard subscription?.isInterrupting ?? event.isInterrupting else {
                try note(event, subscription, at: element)
                activateLater(event.index, in: scope, .event(variables))
                return true
            }
            try note(event, subscription, at: element, storing: variables)
            try terminate([element.key])
            return true
        }
        guard element.interruptedBy == nil, let subProcess = event.scope else { return false }
        guard subscription?.isInterrupting ?? event.isInterrupting else {
            try note(event, subscription, at: element)
            activateLater(subProcess, in: element.key, .event(variables))
            return true
        }
        try note(event, subscription, at: element, storing: variables)
        try interrupt(element.key, by: event)
        return true
    }

    /// Ends everything inside a scope so that only what interrupts it goes on.
    func interrupt(_ key: ElementInstanceKey, by event: Element) throws(CommandFailure) {
        let scope = try element(key)
        try emit(.scopeInterrupted(ScopeInterrupted(scope: key, by: event.id)))
        try closeHandlers(of: scope)
        // Nobody needs to choose any more what runs in it.
        if scope.kind == .adHocSubProcess { try cancelJob(of: scope) }
        try terminate(instance.children(of: key).map(\.key))
        try goOnAfterInterruption(of: scope)
        completeIfIdle(key)
    }

    /// What may end the scope itself stays: its boundary events.
    func closeHandlers(of scope: ElementInstance) throws(CommandFailure) {
        for subscription in scope.subscriptions where process.element(subscription.eventID)?.attachedTo == nil {
            try unsubscribe(subscription, of: scope)
        }
    }

    /// Begins the event subprocess that interrupted a scope, once nothing else is left in it.
    func goOnAfterInterruption(of scope: ElementInstance) throws(CommandFailure) {
        guard scope.state == .activated, scope.childCount == 0, let pending = scope.pendingEvent,
            scope.interruptedBy == pending.eventID, let subProcess = try model(pending.eventID).scope
        else { return }
        try activate(process[subProcess], in: scope.key, .event(pending.variables))
    }

    /// The element is active, and nothing around it has been interrupted (R10).
    private func canTake(_ element: ElementInstance) -> Bool {
        guard element.state == .activated else { return false }
        guard let key = element.scope, let scope = instance.element(key) else { return true }
        let isExempt = element.kind == .eventSubProcess || element.compensates != nil
        return scope.state == .activated && (scope.interruptedBy == nil || isExempt)
    }

    /// A boundary event ended the element instance already, and waits until it is gone.
    private func hasFiredBoundary(_ element: ElementInstance) -> Bool {
        guard let pending = element.pendingEvent else { return false }
        return process.element(pending.eventID)?.attachedTo != nil
    }

    /// A catch event, a receive task or an event-based gateway; else the event is that of someone beside or inside.
    private func waitsItself(_ element: ElementInstance, for event: Element) throws(CommandFailure) -> Bool {
        if event.attachedTo != nil { return false }
        return event.id == element.elementID || element.kind == .eventBasedGateway
    }

    private func note(
        _ event: Element, _ subscription: EventSubscription?, at element: ElementInstance,
        storing variables: Variables? = nil
    ) throws(CommandFailure) {
        try emit(
            .eventTriggered(
                EventTriggered(
                    elementInstanceKey: element.key, eventID: event.id,
                    kind: subscription?.trigger.kind ?? event.event?.kind.rawValue ?? "",
                    subscription: subscription?.key,
                    next: try subscription.flatMap { (subscription) throws(CommandFailure) in
                        try nextTimer(after: subscription, event, at: element)
                    },
                    stored: variables.map { PendingEvent(eventID: event.id, variables: $0) })))
    }

    /// What waited goes on.
    private func complete(
        _ element: ElementInstance, after event: Element, with variables: Variables
    ) throws(CommandFailure) {
        if element.kind == .eventBasedGateway {
            guard let scope = element.scope else { throw broken("a gateway stands in no scope") }
            try emit(.elementCompleting(ElementStep(key: element.key, elementID: element.elementID)))
            try unsubscribe(element)
            try emit(.elementCompleted(ElementStep(key: element.key, elementID: element.elementID)))
            activateLater(event.index, in: scope, .event(variables))
            return
        }
        if event.appliesOutputMappings {
            try setLocally(variables, in: element.key)
        } else {
            try propagate(variables, from: element.key)
        }
        try beginCompleting(element)
    }

    /// The variables an event brings to the element that begins with it (R32-R34).
    func take(_ variables: Variables, _ model: Element, _ element: ElementInstance) throws(CommandFailure) {
        guard !variables.isEmpty else { return }
        let isErrorBoundary = model.kind == .boundaryEvent && model.event?.kind == .error
        if model.appliesOutputMappings || isErrorBoundary {
            try setLocally(variables, in: element.key)
        } else {
            try propagate(variables, from: element.scope ?? element.key)
        }
    }
}
