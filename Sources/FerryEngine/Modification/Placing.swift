import FerryBPMN
import FerryModel

/// Beginning elements wherever someone wants them (Camunda 8: C109-C114).
extension Execution {
    /// Finds or makes the scopes of each element that is to begin, and lets it begin later.
    func activate(_ steps: inout ModificationSteps) throws(CommandFailure) {
        let doomed = Set(instance.trees(of: steps.terminations).map(\.key))
        for activation in steps.activations {
            guard let target = checked(activation, &steps) else { continue }
            try place(target, activation, avoiding: doomed, &steps)
        }
    }

    /// The element to begin; nil when something is wrong that can be seen without looking for its scopes.
    private func checked(_ activation: ElementActivation, _ steps: inout ModificationSteps) -> Element? {
        let id = activation.elementID
        guard let target = process.element(id) else {
            steps.refuse(
                "UNKNOWN_ELEMENT", id, expected: "an element of process '\(process.id)'",
                found: process.flow(id) == nil ? "no element of this id" : "a sequence flow",
                hint: "read the definition's file to see its ids; the instance may run on another version")
            return nil
        }
        let count = steps.reasons.count
        if let fault = target.placingFault(in: process) {
            steps.refuse(
                "NOT_ACTIVATABLE", id, expected: "a task, a gateway, an event in the flow or a subprocess",
                found: fault)
        }
        let scopes = process.scopes(around: target)
        for entry in activation.variables where !entry.scopeID.isEmpty && entry.scopeID != id {
            if process.element(entry.scopeID) == nil {
                steps.refuse(
                    "UNKNOWN_ELEMENT", entry.scopeID, expected: "an element of process '\(process.id)'",
                    found: "no element of this id")
            } else if !scopes.contains(where: { $0.id == entry.scopeID }) {
                steps.refuse(
                    "SCOPE_NOT_ENCLOSING", entry.scopeID, expected: "'\(id)' or a scope around it",
                    found: "another element", hint: "set these variables before or after")
            }
        }
        guard let key = activation.ancestor else { return steps.reasons.count == count ? target : nil }
        if let ancestor = instance.element(key), ancestor.state == .activated {
            if !scopes.contains(where: { $0.id == ancestor.elementID }) {
                steps.refuse(
                    "ANCESTOR_NOT_ENCLOSING", id, expected: "an ancestor with '\(id)' inside",
                    found: "\(key) of '\(ancestor.elementID)'")
            }
        } else {
            steps.refuse(
                "ANCESTOR_NOT_ACTIVE", id, expected: "an activated element instance of \(instance.key)",
                found: instance.element(key).map { "\(key), which is \($0.state)" } ?? "none of the key \(key)")
        }
        return steps.reasons.count == count ? target : nil
    }

    private func place(
        _ target: Element, _ activation: ElementActivation, avoiding doomed: Set<ElementInstanceKey>,
        _ steps: inout ModificationSteps
    ) throws(CommandFailure) {
        var scope = try element(instance.key.root)
        let models = process.scopes(around: target).reversed() + [target]
        let ancestors = activation.ancestor.map { instance.scopeChain(from: $0) } ?? []
        for (index, model) in models.enumerated() {
            if index > 0 {
                if try !reopen(scope, for: model, target, &steps) { return }
                if index == models.count - 1 { break }
                switch found(model, in: scope, activation.ancestor, ancestors) {
                case .existing(let element):
                    scope = element
                case .missing:
                    let variables = activation.variables(for: model.id)
                    guard let made = try make(model, in: scope, variables, for: target, &steps) else { return }
                    scope = made
                    continue
                case .ambiguous(let count):
                    return steps.refuse(
                        "ANCESTOR_NEEDED", target.id, expected: "one instance of '\(model.id)', or an ancestor",
                        found: "\(count) active", hint: "name the element instance to begin in")
                }
            }
            guard scope.state == .activated, !doomed.contains(scope.key) else {
                return steps.refuse(
                    "SCOPE_TERMINATED", target.id, expected: "a scope that stays",
                    found: doomed.contains(scope.key)
                        ? "\(scope.key) of '\(scope.elementID)', which this modification ends"
                        : "\(scope.key) of '\(scope.elementID)', which is \(scope.state)",
                    hint: "name an ancestor further out to make a new scope")
            }
            try setLocally(activation.variables(for: index == 0 ? "" : model.id), in: scope.key)
            if index == 0 { try setLocally(activation.variables(for: process.id), in: scope.key) }
        }
        activateLater(target.index, in: scope.key, .placed(activation.variables(for: target.id)))
    }

