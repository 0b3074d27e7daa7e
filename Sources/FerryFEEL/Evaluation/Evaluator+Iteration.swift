/// `for`, `some`, `every`: the first iterator is the outermost, and later ones see the names of earlier ones.
extension Evaluator {
    mutating func loop(
        _ iterators: [Iterator], _ body: Node, _ seesPartial: Bool
    ) throws(FEELFailure) -> FEELValue {
        var results: [FEELValue] = []
        let outer = locals.count
        defer { locals.removeSubrange(outer...) }
        let isComplete = try iterate(iterators[...]) { (evaluator) throws(FEELFailure) in
            if seesPartial {
                try evaluator.spend(results.count)
                evaluator.locals.append(.named("partial", .list(results)))
            }
            let result = try evaluator.evaluate(body)
            if seesPartial {
                evaluator.locals.removeLast()
                try evaluator.checkSize(result, depth: 1)
            }
            results.append(result)
            return true
        }
        guard isComplete != nil else { return .null }
        try checkSize(.list(results))
        return .list(results)
    }

    mutating func quantified(
        _ quantifier: Quantifier, _ iterators: [Iterator], _ condition: Node
    ) throws(FEELFailure) -> FEELValue {
        let decisive = quantifier == .some
        var isKnown = true
        var isDecided = false
        let outer = locals.count
        defer { locals.removeSubrange(outer...) }
        let isComplete = try iterate(iterators[...]) { (evaluator) throws(FEELFailure) in
            switch try evaluator.evaluate(condition) {
            case .boolean(decisive):
                isDecided = true
                return false
            case .boolean: break
            case let other:
                isKnown = false
                evaluator.warn("INVALID_TYPE", "'satisfies' needs a boolean, found \(other.typeName)")
            }
            return true
        }
        if isDecided { return .boolean(decisive) }
        return isComplete != nil && isKnown ? .boolean(!decisive) : .null
    }

    /// Runs `body` for each combination until it answers false. Nil, with a warning, if a source is no list.
    private mutating func iterate(
        _ iterators: ArraySlice<Iterator>, _ body: (inout Evaluator) throws(FEELFailure) -> Bool
    ) throws(FEELFailure) -> Bool? {
        guard let iterator = iterators.first else { return try body(&self) }
        try budget.descend()
        defer { budget.ascend() }
        guard let items = try items(of: iterator) else { return nil }
        for item in items {
            try spend(1)
            locals.append(.named(iterator.name, item))
            let goesOn = try iterate(iterators.dropFirst(), body)
            locals.removeLast()
            guard goesOn == true else { return goesOn }
        }
        return true
    }

    private mutating func items(of iterator: Iterator) throws(FEELFailure) -> [FEELValue]? {
        switch iterator.source {
        case .list(let node):
            let source = try evaluate(node)
            switch source {
            case .list(let items): return items
            case .range(let range):
                if let items = try items(of: range) { return items }
            default: break
            }
            warn("INVALID_TYPE", "'\(iterator.name)' needs a list, found \(source.typeName)")
            return nil
        case .numbers(let first, let last):
            let first = try evaluate(first)
            let last = try evaluate(last)
            if let items = try items(from: first, to: last) { return items }
            warn("INVALID_TYPE", "no range to iterate from \(first.typeName) to \(last.typeName)")
            return nil
        }
    }

    /// The whole numbers or days between two, both included; downwards if the first is the greater.
    private mutating func items(from first: FEELValue, to last: FEELValue) throws(FEELFailure) -> [FEELValue]? {
        switch (first, last) {
        case (.number(let first), .number(let last)):
            guard let from = first.integer, let to = last.integer else { return nil }
            return try steps(from, to).map { .number($0) }
        case (.date(let first), .date(let last)):
            return try steps(first.epochDay, last.epochDay).compactMap { FEELDate(epochDay: $0).map(FEELValue.date) }
        default: return nil
        }
    }

    private mutating func steps(_ from: Int, _ to: Int) throws(FEELFailure) -> StrideThrough<Int> {
        let (distance, overflow) = to.subtractingReportingOverflow(from)
        try spend(overflow ? .max : Int(clamping: distance.magnitude))
        return stride(from: from, through: to, by: from <= to ? 1 : -1)
    }

    /// What a range holds, if that can be counted; a range does not run downwards.
    private mutating func items(of range: FEELRange) throws(FEELFailure) -> [FEELValue]? {
        guard let lower = range.lower, let upper = range.upper, let order = FEELValue.order(lower, upper), order <= 0,
            var items = try items(from: lower, to: upper)
        else { return nil }
        if !range.includesUpper { items.removeLast() }
        if !range.includesLower, !items.isEmpty { items.removeFirst() }
        return items
    }
}
