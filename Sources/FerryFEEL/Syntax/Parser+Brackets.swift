/// Lists, ranges and contexts.
extension Parser {
    mutating func listOrRange() throws(FEELSyntaxError) -> Node {
        try expect(.openBracket)
        if try accept(.closeBracket) { return .list([]) }
        let first = try expression()
        if isAt(.dots) { return try range(from: first, includesLower: true) }
        var items = [first]
        while try accept(.comma) { items.append(try expression()) }
        try expect(.closeBracket)
        return .list(items)
    }

    /// The rest of a range, from its `..`. Its end takes no filter, since `[` may close the range.
    mutating func range(from lower: Node, includesLower: Bool) throws(FEELSyntaxError) -> Node {
        try expect(.dots)
        let outer = allowsFilters
        allowsFilters = false
        let upper = try binary(.addition)
        allowsFilters = outer
        let includesUpper = isAt(.closeBracket)
        guard includesUpper || isAt(.closeParen) || isAt(.openBracket) else { throw unexpected("']', ')' or '['") }
        try advance()
        return .range(lower: lower, includesLower: includesLower, upper: upper, includesUpper: includesUpper)
    }

    mutating func context() throws(FEELSyntaxError) -> Node {
        guard isAt(.openBrace) else { throw unexpected("'{'") }
        var entries: [(key: String, value: Node)] = []
        var ahead = lexer
        if let next = try? ahead.next(), next.kind == .symbol(.closeBrace) {
            try advance()
            try advance()
            return .context([])
        }
        repeat {
            let key = try contextKey()
            entries.append((key, try expression()))
        } while isAt(.comma)
        try expect(.closeBrace)
        return .context(entries)
    }

    /// The key behind a `{` or `,` and its `:`. Keys are looser than tokens: `{are you ok?: 2, foo+bar: 1}`.
    private mutating func contextKey() throws(FEELSyntaxError) -> String {
        var ahead = lexer
        if let next = try? ahead.next() {
            let raw = lexer.source[next.start..<next.end].dropFirst().dropLast()
            switch next.kind {
            case .string, .quotedName:
                let key = String(decoding: raw, as: UTF8.self)
                lexer = ahead
                lexer.learn(key)
                try advance()
                try expect(.colon)
                return key
            default: break
            }
        }
        let start = lexer.position
        while lexer.position < lexer.source.count, !"\"{}:,[]`".utf8.contains(lexer.byte()) { lexer.position += 1 }
        let key = Self.trimmed(String(decoding: lexer.source[start..<lexer.position], as: UTF8.self))
        guard !key.isEmpty else {
            try advance()
            throw unexpected("a key")
        }
        lexer.learn(key)
        try advance()
        try expect(.colon)
        return key
    }

    private static func trimmed(_ text: String) -> String {
        var scalars = text.unicodeScalars[...]
        while let first = scalars.first, Lexer.isSpace(first) { scalars.removeFirst() }
        while let last = scalars.last, Lexer.isSpace(last) { scalars.removeLast() }
        return String(String.UnicodeScalarView(scalars))
    }
}
