import FerryBPMN
import FerryModel

/// Ending element instances because someone wants it (Camunda 8: C115, C116).
extension Execution {
    /// Ends the chosen element instances, and each scope in which nothing is left. Answers both, in that order.
    func terminate(_ steps: ModificationSteps) throws(CommandFailure) -> [ElementInstanceReference] {
        var ended: [ElementInstanceReference] = []
        var scopes: [ElementInstanceKey] = []
        isClearing = true
        defer { isClearing = false }
        for key in steps.terminations {
            guard let top = instance.element(key), top.state != .terminating else { continue }
            ended.append(ElementInstanceReference(key: key, elementID: top.elementID))
            if let scope = top.scope { scopes.append(scope) } else { try refuseIfCalled() }
            try terminate([key])
        }
        var next = 0
        while next < scopes.count {
            let key = scopes[next]
            next += 1
            guard let scope = instance.element(key), isEmptied(scope) else { continue }
            ended.append(ElementInstanceReference(key: key, elementID: scope.elementID))
            if let outer = scope.scope { scopes.append(outer) } else { try refuseIfCalled() }
            try terminate([key])
        }
        isClearing = false
        for key in scopes where instance.element(key)?.state == .activated { try reviewInclusiveJoins(in: key) }
        return ended
    }

    /// Nothing in it goes on any more: what is left inside, if anything, is on its way out.
    private func isEmptied(_ scope: ElementInstance) -> Bool {
        guard scope.state == .activated, scope.pendingEvent == nil, !hasPendingActivations(in: scope.key),
            !instance.hasTokens(in: scope.key)
        else { return false }
        return scope.childCount == 0
            || instance.children(of: scope.key).allSatisfy { $0.state == .terminating && $0.pendingEvent == nil }
    }

    private func refuseIfCalled() throws(CommandFailure) {
        guard let caller = instance.parent else { return }
        throw .rejected(
            Rejection(
                .invalidArgument, "process instance \(instance.key) was called by another and ends with it",
                reasons: [
                    Reason(
                        code: "CALLED_INSTANCE", elementID: process.id, expected: "something that is left of it",
                        found: "nothing", hint: "modify \(caller.instance), the instance that called it")
                ]))
    }
}
