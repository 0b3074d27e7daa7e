import FerryClient

/// An event and the partition whose log it stands in; a position means nothing without it.
struct PartitionEvent {
    let partition: PartitionID
    let event: EventView

    /// Columns fixed beforehand, for events stream and there is no widest cell to wait for.
    private static let positionWidth = 9
    private static let kindWidth = 26
    private static let instanceWidth = 16

    var json: JSON {
        [
            "partition": .number(Int64(partition.rawValue)),
            "position": .number(Int64(clamping: event.position.rawValue)), "timestamp": .time(event.timestamp),
            "kind": .string(event.kind),
            "processInstanceKey": event.processInstanceKey == 0 ? .null : .key(event.processInstanceKey),
            "details": .value(event.details),
        ]
    }

    /// For people: `position  time  kind  instance  details`.
    var line: String {
        let position = "\(partition)/\(event.position)"
        let instance = event.processInstanceKey == 0 ? "-" : "\(event.processInstanceKey)"
        return [
            position.paddedLeft(to: Self.positionWidth), event.timestamp.iso8601, event.kind.padded(to: Self.kindWidth),
            instance.padded(to: Self.instanceWidth),
            Table.oneLine(event.details.text),
        ].joined(separator: "  ")
    }
}
