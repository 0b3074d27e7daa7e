import FerryModel

extension Builtins {
    static let conversion: [Builtin] = [
        Builtin("string", ["from"]) { evaluator, arguments throws(FEELFailure) in
            guard arguments[0] != .null else { return .null }
            try evaluator.checkSize(arguments[0])
            return .string(arguments[0].description)
        },
        Builtin("number", ["from"]) { _, arguments in
            guard case .string(let text) = arguments[0] else { return nil }
            return FEELNumber(text).map(FEELValue.number)
        },
        Builtin("number", ["from", "grouping separator"]) { _, arguments in
            number(arguments[0], grouping: arguments[1], decimal: .null)
        },
        Builtin("number", ["from", "grouping separator", "decimal separator"]) { _, arguments in
            number(arguments[0], grouping: arguments[1], decimal: arguments[2])
        },
        Builtin("to json", ["value"]) { evaluator, arguments throws(FEELFailure) in
            try evaluator.checkSize(arguments[0])
            switch arguments[0] {
            case .function, .range: return .string(string(quoting: arguments[0].description))
            default: return .string(String(decoding: arguments[0].json(namingZones: false), as: UTF8.self))
            }
        },
        Builtin("from json", ["json"]) { _, arguments in
            if case .null = arguments[0] { return .null }
            guard case .string(let text) = arguments[0] else { return nil }
            return try? FEELValue(json: Array(text.utf8))
        },
    ]

    private static func string(quoting text: String) -> String {
        String(decoding: FEELValue.string(text).json, as: UTF8.self)
    }

    /// Takes the grouping separators out and makes the decimal separator a point.
    private static func number(_ from: FEELValue, grouping: FEELValue, decimal: FEELValue) -> FEELValue? {
        guard case .string(let text) = from else { return nil }
        var groupingByte: UInt8?
        var decimalByte = UInt8(ascii: ".")
        switch grouping {
        case .null: break
        case .string(" "), .string(","), .string("."): groupingByte = grouping.description.utf8.first
        default: return nil
        }
        switch decimal {
        case .null: break
        case .string(","), .string("."): decimalByte = decimal.description.utf8.first ?? decimalByte
        default: return nil
        }
        if decimal != .null, groupingByte == decimalByte { return nil }
        var plain: [UInt8] = []
        for byte in text.utf8 where byte != groupingByte {
            if byte == UInt8(ascii: "."), decimalByte != byte { return nil }
            plain.append(byte == decimalByte ? UInt8(ascii: ".") : byte)
        }
        return FEELNumber(String(decoding: plain, as: UTF8.self)).map(FEELValue.number)
    }
}
