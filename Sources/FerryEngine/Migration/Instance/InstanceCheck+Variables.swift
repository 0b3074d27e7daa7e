import FerryBPMN
import FerryFEEL
import FerryModel

/// What the plan does to variables, seen before anything moves; and what scopes that come and go do to them.
extension InstanceCheck {
    /// The instance as it is to be, and an execution that tries expressions of a process out on it.
    mutating func trial(in process: ExecutableProcess) -> (InstanceDraft, Execution) {
        let draft = self.draft ?? InstanceDraft(of: instance, in: engine.state)
        self.draft = draft
        let execution = Execution(engine: engine, instance: instance, process: process)
        execution.draft = draft
        if process === plan.target.process { execution.definitionKey = plan.target.key }
        return (draft, execution)
    }

    /// What may begin in an ad-hoc subprocess is what the target says.
    mutating func rewriteOffers() throws(CommandFailure) {
        let (draft, _) = trial(in: plan.target.process)
        for (element, target) in adHocSubProcesses {
            guard let adHoc = target.adHoc, try draft.variables()[element.key, AdHocDefinition.offersVariable] != nil
            else { continue }
            try draft.set(
                AdHocDefinition.offersVariable, to: adHoc.offers(in: plan.target.process), in: element.key)
        }
    }

    mutating func changeVariables() throws(CommandFailure) {
        let (draft, execution) = trial(in: plan.source.process)
        let needsAll = plan.variables.contains { $0.scope != .process }
        let scopes = needsAll ? Dictionary(grouping: instance.elements, by: \.planScope) : [:]
        for step in plan.variables {
            if step.scope == .process {
                try change(step, in: instance.key.root, draft, execution)
                continue
            }
            for element in scopes[step.scope] ?? [] { try change(step, in: element.key, draft, execution) }
        }
    }

    private mutating func change(
        _ step: CheckedVariableChange, in scope: ElementInstanceKey, _ draft: InstanceDraft, _ execution: Execution
    ) throws(CommandFailure) {
        guard engine.takeStep() else {
            throw .rejected(.tooManyVariableChanges(instance.key, max: engine.rules.stepsMax))
        }
        let id = instance.element(scope)?.elementID ?? plan.source.process.id
        switch step.change.action {
        case .set(let name, let value): try draft.set(name, to: value, in: scope)
        case .remove(let name): try draft.set(name, to: nil, in: scope)
        case .rename(let name, let newName):
            guard name != newName, let value = try draft.variables()[scope, name] else { return }
            guard try draft.variables()[scope, newName] == nil else {
                return note(.variableConflict(id, name: name, newName: newName))
            }
            try draft.set(name, to: nil, in: scope)
            try draft.set(newName, to: value, in: scope)
        case .evaluate(let name, _):
            guard let expression = step.expression else { return }
            switch expression.storable(in: try execution.scope(of: scope)) {
            case .success(let value): try draft.set(name, to: value, in: scope)
            case .failure(let failure):
                note(.expressionFailed(id, "variable '\(name)': \(failure.message)"))
            }
        }
    }

    /// Scopes that go hand on what their output mappings say, from inside out; scopes that come take what their input
    /// mappings say, from outside in. What the plan sets stays as the plan sets it.
    mutating func moveVariables() throws(CommandFailure) {
        guard !structure.removed.isEmpty || !structure.created.isEmpty || !structure.reshaped.isEmpty else { return }
        let (draft, before) = trial(in: plan.source.process)
        let planned = try draft.changes()
        for scope in structure.removed.reversed() {
            guard let element = instance.element(scope.key) else { continue }
            let model = try before.model(element)
            if !plan.plan.skipIOMappings, !element.kind.isAuxiliary, element.loopCounter == 0,
                model.appliesOutputMappings
            {
                let base = try before.scope(of: scope.scope)
                let outputs = try draft.attempt { () throws(CommandFailure) in
                    try before.outputs(of: model, at: element, base: base)
                }
                switch outputs {
                case .success(let outputs): try draft.propagate(outputs, from: scope.scope)
                case .failure(let failure): note(.expressionFailed(scope.elementID, failure.message))
                }
            }
            try draft.drop(scope.key)
        }
        for element in structure.reshaped { draft.put(element.key, in: element.toScope) }
        for scope in structure.created { draft.put(scope.key, in: scope.scope) }
        let (_, after) = trial(in: plan.target.process)
        for scope in structure.created {
            guard let model = plan.target.process.element(scope.elementID),
                let element = made[MadePlace(scope: scope.scope, element: model.index)]
            else { continue }
            if !plan.plan.skipIOMappings, model.appliesInputMappings {
                let inputs = try draft.attempt { () throws(CommandFailure) in try after.inputs(of: model, at: element) }
                switch inputs {
                case .success(let inputs): try draft.set(inputs, in: scope.key)
                case .failure(let failure): note(.expressionFailed(scope.elementID, failure.message))
                }
            }
            if !plan.plan.skipListeners { try startListener(of: model, at: element, draft, after) }
        }
        for variable in planned where survivors[variable.scope] == nil {
            try draft.set(variable.name, to: variable.after, in: variable.scope)
        }
    }
}

extension ElementInstance {
    fileprivate var planScope: CheckedVariableChange.Scope {
        switch kind {
        case .multiInstanceBody: .body(elementID)
        case .adHocInnerInstance: .innerInstance(elementID)
        default: .element(elementID)
        }
    }
}

extension Rejection {
    fileprivate static func tooManyVariableChanges(_ key: ProcessInstanceKey, max: Int) -> Rejection {
        Rejection(
            .resourceExhausted, "the plan changes more variables of process instance \(key) than one command can",
            reasons: [
                Reason(
                    code: "STEP_LIMIT", expected: "at most \(max) changes, each counted for each scope",
                    found: "more", hint: "change variables of the process instead, or in several migrations")
            ])
    }
}

extension FEELExpression {
    /// A value that a variable can hold. A null that comes with warnings is one that could not be computed.
    fileprivate func storable(in scope: InstanceScope) -> Result<JSONValue, EvaluationFailure> {
        do {
            let evaluation = try evaluate(in: scope)
            switch evaluation.value {
            case .function, .range:
                return .failure(EvaluationFailure(message: "gave a value that no variable can hold"))
            case .null:
                guard let warning = evaluation.warnings.first else { return .success(.null) }
                return .failure(EvaluationFailure(message: "[\(warning.code)] \(warning.message)"))
            default: return .success(JSONValue(trusted: evaluation.value.json))
            }
        } catch {
            return .failure(EvaluationFailure(message: error.message))
        }
    }
}
