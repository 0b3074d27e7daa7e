import FerryModel

/// Messages another partition has not confirmed yet: receiver, sequence -> `OutboxMessage`.
enum OutboxTable {
    static func prefix(_ encoder: inout KeyEncoder) { encoder.begin(.outbox) }

    static func key(_ receiver: PartitionID, _ sequence: UInt64, _ encoder: inout KeyEncoder) {
        encoder.begin(.outbox)
        encoder.append(receiver)
        encoder.append(sequence)
    }
}
