import FerryEngine
import FerryModel

/// Where a job, incident, element instance or user task belongs: its key -> instance key. Those of the jobs,
/// incidents and user tasks are also the lists of them.
enum LocatorTables {
    static func prefix(_ table: LocatorTable, _ encoder: inout KeyEncoder) {
        switch table {
        case .job: encoder.begin(.jobLocator)
        case .incident: encoder.begin(.incidentLocator)
        case .element: encoder.begin(.elementLocator)
        case .userTask: encoder.begin(.userTaskLocator)
        }
    }

    static func key(_ table: LocatorTable, _ key: Int64, _ encoder: inout KeyEncoder) {
        prefix(table, &encoder)
        encoder.append(key)
    }

    static func thing<K: Key>(ofKey bytes: RawSpan) throws(RecordFault) -> K {
        var reader = KeyReader()
        let thing: K = try reader.key(in: bytes)
        try reader.end(in: bytes)
        return thing
    }
}

/// The value of index rows: an instance key as 8 bytes, most significant first.
enum InstanceReference {
    static func bytes(_ instance: ProcessInstanceKey) -> [UInt8] {
        var encoder = KeyEncoder()
        encoder.append(UInt64(bitPattern: instance.rawValue))
        return encoder.bytes
    }

    static func read(_ bytes: RawSpan) throws(RecordFault) -> ProcessInstanceKey {
        guard bytes.byteCount == 8 else { throw .inconsistent("expected 8 bytes, found \(bytes.byteCount)") }
        let number = UInt64(bigEndian: unsafe bytes.unsafeLoadUnaligned(fromByteOffset: 0, as: UInt64.self))
        return ProcessInstanceKey(rawValue: Int64(bitPattern: number))
    }
}
