package import FerryModel

/// A compiled FEEL expression: immutable, shared freely, evaluated any number of times.
package struct FEELExpression: Sendable {
    /// As written, without the leading `=` of a BPMN attribute.
    package let text: String
    let node: Node

    /// `names` are those of the variables, and of what lies in them, that hold blanks or operators.
    package init(_ text: String, names: FEELNames = FEELNames()) throws(FEELSyntaxError) {
        self.text = text
        var parser = try Parser(text, names: names)
        node = try parser.wholeExpression()
    }

    /// What cannot be computed is null with a warning; only a missed `assert` or a limit makes the evaluation fail.
    package func evaluate(in scope: any FEELScope) throws(FEELFailure) -> FEELEvaluation {
        var evaluator = Evaluator(scope: scope)
        let value = try evaluator.evaluate(node)
        try evaluator.checkSize(value)
        return FEELEvaluation(value: value, warnings: evaluator.warnings)
    }
}

/// A cell of a decision table: `-`, or tests of an input value separated by commas.
package struct FEELUnaryTests: Sendable {
    package let text: String
    let tests: [UnaryTest]

    /// `names` are those of the variables, and of what lies in them, that hold blanks or operators.
    package init(_ text: String, names: FEELNames = FEELNames()) throws(FEELSyntaxError) {
        self.text = text
        var parser = try Parser(text, names: names)
        tests = try parser.wholeUnaryTests()
    }

    /// True or false, or null where the tests do not fit the input.
    package func evaluate(_ input: FEELValue, in scope: any FEELScope) throws(FEELFailure) -> FEELEvaluation {
        var evaluator = Evaluator(scope: scope)
        let truth = try evaluator.satisfies(input, anyOf: tests)
        return FEELEvaluation(value: .optional(truth), warnings: evaluator.warnings)
    }
}

/// What an expression can refer to: variables by their names, and the time. Asked only for what is used, once for each
/// use.
package protocol FEELScope {
    /// Nil if there is no such variable, which is null with a warning to the expression.
    func variable(_ name: String) -> FEELValue?
    /// A function that hides the built-in one of the same name. Asked for every call, so it must be cheap.
    func function(_ name: String) -> FEELFunction?
    /// The time of `now()` and `today()`; nil where there is none, which makes them null.
    var now: Timestamp? { get }
    /// What `random number()` and `uuid()` are drawn from, another one for each evaluation; nil makes them null.
    var seed: UInt64? { get }
}

extension FEELScope {
    package func function(_ name: String) -> FEELFunction? { nil }
    package var now: Timestamp? { nil }
    package var seed: UInt64? { nil }
}

extension FEELContext: FEELScope {
    package func variable(_ name: String) -> FEELValue? { self[name] }

    package func function(_ name: String) -> FEELFunction? {
        if case .function(let function) = self[name] { function } else { nil }
    }
}

package struct FEELEvaluation: Sendable {
    package let value: FEELValue
    /// In order of occurrence, 100 at most.
    package let warnings: [FEELWarning]
}

/// Something that became null because it could not be computed.
package struct FEELWarning: Hashable, Sendable {
    /// Stable: NO_VARIABLE_FOUND, NO_CONTEXT_ENTRY_FOUND, NO_PROPERTY_FOUND, NOT_COMPARABLE, INVALID_TYPE,
    /// NO_FUNCTION_FOUND, FUNCTION_INVOCATION_FAILURE.
    package let code: String
    package let message: String

    package init(code: String, message: String) {
        self.code = code
        self.message = message
    }
}

/// An evaluation that yields no value at all.
package struct FEELFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// Stable: ASSERT_FAILURE, NO_INPUT, STEP_LIMIT, DEPTH_LIMIT.
    package let code: String
    package let message: String

    package init(code: String, message: String) {
        self.code = code
        self.message = message
    }

    package var description: String { "\(code): \(message)" }
}
