import FerryEngine
import FerryModel

/// `ferry.record.v1.OutboxMessage`.
enum OutboxRecord {
    static func write(_ message: OutboxMessage, to writer: inout RecordWriter) {
        writer.number(1, UInt64(message.receiver.rawValue))
        writer.number(2, message.sequence)
        switch message.content {
        case .deploy(let definitions, let decisions, let forms):
            writer.message(3) { writer in
                for definition in definitions {
                    writer.message(1) { DefinitionRecord.write(definition, to: &$0) }
                }
                for file in decisions { writer.message(2) { DecisionsRecord.write(file, to: &$0) } }
                for form in forms { writer.message(3) { FormRecord.write(form, to: &$0) } }
            }
        case .deleteDefinition(let key): writer.key(20, key)
        case .deleteDecisions(let key): writer.key(21, key)
        case .deleteForm(let key): writer.key(22, key)
        case .signal(let signal): writer.message(4) { SignalRecord.write(signal, to: &$0) }
        case .openMessageSubscription(let subscription):
            writer.message(5) { MessageSubscriptionRecord.write(subscription, to: &$0) }
        case .closeMessageSubscription(let subscription):
            writer.message(6) { MessageSubscriptionRecord.write(subscription, to: &$0) }
        case .moveMessageSubscription(let subscription):
            writer.message(11) { MessageSubscriptionRecord.write(subscription, to: &$0) }
        case .deliverMessage(let delivery): writer.message(7) { MessageDeliveryRecord.write(delivery, to: &$0) }
        case .messageReceipt(let receipt): writer.message(8) { MessageReceiptRecord.write(receipt, to: &$0) }
        case .publishMessage(let message): writer.message(9) { MessageToPublishRecord.write(message, to: &$0) }
        case .releaseMessageStartLock(let lock): writer.message(10) { MessageStartLockRecord.write(lock, to: &$0) }
        }
    }

    static func read(_ cursor: RecordCursor, in bytes: RawSpan) throws(RecordFault) -> OutboxMessage {
        var cursor = cursor
        var receiver: PartitionID?
        var sequence: UInt64?
        var content: OutboxMessage.Content?
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: receiver = try field.partition()
            case 2: sequence = try field.unsigned()
            case 3: content = try deployment(field.content(), in: bytes)
            case 4: content = .signal(try SignalRecord.read(field.content(), in: bytes))
            case 5:
                content = .openMessageSubscription(try MessageSubscriptionRecord.read(field.content(), in: bytes))
            case 6:
                content = .closeMessageSubscription(try MessageSubscriptionRecord.read(field.content(), in: bytes))
            case 7: content = .deliverMessage(try MessageDeliveryRecord.read(field.content(), in: bytes))
            case 8: content = .messageReceipt(try MessageReceiptRecord.read(field.content(), in: bytes))
            case 9: content = .publishMessage(try MessageToPublishRecord.read(field.content(), in: bytes))
            case 20: content = .deleteDefinition(try field.key())
            case 21: content = .deleteDecisions(try field.key())
            case 22: content = .deleteForm(try field.key())
            case 10: content = .releaseMessageStartLock(try MessageStartLockRecord.read(field.content(), in: bytes))
            case 11:
                content = .moveMessageSubscription(try MessageSubscriptionRecord.read(field.content(), in: bytes))
            default: break
            }
        }
        return OutboxMessage(
            receiver: try require(receiver, "the receiver"), sequence: try require(sequence, "the sequence"),
            content: try require(content, "the message"))
    }

    private static func deployment(
        _ cursor: RecordCursor, in bytes: RawSpan
    ) throws(RecordFault) -> OutboxMessage.Content {
        var cursor = cursor
        var definitions: [DeployedDefinition] = []
        var decisions: [DeployedDecisions] = []
        var forms: [DeployedForm] = []
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: definitions.append(try DefinitionRecord.read(field.content(), in: bytes))
            case 2: decisions.append(try DecisionsRecord.read(field.content(), in: bytes))
            case 3: forms.append(try FormRecord.read(field.content(), in: bytes))
            default: break
            }
        }
        return .deploy(definitions, decisions, forms)
    }
}

