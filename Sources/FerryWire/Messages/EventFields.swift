import CFerryProto
import CProtobufC
import FerryModel

extension FieldReader {
    mutating func streamEvents(_ call: CStreamEventsRequest) -> StreamEvents {
        unsafe StreamEvents(
            partition: partitionID(call.partition, "partition"), from: LogPosition(call.from_position),
            follow: call.follow != 0,
            processInstance: optionalKey(call.process_instance_key, "process_instance_key"))
    }

    mutating func streamEvents(_ batch: CStreamEventsResponse) -> EventBatch {
        unsafe EventBatch(
            events: list(batch.n_events, batch.events, "events") { unsafe $0.event($1) },
            next: LogPosition(batch.next))
    }

    private mutating func event(_ event: CEvent) -> EventView {
        unsafe EventView(
            position: LogPosition(event.position), timestamp: Timestamp(milliseconds: event.timestamp),
            kind: text(event.kind, "kind"), processInstanceKey: ProcessInstanceKey(event.process_instance_key),
            details: json(event.details, "details"))
    }
}

extension FieldWriter {
    func streamEvents(_ call: StreamEvents) -> CStreamEventsRequest {
        unsafe CStreamEventsRequest(
            base: CStreamEventsRequest.head, partition: UInt32(call.partition.rawValue),
            from_position: call.from.rawValue, follow: call.follow ? 1 : 0,
            process_instance_key: call.processInstance?.rawValue ?? 0)
    }

    func streamEvents(_ batch: EventBatch) -> CStreamEventsResponse {
        unsafe CStreamEventsResponse(
            base: CStreamEventsResponse.head, n_events: batch.events.count,
            events: list(batch.events) { unsafe $0.event($1) }, next: batch.next.rawValue)
    }

    private func event(_ event: EventView) -> CEvent {
        unsafe CEvent(
            base: CEvent.head, position: event.position.rawValue, timestamp: event.timestamp.milliseconds,
            kind: text(event.kind), process_instance_key: event.processInstanceKey.rawValue,
            details: bytes(event.details.bytes))
    }
}
