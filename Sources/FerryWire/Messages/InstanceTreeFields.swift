import CFerryProto
import CProtobufC
import FerryModel

extension FieldReader {
    mutating func getProcessInstance(_ tree: CGetProcessInstanceResponse) -> ProcessInstanceTree? {
        guard let instance = unsafe tree.instance else { return nil }
        return unsafe ProcessInstanceTree(
            summary: within("instance") { unsafe $0.instance(instance.pointee) },
            elements: list(tree.n_elements, tree.elements, "elements") { unsafe $0.element($1) },
            variables: list(tree.n_variables, tree.variables, "variables") {
                unsafe VariableView(
                    scope: ElementInstanceKey($1.scope), name: $0.text($1.name, "name"),
                    value: $0.json($1.value, "value"))
            },
            tokens: list(tree.n_tokens, tree.tokens, "tokens") {
                unsafe WaitingToken(
                    scope: ElementInstanceKey($1.scope), gatewayID: $0.text($1.gateway_id, "gateway_id"),
                    flowID: $0.text($1.flow_id, "flow_id"), count: $1.count)
            })
    }

    mutating func listProcessInstances(_ answer: CListProcessInstancesResponse) -> ListProcessInstances.Answer {
        unsafe ListProcessInstances.Answer(
            instances: list(answer.n_instances, answer.instances, "instances") { unsafe $0.instance($1) },
            nextPageToken: bytes(answer.next_page_token))
    }

    private mutating func instance(_ instance: CProcessInstance) -> ProcessInstanceSummary {
        unsafe ProcessInstanceSummary(
            key: ProcessInstanceKey(instance.key), definitionKey: ProcessDefinitionKey(instance.definition_key),
            processID: text(instance.process_id, "process_id"), version: instance.version,
            startedAt: Timestamp(milliseconds: instance.started_at), incidents: instance.incidents,
            tenant: tenant(instance.tenant), state: choice(instance.state.rawValue, "state", or: .active),
            activeElements: names(instance.n_active_elements, instance.active_elements, "active_elements"),
            tags: names(instance.n_tags, instance.tags, "tags"),
            businessID: text(instance.business_id, "business_id"))
    }

    private mutating func element(_ element: CElementInstance) -> ElementInstanceView {
        unsafe ElementInstanceView(
            key: ElementInstanceKey(element.key), scope: optionalKey(element.scope, "scope"),
            elementID: text(element.element_id, "element_id"), kind: text(element.kind, "kind"),
            state: choice(element.state.rawValue, "state", or: .activated),
            job: element.job.map { job in within("job") { unsafe $0.job(job.pointee) } },
            incidents: list(element.n_incidents, element.incidents, "incidents") { unsafe $0.incident($1) },
            subscriptions: list(element.n_subscriptions, element.subscriptions, "subscriptions") {
                unsafe $0.subscription($1)
            },
            loopCounter: element.loop_counter,
            calledInstance: optionalKey(element.called_instance, "called_instance"),
            userTask: element.user_task.map { task in within("user_task") { unsafe $0.userTask(task.pointee) } },
            continuation: element.continuation.map { continuation in
                within("continuation") { unsafe $0.continuation(continuation.pointee) }
            })
    }

    private mutating func continuation(_ continuation: CContinuation) -> Continuation {
        unsafe Continuation(
            place: choice(continuation.place.rawValue, "place", or: .before),
            flowIDs: names(continuation.n_flow_ids, continuation.flow_ids, "flow_ids"), retries: continuation.retries,
            due: continuation.due == 0 ? nil : Timestamp(milliseconds: continuation.due),
            errorMessage: text(continuation.error_message, "error_message"))
    }
}

extension FieldWriter {
    func getProcessInstance(_ tree: ProcessInstanceTree) -> CGetProcessInstanceResponse {
        unsafe CGetProcessInstanceResponse(
            base: CGetProcessInstanceResponse.head, instance: message(instance(tree.summary)),
            n_elements: tree.elements.count, elements: list(tree.elements) { unsafe $0.element($1) },
            n_variables: tree.variables.count,
            variables: list(tree.variables) {
                unsafe CVariable(
                    base: CVariable.head, scope: $1.scope.rawValue, name: $0.text($1.name),
                    value: $0.bytes($1.value.bytes))
            },
            n_tokens: tree.tokens.count,
            tokens: list(tree.tokens) {
                unsafe CWaitingToken(
                    base: CWaitingToken.head, scope: $1.scope.rawValue, gateway_id: $0.text($1.gatewayID),
                    flow_id: $0.text($1.flowID), count: $1.count)
            })
    }

    func listProcessInstances(_ answer: ListProcessInstances.Answer) -> CListProcessInstancesResponse {
        unsafe CListProcessInstancesResponse(
            base: CListProcessInstancesResponse.head, n_instances: answer.instances.count,
            instances: list(answer.instances) { unsafe $0.instance($1) },
            next_page_token: bytes(answer.nextPageToken))
    }

    private func instance(_ instance: ProcessInstanceSummary) -> CProcessInstance {
        unsafe CProcessInstance(
            base: CProcessInstance.head, key: instance.key.rawValue, definition_key: instance.definitionKey.rawValue,
            process_id: text(instance.processID), version: instance.version,
            started_at: instance.startedAt.milliseconds, incidents: instance.incidents,
            tenant: tenant(instance.tenant), state: .init(UInt32(bitPattern: instance.state.rawValue)),
            n_active_elements: instance.activeElements.count, active_elements: names(instance.activeElements),
            n_tags: instance.tags.count,
            tags: names(instance.tags), business_id: text(instance.businessID))
    }

    private func element(_ element: ElementInstanceView) -> CElementInstance {
        unsafe CElementInstance(
            base: CElementInstance.head, key: element.key.rawValue, scope: element.scope?.rawValue ?? 0,
            element_id: text(element.elementID), kind: text(element.kind),
            state: .init(UInt32(bitPattern: element.state.rawValue)),
            job: element.job.map { unsafe message(job($0)) }, n_incidents: element.incidents.count,
            incidents: list(element.incidents) { unsafe $0.incident($1) },
            n_subscriptions: element.subscriptions.count,
            subscriptions: list(element.subscriptions) { unsafe $0.subscription($1) },
            loop_counter: element.loopCounter, called_instance: element.calledInstance?.rawValue ?? 0,
            user_task: element.userTask.map { unsafe message(userTask($0)) },
            continuation: element.continuation.map { unsafe message(continuation($0)) })
    }

    private func continuation(_ continuation: Continuation) -> CContinuation {
        unsafe CContinuation(
            base: CContinuation.head, place: .init(UInt32(bitPattern: continuation.place.rawValue)),
            n_flow_ids: continuation.flowIDs.count, flow_ids: names(continuation.flowIDs),
            retries: continuation.retries, due: continuation.due?.milliseconds ?? 0,
            error_message: text(continuation.errorMessage))
    }
}
