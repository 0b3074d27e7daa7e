extension Builtins {
    static let boolean: [Builtin] = [
        Builtin("not", ["negand"]) { _, arguments in
            if case .boolean(let truth) = arguments[0] { return .boolean(!truth) }
            return .null
        },
        Builtin("is defined", ["value"]) { _, arguments in .boolean(arguments[0] != .null) },
        Builtin("get or else", ["value", "default"]) { _, arguments in
            arguments[0] == .null ? arguments[1] : arguments[0]
        },
        Builtin("assert", ["value", "condition"]) { evaluator, arguments throws(FEELFailure) in
            try check(arguments, "the condition is not met")
        },
        Builtin("assert", ["value", "condition", "cause"]) { evaluator, arguments throws(FEELFailure) in
            try check(arguments, arguments[2].description)
        },
    ]

    private static func check(_ arguments: [FEELValue], _ cause: String) throws(FEELFailure) -> FEELValue {
        guard case .boolean(true) = arguments[1] else { throw FEELFailure(code: "ASSERT_FAILURE", message: cause) }
        return arguments[0]
    }
}
