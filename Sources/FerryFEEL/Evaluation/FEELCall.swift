/// A call of one function as it stands in an expression, for those who look at expressions without evaluating them.
package struct FEELCall: Sendable {
    package struct Argument: Sendable {
        /// The last name of a variable or of a path: `b` of `a.b`. nil for everything else.
        package let name: String?
        /// What it comes to without any variable; null if it needs one.
        package let value: FEELValue
    }

    private let arguments: [(parameter: String, argument: Argument)]

    package subscript(parameter: String) -> Argument? { arguments.first { $0.parameter == parameter }?.argument }

    fileprivate init(_ given: Arguments, parameters: [String]) {
        let named: [(String, Node)] =
            switch given {
            case .positional(let nodes): zip(parameters, nodes).map { ($0, $1) }
            case .named(let pairs): pairs.map { ($0.name, $0.value) }
            }
        arguments = named.map { ($0.0, Argument(name: $0.1.lastName, value: $0.1.constant)) }
    }
}

extension FEELExpression {
    /// The calls of a built-in function, outer ones before those in their arguments, in the order they are written.
    /// `parameters`: what its arguments are called where they are not named.
    package func calls(of function: String, parameters: [String]) -> [FEELCall] {
        var found: [FEELCall] = []
        var open = [node]
        while let next = open.popLast() {
            if case .call(let name, _, let arguments) = next, name == function {
                found.append(FEELCall(arguments, parameters: parameters))
            }
            open += next.parts.reversed()
        }
        return found
    }
}

extension Node {
    fileprivate var lastName: String? {
        switch self {
        case .variable(let name): name
        case .suffixed(_, let suffixes): if case .path(let name)? = suffixes.last { name } else { nil }
        default: nil
        }
    }

    fileprivate var constant: FEELValue {
        var evaluator = Evaluator(scope: FEELContext())
        return (try? evaluator.evaluate(self)) ?? .null
    }

    /// The expressions directly inside, in the order they are written.
    fileprivate var parts: [Node] {
        switch self {
        case .literal, .variable, .input, .native: []
        case .list(let nodes), .conjunction(let nodes), .disjunction(let nodes): nodes
        case .context(let entries): entries.map(\.value)
        case .negation(let node), .instance(let node, _), .halfRange(_, let node), .function(_, let node): [node]
        case .arithmetic(let first, let rest): [first] + rest.map(\.operand)
        case .comparison(_, let left, let right): [left, right]
        case .between(let node, let lower, let upper): [node, lower, upper]
        case .membership(let node, let tests): [node] + tests.flatMap(\.parts)
        case .conditional(let branches, let otherwise): branches.flatMap { [$0.condition, $0.result] } + [otherwise]
        case .loop(let iterators, let body, _): iterators.flatMap(\.parts) + [body]
        case .quantified(_, let iterators, let condition): iterators.flatMap(\.parts) + [condition]
        case .range(let lower, _, let upper, _): [lower, upper]
        case .call(_, _, let arguments): arguments.parts
        case .suffixed(let node, let suffixes): [node] + suffixes.flatMap(\.parts)
        }
    }
}

extension Iterator {
    fileprivate var parts: [Node] {
        switch source {
        case .list(let node): [node]
        case .numbers(let first, let last): [first, last]
        }
    }
}

extension Arguments {
    fileprivate var parts: [Node] {
        switch self {
        case .positional(let nodes): nodes
        case .named(let pairs): pairs.map(\.value)
        }
    }
}

extension Suffix {
    fileprivate var parts: [Node] {
        switch self {
        case .path: []
        case .call(_, let arguments), .invocation(let arguments): arguments.parts
        case .filter(let node, _): [node]
        }
    }
}

extension UnaryTest {
    fileprivate var parts: [Node] {
        switch self {
        case .anything: []
        case .comparison(_, let node), .expression(let node, _): [node]
        case .negation(let tests): tests.flatMap(\.parts)
        }
    }
}
