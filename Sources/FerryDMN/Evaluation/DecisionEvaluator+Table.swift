import FerryFEEL
import FerryXML

/// Decision tables: inputs once, then rule by rule; hit policy and aggregation make one value of what matched.
extension DecisionEvaluator {
    mutating func value(
        of table: DecisionTable, at place: Place, in scope: DecisionScope, tracing trace: inout TableTrace
    ) throws(DecisionFailure) -> FEELValue {
        var columns: [Column] = []
        for input in table.inputs {
            let value = try value(of: input.expression, in: scope)
            trace.inputs.append(EvaluatedInput(id: input.id, name: input.label, value: value))
            try spend(scope.bindings.entries.count, at: place)
            columns.append(Column(value: value, scope: scope.seeing(value, of: input)))
            try warn(of: value, notAllowedBy: input, in: scope)
        }
        var rows: [[FEELValue]] = []
        for (offset, rule) in table.rules.enumerated() where try matches(rule, columns, at: place) {
            var row: [FEELValue] = []
            for entry in rule.entries { row.append(try entry.value(in: scope, by: &self)) }
            rows.append(row)
            trace.matchedRules.append(
                MatchedRule(id: rule.id, index: offset + 1, outputs: table.named(row)))
            if table.hitPolicy == .first { break }
        }
        guard rows.isEmpty else { return try table.result(of: rows, at: place) }
        return try defaultResult(of: table, in: scope)
    }

    /// A value of an input with the scope its tests are evaluated in.
    private struct Column {
        let value: FEELValue
        let scope: DecisionScope
    }

    /// Every test must be true; what does not fit the input is not.
    private mutating func matches(
        _ rule: DecisionTable.Rule, _ columns: [Column], at place: Place
    ) throws(DecisionFailure) -> Bool {
        try spend(1, at: place)
        for (column, test) in zip(columns, rule.tests) {
            guard let tests = test.tests else { continue }
            do {
                guard try tests.evaluate(column.value, in: column.scope, spending: &budget) == true else {
                    return false
                }
            } catch {
                throw DecisionFailure(error, at: test.place)
            }
        }
        return true
    }

    /// Camunda does not enforce the allowed values of an input, so a value outside them is only told.
    private mutating func warn(
        of value: FEELValue, notAllowedBy input: DecisionTable.Input, in scope: DecisionScope
    ) throws(DecisionFailure) {
        guard let allowed = input.allowedValues, value != .null else { return }
        do {
            if try allowed.evaluate(value, in: scope, spending: &budget) == true { return }
        } catch {
            throw DecisionFailure(error, at: input.expression.place)
        }
        budget.warn(
            "INPUT_VALUE_NOT_ALLOWED",
            "the value of input '\(input.label.quotable)' is none of \(allowed.text.quotable)")
    }

    /// As in Camunda: outputs without a default are left out, and a single one with a default stands for itself.
    private mutating func defaultResult(
        of table: DecisionTable, in scope: DecisionScope
    ) throws(DecisionFailure) -> FEELValue {
        var defaults: [FEELContext.Entry] = []
        for output in table.outputs {
            guard let entry = output.defaultEntry else { continue }
            defaults.append(FEELContext.Entry(name: output.name, value: try value(of: entry, in: scope)))
        }
        switch defaults.count {
        case 0: return .null
        case 1: return defaults[0].value
        default: return .context(FEELContext(defaults))
        }
    }
}

extension Box? {
    fileprivate func value(
        in scope: DecisionScope, by evaluator: inout DecisionEvaluator
    ) throws(DecisionFailure) -> FEELValue {
        guard let self else { return .null }
        return try evaluator.value(of: self, in: scope)
    }
}

extension DecisionTable {
    fileprivate func named(_ row: [FEELValue]) -> [EvaluatedOutput] {
        zip(outputs, row).map { EvaluatedOutput(id: $0.id, name: $0.label, value: $1) }
    }
}

extension DecisionScope {
    /// Inside a cell the input is `?`, in Camunda also `cellInput`, in Camunda 7 also a name of the model's own.
    fileprivate func seeing(_ value: FEELValue, of input: DecisionTable.Input) -> DecisionScope {
        var scope = self
        scope.bindings["cellInput"] = value
        if let name = input.variable { scope.bindings[name] = value }
        return scope
    }
}