    private enum FoundScope {
        case existing(ElementInstance)
        case missing
        case ambiguous(Int)
    }

    private func found(
        _ model: Element, in outer: ElementInstance, _ ancestor: ElementInstanceKey?, _ chain: [ElementInstanceKey]
    ) -> FoundScope {
        let candidates = instance.elements.filter { element in
            guard element.elementID == model.id, element.kind != .multiInstanceBody, element.state == .activated,
                let scope = element.scope
            else { return false }
            if scope == outer.key { return true }
            return element.loopCounter > 0 && instance.element(scope)?.scope == outer.key
        }
        if let chosen = candidates.first(where: { chain.contains($0.key) }) { return .existing(chosen) }
        // The chosen ancestor lies above: what is inside of it is to be new.
        if ancestor != nil { return .missing }
        if candidates.count > 1 { return .ambiguous(candidates.count) }
        return candidates.first.map { .existing($0) } ?? .missing
    }

    private func make(
        _ model: Element, in outer: ElementInstance, _ variables: Variables, for target: Element,
        _ steps: inout ModificationSteps
    ) throws(CommandFailure) -> ElementInstance? {
        guard model.activity.multiInstance == nil else {
            steps.refuse(
                "MULTI_INSTANCE_NOT_ACTIVE", target.id,
                expected: "one of the instances of '\(model.id)' as ancestor",
                found: "none chosen; another cannot be made", hint: "activate '\(model.id)' itself")
            return nil
        }
        let made = try element(try bringIn(model, in: outer.key, with: variables))
        guard let incident = made.incident else { return made }
        steps.refuse(
            "SCOPE_EVENTS_FAILED", model.id, expected: "events that can be waited for", found: incident.message,
            hint: "give the variables that are missing with the instruction")
        return nil
    }

    /// What was interrupted takes elements again (C114), but for one whose event subprocess is still to begin.
    private func reopen(
        _ scope: ElementInstance, for model: Element, _ target: Element, _ steps: inout ModificationSteps
    ) throws(CommandFailure) -> Bool {
        guard scope.interruptedBy != nil, !scope.admits(model) else { return true }
        guard scope.pendingEvent == nil else {
            steps.refuse(
                "SCOPE_INTERRUPTED", target.id, expected: "a scope in which elements can begin",
                found: "\(scope.key) of '\(scope.elementID)', which is being interrupted",
                hint: "try again once its event subprocess has begun")
            return false
        }
        try emit(.scopeReopened(scope.key))
        return true
    }
}

extension ElementActivation {
    fileprivate func variables(for scopeID: String) -> Variables {
        var all = Variables()
        for entry in variables where entry.scopeID == scopeID {
            for variable in entry.variables.entries { all[variable.name] = variable.value }
        }
        return all
    }
}

extension Element {
    /// Why this element cannot simply begin; nil when it can.
    func placingFault(in process: ExecutableProcess) -> String? {
        switch kind {
        case .process, .startEvent, .boundaryEvent, .multiInstanceBody, .adHocInnerInstance: return kind.rawValue
        default: break
        }
        if kind != .eventSubProcess, followsEventBasedGateway(in: process) {
            return "an event behind an event-based gateway"
        }
        if process.scopes(around: self).contains(where: { $0.kind == .adHocSubProcess }) {
            return "an element of an ad-hoc subprocess"
        }
        return nil
    }
}
