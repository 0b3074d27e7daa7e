/// Values with what follows them: literals, names, brackets; then paths, filters, calls.
extension Parser {
    private static let reservedWords: Set<String> = [
        "null", "true", "false", "function", "in", "return", "then", "else", "satisfies", "and", "or",
    ]

    /// Function names that hold a reserved word.
    private static let specialFunctionNames: Set<String> = [
        "date and time", "years and months duration", "get or else", "and", "or",
    ]

    mutating func suffixed() throws(FEELSyntaxError) -> Node {
        let value = try primary()
        var suffixes: [Suffix] = []
        while true {
            if try accept(.dot) {
                suffixes.append(try step())
            } else if isAt(.openParen) {
                suffixes.append(.invocation(try arguments()))
            } else if allowsFilters, isAt(.openBracket) {
                try advance()
                let filter = try expression()
                try expect(.closeBracket)
                suffixes.append(.filter(filter, FilterKind(filter)))
            } else {
                return suffixes.isEmpty ? value : .suffixed(value, suffixes)
            }
        }
    }

    private mutating func step() throws(FEELSyntaxError) -> Suffix {
        if let name = try callName() { return .call(name, try arguments()) }
        let name = try self.name()
        if case .word(let second) = token.kind, Properties.names.contains(name + " " + second) {
            try advance()
            return .path(name + " " + second)
        }
        return .path(name)
    }

    private mutating func primary() throws(FEELSyntaxError) -> Node {
        try enter()
        defer { leave() }
        switch token.kind {
        case .number(let number):
            try advance()
            return .literal(.number(number))
        case .string(let string):
            try advance()
            return .literal(.string(string))
        case .quotedName, .knownName, .word: return try named()
        case .symbol(.openParen):
            try advance()
            if let comparison = try comparisonOperator() { return try halfRange(comparison) }
            let inner = try expression()
            if isAt(.dots) { return try range(from: inner, includesLower: false) }
            try expect(.closeParen)
            return inner
        case .symbol(.openBracket): return try listOrRange()
        case .symbol(.closeBracket):
            try advance()
            return try range(from: try binary(.addition), includesLower: false)
        case .symbol(.openBrace): return try context()
        case .symbol(.question):
            try advance()
            seesInput = true
            return .input
        case .symbol(.at): return try temporal()
        default: throw unexpected("a value")
        }
    }

    /// The rest of `(< 10)`.
    private mutating func halfRange(_ comparison: ComparisonOperator) throws(FEELSyntaxError) -> Node {
        guard comparison != .unequal else { throw error("'!=' makes no range") }
        let end = try binary(.addition)
        try expect(.closeParen)
        return .halfRange(comparison, end)
    }

    /// `@"…"`; text that is no date, time or duration is null.
    private mutating func temporal() throws(FEELSyntaxError) -> Node {
        try advance()
        guard case .string(let text) = token.kind else { throw unexpected("a string behind '@'") }
        try advance()
        return .literal(FEELValue(temporal: text) ?? .null)
    }

    /// A call, a literal that is a word, or a variable.
    private mutating func named() throws(FEELSyntaxError) -> Node {
        if let name = try callName() {
            return .call(name: name, overloads: Builtins.named(name), try arguments())
        }
        switch token.kind {
        case .word("true"), .word("false"):
            let truth = isAt(word: "true")
            try advance()
            return .literal(.boolean(truth))
        case .word("null"):
            try advance()
            return .literal(.null)
        default:
            let name = try self.name()
            if name == "partial" { seesPartial = true }
            return .variable(name)
        }
    }

    /// A bare or quoted name; not a reserved word.
    mutating func name() throws(FEELSyntaxError) -> String {
        switch token.kind {
        case .word(let word) where !Self.reservedWords.contains(word):
            try advance()
            return word
        case .quotedName(let name), .knownName(let name):
            try advance()
            return name
        default: throw unexpected("a name")
        }
    }

    /// The name of a function, perhaps with blanks, if one and `(` stand here; stops before the `(`.
    private mutating func callName() throws(FEELSyntaxError) -> String? {
        var ahead = lexer
        var words: [String] = []
        var next = token
        while case .word(let word) = next.kind, words.count < 12 {
            if word == "between" || word == "instance", !words.isEmpty { return nil }
            words.append(word)
            next = try ahead.next()
        }
        if words.isEmpty, let name = next.kind.fixedName {
            words = [name]
            next = try ahead.next()
        }
        guard next.kind == .symbol(.openParen), !words.isEmpty else { return nil }
        let name = words.joined(separator: " ")
        guard Self.specialFunctionNames.contains(name) || !words.contains(where: Self.reservedWords.contains) else {
            return nil
        }
        lexer = ahead
        token = next
        return name
    }

    // Arguments.

    mutating func arguments() throws(FEELSyntaxError) -> Arguments {
        try expect(.openParen)
        if try accept(.closeParen) { return .positional([]) }
        var named: [(name: String, value: Node)] = []
        var positional: [Node] = []
        repeat {
            let start = token.start
            if let name = try parameterName() {
                named.append((name, try expression()))
            } else {
                positional.append(try expression())
            }
            if !named.isEmpty, !positional.isEmpty {
                throw lexer.error("named and positional arguments cannot be mixed", at: start)
            }
        } while try accept(.comma)
        try expect(.closeParen)
        return named.isEmpty ? .positional(positional) : .named(named)
    }

    /// The name of an argument with its `:`, perhaps with blanks; nil if none stands here.
    private mutating func parameterName() throws(FEELSyntaxError) -> String? {
        var ahead = lexer
        var words: [String] = []
        var next = token
        var end = token.end
        while words.count < 12, case .word(let word) = next.kind {
            words.append(word)
            end = next.end
            next = try ahead.next()
        }
        if words.isEmpty, let name = next.kind.fixedName {
            words = [name]
            next = try ahead.next()
        }
        guard next.kind == .symbol(.colon), !words.isEmpty else { return nil }
        let name = words.count > 1 ? lexer.text(from: token.start, to: end) : words[0]
        lexer = ahead
        try advance()
        return name
    }
}
