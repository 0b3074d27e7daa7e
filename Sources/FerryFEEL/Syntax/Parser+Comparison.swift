/// Comparisons, `between`, `in` with its unary tests, `instance of`.
extension Parser {
    mutating func comparison(_ left: Node) throws(FEELSyntaxError) -> Node {
        if try accept(word: "between") {
            let lower = try binary(.addition)
            try expect(word: "and")
            return .between(left, lower: lower, upper: try binary(.addition))
        }
        if try accept(word: "in") { return .membership(left, try membershipTests()) }
        if try accept(word: "instance") {
            try expect(word: "of")
            return .instance(left, type: try type())
        }
        guard let comparison = try comparisonOperator() else { throw unexpected("a comparison") }
        return .comparison(comparison, left, try binary(.addition))
    }

    mutating func comparisonOperator() throws(FEELSyntaxError) -> ComparisonOperator? {
        guard case .symbol(let symbol) = token.kind else { return nil }
        let comparison: ComparisonOperator
        switch symbol {
        case .equal: comparison = .equal
        case .unequal: comparison = .unequal
        case .less: comparison = .less
        case .atMost: comparison = .atMost
        case .greater: comparison = .greater
        case .atLeast: comparison = .atLeast
        default: return nil
        }
        try advance()
        return comparison
    }

    // Unary tests.

    /// The cell of a decision table: `-`, or tests separated by commas.
    mutating func wholeUnaryTests() throws(FEELSyntaxError) -> [UnaryTest] {
        let start = (lexer, token)
        if try accept(.minus), token.kind == .end { return [.anything] }
        (lexer, token) = start
        let tests = try unaryTests()
        guard token.kind == .end else { throw unexpected("',' or the end") }
        return tests
    }

    private mutating func unaryTests() throws(FEELSyntaxError) -> [UnaryTest] {
        var tests = [try unaryTest(bare: false)]
        while try accept(.comma) { tests.append(try unaryTest(bare: false)) }
        return tests
    }

    /// A bare test stands right behind `in`, where `and` and `or` already belong to what surrounds it.
    private mutating func unaryTest(bare: Bool) throws(FEELSyntaxError) -> UnaryTest {
        try enter()
        defer { leave() }
        let outer = seesInput
        seesInput = false
        defer { seesInput = outer }
        if let comparison = try comparisonOperator() { return .comparison(comparison, try binary(.addition)) }
        if isAt(word: "not") {
            let start = (lexer, token)
            try advance()
            if try accept(.openParen) {
                let tests = try unaryTests()
                try expect(.closeParen)
                if Precedence(token.kind).map({ bare && $0 < .addition }) ?? true { return .negation(tests) }
            }
            (lexer, token) = start
        }
        var node = bare ? try binary(.addition) : try expression()
        if bare, seesInput, Precedence(token.kind) == .comparison { node = try comparison(node) }
        return .expression(node, seesInput: seesInput)
    }

    /// `in test` or `in (test, test, …)`; `in (1..5)` is a range with open ends.
    private mutating func membershipTests() throws(FEELSyntaxError) -> [UnaryTest] {
        guard isAt(.openParen) else { return [try unaryTest(bare: true)] }
        try advance()
        var tests = [try unaryTest(bare: false)]
        if isAt(.dots), case .expression(let lower, let seesInput) = tests[0] {
            return [.expression(try range(from: lower, includesLower: false), seesInput: seesInput)]
        }
        while try accept(.comma) { tests.append(try unaryTest(bare: false)) }
        try expect(.closeParen)
        return tests
    }
}
