import CFerryProto
import CProtobufC
import FerryModel

extension FieldReader {
    mutating func publishMessage(_ call: CPublishMessageRequest) -> PublishMessage {
        unsafe PublishMessage(
            name: requiredText(call.name, "name"), correlationKey: text(call.correlation_key, "correlation_key"),
            timeToLiveMilliseconds: number(
                call.time_to_live_milliseconds, "time_to_live_milliseconds", in: 0...Int64.max),
            messageID: text(call.message_id, "message_id"),
            variables: variables(call.variables, "variables", atMost: Self.variablesMax),
            tenant: tenant(call.tenant))
    }

    func publishMessage(_ answer: CPublishMessageResponse) -> PublishMessage.Answer {
        unsafe PublishMessage.Answer(messageKey: MessageKey(answer.message_key))
    }

    mutating func correlateMessage(_ call: CCorrelateMessageRequest) -> CorrelateMessage {
        unsafe CorrelateMessage(
            name: requiredText(call.name, "name"), correlationKey: text(call.correlation_key, "correlation_key"),
            variables: variables(call.variables, "variables", atMost: Self.variablesMax),
            tenant: tenant(call.tenant))
    }

    func correlateMessage(_ answer: CCorrelateMessageResponse) -> CorrelateMessage.Answer {
        unsafe CorrelateMessage.Answer(
            messageKey: MessageKey(answer.message_key),
            processInstanceKey: ProcessInstanceKey(answer.process_instance_key))
    }
}

extension FieldWriter {
    func publishMessage(_ call: PublishMessage) -> CPublishMessageRequest {
        unsafe CPublishMessageRequest(
            base: CPublishMessageRequest.head, name: text(call.name), correlation_key: text(call.correlationKey),
            time_to_live_milliseconds: call.timeToLiveMilliseconds, message_id: text(call.messageID),
            variables: variables(call.variables), tenant: tenant(call.tenant))
    }

    func publishMessage(_ answer: PublishMessage.Answer) -> CPublishMessageResponse {
        unsafe CPublishMessageResponse(base: CPublishMessageResponse.head, message_key: answer.messageKey.rawValue)
    }

    func correlateMessage(_ call: CorrelateMessage) -> CCorrelateMessageRequest {
        unsafe CCorrelateMessageRequest(
            base: CCorrelateMessageRequest.head, name: text(call.name), correlation_key: text(call.correlationKey),
            variables: variables(call.variables), tenant: tenant(call.tenant))
    }

    func correlateMessage(_ answer: CorrelateMessage.Answer) -> CCorrelateMessageResponse {
        unsafe CCorrelateMessageResponse(
            base: CCorrelateMessageResponse.head, message_key: answer.messageKey.rawValue,
            process_instance_key: answer.processInstanceKey.rawValue)
    }
}
