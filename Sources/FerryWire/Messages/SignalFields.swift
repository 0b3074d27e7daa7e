import CFerryProto
import CProtobufC
import FerryModel

extension FieldReader {
    mutating func broadcastSignal(_ call: CBroadcastSignalRequest) -> BroadcastSignal {
        unsafe BroadcastSignal(
            name: requiredText(call.name, "name"),
            variables: variables(call.variables, "variables", atMost: Self.variablesMax),
            tenant: tenant(call.tenant))
    }

    mutating func broadcastSignal(_ answer: CBroadcastSignalResponse) -> BroadcastSignal.Answer {
        unsafe BroadcastSignal.Answer(started: keys(answer.n_started, answer.started))
    }
}

extension FieldWriter {
    func broadcastSignal(_ call: BroadcastSignal) -> CBroadcastSignalRequest {
        unsafe CBroadcastSignalRequest(
            base: CBroadcastSignalRequest.head, name: text(call.name), variables: variables(call.variables),
            tenant: tenant(call.tenant))
    }

    func broadcastSignal(_ answer: BroadcastSignal.Answer) -> CBroadcastSignalResponse {
        unsafe CBroadcastSignalResponse(
            base: CBroadcastSignalResponse.head, n_started: answer.started.count, started: keys(answer.started))
    }
}
