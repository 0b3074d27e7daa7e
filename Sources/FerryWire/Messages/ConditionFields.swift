import CFerryProto
import CProtobufC
import FerryModel

extension FieldReader {
    mutating func evaluateConditions(_ call: CEvaluateConditionsRequest) -> EvaluateConditions {
        unsafe EvaluateConditions(
            variables: variables(call.variables, "variables", atMost: Self.variablesMax),
            definitionKey: optionalKey(call.definition_key, "definition_key"), tenant: tenant(call.tenant))
    }

    mutating func evaluateConditions(_ answer: CEvaluateConditionsResponse) -> EvaluateConditions.Answer {
        unsafe EvaluateConditions.Answer(started: keys(answer.n_started, answer.started))
    }
}

extension FieldWriter {
    func evaluateConditions(_ call: EvaluateConditions) -> CEvaluateConditionsRequest {
        unsafe CEvaluateConditionsRequest(
            base: CEvaluateConditionsRequest.head, variables: variables(call.variables),
            definition_key: call.definitionKey?.rawValue ?? 0, tenant: tenant(call.tenant))
    }

    func evaluateConditions(_ answer: EvaluateConditions.Answer) -> CEvaluateConditionsResponse {
        unsafe CEvaluateConditionsResponse(
            base: CEvaluateConditionsResponse.head, n_started: answer.started.count, started: keys(answer.started))
    }
}
