import FerryModel

/// One field as found; each reading checks that its type is the one asked for.
struct RecordField {
    let number: Int
    private let form: WireForm
    /// The number itself; for text, bytes and messages their length.
    private let bits: UInt64
    private let start: Int
    private let end: Int

    init(_ number: Int, _ form: WireForm, bits: UInt64, start: Int, end: Int) {
        self.number = number
        self.form = form
        self.bits = bits
        self.start = start
        self.end = end
    }

    func key<K: Key>(_ type: K.Type = K.self) throws(RecordFault) -> K { K(rawValue: Int64(bitPattern: try fixed64())) }

    func time() throws(RecordFault) -> Timestamp { Timestamp(rawValue: Int64(bitPattern: try fixed64())) }

    func fixed64() throws(RecordFault) -> UInt64 {
        try expect(.fixed64)
        return bits
    }

    func unsigned() throws(RecordFault) -> UInt64 {
        try expect(.varint)
        return bits
    }

    func int32() throws(RecordFault) -> Int32 {
        try expect(.varint)
        guard let value = Int32(exactly: Int64(bitPattern: bits)) else { throw .outOfRange(field: number) }
        return value
    }

    func flag() throws(RecordFault) -> Bool {
        try expect(.varint)
        guard bits <= 1 else { throw .outOfRange(field: number) }
        return bits == 1
    }

    func partition() throws(RecordFault) -> PartitionID {
        try expect(.varint)
        guard let value = UInt16(exactly: bits) else { throw .outOfRange(field: number) }
        return PartitionID(value)
    }

    func text(in bytes: RawSpan) throws(RecordFault) -> String {
        try expect(.bytes)
        let text = unsafe bytes.extracting(start..<end).withUnsafeBytes { utf8 in
            unsafe String(validating: utf8, as: UTF8.self)
        }
        guard let text else { throw .notText(field: number) }
        return text
    }

    func bytes(in bytes: RawSpan) throws(RecordFault) -> [UInt8] {
        try expect(.bytes)
        return [UInt8](bytes.extracting(start..<end))
    }

    /// The fields of the message that this field is.
    func content() throws(RecordFault) -> RecordCursor {
        try expect(.bytes)
        return RecordCursor(from: start, to: end)
    }

    private func expect(_ form: WireForm) throws(RecordFault) {
        guard self.form == form else { throw .unexpectedForm(field: number) }
    }
}
