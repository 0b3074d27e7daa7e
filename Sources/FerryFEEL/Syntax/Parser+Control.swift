/// `if`, `for`, `some`, `every`, `function`: they begin an expression and reach as far to the right as they can.
extension Parser {
    /// The construct a word begins, or nil if the word is only a name here.
    mutating func control(_ word: String) throws(FEELSyntaxError) -> Node? {
        switch word {
        case "if": return try conditional()
        case "for":
            guard try startsIterators() else { return nil }
            return try loop()
        case "some":
            guard try startsIterators() else { return nil }
            return try quantified(.some)
        case "every":
            guard try startsIterators() else { return nil }
            return try quantified(.every)
        case "function": return try function()
        default: return nil
        }
    }

    private mutating func startsIterators() throws(FEELSyntaxError) -> Bool {
        var ahead = lexer
        switch try ahead.next().kind {
        case .word(let word): return word != "in" && word != "and" && word != "or" && word != "between"
        case .quotedName, .knownName: return true
        default: return false
        }
    }

    private mutating func conditional() throws(FEELSyntaxError) -> Node {
        var branches: [(condition: Node, result: Node)] = []
        while try accept(word: "if") {
            let condition = try expression()
            try expect(word: "then")
            let result = try expression()
            try expect(word: "else")
            branches.append((condition, result))
        }
        return .conditional(branches, otherwise: try expression())
    }

    private mutating func loop() throws(FEELSyntaxError) -> Node {
        try advance()
        let iterators = try self.iterators()
        try expect(word: "return")
        let outer = seesPartial
        seesPartial = false
        let body = try expression()
        defer { seesPartial = outer || seesPartial }
        return .loop(iterators, body: body, seesPartial: seesPartial)
    }

    private mutating func quantified(_ quantifier: Quantifier) throws(FEELSyntaxError) -> Node {
        try advance()
        let iterators = try self.iterators()
        try expect(word: "satisfies")
        return .quantified(quantifier, iterators, condition: try expression())
    }

    private mutating func iterators() throws(FEELSyntaxError) -> [Iterator] {
        var iterators: [Iterator] = []
        repeat {
            let name = try words(before: "in")
            try expect(word: "in")
            let source = try expression()
            if try accept(.dots) {
                iterators.append(Iterator(name: name, source: .numbers(first: source, last: try binary(.addition))))
            } else {
                iterators.append(Iterator(name: name, source: .list(source)))
            }
            guard iterators.count <= 20 else { throw error("more than 20 iterators") }
        } while try accept(.comma)
        return iterators
    }

    private mutating func function() throws(FEELSyntaxError) -> Node {
        try advance()
        try expect(.openParen)
        var parameters: [Parameter] = []
        while !isAt(.closeParen) {
            if !parameters.isEmpty { try expect(.comma) }
            let name = try words()
            parameters.append(Parameter(name: name, type: try accept(.colon) ? try type() : nil))
        }
        try expect(.closeParen)
        if isAt(word: "external") { throw error("external functions are not supported") }
        return .function(parameters, body: try expression())
    }

    /// A name, perhaps of several words; known as one from here on.
    mutating func words(before stop: String? = nil) throws(FEELSyntaxError) -> String {
        let start = token.start
        var end = token.end
        var name = try self.name()
        while case .word(let word) = token.kind, word != stop {
            end = token.end
            try advance()
            name = lexer.text(from: start, to: end)
        }
        lexer.learn(name)
        return name
    }
}
