import FerryBPMN
import FerryModel

/// `zeebe:calledDecision`: a business rule task that the engine does itself, without waiting (Camunda 8: A59-A63).
extension Execution {
    func callDecision(_ called: CalledDecision, _ element: ElementInstance) throws(CommandFailure) {
        guard let id = try string(called.decisionID, of: "called decision id", at: element) else { return }
        guard let decision = engine.decision(called: id, called.binding, by: instance) else {
            return try raise(
                .calledDecisionError,
                "expected to evaluate decision '\(id)', but no decision '\(id)' is deployed\(called.binding.phrase)",
                at: element)
        }
        guard let model = engine.decisionModel(of: decision) else {
            return try raise(
                .calledDecisionError,
                "expected to evaluate decision '\(id)', but its file '\(decision.resourceName)' is refused by this release",
                at: element)
        }
        let run = DecisionRun(
            decision, of: model, as: state.nextKey(), for: element.key, in: try scope(of: element.key))
        try emit(.decisionEvaluated(run.evaluation))
        if let output = run.evaluation.output {
            try finishActivating(element)
            return try completeWork(
                of: element, with: Variables([Variables.Entry(name: called.resultVariable, value: output)]))
        }
        let reason = run.evaluation.failure.map { "[\($0.code)] \($0.message)" } ?? "there is no result"
        try raise(
            .decisionEvaluationError, "expected to evaluate decision '\(id)', but it failed: \(reason)", at: element)
    }
}
