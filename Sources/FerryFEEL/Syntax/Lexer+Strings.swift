extension Lexer {
    /// A string literal from its opening to its closing quote, with the escapes resolved.
    ///
    /// A backslash before any other character stays as written, so `"\d+"` needs no doubling.
    mutating func string() throws(FEELSyntaxError) -> String {
        let start = position
        position += 1
        var run = position
        var bytes: [UInt8] = []
        while true {
            guard position < source.count else { throw error("this string is not closed", at: start) }
            switch byte() {
            case UInt8(ascii: "\""):
                let tail = source[run..<position]
                position += 1
                if bytes.isEmpty { return String(decoding: tail, as: UTF8.self) }
                return String(decoding: bytes + tail, as: UTF8.self)
            case UInt8(ascii: "\\"):
                let escape = position
                guard let scalar = escapedScalar() else {
                    position += 2
                    continue
                }
                bytes.append(contentsOf: source[run..<escape])
                bytes.append(contentsOf: String(Character(scalar)).utf8)
                run = position
            default: position += 1
            }
        }
    }

    /// The scalar behind the backslash at `position`, stepping behind it; nil if it is no escape.
    private mutating func escapedScalar() -> UnicodeScalar? {
        let simple: UnicodeScalar
        switch byte(1) {
        case UInt8(ascii: "n"): simple = "\n"
        case UInt8(ascii: "r"): simple = "\r"
        case UInt8(ascii: "t"): simple = "\t"
        case UInt8(ascii: "b"): simple = "\u{08}"
        case UInt8(ascii: "f"): simple = "\u{0C}"
        case UInt8(ascii: "'"): simple = "'"
        case UInt8(ascii: "\""): simple = "\""
        case UInt8(ascii: "\\"): simple = "\\"
        case UInt8(ascii: "u"): return codeUnits()
        case UInt8(ascii: "U"): return hexScalar(digits: 6)
        default: return nil
        }
        position += 2
        return simple
    }

    private mutating func hexScalar(digits: Int) -> UnicodeScalar? {
        guard let value = hexValue(at: 2, digits: digits), let scalar = UnicodeScalar(value) else { return nil }
        position += 2 + digits
        return scalar
    }

    /// `\uXXXX`, or two of them that are a surrogate pair.
    private mutating func codeUnits() -> UnicodeScalar? {
        guard let high = hexValue(at: 2, digits: 4) else { return nil }
        guard high >= 0xD800, high < 0xDC00 else { return hexScalar(digits: 4) }
        guard byte(6) == UInt8(ascii: "\\"), byte(7) == UInt8(ascii: "u"), let low = hexValue(at: 8, digits: 4),
            low >= 0xDC00, low < 0xE000
        else { return nil }
        position += 12
        return UnicodeScalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
    }

    private func hexValue(at offset: Int, digits: Int) -> UInt32? {
        var value: UInt32 = 0
        for index in 0..<digits {
            guard let digit = Character(UnicodeScalar(byte(offset + index))).hexDigitValue else { return nil }
            value = value << 4 | UInt32(digit)
        }
        return value
    }
}
