import FerryBPMN
import FerryModel

/// Throw and end events.
extension Execution {
    func throwEvent(_ model: Element, _ element: ElementInstance) throws(CommandFailure) {
        switch model.event {
        case nil, .link, .terminate: try pass(element)
        case .message: try beginWork(model, element)
        case .error(let definition): try throwError(definition, model, element)
        case .escalation(let definition): try throwEscalation(definition, model, element)
        case .signal(let name): try throwSignal(name, element)
        case .compensation(let definition): try throwCompensation(definition, model, element)
        case .cancel: try cancelTransaction(model, element)
        case .timer, .conditional:
            throw broken("'\(model.id)' throws what cannot be thrown")
        }
    }

    /// An error end event ends with the scope that catches it; without one it stands at an incident (R75, R76).
    private func throwError(
        _ definition: CodeDefinition, _ model: Element, _ element: ElementInstance
    ) throws(CommandFailure) {
        guard let expression = definition.code, let scope = element.scope else {
            throw broken("'\(model.id)' throws an error without a code")
        }
        guard let code = try string(expression, of: "error code", at: element) else { return }
        switch try catcher(of: .error, code: code, from: scope) {
        case .success(let catcher):
            try finishActivating(element)
            _ = try handOver(catcher, with: Variables(), code: code)
        case .failure(let uncaught):
            try raise(.unhandledErrorEvent, uncaught.message(error: code, saying: ""), at: element)
        }
    }

    /// Only what the event's own mappings made goes along (R127).
    private func throwSignal(_ name: Expression, _ element: ElementInstance) throws(CommandFailure) {
        guard let name = try string(name, of: "signal name", at: element) else { return }
        let variables = try ownVariables(of: element)
        let opened = engine.signalsOpened.filter { $0.name == name && $0.tenant == instance.tenant }
        engine.later(
            .broadcast(
                SignalBroadcast(name: name, variables: variables, tenant: instance.tenant), heardBy: opened))
        try pass(element)
    }

    /// An escalation that nothing catches is no fault: the thrower goes on (R79-R81).
    private func throwEscalation(
        _ definition: CodeDefinition, _ model: Element, _ element: ElementInstance
    ) throws(CommandFailure) {
        guard let expression = definition.code, let scope = element.scope else {
            throw broken("'\(model.id)' throws an escalation without a code")
        }
        guard let code = try string(expression, of: "escalation code", at: element) else { return }
        try finishActivating(element)
        guard case .success(let catcher) = try catcher(of: .escalation, code: code, from: scope) else {
            return try beginCompleting(element)
        }
        let acts = try handOver(catcher, with: Variables(), code: code, from: element.key)
        // An interrupting catcher ends the thrower with its scope.
        if !acts || !catcher.event.isInterrupting { try beginCompleting(element) }
    }
}

extension UncaughtCode {
    func message(error code: String, saying message: String) -> String {
        let said = message.isEmpty ? "" : " ('\(message)')"
        let caught =
            reachable.isEmpty
            ? "no error is caught around it"
            : "caught around it are \(reachable.map { "'\($0)'" }.joined(separator: ", "))"
        return "error '\(code)'\(said) was thrown and nothing catches it; \(caught)"
    }
}
