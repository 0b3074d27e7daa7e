import CFerryProto
import CProtobufC
import FerryModel

extension FieldReader {
    mutating func evaluateDecision(_ call: CEvaluateDecisionRequest) -> EvaluateDecision {
        unsafe EvaluateDecision(
            decision: decisionReference(call.decision_key, text(call.decision_id, "decision_id")),
            variables: variables(call.variables, "variables", atMost: Self.variablesMax), tenant: tenant(call.tenant))
    }

    mutating func listDecisions(_ call: CListDecisionsRequest) -> ListDecisions {
        unsafe ListDecisions(
            decisionID: text(call.decision_id, "decision_id"), latestOnly: call.latest_only != 0,
            page: page(call.page), tenant: tenant(call.tenant))
    }

    mutating func evaluateDecision(_ answer: CEvaluateDecisionResponse) -> EvaluateDecision.Answer? {
        guard let decision = unsafe answer.decision else { return nil }
        var failure: DecisionFailureView?
        if let fields = unsafe answer.failure {
            failure = within("failure") { unsafe $0.failure(fields.pointee) }
        }
        return unsafe EvaluateDecision.Answer(
            evaluationKey: key(answer.evaluation_key, "evaluation_key"),
            decision: within("decision") { unsafe $0.decision(decision.pointee) },
            output: answer.output.len == 0 ? nil : json(answer.output, "output"), failure: failure,
            evaluatedDecisions: list(
                answer.n_evaluated_decisions, answer.evaluated_decisions, "evaluated_decisions"
            ) { unsafe $0.evaluated($1) },
            omitted: answer.omitted)
    }

    mutating func listDecisions(_ answer: CListDecisionsResponse) -> ListDecisions.Answer {
        unsafe ListDecisions.Answer(
            decisions: decisions(answer.n_decisions, answer.decisions), nextPageToken: bytes(answer.next_page_token))
    }

    mutating func decisions(
        _ count: Int, _ items: UnsafeMutablePointer<UnsafeMutablePointer<CDecisionDefinition>?>?
    ) -> [DecisionDefinition] {
        unsafe list(count, items, "decisions") { unsafe $0.decision($1) }
    }

    private mutating func decisionReference(_ number: Int64, _ decisionID: String) -> DecisionReference {
        switch (number, decisionID) {
        case (0, ""): missing("decision_id")
        case (0, _): return .latest(decisionID: decisionID)
        case (_, ""): return .key(key(number, "decision_key"))
        default:
            fault(
                "AMBIGUOUS_REFERENCE", "decision_key", expected: "a decision_key or a decision_id", found: "both")
        }
        return .key(0)
    }

    private mutating func decision(_ decision: CDecisionDefinition) -> DecisionDefinition {
        unsafe DecisionDefinition(
            key: DecisionDefinitionKey(decision.key), decisionID: text(decision.decision_id, "decision_id"),
            version: decision.version, name: text(decision.name, "name"),
            versionTag: text(decision.version_tag, "version_tag"),
            requirementsKey: DecisionRequirementsKey(decision.requirements_key),
            requirementsID: text(decision.requirements_id, "requirements_id"),
            resourceName: text(decision.resource_name, "resource_name"),
            contentHash: text(decision.content_hash, "content_hash"),
            deployedAt: Timestamp(milliseconds: decision.deployed_at), tenant: tenant(decision.tenant),
            deploymentKey: DeploymentKey(decision.deployment_key))
    }

    private mutating func failure(_ failure: CDecisionFailure) -> DecisionFailureView {
        unsafe DecisionFailureView(
            decisionID: text(failure.decision_id, "decision_id"), elementID: text(failure.element_id, "element_id"),
            code: text(failure.code, "code"), message: text(failure.message, "message"))
    }

    private mutating func evaluated(_ decision: CEvaluatedDecision) -> EvaluatedDecisionView {
        unsafe EvaluatedDecisionView(
            decisionID: text(decision.decision_id, "decision_id"), name: text(decision.name, "name"),
            kind: text(decision.kind, "kind"), output: json(decision.output, "output"),
            inputs: list(decision.n_inputs, decision.inputs, "inputs") { unsafe $0.value($1) },
            matchedRules: list(decision.n_matched_rules, decision.matched_rules, "matched_rules") { reader, rule in
                unsafe MatchedRuleView(
                    id: reader.text(rule.id, "id"), index: rule.index,
                    outputs: reader.list(rule.n_outputs, rule.outputs, "outputs") { unsafe $0.value($1) })
            })
    }

