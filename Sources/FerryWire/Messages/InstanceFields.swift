import CFerryProto
import CProtobufC
import FerryModel

extension FieldReader {
    mutating func createProcessInstance(_ call: CCreateProcessInstanceRequest) -> CreateProcessInstance {
        unsafe CreateProcessInstance(
            definition: definitionReference(call.definition, "definition"),
            variables: variables(call.variables, "variables", atMost: Self.variablesMax),
            startElements: names(call.n_start_elements, call.start_elements, "start_elements", atMost: 1_000),
            awaitResult: call.await_result != 0,
            fetchVariables: names(call.n_fetch_variables, call.fetch_variables, "fetch_variables", atMost: 1_000),
            tenant: tenant(call.tenant), tags: names(call.n_tags, call.tags, "tags", atMost: 100),
            businessID: text(call.business_id, "business_id"))
    }

    mutating func cancelProcessInstance(_ call: CCancelProcessInstanceRequest) -> CancelProcessInstance {
        unsafe CancelProcessInstance(processInstanceKey: key(call.process_instance_key, "process_instance_key"))
    }

    mutating func setVariables(_ call: CSetVariablesRequest) -> SetVariables {
        unsafe SetVariables(
            scope: key(call.scope, "scope"),
            variables: variables(call.variables, "variables", atMost: Self.variablesMax), local: call.local != 0)
    }

    mutating func getProcessInstance(_ call: CGetProcessInstanceRequest) -> GetProcessInstance {
        unsafe GetProcessInstance(processInstanceKey: key(call.process_instance_key, "process_instance_key"))
    }

    mutating func listProcessInstances(_ call: CListProcessInstancesRequest) -> ListProcessInstances {
        unsafe ListProcessInstances(
            definition: optionalDefinitionReference(call.definition, "definition"),
            elementID: text(call.element_id, "element_id"), state: choice(call.state.rawValue, "state", or: .all),
            page: page(call.page), tenant: tenant(call.tenant), tag: text(call.tag, "tag"),
            businessID: text(call.business_id, "business_id"),
            parent: optionalKey(call.parent_process_instance_key, "parent_process_instance_key"))
    }

    mutating func createProcessInstance(_ answer: CCreateProcessInstanceResponse) -> CreateProcessInstance.Answer {
        unsafe CreateProcessInstance.Answer(
            processInstanceKey: ProcessInstanceKey(answer.process_instance_key),
            definitionKey: ProcessDefinitionKey(answer.definition_key),
            processID: text(answer.process_id, "process_id"), version: answer.version,
            result: answer.result.len == 0 ? nil : variables(answer.result, "result"))
    }
}

extension FieldWriter {
    func createProcessInstance(_ call: CreateProcessInstance) -> CCreateProcessInstanceRequest {
        unsafe CCreateProcessInstanceRequest(
            base: CCreateProcessInstanceRequest.head, definition: definitionReference(call.definition),
            variables: variables(call.variables), n_start_elements: call.startElements.count,
            start_elements: names(call.startElements), await_result: call.awaitResult ? 1 : 0,
            n_fetch_variables: call.fetchVariables.count, fetch_variables: names(call.fetchVariables),
            tenant: tenant(call.tenant), n_tags: call.tags.count, tags: names(call.tags),
            business_id: text(call.businessID))
    }

    func cancelProcessInstance(_ call: CancelProcessInstance) -> CCancelProcessInstanceRequest {
        unsafe CCancelProcessInstanceRequest(
            base: CCancelProcessInstanceRequest.head, process_instance_key: call.processInstanceKey.rawValue)
    }

    func setVariables(_ call: SetVariables) -> CSetVariablesRequest {
        unsafe CSetVariablesRequest(
            base: CSetVariablesRequest.head, scope: call.scope.rawValue, variables: variables(call.variables),
            local: call.local ? 1 : 0)
    }

    func getProcessInstance(_ call: GetProcessInstance) -> CGetProcessInstanceRequest {
        unsafe CGetProcessInstanceRequest(
            base: CGetProcessInstanceRequest.head, process_instance_key: call.processInstanceKey.rawValue)
    }

    func listProcessInstances(_ call: ListProcessInstances) -> CListProcessInstancesRequest {
        unsafe CListProcessInstancesRequest(
            base: CListProcessInstancesRequest.head, definition: optionalDefinitionReference(call.definition),
            element_id: text(call.elementID), state: .init(UInt32(bitPattern: call.state.rawValue)),
            page: page(call.page), tenant: tenant(call.tenant), tag: text(call.tag),
            business_id: text(call.businessID), parent_process_instance_key: call.parent?.rawValue ?? 0)
    }

    func createProcessInstance(_ answer: CreateProcessInstance.Answer) -> CCreateProcessInstanceResponse {
        unsafe CCreateProcessInstanceResponse(
            base: CCreateProcessInstanceResponse.head, process_instance_key: answer.processInstanceKey.rawValue,
            definition_key: answer.definitionKey.rawValue, process_id: text(answer.processID),
            version: answer.version, result: answer.result.map { unsafe bytes($0.json) } ?? ProtobufCBinaryData())
    }
}
