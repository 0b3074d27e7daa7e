/// Classes in brackets, and the escapes that stand for scalars and sets of them.
extension PatternParser {
    enum Escape {
        case scalar(Unicode.Scalar)
        case set(ScalarSet)
    }

    /// The rest of a class, from behind its `[`: members, `-[…]` taken away, `&&` intersected.
    mutating func scalarClass() throws(PatternError) -> ScalarSet {
        try enter()
        defer { leave() }
        let isNegated = accept("^")
        var members: [ScalarSet] = []
        var result: ScalarSet?
        while !accept("]") {
            if accept("&&") {
                guard !members.isEmpty else { throw PatternError() }
                (result, members) = (Self.part(result, members), [])
            } else if accept("-[") {
                guard !members.isEmpty else { throw PatternError() }
                members = [.difference(ScalarSet(joining: members), try scalarClass())]
            } else {
                members.append(try member())
            }
        }
        guard !members.isEmpty else { throw PatternError() }
        let set = Self.part(result, members)
        return isNegated ? .complement(set) : set
    }

    private static func part(_ before: ScalarSet?, _ members: [ScalarSet]) -> ScalarSet {
        let joined = ScalarSet(joining: members)
        return before.map { .intersection($0, joined) } ?? joined
    }

    private mutating func member() throws(PatternError) -> ScalarSet {
        if accept("[") { return try scalarClass() }
        let first: Unicode.Scalar
        switch try classScalar() {
        case .set(let set): return set
        case .scalar(let scalar): first = scalar
        }
        guard next == "-", index + 1 < pattern.count, pattern[index + 1] != "]", pattern[index + 1] != "[" else {
            return .ranges([first.value...first.value])
        }
        index += 1
        guard case .scalar(let last) = try classScalar(), first.value <= last.value else { throw PatternError() }
        return .ranges([first.value...last.value])
    }

    private mutating func classScalar() throws(PatternError) -> Escape {
        guard let scalar = next else { throw PatternError() }
        if accept("\\") { return try scalarEscape() }
        index += 1
        return .scalar(scalar)
    }

    /// The rest of an escape, from behind its backslash, that has the same meaning inside a class and outside.
    mutating func scalarEscape() throws(PatternError) -> Escape {
        guard let scalar = next else { throw PatternError() }
        index += 1
        switch scalar {
        case "n": return .scalar("\n")
        case "r": return .scalar("\r")
        case "t": return .scalar("\t")
        case "f": return .scalar("\u{0C}")
        case "e": return .scalar("\u{1B}")
        case "a": return .scalar("\u{07}")
        case "x": return .scalar(try hexadecimal(digits: 2))
        case "u": return .scalar(try hexadecimal(digits: 4))
        case "d": return .set(.digits)
        case "D": return .set(.complement(.digits))
        case "s": return .set(.spaces)
        case "S": return .set(.complement(.spaces))
        case "w": return .set(.words)
        case "W": return .set(.complement(.words))
        case "i": return .set(.nameStarts)
        case "I": return .set(.complement(.nameStarts))
        case "c": return .set(.nameScalars)
        case "C": return .set(.complement(.nameScalars))
        case "p": return .set(try property())
        case "P": return .set(.complement(try property()))
        default:
            // Letters and digits are kept for meanings to come.
            guard !scalar.properties.isAlphabetic, scalar.properties.numericType == nil else { throw PatternError() }
            return .scalar(scalar)
        }
    }

    private mutating func hexadecimal(digits: Int) throws(PatternError) -> Unicode.Scalar {
        var value: UInt32 = 0
        for _ in 0..<digits {
            guard let next, let digit = Character(next).hexDigitValue else { throw PatternError() }
            value = value << 4 | UInt32(digit)
            index += 1
        }
        guard let scalar = Unicode.Scalar(value) else { throw PatternError() }
        return scalar
    }

    private mutating func property() throws(PatternError) -> ScalarSet {
        var name = ""
        if accept("{") {
            while let scalar = next, scalar != "}" {
                name.unicodeScalars.append(scalar)
                index += 1
            }
            try expect("}")
        } else if let scalar = next {
            name = String(Character(scalar))
            index += 1
        }
        guard let set = ScalarSet(property: name) else { throw PatternError() }
        return set
    }
}
