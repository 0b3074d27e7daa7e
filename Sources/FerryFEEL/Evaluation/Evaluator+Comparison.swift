/// FEEL's equality and order: values of different types do not compare, which is null and not false.
extension Evaluator {
    mutating func comparison(
        _ comparison: ComparisonOperator, _ left: Node, _ right: Node
    ) throws(FEELFailure) -> FEELValue {
        let left = try evaluate(left)
        return .optional(try compare(comparison, left, try evaluate(right)))
    }

    mutating func compare(
        _ comparison: ComparisonOperator, _ left: FEELValue, _ right: FEELValue
    ) throws(FEELFailure) -> Bool? {
        switch comparison {
        case .equal: return try equal(left, right)
        case .unequal: return try equal(left, right).map { !$0 }
        case .less: return try order(left, right).map { $0 < 0 }
        case .atMost: return try order(left, right).map { $0 <= 0 }
        case .greater: return try order(left, right).map { $0 > 0 }
        case .atLeast: return try order(left, right).map { $0 >= 0 }
        }
    }

    mutating func between(_ value: Node, _ lower: Node, _ upper: Node) throws(FEELFailure) -> FEELValue {
        let value = try evaluate(value)
        let above = try compare(.atLeast, value, try evaluate(lower))
        let below = try compare(.atMost, value, try evaluate(upper))
        if above == false || below == false { return .boolean(false) }
        return above == nil || below == nil ? .null : .boolean(true)
    }

    /// Nil, with a warning, if the two are of different types or of one that is never compared.
    mutating func equal(_ left: FEELValue, _ right: FEELValue) throws(FEELFailure) -> Bool? {
        if let answer = try quietlyEqual(left, right) { return answer }
        warn("NOT_COMPARABLE", "\(left.typeName) and \(right.typeName) are not comparable")
        return nil
    }

    /// Inside lists and contexts what is not comparable is unequal.
    mutating func quietlyEqual(_ left: FEELValue, _ right: FEELValue) throws(FEELFailure) -> Bool? {
        switch (left, right) {
        case (.null, .null): return true
        case (.null, _), (_, .null): return false
        case (.boolean(let left), .boolean(let right)): return left == right
        case (.number(let left), .number(let right)): return left == right
        case (.string(let left), .string(let right)):
            try spend(left.utf8.count >> 6)
            return left.utf8.elementsEqual(right.utf8)
        case (.time(let left), .time(let right)):
            // Camunda's side: the same instant by two clocks is not the same time of day.
            guard (left.zone == nil) == (right.zone == nil) else { return nil }
            return left.nanosecondOfDay == right.nanosecondOfDay
                && left.zone?.standardOffset == right.zone?.standardOffset
        case (.list(let left), .list(let right)):
            guard left.count == right.count else { return false }
            try spend(left.count)
            for (index, item) in left.enumerated() {
                guard try quietlyEqual(item, right[index]) == true else { return false }
            }
            return true
        case (.context(let left), .context(let right)):
            guard left.entries.count == right.entries.count else { return false }
            try spend(left.entries.count)
            for entry in left.entries {
                guard let other = right[entry.name], try quietlyEqual(entry.value, other) == true else { return false }
            }
            return true
        case (.range(let left), .range(let right)):
            guard left.includesLower == right.includesLower, left.includesUpper == right.includesUpper else {
                return false
            }
            let lower = try quietlyEqual(left.lower ?? .null, right.lower ?? .null)
            guard lower == true else { return false }
            return try quietlyEqual(left.upper ?? .null, right.upper ?? .null) == true
        default: return FEELValue.order(left, right).map { $0 == 0 }
        }
    }

    /// Below, at or above 0; nil, with a warning, for values of different types or of one without an order.
    mutating func order(_ left: FEELValue, _ right: FEELValue) throws(FEELFailure) -> Int? {
        switch (left, right) {
        case (.string(let left), .string(let right)):
            try spend(min(left.utf8.count, right.utf8.count) >> 6)
            // UTF-8 orders as code points do.
            if left.utf8.elementsEqual(right.utf8) { return 0 }
            return left.utf8.lexicographicallyPrecedes(right.utf8) ? -1 : 1
        default:
            if let order = FEELValue.order(left, right) { return order }
            warn("NOT_COMPARABLE", "\(left.typeName) and \(right.typeName) have no order")
            return nil
        }
    }

    // Unary tests.

    /// Three-valued: true if one test holds, false if none does, nil if none holds and one does not fit the input.
    mutating func satisfies(_ input: FEELValue, anyOf tests: [UnaryTest]) throws(FEELFailure) -> Bool? {
        locals.append(.named(Local.input, input))
        defer { locals.removeLast() }
        var isKnown = true
        for test in tests {
            switch try satisfies(input, test) {
            case true?: return true
            case false?: break
            case nil: isKnown = false
            }
        }
        return isKnown ? false : nil
    }

    private mutating func satisfies(_ input: FEELValue, _ test: UnaryTest) throws(FEELFailure) -> Bool? {
        switch test {
        case .anything: return true
        case .comparison(let comparison, let node): return try compare(comparison, input, try evaluate(node))
        case .negation(let tests): return try satisfies(input, anyOf: tests).map { !$0 }
        case .expression(let node, let seesInput):
            let value = try evaluate(node)
            if seesInput {
                if case .boolean(let truth) = value { return truth }
                return nil
            }
            // A range that could not be built holds and excludes nothing.
            if case .range = node, value == .null { return nil }
            return try accepts(value, input)
        }
    }

    /// What a plain value means as a test: the input itself, a range or list that holds it, or an outright truth.
    private mutating func accepts(_ value: FEELValue, _ input: FEELValue) throws(FEELFailure) -> Bool? {
        switch value {
        case .boolean(let truth):
            if case .boolean(let input) = input { return input == truth }
            return truth
        case .range(let range): return try contains(range, input)
        case .list(let items):
            for item in items {
                if try quietlyEqual(item, input) == true { return true }
                if case .range(let range) = item, try contains(range, input) == true { return true }
            }
            return try quietlyEqual(value, input) ?? false
        default: return try equal(input, value)
        }
    }

    /// Nil, with a warning, if the value and the ends are not of one type.
    mutating func contains(_ range: FEELRange, _ value: FEELValue) throws(FEELFailure) -> Bool? {
        var isInside = true
        if let lower = range.lower {
            guard let order = try order(value, lower) else { return nil }
            isInside = range.includesLower ? order >= 0 : order > 0
        }
        if let upper = range.upper {
            guard let order = try order(value, upper) else { return nil }
            isInside = isInside && (range.includesUpper ? order <= 0 : order < 0)
        }
        return isInside
    }
}
