import FerryBPMN
import FerryModel

/// How element instances are ended from outside: down scope by scope, and up again from the innermost.
///
/// What must wait (a called instance, a listener of the end) keeps the scopes around it `terminating` until it is over.
extension Execution {
    /// Ends the whole instance.
    func terminate() throws(CommandFailure) {
        try terminate([instance.key.root])
    }

    /// Ends these element instances with everything inside them.
    func terminate(_ tops: [ElementInstanceKey]) throws(CommandFailure) {
        let doomed = instance.trees(of: tops)
        try forgetCompensations(in: Set(doomed.lazy.filter { $0.state != .terminating }.map(\.key)))
        // A banned instance waits for nobody, also not for a listener of its cancellation.
        if instance.isBanned {
            for element in doomed where element.state == .terminating { try release(element) }
        }
        for element in doomed where element.state != .terminating {
            try emit(.elementTerminating(ElementStep(key: element.key, elementID: element.elementID)))
            try release(element)
        }
        for element in doomed.reversed() where !element.isHeld { try remove(element) }
    }

    /// What held a terminating element is over: it ends, and the scopes that waited for it.
    func goOnTerminating(_ element: ElementInstance) throws(CommandFailure) {
        guard element.state == .terminating, !element.isHeld else { return }
        try remove(element)
        if let key = element.scope, let scope = instance.element(key) { try goOnTerminating(scope) }
    }

    /// Everything that hangs on an element instance goes with it.
    private func release(_ element: ElementInstance) throws(CommandFailure) {
        try cancelJob(of: element)
        if element.continuation != nil { try emit(.continuationEnded(element.key)) }
        if let called = element.calledInstance { engine.later(.terminate(called)) }
        try unsubscribe(element)
        if let incident = element.incident {
            try emit(
                .incidentResolved(IncidentResolved(key: incident.key, elementInstanceKey: element.key, job: nil)))
        }
        if let change = element.taskChange {
            try engine.settle(change, of: element.key, .failure(.changeOvertaken(change, of: element)))
        }
        guard let task = element.userTask ?? element.taskChange?.requested else { return }
        // A banned instance waits for nobody.
        guard !instance.isBanned, try !listeners(to: .canceling, of: element).isEmpty else {
            return try emit(.userTaskCancelled(element.key))
        }
        try begin(UserTaskChange(kind: .canceling, requested: task), of: element)
    }

    /// Its job, if it has one, with the job's incident.
    func cancelJob(of element: ElementInstance) throws(CommandFailure) {
        guard let job = element.job else { return }
        if let incident = job.incident {
            try emit(
                .incidentResolved(IncidentResolved(key: incident.key, elementInstanceKey: element.key, job: job.key)))
        }
        try emit(.jobCancelled(job.key))
    }

    private func remove(_ element: ElementInstance) throws(CommandFailure) {
        if element.scope == nil, !process.root.listeners.isEmpty, !instance.isBanned,
            try waitForListener(.cancel, at: 0, process.root, element)
        {
            return
        }
        try endTerminated(element)
    }

    func endTerminated(_ element: ElementInstance) throws(CommandFailure) {
        let pending = element.pendingEvent
        try emit(.elementTerminated(ElementStep(key: element.key, elementID: element.elementID)))
        guard let scopeKey = element.scope else {
            noteEnd(result: nil)
            return try leaveInstance(with: nil)
        }
        guard let scope = instance.element(scopeKey), scope.state == .activated else { return }
        if let compensates = element.compensates { try compensationTerminated(compensates) }
        // A boundary event that ended its activity begins now, beside where the activity was; unless the scope around
        // has been taken over while the activity was held.
        if scope.interruptedBy == nil, let pending, let event = process.element(pending.eventID),
            event.attachedTo != nil
        {
            return activateLater(event.index, in: scopeKey, .event(pending.variables))
        }
        if isClearing { return try goOnAfterInterruption(of: scope) }
        if element.loopCounter > 0 { return try goOnLooping(in: scopeKey, try model(element)) }
        try goOnAfterInterruption(of: scope)
        try pathEnded(in: scopeKey)
    }
}

extension ProcessInstance {
    /// The element instances of these trees, parents before their children.
    func trees(of tops: [ElementInstanceKey]) -> [ElementInstance] {
        guard let first = tops.min() else { return [] }
        var included = Set(tops)
        return elementsFromOutside.filter { element in
            if element.key < first, !hasYoungScopes { return false }
            if included.contains(element.key) { return true }
            guard let scope = element.scope, included.contains(scope) else { return false }
            included.insert(element.key)
            return true
        }
    }
}