/// `ferry.record.v1.SequencePosition`: how far the messages with one other partition have come.
enum SequenceRecord {
    static func write(_ partition: PartitionID, _ sequence: UInt64, to writer: inout RecordWriter) {
        writer.number(1, UInt64(partition.rawValue))
        writer.number(2, sequence)
    }

    static func read(
        _ cursor: RecordCursor, in bytes: RawSpan
    ) throws(RecordFault) -> (partition: PartitionID, sequence: UInt64) {
        var cursor = cursor
        var partition: PartitionID?
        var sequence: UInt64?
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: partition = try field.partition()
            case 2: sequence = try field.unsigned()
            default: break
            }
        }
        return (try require(partition, "the other partition"), try require(sequence, "the sequence"))
    }
}

/// `ferry.record.v1.PartitionMeta`.
enum MetaRecord {
    static func write(_ meta: PartitionMeta, to writer: inout RecordWriter) {
        writer.number(1, meta.applied.rawValue)
        writer.number(2, UInt64(bitPattern: meta.keyCounter))
        writer.time(3, meta.clock)
        for entry in meta.outboxSequences {
            writer.message(4) { SequenceRecord.write(entry.receiver, entry.sequence, to: &$0) }
        }
        for entry in meta.inboxPositions {
            writer.message(5) { SequenceRecord.write(entry.sender, entry.sequence, to: &$0) }
        }
        writer.message(6) { InstanceCountsRecord.write(meta.instances, to: &$0) }
    }

    static func read(_ bytes: RawSpan) throws(RecordFault) -> PartitionMeta {
        var applied: LogPosition?
        var keyCounter: Int64?
        var clock: Timestamp?
        var outbox: [OutboxAcknowledgement] = []
        var inbox: [InboxPosition] = []
        var instances = InstanceCounts()
        var cursor = RecordCursor(bytes)
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: applied = LogPosition(try field.unsigned())
            case 2: keyCounter = Int64(bitPattern: try field.unsigned())
            case 3: clock = try field.time()
            case 4:
                let entry = try SequenceRecord.read(field.content(), in: bytes)
                outbox.append(OutboxAcknowledgement(receiver: entry.partition, sequence: entry.sequence))
            case 5:
                let entry = try SequenceRecord.read(field.content(), in: bytes)
                inbox.append(InboxPosition(sender: entry.partition, sequence: entry.sequence))
            case 6: instances = try InstanceCountsRecord.read(field.content(), in: bytes)
            default: break
            }
        }
        return PartitionMeta(
            applied: try require(applied, "the applied position"),
            keyCounter: try require(keyCounter, "the key counter"), clock: try require(clock, "the clock"),
            outboxSequences: outbox, inboxPositions: inbox, instances: instances)
    }
}

/// `ferry.record.v1.InstanceCounts`.
enum InstanceCountsRecord {
    static func write(_ counts: InstanceCounts, to writer: inout RecordWriter) {
        writer.numberUnlessZero(1, UInt64(bitPattern: counts.active))
        writer.numberUnlessZero(2, UInt64(bitPattern: counts.withIncidents))
        writer.numberUnlessZero(3, UInt64(bitPattern: counts.banned))
        writer.numberUnlessZero(4, UInt64(bitPattern: counts.suspended))
    }

    static func read(_ cursor: RecordCursor, in bytes: RawSpan) throws(RecordFault) -> InstanceCounts {
        var cursor = cursor
        var counts = InstanceCounts()
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: counts.active = Int64(bitPattern: try field.unsigned())
            case 2: counts.withIncidents = Int64(bitPattern: try field.unsigned())
            case 3: counts.banned = Int64(bitPattern: try field.unsigned())
            case 4: counts.suspended = Int64(bitPattern: try field.unsigned())
            default: break
            }
        }
        return counts
    }
}
