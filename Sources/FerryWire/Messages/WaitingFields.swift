import CFerryProto
import CProtobufC
import FerryModel

// Lists of what waits: messages, those who wait for one, timers.

extension FieldReader {
    mutating func listMessages(_ call: CListMessagesRequest) -> ListMessages {
        unsafe ListMessages(
            name: text(call.name, "name"), correlationKey: text(call.correlation_key, "correlation_key"),
            page: page(call.page), tenant: tenant(call.tenant))
    }

    mutating func listMessages(_ answer: CListMessagesResponse) -> ListMessages.Answer {
        unsafe ListMessages.Answer(
            messages: list(answer.n_messages, answer.messages, "messages") {
                unsafe Message(
                    key: MessageKey($1.key), address: $0.address($1.tenant, $1.name, $1.correlation_key),
                    id: $0.text($1.message_id, "message_id"), deadline: Timestamp(milliseconds: $1.deadline),
                    variables: $0.variables($1.variables, "variables"))
            },
            nextPageToken: bytes(answer.next_page_token))
    }

    mutating func listMessageSubscriptions(_ call: CListMessageSubscriptionsRequest) -> ListMessageSubscriptions {
        unsafe ListMessageSubscriptions(
            name: text(call.name, "name"), correlationKey: text(call.correlation_key, "correlation_key"),
            processInstanceKey: optionalKey(call.process_instance_key, "process_instance_key"), page: page(call.page),
            tenant: tenant(call.tenant))
    }

    mutating func listMessageSubscriptions(
        _ answer: CListMessageSubscriptionsResponse
    ) -> ListMessageSubscriptions.Answer {
        unsafe ListMessageSubscriptions.Answer(
            subscriptions: list(answer.n_subscriptions, answer.subscriptions, "subscriptions") {
                unsafe MessageSubscriptionView(
                    key: EventSubscriptionKey($1.key), address: $0.address($1.tenant, $1.name, $1.correlation_key),
                    processInstanceKey: ProcessInstanceKey($1.process_instance_key),
                    elementInstanceKey: ElementInstanceKey($1.element_instance_key),
                    processID: $0.text($1.process_id, "process_id"), isInterrupting: $1.is_interrupting != 0,
                    correlating: $0.optionalKey($1.correlating_message_key, "correlating_message_key"))
            },
            nextPageToken: bytes(answer.next_page_token))
    }

    private mutating func address(
        _ tenant: ProtobufCBinaryData, _ name: ProtobufCBinaryData, _ correlationKey: ProtobufCBinaryData
    ) -> MessageAddress {
        unsafe MessageAddress(
            tenant: self.tenant(tenant), name: text(name, "name"),
            correlationKey: text(correlationKey, "correlation_key"))
    }

    mutating func listTimers(_ call: CListTimersRequest) -> ListTimers {
        unsafe ListTimers(
            processInstanceKey: optionalKey(call.process_instance_key, "process_instance_key"),
            definition: optionalDefinitionReference(call.definition, "definition"),
            eventID: text(call.event_id, "event_id"), page: page(call.page), tenant: tenant(call.tenant))
    }

    mutating func listTimers(_ answer: CListTimersResponse) -> ListTimers.Answer {
        unsafe ListTimers.Answer(
            timers: list(answer.n_timers, answer.timers, "timers") {
                unsafe TimerView(
                    key: EventSubscriptionKey($1.key), due: Timestamp(milliseconds: $1.due),
                    repetitions: $1.repetitions, eventID: $0.text($1.event_id, "event_id"),
                    processInstanceKey: $0.optionalKey($1.process_instance_key, "process_instance_key"),
                    elementInstanceKey: $0.optionalKey($1.element_instance_key, "element_instance_key"),
                    definitionKey: ProcessDefinitionKey($1.definition_key),
                    processID: $0.text($1.process_id, "process_id"), version: $1.version, tenant: $0.tenant($1.tenant))
            },
            nextPageToken: bytes(answer.next_page_token))
    }
}

extension FieldWriter {
    func listMessages(_ call: ListMessages) -> CListMessagesRequest {
        unsafe CListMessagesRequest(
            base: CListMessagesRequest.head, name: text(call.name), correlation_key: text(call.correlationKey),
            page: page(call.page), tenant: tenant(call.tenant))
    }

    func listMessages(_ answer: ListMessages.Answer) -> CListMessagesResponse {
        unsafe CListMessagesResponse(
            base: CListMessagesResponse.head, n_messages: answer.messages.count,
            messages: list(answer.messages) {
                unsafe CMessage(
                    base: CMessage.head, key: $1.key.rawValue, name: $0.text($1.address.name),
                    correlation_key: $0.text($1.address.correlationKey), message_id: $0.text($1.id),
                    deadline: $1.deadline.milliseconds, variables: $0.variables($1.variables),
                    tenant: $0.tenant($1.address.tenant))
            },
            next_page_token: bytes(answer.nextPageToken))
    }

    func listMessageSubscriptions(_ call: ListMessageSubscriptions) -> CListMessageSubscriptionsRequest {
        unsafe CListMessageSubscriptionsRequest(
            base: CListMessageSubscriptionsRequest.head, name: text(call.name),
            correlation_key: text(call.correlationKey), process_instance_key: call.processInstanceKey?.rawValue ?? 0,
            page: page(call.page), tenant: tenant(call.tenant))
    }

    func listMessageSubscriptions(_ answer: ListMessageSubscriptions.Answer) -> CListMessageSubscriptionsResponse {
        unsafe CListMessageSubscriptionsResponse(
            base: CListMessageSubscriptionsResponse.head, n_subscriptions: answer.subscriptions.count,
            subscriptions: list(answer.subscriptions) {
                unsafe CMessageSubscription(
                    base: CMessageSubscription.head, key: $1.key.rawValue, name: $0.text($1.address.name),
                    correlation_key: $0.text($1.address.correlationKey),
                    process_instance_key: $1.processInstanceKey.rawValue,
                    element_instance_key: $1.elementInstanceKey.rawValue, process_id: $0.text($1.processID),
                    is_interrupting: $1.isInterrupting ? 1 : 0,
                    correlating_message_key: $1.correlating?.rawValue ?? 0, tenant: $0.tenant($1.address.tenant))
            },
            next_page_token: bytes(answer.nextPageToken))
    }

    func listTimers(_ call: ListTimers) -> CListTimersRequest {
        unsafe CListTimersRequest(
            base: CListTimersRequest.head, process_instance_key: call.processInstanceKey?.rawValue ?? 0,
            definition: optionalDefinitionReference(call.definition), event_id: text(call.eventID),
            page: page(call.page), tenant: tenant(call.tenant))
    }

    func listTimers(_ answer: ListTimers.Answer) -> CListTimersResponse {
        unsafe CListTimersResponse(
            base: CListTimersResponse.head, n_timers: answer.timers.count,
            timers: list(answer.timers) {
                unsafe CTimer(
                    base: CTimer.head, key: $1.key.rawValue, due: $1.due.milliseconds, repetitions: $1.repetitions,
                    event_id: $0.text($1.eventID), process_instance_key: $1.processInstanceKey?.rawValue ?? 0,
                    element_instance_key: $1.elementInstanceKey?.rawValue ?? 0,
                    definition_key: $1.definitionKey.rawValue, process_id: $0.text($1.processID), version: $1.version,
                    tenant: $0.tenant($1.tenant))
            },
            next_page_token: bytes(answer.nextPageToken))
    }
}
