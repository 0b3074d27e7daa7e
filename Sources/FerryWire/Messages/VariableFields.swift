import CFerryProto
import CProtobufC
import FerryModel

extension FieldReader {
    mutating func listVariables(_ call: CListVariablesRequest) -> ListVariables {
        unsafe ListVariables(
            processInstanceKey: optionalKey(call.process_instance_key, "process_instance_key"),
            scope: optionalKey(call.scope, "scope"), name: text(call.name, "name"),
            value: call.value.len == 0 ? nil : json(call.value, "value"), page: page(call.page),
            tenant: tenant(call.tenant))
    }

    mutating func listVariables(_ answer: CListVariablesResponse) -> ListVariables.Answer {
        unsafe ListVariables.Answer(
            variables: list(answer.n_variables, answer.variables, "variables") {
                unsafe VariableEntry(
                    processInstanceKey: ProcessInstanceKey($1.process_instance_key),
                    scope: ElementInstanceKey($1.scope),
                    name: $0.text($1.name, "name"), value: $0.json($1.value, "value"))
            },
            nextPageToken: bytes(answer.next_page_token))
    }
}

extension FieldWriter {
    func listVariables(_ call: ListVariables) -> CListVariablesRequest {
        unsafe CListVariablesRequest(
            base: CListVariablesRequest.head, process_instance_key: call.processInstanceKey?.rawValue ?? 0,
            scope: call.scope?.rawValue ?? 0, name: text(call.name), value: bytes(call.value?.bytes ?? []),
            page: page(call.page), tenant: tenant(call.tenant))
    }

    func listVariables(_ answer: ListVariables.Answer) -> CListVariablesResponse {
        unsafe CListVariablesResponse(
            base: CListVariablesResponse.head, n_variables: answer.variables.count,
            variables: list(answer.variables) {
                unsafe CVariableEntry(
                    base: CVariableEntry.head, process_instance_key: $1.processInstanceKey.rawValue,
                    scope: $1.scope.rawValue, name: $0.text($1.name), value: $0.bytes($1.value.bytes))
            },
            next_page_token: bytes(answer.nextPageToken))
    }
}
