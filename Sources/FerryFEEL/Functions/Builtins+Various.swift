/// Functions that neither a type nor a topic holds together: identity, ranges from text, base64, and what Camunda's
/// engine adds around the language.
extension Builtins {
    static let various: [Builtin] = [
        Builtin("is", ["value1", "value2"]) { evaluator, arguments throws(FEELFailure) in
            try evaluator.checkSize(arguments[0])
            return .boolean(arguments[0] == arguments[1])
        },
        Builtin("range", ["from"]) { evaluator, arguments throws(FEELFailure) in
            guard case .string(let text) = arguments[0] else { return nil }
            try evaluator.spend(text.utf8.count)
            return range(from: text)
        },
        Builtin("to base64", ["value"]) { evaluator, arguments throws(FEELFailure) in
            guard case .string(let text) = arguments[0] else { return nil }
            try evaluator.spend(text.utf8.count >> 4)
            return .string(Base64.encoded(Array(text.utf8)))
        },
        Builtin("from base64", ["value"]) { evaluator, arguments throws(FEELFailure) in
            guard case .string(let text) = arguments[0] else { return nil }
            try evaluator.spend(text.utf8.count >> 4)
            return Base64.decoded(text).flatMap { String(validating: $0, as: UTF8.self) }.map(FEELValue.string)
        },
        Builtin("cycle", ["interval"]) { _, arguments in cycle(.null, arguments[0]) },
        Builtin("cycle", ["repetitions", "interval"]) { _, arguments in cycle(arguments[0], arguments[1]) },
        Builtin("fromAi", ["value"]) { _, arguments in arguments[0] },
        Builtin("fromAi", ["value", "description"]) { _, arguments in arguments[0] },
        Builtin("fromAi", ["value", "description", "type"]) { _, arguments in arguments[0] },
        Builtin("fromAi", ["value", "description", "type", "schema"]) { _, arguments in arguments[0] },
        Builtin("fromAi", ["value", "description", "type", "schema", "options"]) { _, arguments in arguments[0] },
    ]

    /// A closed range of literals, as its text; one that runs downwards is none.
    private static func range(from text: String) -> FEELValue? {
        guard var parser = try? Parser(text, names: FEELNames()),
            case .range(let lower, let includesLower, let upper, let includesUpper)? = try? parser.wholeExpression(),
            let first = literal(lower), let last = literal(upper)
        else { return nil }
        let range = FEELRange(lower: first, includesLower: includesLower, upper: last, includesUpper: includesUpper)
        if case .string(let first) = first, case .string(let last) = last {
            return first.utf8.lexicographicallyPrecedes(last.utf8) || first == last ? .range(range) : nil
        }
        guard let order = FEELValue.order(first, last), order <= 0 else { return nil }
        return .range(range)
    }

    /// The value of an end that is written out: a literal, or a date or the like made of one.
    private static func literal(_ node: Node) -> FEELValue? {
        switch node {
        case .literal(let value): return value
        case .negation(.literal(.number(let number))): return .number(number.negated)
        case .call(let name, _, .positional(let nodes)):
            guard nodes.count == 1, case .literal(.string(let text)) = nodes[0] else { return nil }
            switch name {
            case "date": return FEELDate(text).map(FEELValue.date)
            case "time": return FEELTime(text).map(FEELValue.time)
            case "date and time": return FEELDateTime(text).map(FEELValue.dateTime)
            case "duration":
                var scanner = TemporalScanner(text)
                return scanner.duration()
            default: return nil
            }
        default: return nil
        }
    }

    /// `R3/PT10S`, the text of a timer; without a number it repeats for ever.
    private static func cycle(_ repetitions: FEELValue, _ interval: FEELValue) -> FEELValue? {
        let count: String
        switch repetitions {
        case .null: count = ""
        case .number(let number): count = number.description
        default: return nil
        }
        switch interval {
        case .daysDuration, .monthsDuration: return .string("R\(count)/\(interval)")
        default: return nil
        }
    }
}
