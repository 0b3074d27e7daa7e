import FerryModel

/// Takes a key apart again, in the order it was built. The bytes stay with the caller; see `RecordCursor`.
struct KeyReader {
    private var offset: Int

    /// Begins behind the table's number and as many bytes more as are known already.
    init(skipping known: Int = 0) { offset = 1 + known }

    mutating func key<K: Key>(in bytes: RawSpan) throws(RecordFault) -> K { K(rawValue: try int64(in: bytes)) }

    mutating func time(in bytes: RawSpan) throws(RecordFault) -> Timestamp {
        Timestamp(rawValue: try int64(in: bytes))
    }

    mutating func int64(in bytes: RawSpan) throws(RecordFault) -> Int64 {
        Int64(bitPattern: try uint64(in: bytes) ^ 1 << 63)
    }

    mutating func uint64(in bytes: RawSpan) throws(RecordFault) -> UInt64 {
        guard bytes.byteCount - offset >= 8 else { throw .inconsistent("the key is too short") }
        defer { offset += 8 }
        return UInt64(bigEndian: unsafe bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }

    mutating func tail(in bytes: RawSpan) throws(RecordFault) -> [UInt8] {
        guard bytes.byteCount >= offset else { throw .inconsistent("the key is too short") }
        defer { offset = bytes.byteCount }
        return [UInt8](bytes.extracting(offset..<bytes.byteCount))
    }

    mutating func textTail(in bytes: RawSpan) throws(RecordFault) -> String {
        guard let text = String(validating: try tail(in: bytes), as: UTF8.self) else {
            throw .inconsistent("the key does not end in UTF-8")
        }
        return text
    }

    /// Every key has one length or ends in its tail: what is left over was not written by this version.
    func end(in bytes: RawSpan) throws(RecordFault) {
        guard offset == bytes.byteCount else { throw .inconsistent("the key is too long") }
    }
}
