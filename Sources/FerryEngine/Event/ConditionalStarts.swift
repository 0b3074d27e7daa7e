import FerryBPMN
import FerryFEEL
import FerryModel

/// Conditional start events never begin anything by themselves: somebody asks for them (Camunda 8: R147).
extension Engine {
    func evaluateConditions(_ call: EvaluateConditions) throws(CommandFailure) -> Answer {
        var candidates = try currentStartEvents().conditional(tenant: call.tenant)
        if let key = call.definitionKey {
            guard state.definitions.find(.key(key), tenant: call.tenant) != nil else {
                throw .rejected(.unknownDefinition(.key(key)))
            }
            candidates.removeAll { $0.definition.key != key }
        }
        var scope = InstanceScope(variables: InstanceVariables(), chain: [], now: state.now)
        for entry in call.variables.entries { scope.overlay[entry.name] = FEELValue(json: entry.value) }
        var started: [ProcessInstanceKey] = []
        for start in candidates where start.holds(in: scope) {
            started.append(try begin(start, with: call.variables))
        }
        return .evaluateConditions(EvaluateConditions.Answer(started: started))
    }
}

extension StartEvents.StartEvent {
    /// A condition that fails, or is no boolean, does not hold; with names, one of them must be given.
    fileprivate func holds(in scope: InstanceScope) -> Bool {
        guard case .conditional(let definition) = event.event else { return false }
        let names = definition.variableNames
        guard names.isEmpty || names.contains(where: { scope.overlay[$0] != nil }) else { return false }
        guard case .success(.boolean(true)) = definition.condition.evaluate(in: scope) else { return false }
        return true
    }
}
