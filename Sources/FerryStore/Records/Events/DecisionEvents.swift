import FerryModel

/// `ferry.record.v1.DecisionEvaluated`.
enum DecisionEvaluatedRecord {
    static func write(_ evaluated: DecisionEvaluated, to writer: inout RecordWriter) {
        writer.key(1, evaluated.key)
        writer.key(2, evaluated.decisionKey)
        writer.text(3, evaluated.decisionID)
        if let element = evaluated.elementInstanceKey { writer.key(4, element) }
        if let output = evaluated.output { writer.bytes(5, output.bytes) }
        if let failure = evaluated.failure {
            writer.message(6) { writer in
                writer.textUnlessEmpty(1, failure.decisionID)
                writer.textUnlessEmpty(2, failure.elementID)
                writer.textUnlessEmpty(3, failure.code)
                writer.textUnlessEmpty(4, failure.message)
            }
        }
        for decision in evaluated.evaluatedDecisions {
            writer.message(7) { EvaluatedDecisionRecord.write(decision, to: &$0) }
        }
        writer.int32UnlessZero(8, evaluated.omitted)
    }

    static func read(_ cursor: RecordCursor, in bytes: RawSpan) throws(RecordFault) -> DecisionEvaluated {
        var cursor = cursor
        var key: DecisionEvaluationKey?
        var decisionKey: DecisionDefinitionKey?
        var decisionID: String?
        var element: ElementInstanceKey?
        var output: JSONValue?
        var failure: DecisionFailureView?
        var decisions: [EvaluatedDecisionView] = []
        var omitted: Int32 = 0
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: key = try field.key()
            case 2: decisionKey = try field.key()
            case 3: decisionID = try field.text(in: bytes)
            case 4: element = try field.key()
            case 5: output = JSONValue(trusted: try field.bytes(in: bytes))
            case 6: failure = try self.failure(field.content(), in: bytes)
            case 7: decisions.append(try EvaluatedDecisionRecord.read(field.content(), in: bytes))
            case 8: omitted = try field.int32()
            default: break
            }
        }
        return DecisionEvaluated(
            key: try require(key, "an evaluation's key"),
            decisionKey: try require(decisionKey, "an evaluated decision's key"),
            decisionID: try require(decisionID, "an evaluated decision's id"), elementInstanceKey: element,
            output: output, failure: failure, evaluatedDecisions: decisions, omitted: omitted)
    }

    private static func failure(
        _ cursor: RecordCursor, in bytes: RawSpan
    ) throws(RecordFault) -> DecisionFailureView {
        var cursor = cursor
        var failure = DecisionFailureView(decisionID: "", elementID: "", code: "", message: "")
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: failure.decisionID = try field.text(in: bytes)
            case 2: failure.elementID = try field.text(in: bytes)
            case 3: failure.code = try field.text(in: bytes)
            case 4: failure.message = try field.text(in: bytes)
            default: break
            }
        }
        return failure
    }
}

/// `ferry.record.v1.EvaluatedDecision`.
enum EvaluatedDecisionRecord {
    static func write(_ decision: EvaluatedDecisionView, to writer: inout RecordWriter) {
        writer.textUnlessEmpty(1, decision.decisionID)
        writer.textUnlessEmpty(2, decision.name)
        writer.textUnlessEmpty(3, decision.kind)
        writer.bytes(4, decision.output.bytes)
        for input in decision.inputs { writer.message(5) { write(input, to: &$0) } }
        for rule in decision.matchedRules {
            writer.message(6) { writer in
                writer.textUnlessEmpty(1, rule.id)
                writer.int32UnlessZero(2, rule.index)
                for output in rule.outputs { writer.message(3) { write(output, to: &$0) } }
            }
        }
    }

    static func read(_ cursor: RecordCursor, in bytes: RawSpan) throws(RecordFault) -> EvaluatedDecisionView {
        var cursor = cursor
        var decision = EvaluatedDecisionView(decisionID: "", name: "", kind: "", output: .null)
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: decision.decisionID = try field.text(in: bytes)
            case 2: decision.name = try field.text(in: bytes)
            case 3: decision.kind = try field.text(in: bytes)
            case 4: decision.output = JSONValue(trusted: try field.bytes(in: bytes))
            case 5: decision.inputs.append(try value(field.content(), in: bytes))
            case 6: decision.matchedRules.append(try rule(field.content(), in: bytes))
            default: break
            }
        }
        return decision
    }

    private static func rule(_ cursor: RecordCursor, in bytes: RawSpan) throws(RecordFault) -> MatchedRuleView {
        var cursor = cursor
        var rule = MatchedRuleView(id: "", index: 0, outputs: [])
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: rule.id = try field.text(in: bytes)
            case 2: rule.index = try field.int32()
            case 3: rule.outputs.append(try value(field.content(), in: bytes))
            default: break
            }
        }
        return rule
    }

    private static func write(_ value: EvaluatedValue, to writer: inout RecordWriter) {
        writer.textUnlessEmpty(1, value.id)
        writer.textUnlessEmpty(2, value.name)
        writer.bytes(3, value.value.bytes)
    }

    private static func value(_ cursor: RecordCursor, in bytes: RawSpan) throws(RecordFault) -> EvaluatedValue {
        var cursor = cursor
        var value = EvaluatedValue(id: "", name: "", value: .null)
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: value.id = try field.text(in: bytes)
            case 2: value.name = try field.text(in: bytes)
            case 3: value.value = JSONValue(trusted: try field.bytes(in: bytes))
            default: break
            }
        }
        return value
    }
}
