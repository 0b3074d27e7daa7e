/// What evaluations that belong together may still spend, and the warnings they have given.
package struct FEELBudget: Sendable {
    /// What one expression may spend.
    package static let stepsMax = 2_000_000

    /// What there was to spend in the beginning.
    package let steps: Int
    package internal(set) var warnings: [FEELWarning] = []
    var stepsLeft: Int
    /// Nested nodes so far; a function that is not an expression goes on counting where its caller stands.
    var depth = 0
    /// How often something was drawn from the seed.
    var draws: UInt64 = 0

    package init(steps: Int = FEELBudget.stepsMax) {
        self.steps = steps
        stepsLeft = steps
    }

    /// Pays for work, of expressions or beside them.
    package mutating func spend(_ steps: Int) throws(FEELFailure) {
        stepsLeft -= steps
        guard stepsLeft >= 0 else {
            throw FEELFailure(code: "STEP_LIMIT", message: "the evaluation takes more than \(self.steps) steps")
        }
    }

    /// Pays for a whole value and refuses one that is nested too deeply.
    package mutating func pay(for value: FEELValue) throws(FEELFailure) {
        var evaluator = Evaluator(scope: FEELContext(), budget: self)
        defer { self = evaluator.budget }
        try evaluator.checkSize(value)
    }

    /// Notes that what follows is nested in what came before, until `ascend`.
    package mutating func descend() throws(FEELFailure) {
        guard depth < Evaluator.depthMax else {
            throw FEELFailure(code: "DEPTH_LIMIT", message: "the evaluation is nested too deeply")
        }
        depth += 1
    }

    package mutating func ascend() { depth -= 1 }

    package mutating func warn(_ code: String, _ message: @autoclosure () -> String) {
        if warnings.count < Evaluator.warningsMax { warnings.append(FEELWarning(code: code, message: message())) }
    }
}

extension FEELFunction {
    /// How many nested nodes a body that is not an expression counts for.
    static let nativeDepth = 10

    /// The code of the failure by which a body that is not an expression tells that it cannot compute a value.
    package static let invocationFailure = "FUNCTION_INVOCATION_FAILURE"

    /// Needs as many arguments as the function has parameters.
    package func invoke(
        _ arguments: [FEELValue], in scope: any FEELScope, spending budget: inout FEELBudget
    ) throws(FEELFailure) -> FEELValue {
        if case .native(_, let body) = body { return try body(arguments, scope, &budget) }
        var evaluator = Evaluator(scope: scope, budget: budget)
        defer { budget = evaluator.budget }
        return try evaluator.invoke(self, arguments)
    }
}

extension FEELExpression {
    /// As `evaluate(in:)`, out of a budget that other evaluations share.
    package func evaluate(
        in scope: any FEELScope, spending budget: inout FEELBudget
    ) throws(FEELFailure) -> FEELValue {
        var evaluator = Evaluator(scope: scope, budget: budget)
        defer { budget = evaluator.budget }
        let value = try evaluator.evaluate(node)
        try evaluator.checkSize(value)
        return value
    }
}

extension FEELUnaryTests {
    /// As `evaluate(_:in:)`, out of a budget that other evaluations share; nil where the tests do not fit the input.
    package func evaluate(
        _ input: FEELValue, in scope: any FEELScope, spending budget: inout FEELBudget
    ) throws(FEELFailure) -> Bool? {
        var evaluator = Evaluator(scope: scope, budget: budget)
        defer { budget = evaluator.budget }
        return try evaluator.satisfies(input, anyOf: tests)
    }
}
