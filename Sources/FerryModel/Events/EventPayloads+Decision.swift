/// A DMN file as deployed, with the decisions inside it.
package struct DeployedDecisions: Hashable, Sendable {
    /// At least one. All but key, id, version, name and tag they share.
    package let decisions: [DecisionDefinition]
    package let xml: [UInt8]
    /// Nobody finds them any more; they stay for their version numbers.
    package var isDeleted: Bool

    package init(decisions: [DecisionDefinition], xml: [UInt8], isDeleted: Bool = false) {
        precondition(!decisions.isEmpty, "a DMN file has at least one decision")
        self.decisions = decisions
        self.xml = xml
        self.isDeleted = isDeleted
    }

    package var requirementsKey: DecisionRequirementsKey { decisions[0].requirementsKey }
    package var contentHash: String { decisions[0].contentHash }
}

/// A decision was evaluated, for a business rule task or because somebody asked.
package struct DecisionEvaluated: Hashable, Sendable {
    package let key: DecisionEvaluationKey
    package let decisionKey: DecisionDefinitionKey
    package let decisionID: String
    /// nil: nobody's task.
    package let elementInstanceKey: ElementInstanceKey?
    /// nil: the evaluation failed.
    package let output: JSONValue?
    package let failure: DecisionFailureView?
    package let evaluatedDecisions: [EvaluatedDecisionView]
    /// Decisions that were left out because all together were too large, and values that are null in their place.
    package let omitted: Int32

    package init(
        key: DecisionEvaluationKey, decisionKey: DecisionDefinitionKey, decisionID: String,
        elementInstanceKey: ElementInstanceKey?, output: JSONValue?, failure: DecisionFailureView?,
        evaluatedDecisions: [EvaluatedDecisionView], omitted: Int32 = 0
    ) {
        self.key = key
        self.decisionKey = decisionKey
        self.decisionID = decisionID
        self.elementInstanceKey = elementInstanceKey
        self.output = output
        self.failure = failure
        self.evaluatedDecisions = evaluatedDecisions
        self.omitted = omitted
    }
}

extension DeployedDecisions {
    func describe(_ json: inout JSONObjectWriter) {
        json.field("requirementsKey", requirementsKey)
        json.field("requirementsId", decisions[0].requirementsID)
        json.field("resourceName", decisions[0].resourceName)
        json.field("contentHash", contentHash)
        json.field("tenant", decisions[0].tenant.rawValue)
        json.field(
            "decisions",
            objects: decisions.map { decision in
                var json = JSONObjectWriter()
                json.field("decisionKey", decision.key)
                json.field("decisionId", decision.decisionID)
                json.field("version", number: decision.version)
                return json.finish()
            })
    }
}

extension DecisionEvaluated {
    func describe(_ json: inout JSONObjectWriter) {
        json.field("evaluationKey", key)
        json.field("decisionKey", decisionKey)
        json.field("decisionId", decisionID)
        if let elementInstanceKey { json.field("elementInstanceKey", elementInstanceKey) }
        if let output { json.field("output", json: output) }
        if let failure {
            json.field("failedDecisionId", failure.decisionID)
            json.field("failureCode", failure.code)
            json.field("failureMessage", failure.message)
        }
        json.field("evaluatedDecisions", objects: evaluatedDecisions.map(\.json))
        if omitted > 0 { json.field("omitted", number: omitted) }
    }
}

extension EvaluatedDecisionView {
    fileprivate var json: JSONValue {
        var json = JSONObjectWriter()
        json.field("decisionId", decisionID)
        json.field("name", name)
        json.field("kind", kind)
        json.field("output", json: output)
        json.field("inputs", objects: inputs.map(\.json))
        json.field(
            "matchedRules",
            objects: matchedRules.map { rule in
                var json = JSONObjectWriter()
                json.field("ruleId", rule.id)
                json.field("index", number: rule.index)
                json.field("outputs", objects: rule.outputs.map(\.json))
                return json.finish()
            })
        return json.finish()
    }
}

extension EvaluatedValue {
    fileprivate var json: JSONValue {
        var json = JSONObjectWriter()
        json.field("id", id)
        json.field("name", name)
        json.field("value", json: value)
        return json.finish()
    }
}