    private mutating func value(_ value: CEvaluatedValue) -> EvaluatedValue {
        unsafe EvaluatedValue(
            id: text(value.id, "id"), name: text(value.name, "name"), value: json(value.value, "value"))
    }
}

extension FieldWriter {
    func evaluateDecision(_ call: EvaluateDecision) -> CEvaluateDecisionRequest {
        var fields = unsafe CEvaluateDecisionRequest()
        unsafe fields.base = CEvaluateDecisionRequest.head
        switch call.decision {
        case .key(let key): unsafe fields.decision_key = key.rawValue
        case .latest(let decisionID): unsafe fields.decision_id = text(decisionID)
        }
        unsafe fields.variables = variables(call.variables)
        unsafe fields.tenant = tenant(call.tenant)
        return unsafe fields
    }

    func listDecisions(_ call: ListDecisions) -> CListDecisionsRequest {
        unsafe CListDecisionsRequest(
            base: CListDecisionsRequest.head, decision_id: text(call.decisionID),
            latest_only: call.latestOnly ? 1 : 0, page: page(call.page), tenant: tenant(call.tenant))
    }

    func evaluateDecision(_ answer: EvaluateDecision.Answer) -> CEvaluateDecisionResponse {
        var fields = unsafe CEvaluateDecisionResponse()
        unsafe fields.base = CEvaluateDecisionResponse.head
        unsafe fields.evaluation_key = answer.evaluationKey.rawValue
        unsafe fields.decision = message(decision(answer.decision))
        if let output = answer.output { unsafe fields.output = bytes(output.bytes) }
        if let failure = answer.failure {
            unsafe fields.failure = message(
                CDecisionFailure(
                    base: CDecisionFailure.head, decision_id: text(failure.decisionID),
                    element_id: text(failure.elementID), code: text(failure.code), message: text(failure.message)))
        }
        unsafe fields.n_evaluated_decisions = answer.evaluatedDecisions.count
        unsafe fields.evaluated_decisions = list(answer.evaluatedDecisions) { unsafe $0.evaluated($1) }
        unsafe fields.omitted = answer.omitted
        return unsafe fields
    }

    func listDecisions(_ answer: ListDecisions.Answer) -> CListDecisionsResponse {
        unsafe CListDecisionsResponse(
            base: CListDecisionsResponse.head, n_decisions: answer.decisions.count,
            decisions: list(answer.decisions) { unsafe $0.decision($1) },
            next_page_token: bytes(answer.nextPageToken))
    }

    func decision(_ decision: DecisionDefinition) -> CDecisionDefinition {
        unsafe CDecisionDefinition(
            base: CDecisionDefinition.head, key: decision.key.rawValue, decision_id: text(decision.decisionID),
            version: decision.version, name: text(decision.name), version_tag: text(decision.versionTag),
            requirements_key: decision.requirementsKey.rawValue, requirements_id: text(decision.requirementsID),
            resource_name: text(decision.resourceName), content_hash: text(decision.contentHash),
            deployed_at: decision.deployedAt.milliseconds, tenant: tenant(decision.tenant),
            deployment_key: decision.deploymentKey.rawValue)
    }

    private func evaluated(_ decision: EvaluatedDecisionView) -> CEvaluatedDecision {
        unsafe CEvaluatedDecision(
            base: CEvaluatedDecision.head, decision_id: text(decision.decisionID), name: text(decision.name),
            kind: text(decision.kind), output: bytes(decision.output.bytes), n_inputs: decision.inputs.count,
            inputs: list(decision.inputs) { unsafe $0.value($1) }, n_matched_rules: decision.matchedRules.count,
            matched_rules: list(decision.matchedRules) { writer, rule in
                unsafe CMatchedRule(
                    base: CMatchedRule.head, id: writer.text(rule.id), index: rule.index,
                    n_outputs: rule.outputs.count, outputs: writer.list(rule.outputs) { unsafe $0.value($1) })
            })
    }

    private func value(_ value: EvaluatedValue) -> CEvaluatedValue {
        unsafe CEvaluatedValue(
            base: CEvaluatedValue.head, id: text(value.id), name: text(value.name), value: bytes(value.value.bytes))
    }
}
