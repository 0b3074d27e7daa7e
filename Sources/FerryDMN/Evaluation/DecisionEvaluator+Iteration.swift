import FerryFEEL

/// The iterating boxes of DMN 1.4. As in FEEL, what is no list makes the whole null with a warning.
extension DecisionEvaluator {
    mutating func iterate(
        _ iteration: Iteration, _ variable: String, _ items: Box, _ body: Box, in scope: DecisionScope
    ) throws(DecisionFailure) -> FEELValue {
        guard let items = try list(items, in: scope) else { return .null }
        var inner = scope
        var values: [FEELValue] = []
        for item in items {
            inner.bindings[variable] = item
            if iteration == .collect {
                try spend(values.count >> 3, at: body.place)
                inner.bindings["partial"] = .list(values)
            }
            let value = try value(of: body, in: inner)
            switch (iteration, value) {
            case (.some, .boolean(true)), (.every, .boolean(false)): return value
            default: values.append(value)
            }
        }
        if iteration == .collect { return .list(values) }
        let isKnown = values.allSatisfy { if case .boolean = $0 { true } else { false } }
        return isKnown ? .boolean(iteration == .every) : .null
    }

    /// The items for which the match is true, each visible as `item` and, if it is a context, by its entries.
    mutating func filter(_ items: Box, _ match: Box, in scope: DecisionScope) throws(DecisionFailure) -> FEELValue {
        guard let items = try list(items, in: scope) else { return .null }
        var kept: [FEELValue] = []
        for item in items {
            try spend(scope.bindings.entries.count, at: match.place)
            var inner = scope
            inner.bindings["item"] = item
            if case .context(let context) = item {
                for entry in context.entries { inner.bindings[entry.name] = entry.value }
            }
            if try value(of: match, in: inner) == .boolean(true) { kept.append(item) }
        }
        return .list(kept)
    }

    private mutating func list(_ box: Box, in scope: DecisionScope) throws(DecisionFailure) -> [FEELValue]? {
        let value = try value(of: box, in: scope)
        if case .list(let items) = value { return items }
        budget.warn("INVALID_TYPE", "expected a list in \(box.place.elementID), found a \(value.typeName)")
        return nil
    }
}
