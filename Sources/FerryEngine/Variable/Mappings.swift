import FerryBPMN
import FerryFEEL
import FerryModel

/// `zeebe:ioMapping`: evaluated in order, each mapping seeing the targets before it; applied all or none.
extension Execution {
    /// False: a mapping failed and an incident was raised.
    func applyInputMappings(of model: Element, to element: ElementInstance) throws(CommandFailure) -> Bool {
        guard !model.inputMappings.isEmpty else { return true }
        guard let targets = try inputs(of: model, at: element) else { return false }
        try setLocally(targets, in: element.key)
        return true
    }

    /// nil: a mapping failed and an incident was raised.
    func inputs(of model: Element, at element: ElementInstance) throws(CommandFailure) -> Variables? {
        try evaluate(model.inputMappings, "input", at: element, base: nil)?.variables
    }

    /// False: a mapping failed and an incident was raised.
    func applyOutputMappings(of model: Element, from element: ElementInstance) throws(CommandFailure) -> Bool {
        guard !model.outputMappings.isEmpty, let scopeKey = element.scope else { return true }
        // In an instance of a multi-instance activity its own place for the result comes first (Camunda 8: A35).
        let outer = element.loopCounter > 0 ? element.key : scopeKey
        let base = try scope(of: outer)
        guard let outputs = try outputs(of: model, at: element, base: base) else { return false }
        try propagate(outputs, from: outer)
        return true
    }

    /// nil: a mapping failed and an incident was raised.
    func outputs(
        of model: Element, at element: ElementInstance, base: InstanceScope
    ) throws(CommandFailure) -> Variables? {
        try evaluate(model.outputMappings, "output", at: element, base: base)?.variables
    }

    /// The targets with their values; nil after raising an incident. Nested targets are written into the context that
    /// `base` has under the same name.
    private func evaluate(
        _ mappings: [VariableMapping], _ direction: String, at element: ElementInstance, base: InstanceScope?
    ) throws(CommandFailure) -> FEELContext? {
        var scope = try scope(of: element.key)
        var targets = FEELContext()
        for mapping in mappings {
            switch mapping.source.evaluate(in: scope) {
            case .success(.function), .success(.range):
                try raise(
                    .ioMappingError,
                    "\(direction) mapping '\(mapping.source.source)' gave a value that no variable can hold",
                    at: element)
                return nil
            case .success(let value):
                let name = mapping.target[0]
                let existing = targets[name] ?? (mapping.target.count > 1 ? base?.variable(name) : nil)
                targets[name] = value.placed(at: mapping.target.dropFirst(), in: existing)
                scope.overlay[name] = targets[name]
            case .failure(let failure):
                try raise(.ioMappingError, "\(direction) mapping: \(failure.message)", at: element)
                return nil
            }
        }
        return targets
    }
}

extension FEELValue {
    /// This value at a path inside a context; what is no context is replaced by one.
    fileprivate func placed(at path: ArraySlice<String>, in existing: FEELValue?) -> FEELValue {
        guard let name = path.first else { return self }
        var context = FEELContext()
        if case .context(let found) = existing { context = found }
        context[name] = placed(at: path.dropFirst(), in: context[name])
        return .context(context)
    }
}

extension FEELContext {
    fileprivate var variables: Variables {
        var variables = Variables()
        for entry in entries { variables[entry.name] = JSONValue(trusted: entry.value.json) }
        return variables
    }
}
