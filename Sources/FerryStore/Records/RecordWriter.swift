import FerryModel

/// Writes protobuf fields into one buffer that is used again and again.
///
/// The same calls give the same bytes. Functions that say `unlessZero` or `unlessEmpty` leave protobuf's defaults out.
struct RecordWriter {
    private(set) var bytes: [UInt8] = []

    mutating func reset() { bytes.removeAll(keepingCapacity: true) }

    mutating func key(_ field: Int, _ key: some Key) { fixed64(field, UInt64(bitPattern: key.rawValue)) }

    mutating func time(_ field: Int, _ time: Timestamp) { fixed64(field, UInt64(bitPattern: time.rawValue)) }

    mutating func fixed64(_ field: Int, _ value: UInt64) {
        tag(field, .fixed64)
        unsafe withUnsafeBytes(of: value.littleEndian) { unsafe bytes.append(contentsOf: $0) }
    }

    mutating func int32UnlessZero(_ field: Int, _ value: Int32) {
        if value != 0 { number(field, UInt64(bitPattern: Int64(value))) }
    }

    mutating func numberUnlessZero(_ field: Int, _ value: UInt64) {
        if value != 0 { number(field, value) }
    }

    mutating func flagUnlessFalse(_ field: Int, _ value: Bool) {
        if value { number(field, 1) }
    }

    mutating func number(_ field: Int, _ value: UInt64) {
        tag(field, .varint)
        varint(value)
    }

    mutating func text(_ field: Int, _ text: String) {
        tag(field, .bytes)
        var text = text
        text.withUTF8 { utf8 in
            varint(UInt64(utf8.count))
            unsafe bytes.append(contentsOf: utf8)
        }
    }

    mutating func textUnlessEmpty(_ field: Int, _ text: String) {
        if !text.isEmpty { self.text(field, text) }
    }

    mutating func bytes(_ field: Int, _ value: [UInt8]) {
        tag(field, .bytes)
        varint(UInt64(value.count))
        bytes.append(contentsOf: value)
    }

    mutating func message(_ field: Int, _ body: (inout RecordWriter) -> Void) {
        tag(field, .bytes)
        let start = bytes.count
        // Nearly every message is shorter than 128 bytes, so room is made for one byte of length and seldom more.
        bytes.append(0)
        body(&self)
        let length = bytes.count - start - 1
        if length < 0x80 {
            bytes[start] = UInt8(length)
        } else {
            bytes.replaceSubrange(start...start, with: Self.varintBytes(UInt64(length)))
        }
    }

    /// One number of a packed field, within `message`.
    mutating func packed(_ value: UInt64) { varint(value) }

    /// Fields that were written elsewhere.
    mutating func append(_ fields: [UInt8]) { bytes.append(contentsOf: fields) }

    private mutating func tag(_ field: Int, _ form: WireForm) { varint(UInt64(field) << 3 | UInt64(form.rawValue)) }

    private mutating func varint(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    private static func varintBytes(_ value: UInt64) -> [UInt8] {
        var writer = RecordWriter()
        writer.varint(value)
        return writer.bytes
    }
}

/// How a protobuf field's value lies in the bytes.
enum WireForm: UInt8 {
    case varint = 0
    case fixed64 = 1
    case bytes = 2
    case fixed32 = 5
}
