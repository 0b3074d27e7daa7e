extension Builtins {
    static let number: [Builtin] = [
        Builtin("decimal", ["n", "scale"]) { _, arguments in rounded(arguments, .halfEven) },
        Builtin("decimal", ["n", "scale", "mode"]) { _, arguments in
            guard case .string(let name) = arguments[2], let mode = RoundingMode(rawValue: name.uppercased()) else {
                return nil
            }
            return rounded(arguments, mode)
        },
        Builtin("floor", ["n"]) { _, arguments in rounded(arguments, .floor) },
        Builtin("floor", ["n", "scale"]) { _, arguments in rounded(arguments, .floor) },
        Builtin("ceiling", ["n"]) { _, arguments in rounded(arguments, .ceiling) },
        Builtin("ceiling", ["n", "scale"]) { _, arguments in rounded(arguments, .ceiling) },
        Builtin("round up", ["n", "scale"]) { _, arguments in rounded(arguments, .up) },
        Builtin("round down", ["n", "scale"]) { _, arguments in rounded(arguments, .down) },
        Builtin("round half up", ["n", "scale"]) { _, arguments in rounded(arguments, .halfUp) },
        Builtin("round half down", ["n", "scale"]) { _, arguments in rounded(arguments, .halfDown) },
        Builtin("abs", ["n"]) { _, arguments in magnitude(arguments[0]) },
        Builtin("abs", ["number"]) { _, arguments in magnitude(arguments[0]) },
        Builtin("modulo", ["dividend", "divisor"]) { _, arguments in
            guard case .number(let dividend) = arguments[0], case .number(let divisor) = arguments[1] else {
                return nil
            }
            return dividend.modulo(divisor).map(FEELValue.number)
        },
        Builtin("sqrt", ["number"]) { _, arguments in unary(arguments) { $0.squareRoot } },
        Builtin("log", ["number"]) { _, arguments in unary(arguments) { $0.naturalLogarithm } },
        Builtin("exp", ["number"]) { _, arguments in unary(arguments) { $0.exponential } },
        Builtin("odd", ["number"]) { _, arguments in
            guard case .number(let number) = arguments[0] else { return nil }
            return .boolean(number.isOdd)
        },
        Builtin("even", ["number"]) { _, arguments in
            guard case .number(let number) = arguments[0] else { return nil }
            return .boolean(number.isEven)
        },
    ]

    private static func magnitude(_ value: FEELValue) -> FEELValue? {
        switch value {
        case .number(let number): .number(number.magnitude)
        case .daysDuration(let duration): duration.nanoseconds < 0 ? TemporalArithmetic.negated(value) : value
        case .monthsDuration(let duration): duration.months < 0 ? TemporalArithmetic.negated(value) : value
        default: nil
        }
    }

    private static func unary(_ arguments: [FEELValue], _ function: (FEELNumber) -> FEELNumber?) -> FEELValue? {
        guard case .number(let number) = arguments[0] else { return nil }
        return function(number).map(FEELValue.number)
    }

    /// The scales of DMN reach from -6111 to 6176.
    private static func rounded(_ arguments: [FEELValue], _ mode: RoundingMode) -> FEELValue? {
        guard case .number(let number) = arguments[0] else { return nil }
        var scale = 0
        if arguments.count > 1 {
            guard case .number(let given) = arguments[1] else { return nil }
            scale = given.truncated
        }
        guard scale >= -6111, scale <= 6176 else { return nil }
        return number.rounded(scale: scale, mode).map(FEELValue.number)
    }
}
