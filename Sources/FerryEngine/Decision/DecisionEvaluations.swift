import FerryBPMN
import FerryDMN
import FerryFEEL
import FerryModel

/// A decision on its way to a result: which version, of which model, in an evaluation of its own key.
struct DecisionRun {
    let decision: DecisionDefinition
    let evaluation: DecisionEvaluated

    /// Evaluates without leaving a trace: whoever asks emits what came of it.
    init(
        _ decision: DecisionDefinition, of model: DecisionModel, as key: DecisionEvaluationKey,
        for element: ElementInstanceKey?, in scope: some FEELScope
    ) {
        self.decision = decision
        let result = model.evaluate(decision.decisionID, in: scope)
        let trace = DecisionTrace(result.evaluatedDecisions)
        evaluation = DecisionEvaluated(
            key: key, decisionKey: decision.key, decisionID: decision.decisionID, elementInstanceKey: element,
            output: result.output.map { JSONValue(trusted: $0.json) },
            failure: result.failure.map {
                DecisionFailureView(
                    decisionID: $0.decisionID, elementID: $0.elementID, code: $0.code,
                    message: "\($0.message)\($0.place)")
            },
            evaluatedDecisions: trace.decisions, omitted: trace.omitted)
    }
}

extension Engine {
    /// Evaluates a decision for whoever asks (A64). It is noted in the log, as those of tasks are.
    func evaluate(_ call: EvaluateDecision) throws(CommandFailure) -> Answer {
        guard let decision = state.decisions.find(call.decision, tenant: call.tenant) else {
            throw .rejected(.unknownDecision(call.decision))
        }
        guard let model = decisionModel(of: decision) else { throw .rejected(.unusable(decision)) }
        let scope = DocumentScope(document: FEELContext(call.variables), now: state.now, chance: chance)
        let run = DecisionRun(decision, of: model, as: state.nextKey(), for: nil, in: scope)
        state.emit(.decisionEvaluated(run.evaluation))
        return .evaluateDecision(
            EvaluateDecision.Answer(
                evaluationKey: run.evaluation.key, decision: decision, output: run.evaluation.output,
                failure: run.evaluation.failure, evaluatedDecisions: run.evaluation.evaluatedDecisions,
                omitted: run.evaluation.omitted))
    }

    /// The same as the first time.
    func answer(from evaluation: DecisionEvaluated) throws(CommandFailure) -> Answer {
        guard let decision = state.decisions[evaluation.decisionKey] else {
            throw .rejected(.unknownDecision(.key(evaluation.decisionKey)))
        }
        return .evaluateDecision(
            EvaluateDecision.Answer(
                evaluationKey: evaluation.key, decision: decision, output: evaluation.output,
                failure: evaluation.failure, evaluatedDecisions: evaluation.evaluatedDecisions,
                omitted: evaluation.omitted))
    }

    /// Goes on behind the decision the page before ended with.
    func list(_ call: ListDecisions) throws(CommandFailure) -> Answer {
        let cursor = try PageCursor(call.page)
        var all = state.decisions.all(tenant: call.tenant)
        if !call.decisionID.isEmpty { all = all.filter { $0.decisionID == call.decisionID } }
        if call.latestOnly {
            all = all.filter { state.decisions.latest($0.decisionID, tenant: call.tenant)?.key == $0.key }
        }
        let start =
            cursor.after == 0 ? 0 : (all.firstIndex { $0.key.rawValue == cursor.after }.map { $0 + 1 } ?? all.count)
        let page = Array(all[start...].prefix(cursor.size))
        let isWhole = start + page.count >= all.count
        return .listDecisions(
            ListDecisions.Answer(
                decisions: page,
                nextPageToken: isWhole ? [] : PageCursor.token(after: page.last?.key.rawValue ?? cursor.after)))
    }

    /// nil: the file, accepted once, is not accepted by this release.
    func decisionModel(of decision: DecisionDefinition) -> DecisionModel? {
        state.decisions.file(of: decision).flatMap { compiler.decisions(of: $0) }
    }

    /// Which version of a decision a task means (A60, C135). What is deployed unchanged keeps its version, so the one
    /// of a deployment is the latest there was at that time.
    func decision(
        called decisionID: String, _ binding: Binding, by instance: ProcessInstance
    ) -> DecisionDefinition? {
        switch binding {
        case .latest: return state.decisions.latest(decisionID, tenant: instance.tenant)
        case .deployment:
            guard let deployment = state.definitions[instance.definitionKey]?.definition.deploymentKey else {
                return nil
            }
            return state.decisions.all(decisionID, tenant: instance.tenant).last { $0.deploymentKey <= deployment }
        case .versionTag(let tag):
            return state.decisions.all(decisionID, tenant: instance.tenant).last { $0.versionTag == tag }
        }
    }
}

/// What a decision sees that nobody's task asks for: the variables given with the call.
private struct DocumentScope: FEELScope {
    let document: FEELContext
    let now: Timestamp?
    let chance: Chance

    func variable(_ name: String) -> FEELValue? { document[name] }
    var seed: UInt64? { chance.next() }
}

extension FEELContext {
    fileprivate init(_ variables: Variables) {
        self.init(variables.entries.map { Entry(name: $0.name, value: FEELValue(json: $0.value)) })
    }
}

extension Rejection {
    fileprivate static func unknownDecision(_ reference: DecisionReference) -> Rejection {
        notFound(
            "decision \(reference)", "DECISION_NOT_FOUND", hint: "list the decisions to see what is deployed")
    }

    fileprivate static func unusable(_ decision: DecisionDefinition) -> Rejection {
        Rejection(
            .failedPrecondition, "decision \(decision.key) was deployed by another release and is refused by this one",
            reasons: [
                Reason(
                    code: "DECISION_NOT_EXECUTABLE", elementID: decision.decisionID,
                    expected: "a decision this release can evaluate", found: decision.resourceName,
                    hint: "deploy the file again to see what is wrong with it")
            ])
    }
}
