/// JSON strings, in and out. Output is deterministic: only what must be escaped is escaped.
package enum JSONText {
    package static func appendString(_ string: String, to text: inout [UInt8]) {
        text.append(UInt8(ascii: "\""))
        for byte in string.utf8 {
            switch byte {
            case UInt8(ascii: "\""): text.append(contentsOf: [UInt8(ascii: "\\"), byte])
            case UInt8(ascii: "\\"): text.append(contentsOf: [UInt8(ascii: "\\"), byte])
            case 0x0A: text.append(contentsOf: "\\n".utf8)
            case 0x0D: text.append(contentsOf: "\\r".utf8)
            case 0x09: text.append(contentsOf: "\\t".utf8)
            case 0..<0x20:
                let digits = Array("0123456789abcdef".utf8)
                text.append(contentsOf: "\\u00".utf8)
                text.append(digits[Int(byte >> 4)])
                text.append(digits[Int(byte & 15)])
            default: text.append(byte)
            }
        }
        text.append(UInt8(ascii: "\""))
    }

    /// An array of what `append` writes for each item.
    @inlinable
    package static func appendArray<Item>(
        _ items: [Item], to text: inout [UInt8], _ append: (Item, inout [UInt8]) -> Void
    ) {
        text.append(UInt8(ascii: "["))
        for (index, item) in items.enumerated() {
            if index > 0 { text.append(UInt8(ascii: ",")) }
            append(item, &text)
        }
        text.append(UInt8(ascii: "]"))
    }

    /// An object of what `append` writes for the value of each field.
    @inlinable
    package static func appendObject<Field>(
        _ fields: [Field], named name: (Field) -> String, to text: inout [UInt8],
        _ append: (Field, inout [UInt8]) -> Void
    ) {
        text.append(UInt8(ascii: "{"))
        for (index, field) in fields.enumerated() {
            if index > 0 { text.append(UInt8(ascii: ",")) }
            appendString(name(field), to: &text)
            text.append(UInt8(ascii: ":"))
            append(field, &text)
        }
        text.append(UInt8(ascii: "}"))
    }

    /// The string that a JSON string literal (with its quotes, already validated) stands for.
    ///
    /// A lone surrogate has no Unicode scalar and becomes U+FFFD.
    package static func unescape(_ literal: ArraySlice<UInt8>, at offset: Int = 0) throws(JSONError) -> String {
        let body = literal.dropFirst().dropLast()
        guard body.contains(UInt8(ascii: "\\")) else { return String(decoding: body, as: UTF8.self) }
        var bytes: [UInt8] = []
        var index = body.startIndex
        while index < body.endIndex {
            guard body[index] == UInt8(ascii: "\\"), index + 1 < body.endIndex else {
                bytes.append(body[index])
                index += 1
                continue
            }
            let kind = body[index + 1]
            index += 2
            switch kind {
            case UInt8(ascii: "b"): bytes.append(0x08)
            case UInt8(ascii: "f"): bytes.append(0x0C)
            case UInt8(ascii: "n"): bytes.append(0x0A)
            case UInt8(ascii: "r"): bytes.append(0x0D)
            case UInt8(ascii: "t"): bytes.append(0x09)
            case UInt8(ascii: "u"):
                let unit = try codeUnit(body, &index, offset)
                var scalar = UnicodeScalar(unit)
                if scalar == nil, unit < 0xDC00, body[index...].starts(with: "\\u".utf8) {
                    var next = index + 2
                    let low = try codeUnit(body, &next, offset)
                    if low >= 0xDC00, low < 0xE000 {
                        scalar = UnicodeScalar(0x10000 + (UInt32(unit) - 0xD800) << 10 + (UInt32(low) - 0xDC00))
                        index = next
                    }
                }
                bytes.append(contentsOf: String(Character(scalar ?? "\u{FFFD}")).utf8)
            default: bytes.append(kind)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    static func hexValue(_ byte: UInt8) -> UInt16? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt16(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt16(byte - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt16(byte - UInt8(ascii: "A") + 10)
        default: nil
        }
    }

    private static func codeUnit(
        _ body: ArraySlice<UInt8>, _ index: inout Int, _ offset: Int
    ) throws(JSONError) -> UInt16 {
        guard index + 4 <= body.endIndex else { throw JSONError(problem: "\\u needs four hex digits", offset: offset) }
        var unit: UInt16 = 0
        for byte in body[index..<index + 4] {
            guard let digit = hexValue(byte) else {
                throw JSONError(problem: "\\u needs four hex digits", offset: offset)
            }
            unit = unit << 4 | digit
        }
        index += 4
        return unit
    }
}
