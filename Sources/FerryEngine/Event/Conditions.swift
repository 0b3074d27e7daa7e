import FerryBPMN
import FerryFEEL
import FerryModel

/// Conditional events: looked at when they begin to wait, and after each change of a variable they can see
/// (Camunda 8: R141-R146).
extension Execution {
    /// A variable that a document wrote.
    struct VariableChange {
        let scope: ElementInstanceKey
        let name: String
        let isNew: Bool
    }

    /// Conditions that hold at once trigger at once.
    func triggerTrueConditions(of element: ElementInstance) {
        if instance.isSuspended { return }
        for subscription in element.subscriptions where holds(subscription, of: element) {
            triggerLater(subscription.key, of: element.key)
        }
    }

    /// Each condition is looked at once for a whole document, outer scopes first. One that fails, or is no boolean,
    /// does not hold.
    func reviewConditions(after changes: [VariableChange]) {
        guard instance.conditionCount > 0, !changes.isEmpty, !instance.isSuspended else { return }
        for element in instance.elements {
            guard element.subscriptions.contains(where: \.isConditional) else { continue }
            let chain = instance.scopeChain(from: element.key)
            let seen = changes.filter { chain.contains($0.scope) }
            guard !seen.isEmpty else { continue }
            for subscription in element.subscriptions where concerns(subscription, seen) {
                if holds(subscription, of: element) { triggerLater(subscription.key, of: element.key) }
            }
        }
    }

    private func concerns(_ subscription: EventSubscription, _ changes: [VariableChange]) -> Bool {
        guard case .conditional(let wait) = subscription.trigger else { return false }
        return changes.contains { change in
            (change.isNew ? wait.onCreate : wait.onUpdate)
                && (wait.variableNames.isEmpty || wait.variableNames.contains(change.name))
        }
    }

    private func holds(_ subscription: EventSubscription, of element: ElementInstance) -> Bool {
        guard case .conditional(let wait) = subscription.trigger,
            let condition = engine.condition(wait.condition, of: subscription.eventID, in: process),
            case .success(.success(.boolean(true))) = Result(catching: { try evaluate(condition, in: element) })
        else { return false }
        return true
    }
}

extension EventSubscription {
    var isConditional: Bool {
        if case .conditional = trigger { return true }
        return false
    }
}
