import FerryEngine
import FerryModel

/// Messages that wait, and what they are found by. All lie on the partition of their correlation key.
///
/// - `message`: message key -> the message
/// - `messageAddress`: tenant, name, correlation key, message key -> nothing; the oldest comes first
/// - `messageID`: tenant, name, correlation key, id -> message key
/// - `messageMark`: message key, process id -> nothing: it was given to an instance of that process
/// - `messageSubscription`: tenant, name, correlation key, subscription key -> the subscription; the oldest comes first
/// - `messageStartLock`: tenant, correlation key, process id -> the instance that holds it
enum MessageTables {
    static func messages(_ encoder: inout KeyEncoder) { encoder.begin(.message) }

    static func subscriptions(of tenant: TenantID, _ name: String?, _ encoder: inout KeyEncoder) {
        encoder.begin(.messageSubscription)
        encoder.append(tenant.rawValue)
        if let name { encoder.append(name) }
    }

    static func message(_ key: MessageKey, _ encoder: inout KeyEncoder) {
        encoder.begin(.message)
        encoder.append(key)
    }

    static func prefix(_ table: Table, _ address: MessageAddress, _ encoder: inout KeyEncoder) {
        encoder.begin(table)
        encoder.append(address.tenant.rawValue)
        encoder.append(address.name)
        encoder.append(address.correlationKey)
    }

    static func address(_ address: MessageAddress, _ key: MessageKey, _ encoder: inout KeyEncoder) {
        prefix(.messageAddress, address, &encoder)
        encoder.append(key)
    }

    static func id(_ address: MessageAddress, _ id: String, _ encoder: inout KeyEncoder) {
        prefix(.messageID, address, &encoder)
        encoder.appendTail(id)
    }

    static func marks(_ key: MessageKey, _ encoder: inout KeyEncoder) {
        encoder.begin(.messageMark)
        encoder.append(key)
    }

    static func mark(_ mark: MessageMark, _ encoder: inout KeyEncoder) {
        marks(mark.message, &encoder)
        encoder.appendTail(mark.processID)
    }

    static func mark(ofKey bytes: RawSpan) throws(RecordFault) -> MessageMark {
        var reader = KeyReader()
        let key: MessageKey = try reader.key(in: bytes)
        return MessageMark(message: key, processID: try reader.textTail(in: bytes))
    }

    static func subscription(
        _ address: MessageAddress, _ key: EventSubscriptionKey, _ encoder: inout KeyEncoder
    ) {
        prefix(.messageSubscription, address, &encoder)
        encoder.append(key)
    }

    static func lock(_ lock: MessageStartLock, _ encoder: inout KeyEncoder) {
        encoder.begin(.messageStartLock)
        encoder.append(lock.tenant.rawValue)
        encoder.append(lock.correlationKey)
        encoder.appendTail(lock.processID)
    }

    /// The message key that ends a key of `messageAddress`.
    static func message(ofKey bytes: RawSpan, prefixCount: Int) throws(RecordFault) -> MessageKey {
        var reader = KeyReader(skipping: prefixCount - 1)
        let key: MessageKey = try reader.key(in: bytes)
        try reader.end(in: bytes)
        return key
    }
}

/// The value of `messageID`: a message key as 8 bytes, most significant first.
enum MessageReference {
    static func bytes(_ message: MessageKey) -> [UInt8] {
        InstanceReference.bytes(ProcessInstanceKey(rawValue: message.rawValue))
    }

    static func read(_ bytes: RawSpan) throws(RecordFault) -> MessageKey {
        MessageKey(rawValue: try InstanceReference.read(bytes).rawValue)
    }
}
