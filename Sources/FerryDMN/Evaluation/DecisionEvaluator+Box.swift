import FerryFEEL
import FerryXML

/// Boxed expressions, from the outside in.
extension DecisionEvaluator {
    mutating func value(of box: Box, in scope: DecisionScope) throws(DecisionFailure) -> FEELValue {
        var unused = TableTrace()
        return try value(of: box, in: scope, tracing: &unused)
    }

    /// The trace is that of a table which is the whole box.
    mutating func value(
        of box: Box, in scope: DecisionScope, tracing trace: inout TableTrace
    ) throws(DecisionFailure) -> FEELValue {
        try spend(1, at: box.place)
        do {
            try budget.descend()
        } catch {
            throw DecisionFailure(error, at: box.place)
        }
        defer { budget.ascend() }
        switch box.logic {
        case .literal(let expression): return try value(of: expression, at: box.place, in: scope)
        case .table(let table): return try value(of: table, at: box.place, in: scope, tracing: &trace)
        case .context(let entries, let result): return try context(entries, result, in: scope)
        case .list(let items): return .list(try values(of: items, in: scope))
        case .relation(let columns, let rows): return try relation(columns, rows, in: scope)
        case .invocation(let invocation): return try self.invocation(invocation, at: box.place, in: scope)
        case .function(let definition):
            try spend(scope.bindings.entries.count, at: box.place)
            return .function(definition.function(named: box.place.elementID, seeing: scope.bindings))
        case .conditional(let condition, let then, let otherwise):
            let isTrue = try value(of: condition, in: scope) == .boolean(true)
            return try value(of: isTrue ? then : otherwise, in: scope)
        case .filter(let items, let match): return try filter(items, match, in: scope)
        case .iteration(let iteration, let variable, let items, let body):
            return try iterate(iteration, variable, items, body, in: scope)
        }
    }

    mutating func spend(_ steps: Int, at place: Place) throws(DecisionFailure) {
        do {
            try budget.spend(steps)
        } catch {
            throw DecisionFailure(error, at: place)
        }
    }

    private mutating func value(
        of expression: FEELExpression, at place: Place, in scope: DecisionScope
    ) throws(DecisionFailure) -> FEELValue {
        do {
            return try expression.evaluate(in: scope, spending: &budget)
        } catch {
            throw DecisionFailure(error, at: place)
        }
    }

    private mutating func values(of boxes: [Box], in scope: DecisionScope) throws(DecisionFailure) -> [FEELValue] {
        var values: [FEELValue] = []
        for box in boxes { values.append(try value(of: box, in: scope)) }
        return values
    }

    /// Later entries see earlier ones.
    private mutating func context(
        _ entries: [(name: String, value: Box)], _ result: Box?, in scope: DecisionScope
    ) throws(DecisionFailure) -> FEELValue {
        var inner = scope
        var context = FEELContext()
        for entry in entries {
            let value = try value(of: entry.value, in: inner)
            inner.bindings[entry.name] = value
            context[entry.name] = value
        }
        if let result { return try value(of: result, in: inner) }
        return .context(context)
    }

    private mutating func relation(
        _ columns: [String], _ rows: [[Box]], in scope: DecisionScope
    ) throws(DecisionFailure) -> FEELValue {
        var contexts: [FEELValue] = []
        for row in rows {
            let values = try values(of: row, in: scope)
            contexts.append(
                .context(FEELContext(zip(columns, values).map { FEELContext.Entry(name: $0, value: $1) })))
        }
        return .list(contexts)
    }

    private mutating func invocation(
        _ invocation: Invocation, at place: Place, in scope: DecisionScope
    ) throws(DecisionFailure) -> FEELValue {
        let function = try function(of: invocation, at: place, in: scope)
        var arguments = [FEELValue](repeating: .null, count: function.parameters.count)
        for binding in invocation.bindings {
            let value = try value(of: binding.value, in: scope)
            try spend(arguments.count, at: place)
            guard let index = function.parameters.firstIndex(of: binding.parameter) else {
                throw DecisionFailure(
                    at: binding.value.place, code: "NO_FUNCTION_FOUND",
                    message: "'\(invocation.name.quotable)' has no parameter '\(binding.parameter.quotable)'")
            }
            arguments[index] = value
        }
        do {
            return try function.invoke(arguments, in: scope, spending: &budget)
        } catch {
            throw DecisionFailure(error, at: place)
        }
    }

    private mutating func function(
        of invocation: Invocation, at place: Place, in scope: DecisionScope
    ) throws(DecisionFailure) -> FEELFunction {
        if let function = scope.function(invocation.name) { return function }
        if let expression = invocation.function,
            case .function(let function) = try value(of: expression, at: place, in: scope)
        {
            return function
        }
        throw DecisionFailure(
            at: place, code: "NO_FUNCTION_FOUND", message: "no function '\(invocation.name.quotable)'")
    }
}
