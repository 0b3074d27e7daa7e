/// Builds the tree of an expression by precedence climbing.
///
/// It recurses only into brackets and keyword constructs, and `depth` bounds those; chains of operators, suffixes and
/// `else if` are loops. So neither nesting nor length can exhaust the stack.
struct Parser {
    /// Each bracket costs about two levels.
    static let depthMax = 200
    static let bytesMax = 1 << 20

    var lexer: Lexer
    var token: Token
    private var depth = 0
    /// False while the end of a range is read, where `[` closes the range: `[1..5[`.
    var allowsFilters = true
    /// Set when `partial` or `?` is met; saved and cleared around what wants to know.
    var seesPartial = false
    var seesInput = false

    init(_ text: String, names: FEELNames) throws(FEELSyntaxError) {
        lexer = Lexer(Array(text.utf8), names: names)
        guard lexer.source.count <= Self.bytesMax else {
            throw lexer.error("an expression must not be longer than \(Self.bytesMax) bytes", at: 0)
        }
        token = try lexer.next()
    }

    mutating func wholeExpression() throws(FEELSyntaxError) -> Node {
        let node = try expression()
        guard token.kind == .end else { throw unexpected("an operator or the end") }
        return node
    }

    // Reading tokens.

    mutating func advance() throws(FEELSyntaxError) { token = try lexer.next() }

    func isAt(_ symbol: Symbol) -> Bool { token.kind == .symbol(symbol) }
    func isAt(word: String) -> Bool { token.kind == .word(word) }

    mutating func accept(_ symbol: Symbol) throws(FEELSyntaxError) -> Bool {
        guard isAt(symbol) else { return false }
        try advance()
        return true
    }

    mutating func accept(word: String) throws(FEELSyntaxError) -> Bool {
        guard isAt(word: word) else { return false }
        try advance()
        return true
    }

    mutating func expect(_ symbol: Symbol) throws(FEELSyntaxError) {
        guard try accept(symbol) else { throw unexpected("'\(symbol.rawValue)'") }
    }

    mutating func expect(word: String) throws(FEELSyntaxError) {
        guard try accept(word: word) else { throw unexpected("'\(word)'") }
    }

    func unexpected(_ expected: String) -> FEELSyntaxError {
        error("expected \(expected), found \(token.kind)")
    }

    func error(_ problem: String) -> FEELSyntaxError { lexer.error(problem, at: token.start) }

    mutating func enter() throws(FEELSyntaxError) {
        depth += 1
        guard depth <= Self.depthMax else { throw error("the expression is nested too deeply") }
    }

    mutating func leave() { depth -= 1 }

    // Expressions, loosest first.

    mutating func expression() throws(FEELSyntaxError) -> Node {
        try enter()
        defer { leave() }
        let outer = allowsFilters
        allowsFilters = true
        defer { allowsFilters = outer }
        if case .word(let word) = token.kind, let node = try control(word) { return node }
        return try binary(.disjunction)
    }

    /// Operands joined by operators of at least one precedence.
    mutating func binary(_ minimum: Precedence) throws(FEELSyntaxError) -> Node {
        var left = try unary()
        while let precedence = Precedence(token.kind), precedence >= minimum {
            left = try chain(left, precedence)
        }
        return left
    }

    /// `left` with all operators of one precedence that follow it.
    private mutating func chain(_ left: Node, _ precedence: Precedence) throws(FEELSyntaxError) -> Node {
        switch precedence {
        case .disjunction:
            var operands = [left]
            while try accept(word: "or") { operands.append(try binary(.conjunction)) }
            return .disjunction(operands)
        case .conjunction:
            var operands = [left]
            while try accept(word: "and") { operands.append(try binary(.comparison)) }
            return .conjunction(operands)
        case .comparison:
            let node = try comparison(left)
            if Precedence(token.kind) == .comparison { throw error("comparisons cannot be chained; use 'and'") }
            return node
        case .addition, .multiplication, .power:
            var rest: [(symbol: ArithmeticOperator, operand: Node)] = []
            while let (symbol, level) = arithmeticOperator, level == precedence {
                try advance()
                rest.append((symbol, try binary(precedence.next)))
            }
            return .arithmetic(left, rest)
        case .unary: preconditionFailure("no infix operator binds as tightly as a sign")
        }
    }

    private var arithmeticOperator: (ArithmeticOperator, Precedence)? {
        guard case .symbol(let symbol) = token.kind else { return nil }
        return switch symbol {
        case .plus: (.add, .addition)
        case .minus: (.subtract, .addition)
        case .times: (.multiply, .multiplication)
        case .over: (.divide, .multiplication)
        case .power: (.power, .power)
        default: nil
        }
    }

    /// Signs are counted, not recursed into: an even number of them leaves a number what it is.
    private mutating func unary() throws(FEELSyntaxError) -> Node {
        var signs = 0
        while try accept(.minus) { signs += 1 }
        let operand = try suffixed()
        guard signs > 0 else { return operand }
        if case .literal(.number(let number)) = operand {
            return .literal(.number(signs % 2 == 1 ? number.negated : number))
        }
        return signs % 2 == 1 ? .negation(operand) : .negation(.negation(operand))
    }
}

/// How tightly an infix operator binds, loosest first.
enum Precedence: Int, Comparable {
    case disjunction, conjunction, comparison, addition, multiplication, power, unary

    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    var next: Precedence { Precedence(rawValue: rawValue + 1) ?? .unary }

    init?(_ token: Token.Kind) {
        switch token {
        case .word("or"): self = .disjunction
        case .word("and"): self = .conjunction
        case .word("between"), .word("in"), .word("instance"): self = .comparison
        case .symbol(let symbol):
            switch symbol {
            case .equal, .unequal, .less, .atMost, .greater, .atLeast: self = .comparison
            case .plus, .minus: self = .addition
            case .times, .over: self = .multiplication
            case .power: self = .power
            default: return nil
            }
        default: return nil
        }
    }
}
