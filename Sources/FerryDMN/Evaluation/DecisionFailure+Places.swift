import FerryFEEL

extension DecisionFailure {
    init(at place: Place, code: String, message: String) {
        self.init(decisionID: "", elementID: place.elementID, position: place.position, code: code, message: message)
    }

    init(_ failure: FEELFailure, at place: Place) {
        self.init(at: place, code: failure.code, message: failure.message)
    }

    /// What a function that failed so throws: the place becomes part of the words.
    var asFunctionFailure: FEELFailure {
        let isFinal = ["ASSERT_FAILURE", "STEP_LIMIT", "DEPTH_LIMIT"].contains(code)
        return isFinal
            ? FEELFailure(code: code, message: message + place)
            : FEELFailure(code: FEELFunction.invocationFailure, message: description)
    }

    /// The same failure with the decision that was evaluated.
    func of(_ decision: Decision) -> DecisionFailure {
        DecisionFailure(
            decisionID: decision.id, elementID: elementID, position: position, code: code,
            message: "decision '\(decision.id)': \(message)")
    }
}
