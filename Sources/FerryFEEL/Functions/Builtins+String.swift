/// Positions and lengths count Unicode scalars, as DMN has it; comparisons are exact, without normalisation.
extension Builtins {
    static let string: [Builtin] = [
        Builtin("string length", ["string"]) { _, arguments in
            guard case .string(let text) = arguments[0] else { return nil }
            return .number(text.unicodeScalars.count)
        },
        Builtin("upper case", ["string"]) { _, arguments in
            guard case .string(let text) = arguments[0] else { return nil }
            return .string(text.uppercased())
        },
        Builtin("lower case", ["string"]) { _, arguments in
            guard case .string(let text) = arguments[0] else { return nil }
            return .string(text.lowercased())
        },
        Builtin("substring", ["string", "start position"]) { _, arguments in
            substring(arguments[0], arguments[1], length: .number(.max))
        },
        Builtin("substring", ["string", "start position", "length"]) { _, arguments in
            substring(arguments[0], arguments[1], length: arguments[2])
        },
        Builtin("substring before", ["string", "match"]) { _, arguments in
            guard let (text, match) = texts(arguments) else { return nil }
            let position = find(match, in: text) ?? 0
            return .string(String(decoding: text[..<position], as: UTF8.self))
        },
        Builtin("substring after", ["string", "match"]) { _, arguments in
            guard let (text, match) = texts(arguments) else { return nil }
            guard let position = find(match, in: text) else { return .string("") }
            return .string(String(decoding: text[(position + match.count)...], as: UTF8.self))
        },
        Builtin("contains", ["string", "match"]) { _, arguments in
            guard let (text, match) = texts(arguments) else { return nil }
            return .boolean(find(match, in: text) != nil)
        },
        Builtin("starts with", ["string", "match"]) { _, arguments in
            guard let (text, match) = texts(arguments) else { return nil }
            return .boolean(text.starts(with: match))
        },
        Builtin("ends with", ["string", "match"]) { _, arguments in
            guard let (text, match) = texts(arguments) else { return nil }
            return .boolean(text.suffix(match.count).elementsEqual(match))
        },
        Builtin("trim", ["string"]) { _, arguments in
            guard case .string(let text) = arguments[0] else { return nil }
            var bytes = Array(text.utf8)[...]
            while let first = bytes.first, first <= 0x20 { bytes.removeFirst() }
            while let last = bytes.last, last <= 0x20 { bytes.removeLast() }
            return .string(String(decoding: bytes, as: UTF8.self))
        },
        Builtin("is blank", ["string"]) { _, arguments in
            guard case .string(let text) = arguments[0] else { return nil }
            let noBreaks: [UInt32] = [0xA0, 0x2007, 0x202F, 0x85, 0x200B, 0x180E, 0xFEFF]
            return .boolean(
                text.unicodeScalars.allSatisfy { scalar in
                    (Lexer.isSpace(scalar) && !noBreaks.contains(scalar.value)) || (0x1C...0x1F).contains(scalar.value)
                })
        },
        Builtin("string join", ["list"]) { evaluator, arguments throws(FEELFailure) in
            try evaluator.joined(arguments[0], delimiter: .null)
        },
        Builtin("string join", ["list", "delimiter"]) { evaluator, arguments throws(FEELFailure) in
            try evaluator.joined(arguments[0], delimiter: arguments[1])
        },
        Builtin("string join", ["list", "delimiter", "prefix", "suffix"]) { evaluator, arguments throws(FEELFailure) in
            guard let joined = try evaluator.joined(arguments[0], delimiter: arguments[1]) else { return nil }
            switch (arguments[2], arguments[3]) {
            case (.null, .null): return joined
            case (.string(let prefix), .string(let suffix)): return .string(prefix + joined.description + suffix)
            default: return nil
            }
        },
    ]

    private static func texts(_ arguments: [FEELValue]) -> (text: [UInt8], match: [UInt8])? {
        guard case .string(let text) = arguments[0], case .string(let match) = arguments[1] else { return nil }
        return (Array(text.utf8), Array(match.utf8))
    }

    /// The first place of `match`, in time linear in both (Knuth, Morris and Pratt).
    private static func find(_ match: [UInt8], in text: [UInt8]) -> Int? {
        guard !match.isEmpty else { return 0 }
        var borders = [0]
        var border = 0
        for byte in match.dropFirst() {
            while border > 0, match[border] != byte { border = borders[border - 1] }
            if match[border] == byte { border += 1 }
            borders.append(border)
        }
        var matched = 0
        for (position, byte) in text.enumerated() {
            while matched > 0, match[matched] != byte { matched = borders[matched - 1] }
            if match[matched] == byte { matched += 1 }
            if matched == match.count { return position + 1 - matched }
        }
        return nil
    }

    /// 1 is the first, -1 the last, 0 the end; outside is null.
    private static func substring(_ string: FEELValue, _ start: FEELValue, length: FEELValue) -> FEELValue? {
        guard case .string(let text) = string, case .number(let position) = start, case .number(let count) = length
        else { return nil }
        let scalars = Array(text.unicodeScalars)
        let start = position.truncated
        let length = count.truncated
        let from = start > 0 ? start - 1 : scalars.count + max(start, -scalars.count - 1)
        guard from >= 0, from <= scalars.count, length >= 0 else { return nil }
        let kept = scalars[from..<from + min(length, scalars.count - from)]
        return .string(String(String.UnicodeScalarView(kept)))
    }
}

extension Evaluator {
    /// Strings only; nulls are left out.
    fileprivate mutating func joined(_ list: FEELValue, delimiter: FEELValue) throws(FEELFailure) -> FEELValue? {
        guard case .list(let items) = list else { return nil }
        try checkSize(list)
        try spend(items.count * delimiter.shallowSize)
        var separator = ""
        switch delimiter {
        case .null: break
        case .string(let text): separator = text
        default: return nil
        }
        var texts: [String] = []
        for item in items {
            switch item {
            case .null: break
            case .string(let text): texts.append(text)
            default: return nil
            }
        }
        return .string(texts.joined(separator: separator))
    }
}
