import FerryBPMN
import FerryModel

/// Changing where an instance stands (Camunda 8: C101-C118).
extension Engine {
    func modify(_ call: ModifyProcessInstance, caller: String) throws(CommandFailure) -> Answer {
        let instance = try activeInstance(call.processInstanceKey)
        let execution = try execution(of: instance)
        var changes = try execution.expand(call)
        try execution.emit(
            .processInstanceModified(
                ProcessInstanceModified(
                    activated: changes.activations.map(\.elementID), terminated: changes.terminations, caller: caller)))
        try execution.activate(&changes)
        guard changes.reasons.isEmpty else {
            throw .rejected(
                Rejection(
                    .invalidArgument, "process instance \(instance.key) cannot be modified this way",
                    reasons: changes.reasons))
        }
        let terminated = try execution.terminate(changes)
        try execution.run()
        let report = ModificationReport(
            processInstanceKey: instance.key, isDryRun: call.dryRun, activated: execution.placed,
            terminated: terminated, hasEnded: execution.hasEnded || instance.root?.state == .terminating)
        if call.dryRun {
            // Nobody is to hear of what will not have happened.
            followUps.removeAll(keepingCapacity: true)
        } else {
            absorb(execution)
        }
        return .modifyProcessInstance(report)
    }
}

/// The instructions of a modification as single steps, and all that is wrong with them.
struct ModificationSteps {
    var activations: [ElementActivation] = []
    var terminations: [ElementInstanceKey] = []
    var reasons: [Reason] = []

    mutating func refuse(_ code: String, _ id: String, expected: String, found: String, hint: String = "") {
        reasons.append(Reason(code: code, elementID: id, expected: expected, found: found, hint: hint))
    }
}

extension Execution {
    /// Moves and terminations by element become single steps (C106-C108).
    func expand(_ call: ModifyProcessInstance) throws(CommandFailure) -> ModificationSteps {
        var steps = ModificationSteps(activations: call.activate)
        var doomed: Set<ElementInstanceKey> = []
        func end(_ key: ElementInstanceKey, _ steps: inout ModificationSteps) {
            if doomed.insert(key).inserted { steps.terminations.append(key) }
        }
        var moves: [String: ElementMove] = [:]
        var ended: Set<String> = []
        for move in call.move {
            switch move.source {
            case .instance(let key):
                guard let source = instance.element(key) else {
                    unknown(key, &steps)
                    continue
                }
                steps.activations.append(activation(for: move, from: source))
                end(key, &steps)
            case .element(let id):
                guard isKnown(id, &steps) else { continue }
                guard moves.updateValue(move, forKey: id) == nil else {
                    steps.refuse(
                        "MOVED_TWICE", id, expected: "one move for each source", found: "several",
                        hint: "activate the other targets instead")
                    continue
                }
            }
        }
        for selection in call.terminate {
            switch selection {
            case .instance(let key):
                if instance.element(key) == nil { unknown(key, &steps) } else { end(key, &steps) }
            case .element(let id): if isKnown(id, &steps) { ended.insert(id) }
            }
        }
        guard !moves.isEmpty || !ended.isEmpty else { return steps }
        // What is inside of what ends anyway is not looked at: parents come before their children.
        var inner: [ElementInstanceKey: [ElementInstance]] = [:]
        for element in instance.elements { if let scope = element.scope { inner[scope, default: []].append(element) } }
        var queue = inner[instance.key.root] ?? []
        var next = 0
        while next < queue.count {
            let element = queue[next]
            next += 1
            if doomed.contains(element.key) || element.state == .terminating { continue }
            if let move = moves[element.elementID] {
                steps.activations.append(activation(for: move, from: element))
                end(element.key, &steps)
            } else if ended.contains(element.elementID) {
                end(element.key, &steps)
            } else {
                queue += inner[element.key] ?? []
            }
        }
        return steps
    }

    private func activation(for move: ElementMove, from source: ElementInstance) -> ElementActivation {
        var ancestor: ElementInstanceKey?
        switch move.ancestor {
        case .any: break
        case .instance(let key): ancestor = key
        case .sourceScope: ancestor = source.scope
        case .inferred:
            guard let target = process.element(move.target) else { break }
            let around = Set(process.scopes(around: target).map(\.id))
            ancestor = instance.scopeChain(from: source.key).dropFirst().first { key in
                guard let scope = instance.element(key) else { return false }
                return scope.kind != .multiInstanceBody && around.contains(scope.elementID)
            }
        }
        return ElementActivation(elementID: move.target, ancestor: ancestor, variables: move.variables)
    }

    private func isKnown(_ id: String, _ steps: inout ModificationSteps) -> Bool {
        if process.element(id) != nil { return true }
        steps.refuse(
            "UNKNOWN_ELEMENT", id, expected: "an element of process '\(process.id)'", found: "no element of this id",
            hint: "read the definition's file to see its ids; the instance may run on another version")
        return false
    }

    private func unknown(_ key: ElementInstanceKey, _ steps: inout ModificationSteps) {
        steps.refuse(
            "UNKNOWN_ELEMENT_INSTANCE", "\(key)", expected: "an active element instance of \(instance.key)",
            found: "none of this key", hint: "read the instance to see what is active in it")
    }
}
