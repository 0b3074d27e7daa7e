/// Lists, contexts, ranges: building them, stepping into them, filtering them.
extension Evaluator {
    mutating func list(_ nodes: [Node]) throws(FEELFailure) -> FEELValue {
        var items: [FEELValue] = []
        items.reserveCapacity(nodes.count)
        for node in nodes { items.append(try evaluate(node)) }
        try checkSize(.list(items))
        return .list(items)
    }

    /// Later entries see earlier ones.
    mutating func context(_ entries: [(key: String, value: Node)]) throws(FEELFailure) -> FEELValue {
        let outer = locals.count
        defer { locals.removeSubrange(outer...) }
        var context = FEELContext()
        for (key, node) in entries {
            let value: FEELValue
            if case .function(let parameters, let body) = node {
                value = try function(parameters, body, named: key)
            } else {
                value = try evaluate(node)
            }
            context[key] = value
            locals.append(.named(key, value))
        }
        try checkSize(.context(context))
        return .context(context)
    }

    mutating func range(
        _ lower: Node, _ includesLower: Bool, _ upper: Node, _ includesUpper: Bool
    ) throws(FEELFailure) -> FEELValue {
        let lower = try evaluate(lower)
        let upper = try evaluate(upper)
        let range = FEELRange(lower: lower, includesLower: includesLower, upper: upper, includesUpper: includesUpper)
        if case (.string, .string) = (lower, upper) { return .range(range) }
        guard FEELValue.order(lower, upper) != nil else {
            return null("INVALID_TYPE", "no range from \(lower.typeName) to \(upper.typeName)")
        }
        return .range(range)
    }

    /// A range without one of its ends, or of one value.
    mutating func halfRange(_ comparison: ComparisonOperator, _ end: Node) throws(FEELFailure) -> FEELValue {
        let end = try evaluate(end)
        if case .string = end {
        } else if FEELValue.order(end, end) == nil {
            return null("INVALID_TYPE", "no range of \(end.typeName)")
        }
        let hasLower = comparison == .greater || comparison == .atLeast || comparison == .equal
        let hasUpper = comparison == .less || comparison == .atMost || comparison == .equal
        return .range(
            FEELRange(
                lower: hasLower ? end : nil, includesLower: hasLower && comparison != .greater,
                upper: hasUpper ? end : nil, includesUpper: hasUpper && comparison != .less))
    }

    mutating func suffixed(_ node: Node, _ suffixes: [Suffix]) throws(FEELFailure) -> FEELValue {
        var value = try evaluate(node)
        for suffix in suffixes {
            try spend(1)
            switch suffix {
            case .path(let name): value = try step(value, name)
            case .filter(let condition, let kind): value = try filter(value, condition, kind)
            case .call(let name, let arguments): value = try call(name, of: value, arguments)
            case .invocation(let arguments): value = try invoke(value, arguments)
            }
        }
        return value
    }

    // Paths.

    private mutating func step(_ value: FEELValue, _ name: String) throws(FEELFailure) -> FEELValue {
        switch value {
        case .context(let context):
            if let entry = context[name] { return entry }
            return null("NO_CONTEXT_ENTRY_FOUND", "no entry '\(name)' in the context")
        case .null: return null("NO_CONTEXT_ENTRY_FOUND", "no entry '\(name)' in null")
        case .list(let items):
            try spend(items.count)
            var results: [FEELValue] = []
            results.reserveCapacity(items.count)
            for item in items { results.append(try step(item, name)) }
            return .list(results)
        default:
            return Properties.value(of: name, in: value)
                ?? null("NO_PROPERTY_FOUND", "\(value.typeName) has no property '\(name)'")
        }
    }

    // Filters.

    private mutating func filter(
        _ value: FEELValue, _ condition: Node, _ kind: FilterKind
    ) throws(FEELFailure) -> FEELValue {
        guard case .list(let items) = value else {
            return null("INVALID_TYPE", "only a list can be filtered, found \(value.typeName)")
        }
        switch kind {
        case .index:
            if case .number(let index) = try evaluate(condition) { return item(of: items, at: index) }
            return .null
        case .condition: break
        case .decidedByFirstItem:
            if let first = items.first, case .number(let index) = try evaluate(condition, for: first) {
                return item(of: items, at: index)
            }
        case .decidedOutside:
            // A name that only the items know must not warn here.
            let outer = warnings
            let outside = try evaluate(condition)
            if case .number(let index) = outside { return item(of: items, at: index) }
            restore(outer)
            if let first = items.first, case .number(let index) = try evaluate(condition, for: first) {
                return item(of: items, at: index)
            }
            restore(outer)
        }
        var kept: [FEELValue] = []
        for item in items {
            if case .boolean(true) = try evaluate(condition, for: item) { kept.append(item) }
        }
        return .list(kept)
    }

    /// The item is `item`, and if it is a context its entries are names too and hide that.
    private mutating func evaluate(_ condition: Node, for item: FEELValue) throws(FEELFailure) -> FEELValue {
        let outer = locals.count
        defer { locals.removeSubrange(outer...) }
        locals.append(.named("item", item))
        if case .context(let context) = item { locals.append(.entries(context)) }
        return try evaluate(condition)
    }

    /// 1 is the first, -1 the last; null outside.
    private func item(of items: [FEELValue], at index: FEELNumber) -> FEELValue {
        let index = index.truncated
        if index > 0, index <= items.count { return items[index - 1] }
        if index < 0, index >= -items.count { return items[items.count + index] }
        return .null
    }
}

extension FilterKind {
    init(_ condition: Node) {
        switch condition {
        case .literal(.number): self = .index
        case .comparison, .conjunction, .disjunction, .between, .membership, .instance, .quantified: self = .condition
        case .call: self = .decidedByFirstItem
        default: self = .decidedOutside
        }
    }
}
