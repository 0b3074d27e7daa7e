package import FerryFEEL
package import FerryXML

/// What came of evaluating a decision, and how.
package struct DecisionEvaluation: Sendable {
    package enum Outcome: Hashable, Sendable {
        case success(FEELValue)
        case failure(DecisionFailure)
    }

    package let decisionID: String
    package let outcome: Outcome
    /// What was required comes first, the decision itself last. If it failed, the last one is the one that failed.
    package let evaluatedDecisions: [EvaluatedDecision]
    /// What became null because it could not be computed; 100 at most.
    package let warnings: [FEELWarning]

    /// Nil if the evaluation failed.
    package var output: FEELValue? {
        if case .success(let output) = outcome { output } else { nil }
    }

    package var failure: DecisionFailure? {
        if case .failure(let failure) = outcome { failure } else { nil }
    }
}

/// Why there is no result, and where in the file.
package struct DecisionFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// The decision that failed; it may be one that the decision asked for requires.
    package let decisionID: String
    /// The nearest element with an id around the place.
    package let elementID: String
    /// Nil if it does not lie in the file.
    package let position: SourcePosition?
    /// Stable: FEEL's own (ASSERT_FAILURE, STEP_LIMIT, DEPTH_LIMIT, NO_INPUT) and DECISION_NOT_FOUND, HIT_POLICY_VIOLATED,
    /// NOT_A_NUMBER, WRONG_TYPE, NO_FUNCTION_FOUND, FUNCTION_INVOCATION_FAILURE.
    package let code: String
    package let message: String

    init(decisionID: String, elementID: String = "", position: SourcePosition? = nil, code: String, message: String) {
        self.decisionID = decisionID
        self.elementID = elementID
        self.position = position
        self.code = code
        self.message = message
    }

    package var description: String { "\(code): \(message)\(place)" }

    /// Where it failed, for the end of a message; empty if that does not lie in the file.
    package var place: String { position.map { " (\(elementID), line \($0.line), column \($0.column))" } ?? "" }
}

/// One decision of an evaluation. Only decision tables have inputs and rules.
package struct EvaluatedDecision: Hashable, Sendable {
    package let id: String
    package let name: String
    package let kind: Decision.Kind
    package let inputs: [EvaluatedInput]
    /// In the order of the table, those that hit policy and aggregation then chose from.
    package let matchedRules: [MatchedRule]
    /// Null if the decision failed.
    package let output: FEELValue

    package init(
        id: String, name: String, kind: Decision.Kind, inputs: [EvaluatedInput], matchedRules: [MatchedRule],
        output: FEELValue
    ) {
        self.id = id
        self.name = name
        self.kind = kind
        self.inputs = inputs
        self.matchedRules = matchedRules
        self.output = output
    }
}

package struct EvaluatedInput: Hashable, Sendable {
    package let id: String
    /// The label, or the expression where there is none.
    package let name: String
    package let value: FEELValue

    package init(id: String, name: String, value: FEELValue) {
        self.id = id
        self.name = name
        self.value = value
    }
}

package struct MatchedRule: Hashable, Sendable {
    package let id: String
    /// From 1.
    package let index: Int
    package let outputs: [EvaluatedOutput]

    package init(id: String, index: Int, outputs: [EvaluatedOutput]) {
        self.id = id
        self.index = index
        self.outputs = outputs
    }
}

package struct EvaluatedOutput: Hashable, Sendable {
    package let id: String
    /// The label, or the name where there is none.
    package let name: String
    package let value: FEELValue

    package init(id: String, name: String, value: FEELValue) {
        self.id = id
        self.name = name
        self.value = value
    }
}
