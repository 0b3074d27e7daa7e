/// A compiled expression. Chains of one operator are flat lists, so depth grows only with brackets, never with length.
indirect enum Node: Sendable {
    case literal(FEELValue)
    case variable(String)
    /// `?`, the value a unary test looks at.
    case input
    case list([Node])
    case context([(key: String, value: Node)])
    case negation(Node)
    /// Operators of one precedence, left to right.
    case arithmetic(Node, [(symbol: ArithmeticOperator, operand: Node)])
    case comparison(ComparisonOperator, Node, Node)
    case between(Node, lower: Node, upper: Node)
    case membership(Node, [UnaryTest])
    case instance(Node, type: FEELType)
    case conjunction([Node])
    case disjunction([Node])
    /// `if … then … else if … then … else …`
    case conditional([(condition: Node, result: Node)], otherwise: Node)
    case loop([Iterator], body: Node, seesPartial: Bool)
    case quantified(Quantifier, [Iterator], condition: Node)
    case range(lower: Node, includesLower: Bool, upper: Node, includesUpper: Bool)
    /// `(< 10)`: a range without one of its ends, or of one value.
    case halfRange(ComparisonOperator, Node)
    case function([Parameter], body: Node)
    case call(name: String, overloads: [Builtin], Arguments)
    case suffixed(Node, [Suffix])
    /// The body of a function that is not an expression.
    case native(parameterCount: Int, FEELFunction.NativeBody)
}

enum ArithmeticOperator: Sendable { case add, subtract, multiply, divide, power }

enum ComparisonOperator: Sendable { case equal, unequal, less, atMost, greater, atLeast }

enum Quantifier: Sendable { case some, every }

/// `name in source`, or `name in first..last` of a `for`, `some` or `every`.
struct Iterator: Sendable {
    enum Source: Sendable {
        case list(Node)
        case numbers(first: Node, last: Node)
    }

    let name: String
    let source: Source
}

/// A parameter of a function an expression defines.
struct Parameter: Sendable {
    let name: String
    let type: FEELType?
}

enum Arguments: Sendable {
    case positional([Node])
    case named([(name: String, value: Node)])
}

/// What stands behind a value: a path step, a call of a function in a context or of the value itself, a filter.
enum Suffix: Sendable {
    case path(String)
    case call(String, Arguments)
    case invocation(Arguments)
    case filter(Node, FilterKind)
}

/// What can be known of `xs[…]` before it runs.
enum FilterKind: Sendable {
    /// A number: the position of an item.
    case index
    /// A truth by its form.
    case condition
    /// A comparison or call: the first item decides.
    case decidedByFirstItem
    /// Anything else: asked once outside the items; a number is an index.
    case decidedOutside
}

/// A cell of a decision table, or the right side of `in`.
enum UnaryTest: Sendable {
    case anything
    case comparison(ComparisonOperator, Node)
    case negation([UnaryTest])
    /// An expression; the flag tells whether it mentions `?`.
    case expression(Node, seesInput: Bool)
}
