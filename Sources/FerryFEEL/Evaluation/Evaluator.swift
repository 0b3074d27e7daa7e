/// One evaluation: the local names, the warnings so far, and the steps left.
///
/// Every node costs a step and every value copied or compared costs steps by its size, so no expression runs or grows
/// without bound; depth is bounded for nodes and for values, so none exhausts the stack.
struct Evaluator {
    /// Nested nodes, calls of functions included.
    static let depthMax = 500
    /// Nested lists and contexts of a value, as in JSON.
    static let valueDepthMax = 200
    static let warningsMax = 100

    let scope: any FEELScope
    var locals: [Local] = []
    var budget: FEELBudget

    init(scope: any FEELScope, budget: FEELBudget = FEELBudget()) {
        self.scope = scope
        self.budget = budget
    }

    var warnings: [FEELWarning] { budget.warnings }
    var stepsLeft: Int { budget.stepsLeft }

    mutating func evaluate(_ node: Node) throws(FEELFailure) -> FEELValue {
        try spend(1)
        switch node {
        case .literal(let value): return value
        case .variable(let name): return try variable(name)
        default: break
        }
        budget.depth += 1
        defer { budget.depth -= 1 }
        guard budget.depth <= Self.depthMax else {
            throw FEELFailure(code: "DEPTH_LIMIT", message: "the evaluation is nested too deeply")
        }
        switch node {
        case .literal(let value): return value
        case .variable(let name): return try variable(name)
        case .input: return try input()
        case .list(let items): return try list(items)
        case .context(let entries): return try context(entries)
        case .negation(let operand): return negated(try evaluate(operand))
        case .arithmetic(let first, let rest): return try arithmetic(first, rest)
        case .comparison(let comparison, let left, let right): return try self.comparison(comparison, left, right)
        case .between(let value, let lower, let upper): return try between(value, lower, upper)
        case .membership(let value, let tests): return .optional(try satisfies(try evaluate(value), anyOf: tests))
        case .instance(let value, let type): return .boolean(try isInstance(try evaluate(value), of: type))
        case .conjunction(let operands): return try junction(operands, decidedBy: false)
        case .disjunction(let operands): return try junction(operands, decidedBy: true)
        case .conditional(let branches, let otherwise): return try conditional(branches, otherwise)
        case .loop(let iterators, let body, let seesPartial): return try loop(iterators, body, seesPartial)
        case .quantified(let quantifier, let iterators, let condition):
            return try quantified(quantifier, iterators, condition)
        case .range(let lower, let includesLower, let upper, let includesUpper):
            return try range(lower, includesLower, upper, includesUpper)
        case .halfRange(let comparison, let end): return try halfRange(comparison, end)
        case .function(let parameters, let body): return try function(parameters, body)
        case .call(let name, let overloads, let arguments): return try call(name, overloads, arguments)
        case .suffixed(let value, let suffixes): return try suffixed(value, suffixes)
        case .native(let parameterCount, let body): return try native(parameterCount, body)
        }
    }

    // Limits and warnings.

    mutating func spend(_ steps: Int) throws(FEELFailure) {
        try budget.spend(steps)
    }

    mutating func warn(_ code: StaticString, _ message: @autoclosure () -> String) {
        budget.warn("\(code)", message())
    }

    /// Null with a warning.
    mutating func null(_ code: StaticString, _ message: @autoclosure () -> String) -> FEELValue {
        warn(code, message())
        return .null
    }

    /// Forgets the warnings of an attempt.
    mutating func restore(_ earlier: [FEELWarning]) { budget.warnings = earlier }

    /// Runs the body of a function that is not an expression; its arguments are the innermost locals.
    ///
    /// As of a built-in function, what it cannot compute is null with a warning.
    private mutating func native(
        _ parameterCount: Int, _ body: FEELFunction.NativeBody
    ) throws(FEELFailure) -> FEELValue {
        let arguments = locals.suffix(parameterCount).map { local in
            if case .named(_, let value) = local { value } else { FEELValue.null }
        }
        // Such a body takes more of the stack than a node does.
        budget.depth += FEELFunction.nativeDepth
        defer { budget.depth -= FEELFunction.nativeDepth }
        do {
            return try body(arguments, scope, &budget)
        } catch let failure where failure.code == FEELFunction.invocationFailure {
            return null("FUNCTION_INVOCATION_FAILURE", failure.message)
        }
    }

    /// Pays for a whole value and refuses one that is nested too deeply; answers its depth.
    @discardableResult
    mutating func checkSize(_ value: FEELValue, depth: Int = 0) throws(FEELFailure) -> Int {
        guard depth <= Self.valueDepthMax else {
            throw FEELFailure(code: "DEPTH_LIMIT", message: "a value is nested deeper than \(Self.valueDepthMax)")
        }
        var deepest = depth
        switch value {
        case .list(let items):
            try spend(items.count)
            for item in items where item.isContainer { deepest = max(deepest, try checkSize(item, depth: depth + 1)) }
        case .context(let context):
            try spend(context.entries.count)
            for entry in context.entries where entry.value.isContainer {
                deepest = max(deepest, try checkSize(entry.value, depth: depth + 1))
            }
        case .string(let string): try spend(string.utf8.count >> 6)
        case .function(let function): return try checkDepth(depth + function.depth)
        case .range(let range):
            if let lower = range.lower { deepest = max(deepest, try checkSize(lower, depth: depth + 1)) }
            if let upper = range.upper { deepest = max(deepest, try checkSize(upper, depth: depth + 1)) }
        case .null, .boolean, .number, .date, .time, .dateTime, .daysDuration, .monthsDuration: break
        }
        return deepest
    }

    private func checkDepth(_ depth: Int) throws(FEELFailure) -> Int {
        guard depth <= Self.valueDepthMax else {
            throw FEELFailure(code: "DEPTH_LIMIT", message: "a value is nested deeper than \(Self.valueDepthMax)")
        }
        return depth
    }

    // Names.

    mutating func variable(_ name: String) throws(FEELFailure) -> FEELValue {
        if let value = try local(name) ?? scope.variable(name) { return value }
        return null("NO_VARIABLE_FOUND", "no variable '\(name)'")
    }

    mutating func local(_ name: String) throws(FEELFailure) -> FEELValue? {
        try spend(locals.count >> 3)
        for local in locals.reversed() {
            switch local {
            case .named(name, let value): return value
            case .entries(let context): if let value = context[name] { return value }
            default: continue
            }
        }
        return nil
    }

    private mutating func input() throws(FEELFailure) -> FEELValue {
        guard let value = try local(Local.input) else {
            throw FEELFailure(code: "NO_INPUT", message: "'?' has no meaning outside a unary test")
        }
        return value
    }
}

/// A name that an expression itself brought in; the last one of a name hides those before it.
enum Local: Sendable {
    case named(String, FEELValue)
    /// The entries of the item a filter looks at.
    case entries(FEELContext)

    /// The name of the value a unary test looks at; no bare name can be that.
    static let input = "?"
}

extension FEELValue {
    /// True for values that hold others, or are large: their size is worth a look.
    var isContainer: Bool {
        switch self {
        case .list, .context, .function, .range, .string: true
        case .null, .boolean, .number, .date, .time, .dateTime, .daysDuration, .monthsDuration: false
        }
    }
}
