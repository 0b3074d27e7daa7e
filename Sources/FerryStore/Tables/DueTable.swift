import FerryEngine
import FerryModel

/// What happens at a time: time, key of the thing -> what it is.
enum DueTable {
    static func prefix(_ encoder: inout KeyEncoder) { encoder.begin(.due) }

    static func key(_ time: Timestamp, _ thing: Int64, _ encoder: inout KeyEncoder) {
        encoder.begin(.due)
        encoder.append(time)
        encoder.append(thing)
    }

    /// Everything at one time begins with this.
    static func prefix(at time: Timestamp, _ encoder: inout KeyEncoder) {
        encoder.begin(.due)
        encoder.append(time)
    }

    static func parts(ofKey bytes: RawSpan) throws(RecordFault) -> (time: Timestamp, key: Int64) {
        var reader = KeyReader()
        let time = try reader.time(in: bytes)
        let key: JobKey = try reader.key(in: bytes)
        try reader.end(in: bytes)
        return (time, key.rawValue)
    }

    /// A job is told by its instance alone; everything else begins with a byte that says what it is.
    static func value(_ thing: DueThing) -> [UInt8] {
        switch thing {
        case .job(let instance): InstanceReference.bytes(instance)
        case .timer(let owner): [timerByte] + EventOwnerReference.bytes(owner)
        case .continuation(let owner): [continuationByte] + EventOwnerReference.bytes(owner)
        case .message: [messageByte]
        case .startTimer(let definition): [startTimerByte] + DefinitionReferenceBytes.bytes(definition)
        }
    }

    static func thing(_ bytes: RawSpan) throws(RecordFault) -> DueThing {
        if bytes.byteCount == 8 { return .job(try InstanceReference.read(bytes)) }
        guard bytes.byteCount > 0 else { throw .inconsistent("an empty row") }
        switch unsafe bytes.unsafeLoad(as: UInt8.self) {
        case messageByte: return .message
        case startTimerByte: return .startTimer(try DefinitionReferenceBytes.read(bytes, from: 1))
        case continuationByte: return .continuation(try EventOwnerReference.read(bytes, from: 1))
        case timerByte: return .timer(try EventOwnerReference.read(bytes, from: 1))
        case let other: throw .unknown("due thing", Int64(other))
        }
    }

    private static let timerByte: UInt8 = 1
    private static let messageByte: UInt8 = 2
    private static let startTimerByte: UInt8 = 3
    private static let continuationByte: UInt8 = 4
}

/// A definition's key, 8 bytes, most significant first.
private enum DefinitionReferenceBytes {
    static func bytes(_ key: ProcessDefinitionKey) -> [UInt8] {
        var encoder = KeyEncoder()
        encoder.append(UInt64(bitPattern: key.rawValue))
        return encoder.bytes
    }

    static func read(_ bytes: RawSpan, from offset: Int) throws(RecordFault) -> ProcessDefinitionKey {
        guard bytes.byteCount == offset + 8 else {
            throw .inconsistent("expected \(offset + 8) bytes, found \(bytes.byteCount)")
        }
        return ProcessDefinitionKey(
            rawValue: Int64(bigEndian: unsafe bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: Int64.self)))
    }
}
