import FerryEngine
import FerryModel

/// Who waits for a signal: tenant, name, subscription key -> element instance. The oldest comes first.
enum SignalSubscriptionTable {
    static func prefix(_ tenant: TenantID, _ name: String, _ encoder: inout KeyEncoder) {
        encoder.begin(.signalSubscription)
        encoder.append(tenant.rawValue)
        encoder.append(name)
    }

    static func key(
        _ tenant: TenantID, _ name: String, _ subscription: EventSubscriptionKey, _ encoder: inout KeyEncoder
    ) {
        prefix(tenant, name, &encoder)
        encoder.append(subscription)
    }

    static func subscription(ofKey bytes: RawSpan, prefixCount: Int) throws(RecordFault) -> EventSubscriptionKey {
        var reader = KeyReader(skipping: prefixCount - 1)
        let key: EventSubscriptionKey = try reader.key(in: bytes)
        try reader.end(in: bytes)
        return key
    }
}

/// The value of such rows: instance key and element instance key, 8 bytes each, most significant first.
enum EventOwnerReference {
    static func bytes(_ owner: EventOwner) -> [UInt8] {
        var encoder = KeyEncoder()
        encoder.append(UInt64(bitPattern: owner.instance.rawValue))
        encoder.append(UInt64(bitPattern: owner.element.rawValue))
        return encoder.bytes
    }

    static func read(_ bytes: RawSpan, from offset: Int = 0) throws(RecordFault) -> EventOwner {
        guard bytes.byteCount == offset + 16 else {
            throw .inconsistent("expected \(offset + 16) bytes, found \(bytes.byteCount)")
        }
        func key(at offset: Int) -> Int64 {
            Int64(bigEndian: unsafe bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: Int64.self))
        }
        return EventOwner(
            ProcessInstanceKey(rawValue: key(at: offset)), ElementInstanceKey(rawValue: key(at: offset + 8)))
    }
}
