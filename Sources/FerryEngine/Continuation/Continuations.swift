import FerryBPMN
import FerryModel

/// Camunda 7's asynchronous continuations: the instance rests durably before an element begins, or after it has ended
/// and before its flows are taken; the broker goes on in a command of its own.
///
/// The element instance is there meanwhile, `activating` before and `completing` after.
extension Execution {
    /// True: the element instance rests at this place.
    func rests(
        _ place: Continuation.Place, _ element: ElementInstance, _ model: Element, taking flows: [FlowIndex] = []
    ) throws(CommandFailure) -> Bool {
        guard model.isAsync(place, inside: element.loopCounter > 0) else { return false }
        let continuation = Continuation(
            place: place, flowIDs: flows.map { process[$0].id }, retries: model.retryCycle.retries, due: state.now)
        try schedule(continuation, of: element)
        return true
    }

    /// The rest of an element instance is over.
    func goOn(_ element: ElementInstance, after continuation: Continuation) throws(CommandFailure) {
        try emit(.continuationEnded(element.key))
        switch continuation.place {
        case .before: try goOnActivating(element)
        case .after:
            var flows: [FlowIndex] = []
            for id in continuation.flowIDs {
                guard let flow = process.flow(id) else {
                    throw broken("flow '\(id)' is not in definition \(instance.definitionKey)")
                }
                flows.append(flow.index)
            }
            try finish(element, try model(element), taking: flows)
        }
    }

    /// Going on has failed as a whole and left nothing: tried again after a while, or stopped by an incident.
    func failContinuation(of element: ElementInstance, _ message: String) throws(CommandFailure) {
        guard var continuation = element.continuation else { return }
        let cycle = try model(element).retryCycle
        continuation.retries -= 1
        continuation.errorMessage = message
        continuation.due = continuation.retries > 0 ? cycle.interval.after(state.now) : nil
        try schedule(continuation, of: element)
        if continuation.retries <= 0 { try raise(.continuationFailed, message, at: element) }
    }

    /// The incident that stopped it was resolved: one more try, at once.
    func scheduleAgain(_ continuation: Continuation, of element: ElementInstance) throws(CommandFailure) {
        var again = continuation
        again.retries = max(continuation.retries, 1)
        again.due = state.now
        try schedule(again, of: element)
    }

    private func schedule(_ continuation: Continuation, of element: ElementInstance) throws(CommandFailure) {
        try emit(
            .continuationScheduled(
                ContinuationScheduled(elementInstanceKey: element.key, continuation: continuation)))
    }
}

extension Engine {
    /// Goes on where an element instance rests. What cannot be done as a whole is undone and counts as a try.
    func goOn(_ owner: EventOwner, at time: Timestamp) throws(StorageFailure) -> Outcome {
        let outcome = try command(at: time) { () throws(CommandFailure) in
            try self.drive(owner.instance) { execution throws(CommandFailure) in
                guard let element = execution.instance.element(owner.element), let continuation = element.continuation
                else { return }
                try execution.goOn(element, after: continuation)
            }
            return .done
        }
        // Whoever failed an internal check is banned now.
        guard case .failure(let rejection) = outcome.result, rejection.code != .internal else { return outcome }
        return try unrefusable(at: time) { () throws(CommandFailure) in
            try self.drive(owner.instance) { execution throws(CommandFailure) in
                guard let element = execution.instance.element(owner.element) else { return }
                try execution.failContinuation(of: element, rejection.message)
            }
            return .done
        }
    }
}

extension Element {
    /// `inside`: an instance of a multi-instance activity is meant, not what stands around them.
    func isAsync(_ place: Continuation.Place, inside: Bool) -> Bool {
        switch place {
        case .before: inside ? activity.multiInstance?.asyncBefore == true : asyncBefore
        case .after: inside ? activity.multiInstance?.asyncAfter == true : asyncAfter
        }
    }
}
