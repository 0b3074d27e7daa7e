/// Arithmetic and three-valued logic.
extension Evaluator {
    mutating func arithmetic(
        _ first: Node, _ rest: [(symbol: ArithmeticOperator, operand: Node)]
    ) throws(FEELFailure) -> FEELValue {
        var result = try evaluate(first)
        for (symbol, operand) in rest {
            let right = try evaluate(operand)
            result = try apply(symbol, result, right)
        }
        return result
    }

    private mutating func apply(
        _ symbol: ArithmeticOperator, _ left: FEELValue, _ right: FEELValue
    ) throws(FEELFailure) -> FEELValue {
        switch (left, right) {
        case (.number(let left), .number(let right)):
            let result =
                switch symbol {
                case .add: left.adding(right)
                case .subtract: left.subtracting(right)
                case .multiply: left.multiplied(by: right)
                case .divide: left.divided(by: right)
                case .power: left.raised(to: right)
                }
            if let result { return .number(result) }
            if symbol == .power { try spend(100) }
            return null("INVALID_TYPE", "\(left) \(symbol.sign) \(right) is no number")
        case (.string(let left), .string(let right)) where symbol == .add:
            try spend((left.utf8.count + right.utf8.count) >> 6)
            return .string(left + right)
        default:
            if let result = TemporalArithmetic.result(of: symbol, left, right) { return result }
            return null("INVALID_TYPE", "no '\(symbol.sign)' of \(left.typeName) and \(right.typeName)")
        }
    }

    mutating func negated(_ value: FEELValue) -> FEELValue {
        if case .number(let number) = value { return .number(number.negated) }
        return TemporalArithmetic.negated(value) ?? null("INVALID_TYPE", "no '-' of \(value.typeName)")
    }

    /// `and` (decided by false) or `or` (decided by true): stops at the deciding truth; null if any is unknown.
    mutating func junction(_ operands: [Node], decidedBy decisive: Bool) throws(FEELFailure) -> FEELValue {
        var isKnown = true
        for operand in operands {
            switch try evaluate(operand) {
            case .boolean(decisive): return .boolean(decisive)
            case .boolean: break
            case let other:
                isKnown = false
                warn("INVALID_TYPE", "a boolean is needed, found \(other.typeName)")
            }
        }
        return isKnown ? .boolean(!decisive) : .null
    }

    /// Only true is true; anything else goes on to the next branch.
    mutating func conditional(
        _ branches: [(condition: Node, result: Node)], _ otherwise: Node
    ) throws(FEELFailure) -> FEELValue {
        for (condition, result) in branches {
            switch try evaluate(condition) {
            case .boolean(true): return try evaluate(result)
            case .boolean(false): break
            case let other: warn("INVALID_TYPE", "'if' needs a boolean, found \(other.typeName)")
            }
        }
        return try evaluate(otherwise)
    }
}

extension ArithmeticOperator {
    var sign: String {
        switch self {
        case .add: "+"
        case .subtract: "-"
        case .multiply: "*"
        case .divide: "/"
        case .power: "**"
        }
    }
}
