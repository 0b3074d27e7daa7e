import FerryFEEL
import FerryXML

/// A decision with all it requires: its expression, the decisions and the functions it may use.
final class DecisionNode: Sendable {
    let decision: Decision
    let box: Box
    /// By this name other decisions see the result.
    let variable: String
    let type: ResultType?
    let required: [DecisionNode]
    /// Business knowledge models and decision services by name.
    let functions: FEELContext

    init(
        _ decision: Decision, box: Box, variable: String, type: ResultType?, required: [DecisionNode],
        functions: FEELContext
    ) {
        self.decision = decision
        self.box = box
        self.variable = variable
        self.type = type
        self.required = required
        self.functions = functions
    }
}

/// Answers for its output decisions; the results of its input decisions are handed in instead of evaluated.
struct DecisionService: Sendable {
    let decision: Decision
    let outputs: [DecisionNode]
    let inputDecisions: [DecisionNode]
    /// Names of the input data, which are the function's first parameters.
    let inputData: [String]

    /// The service as a function of its input data and input decisions.
    var function: FEELFunction {
        let parameters = inputData + inputDecisions.map(\.variable)
        return FEELFunction(parameters: parameters) { arguments, scope, budget throws(FEELFailure) in
            var given = FEELContext()
            for (name, value) in zip(parameters, arguments) { given[name] = value }
            return try DecisionEvaluator.callable(in: scope, &budget) { evaluator throws(DecisionFailure) in
                try evaluator.result(of: self, given: given)
            }
        }
    }
}

extension FunctionDefinition {
    /// The function, its body seeing these bindings besides its parameters and the caller's variables.
    func function(named name: String, seeing bindings: FEELContext) -> FEELFunction {
        FEELFunction(parameters: parameters.map(\.name)) { arguments, scope, budget throws(FEELFailure) in
            try DecisionEvaluator.callable(in: scope, &budget) { evaluator throws(DecisionFailure) in
                var inner = DecisionScope(root: evaluator.root, bindings: bindings)
                for (parameter, value) in zip(parameters, arguments) {
                    if let type = parameter.type, !type.accepts(value) {
                        throw DecisionFailure(
                            at: body.place, code: "WRONG_TYPE",
                            message: "'\(parameter.name.quotable)' of '\(name)' is no \(type.name): \(value.typeName)")
                    }
                    inner.bindings[parameter.name] = value
                }
                return try evaluator.value(of: body, in: inner)
            }
        }
    }
}
