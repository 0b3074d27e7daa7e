/// One overload of a built-in function.
struct Builtin: Sendable {
    enum Arity: Sendable {
        case fixed
        /// One list or any number of values; the body is handed one list.
        case listOrValues
        /// The last parameter takes one or more values; the body is handed them as a list.
        case tail
    }

    /// Answers nil if the arguments are of the wrong types: null, with a warning.
    typealias Body = @Sendable (inout Evaluator, [FEELValue]) throws(FEELFailure) -> FEELValue?

    let name: String
    let parameters: [String]
    let arity: Arity
    let body: Body

    init(_ name: String, _ parameters: [String], _ arity: Arity = .fixed, body: @escaping Body) {
        self.name = name
        self.parameters = parameters
        self.arity = arity
        self.body = body
    }

    func accepts(count: Int) -> Bool {
        switch arity {
        case .fixed: count == parameters.count
        case .listOrValues: count >= 1
        case .tail: count >= parameters.count
        }
    }

    func accepts(names: [String]) -> Bool { names.allSatisfy(parameters.contains) }
}

/// The functions every expression can call, by name; overloads in the order they are tried.
enum Builtins {
    static func named(_ name: String) -> [Builtin] { table[name] ?? [] }

    private static let table = Dictionary(
        grouping: boolean + conversion + string + pattern + number + list + aggregation + context + temporal + range
            + various + chance, by: \.name)
}
