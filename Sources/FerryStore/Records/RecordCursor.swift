import FerryModel

/// Walks through the fields of one protobuf message inside bytes that the caller holds on to.
///
/// It keeps offsets and not the bytes, because a struct that stores a `RawSpan` is still an experimental feature.
struct RecordCursor {
    private var offset: Int
    private let end: Int

    init(_ bytes: RawSpan) {
        offset = 0
        end = bytes.byteCount
    }

    init(from start: Int, to end: Int) {
        offset = start
        self.end = end
    }

    /// The next field; nil at the end of the message.
    mutating func next(in bytes: RawSpan) throws(RecordFault) -> RecordField? {
        guard offset < end else { return nil }
        let start = offset
        let tag = try varint(in: bytes)
        let number = tag >> 3
        guard let form = WireForm(rawValue: UInt8(tag & 7)), number > 0, number < 1 << 29 else {
            throw .malformed(offset: start)
        }
        switch form {
        case .varint:
            return RecordField(Int(number), form, bits: try varint(in: bytes), start: offset, end: offset)
        case .fixed64:
            try need(8)
            defer { offset += 8 }
            let bits = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
            return RecordField(Int(number), form, bits: UInt64(littleEndian: bits), start: offset, end: offset)
        case .fixed32:
            try need(4)
            defer { offset += 4 }
            let bits = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self)
            return RecordField(Int(number), form, bits: UInt64(UInt32(littleEndian: bits)), start: offset, end: offset)
        case .bytes:
            let count = try varint(in: bytes)
            guard count <= UInt64(end - offset) else { throw .truncated(offset: start) }
            defer { offset += Int(count) }
            return RecordField(Int(number), form, bits: count, start: offset, end: offset + Int(count))
        }
    }

    /// The next number of a packed field; nil at its end.
    mutating func nextPacked(in bytes: RawSpan) throws(RecordFault) -> UInt64? {
        offset < end ? try varint(in: bytes) : nil
    }

    private func need(_ count: Int) throws(RecordFault) {
        guard end - offset >= count else { throw .truncated(offset: offset) }
    }

    private mutating func varint(in bytes: RawSpan) throws(RecordFault) -> UInt64 {
        let start = offset
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while offset < end {
            let byte = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt8.self)
            offset += 1
            // The tenth byte has room for one bit only.
            guard shift < 63 || byte <= 1 else { throw .malformed(offset: start) }
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
        throw .truncated(offset: start)
    }
}
