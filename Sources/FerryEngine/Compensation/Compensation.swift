import FerryBPMN
import FerryModel

/// Undoing what has been done (BPMN 2.0, 13.5.5; Camunda 8: R86-R95).
extension Execution {
    /// A completed activity can be compensated when it has a handler, or when something inside it has.
    func subscribeCompensation(_ element: ElementInstance, _ model: Element) throws(CommandFailure) {
        // What an event subprocess did is out of reach when it is over: nothing undoes it as a whole.
        if element.kind == .eventSubProcess { return try forgetCompensations(in: [element.key]) }
        guard model.kind.isActivity, let scope = element.scope else { return }
        // A multi-instance activity is compensated as a whole: its boundary events are its body's. Those of an ad-hoc
        // subprocess are its own, not its inner instances'.
        let event =
            element.loopCounter > 0 || element.kind == .adHocInnerInstance
            ? nil : model.boundaryEvents.first { process[$0].event?.kind == .compensation }
        guard event != nil || instance.compensations.contains(where: { $0.scope == element.key }) else { return }
        let isScope = model.kind.isScope && element.kind != .multiInstanceBody
        try emit(
            .compensationSubscribed(
                CompensationSubscription(
                    key: state.nextKey(), activityID: model.id, activityInstance: element.key, scope: scope,
                    eventID: event.map { process[$0].id },
                    variables: isScope ? try ownVariables(of: element) : Variables())))
    }

    /// What a handler is to see of scopes that are gone: each as it was when it completed, inner ones before outer ones
    /// (Camunda 7).
    private func rememberedVariables(of key: CompensationKey) -> Variables {
        var remembered: [Variables] = []
        var next = instance.compensation(key)
        while let subscription = next {
            if !subscription.variables.isEmpty { remembered.append(subscription.variables) }
            next = instance.compensations.first { $0.activityInstance == subscription.scope }
        }
        // Of two values the later one counts.
        return Variables(remembered.reversed().flatMap(\.entries))
    }

    /// A compensation throw or end event: all handlers begin at once, in the order in which their activities completed.
    func throwCompensation(
        _ definition: CompensationDefinition, _ model: Element, _ element: ElementInstance
    ) throws(CommandFailure) {
        guard let scope = element.scope else { throw broken("'\(model.id)' stands in no scope") }
        try finishActivating(element)
        try compensate(in: scope, only: definition.activity.map { process[$0].id }, for: element)
        if element.handlersAwaited == 0 { try beginCompleting(element) }
    }

    /// A cancel end event: everything in the transaction ends, what it did is compensated, and its cancel boundary event
    /// goes on.
    func cancelTransaction(_ model: Element, _ element: ElementInstance) throws(CommandFailure) {
        guard let scope = element.scope else { throw broken("'\(model.id)' stands in no scope") }
        try finishActivating(element)
        try emit(.scopeInterrupted(ScopeInterrupted(scope: scope, by: model.id)))
        try closeHandlers(of: try self.element(scope))
        try terminate(instance.children(of: scope).map(\.key).filter { $0 != element.key })
        try compensate(in: scope, only: nil, for: element)
        if element.handlersAwaited == 0 { try finishCancelling(element) }
    }

    /// A handler has completed; the throw event that waits for it may be done.
    func compensated(_ key: CompensationKey) throws(CommandFailure) {
        guard let thrower = try closeCompensation(key) else { return }
        try goOnAfterCompensation(thrower)
    }

    /// A handler was ended by itself: who waits for it goes on, unless it is ended within the same command too.
    func compensationTerminated(_ key: CompensationKey) throws(CommandFailure) {
        if let thrower = try closeCompensation(key) { completeLater(thrower.key) }
    }

    func goOnAfterCompensation(_ thrower: ElementInstance) throws(CommandFailure) {
        if case .cancel = try model(thrower).event { return try finishCancelling(thrower) }
        try beginCompleting(thrower)
    }

    /// Answers the throw event when it waits for no other handler.
    private func closeCompensation(_ key: CompensationKey) throws(CommandFailure) -> ElementInstance? {
        guard let subscription = instance.compensation(key) else { return nil }
        try emit(.compensationCompleted(key))
        guard let throwerKey = subscription.thrower, let thrower = instance.element(throwerKey),
            thrower.handlersAwaited == 0
        else { return nil }
        // Scopes without a handler of their own were compensated with what is inside them.
        for rest in instance.compensations where rest.thrower == throwerKey {
            try emit(.compensationCompleted(rest.key))
        }
        return thrower
    }

    /// What completed inside a scope that is being terminated can be compensated no more.
    func forgetCompensations(in scopes: Set<ElementInstanceKey>) throws(CommandFailure) {
        guard !instance.compensations.isEmpty else { return }
        var gone = scopes
        for subscription in instance.compensations.reversed() {
            let isOfThrower = subscription.thrower.map { gone.contains($0) } ?? false
            guard gone.contains(subscription.scope) || isOfThrower else { continue }
            gone.insert(subscription.activityInstance)
            try emit(.compensationDeleted(subscription.key))
        }
    }

    private func compensate(
        in scope: ElementInstanceKey, only activity: String?, for thrower: ElementInstance
    ) throws(CommandFailure) {
        var scopes: Set<ElementInstanceKey> = [scope]
        // An event subprocess compensates for the scope it belongs to as well.
        if let element = instance.element(scope), element.kind == .eventSubProcess, let outer = element.scope {
            scopes.insert(outer)
        }
        let chosen = instance.compensations.filter {
            $0.thrower == nil && scopes.contains($0.scope) && (activity == nil || $0.activityID == activity)
        }
        for subscription in chosen { try compensate(subscription, in: scope, for: thrower) }
    }

    private func compensate(
        _ subscription: CompensationSubscription, in scope: ElementInstanceKey, for thrower: ElementInstance
    ) throws(CommandFailure) {
        try emit(
            .compensationTriggered(CompensationTriggered(key: subscription.key, thrower: thrower.key)))
        if let eventID = subscription.eventID {
            let event = try model(eventID)
            guard let handler = event.compensationHandler else { throw broken("'\(eventID)' has no handler") }
            // Read now: the handler of a scope around it may be done, and forgotten, before this one begins.
            activateLater(
                handler, in: scope, .compensation(subscription.key, rememberedVariables(of: subscription.key)))
        }
        // Scopes nest no deeper than the model.
        let inside = instance.compensations.filter {
            $0.thrower == nil && $0.scope == subscription.activityInstance
        }
        for subscription in inside { try compensate(subscription, in: scope, for: thrower) }
    }

    private func finishCancelling(_ element: ElementInstance) throws(CommandFailure) {
        guard let inner = element.scope.flatMap({ instance.element($0) }) else { return }
        // A repeated transaction is cancelled as a whole: its boundary events are its body's.
        let body = inner.loopCounter > 0 ? inner.scope.flatMap { instance.element($0) } : nil
        let transaction = body ?? inner
        let events = try model(transaction).boundaryEvents.map { process[$0] }
        guard let event = events.first(where: { $0.event?.kind == .cancel }) else {
            return try terminate([transaction.key])
        }
        try trigger(event, nil, at: transaction, with: Variables())
    }
}
