/// Cuts the bytes of an expression into tokens, one at a time; copying it remembers a place.
struct Lexer {
    let source: [UInt8]
    var position = 0
    private let names: FEELNames?
    private let learned: LearnedNames?

    /// Knows no names of several words.
    init(_ source: [UInt8]) {
        self.source = source
        (names, learned) = (nil, nil)
    }

    init(_ source: [UInt8], names: FEELNames) {
        self.source = source
        self.names = names
        learned = LearnedNames()
    }

    /// From here on the name is known, to all copies of this lexer as well.
    func learn(_ name: String) { learned?.names.insert(name) }

    /// The name of several words that begins here.
    private func knownName() -> (name: String, end: Int)? {
        let given = names?.longest(at: position, in: source)
        guard let own = learned?.names.longest(at: position, in: source) else { return given }
        return own.end >= given?.end ?? 0 ? own : given
    }

    func byte(_ offset: Int = 0) -> UInt8 { position + offset < source.count ? source[position + offset] : 0 }

    func error(_ problem: String, at offset: Int) -> FEELSyntaxError {
        FEELSyntaxError(problem, at: offset, in: source)
    }

    /// The source between two bytes, as written.
    func text(from start: Int, to end: Int) -> String { String(decoding: source[start..<end], as: UTF8.self) }

    mutating func next() throws(FEELSyntaxError) -> Token {
        try skipSpace()
        let start = position
        guard position < source.count else { return Token(kind: .end, start: start, end: start) }
        let kind: Token.Kind
        let byte = byte()
        if isDigit(byte) || (byte == UInt8(ascii: ".") && isDigit(self.byte(1))) {
            kind = try number()
        } else if byte == UInt8(ascii: "\"") {
            kind = .string(try string())
        } else if byte == UInt8(ascii: "`") {
            kind = .quotedName(try quotedName())
        } else if let symbol = symbol() {
            kind = .symbol(symbol)
        } else if let known = knownName() {
            position = known.end
            kind = .knownName(known.name)
        } else if let word = word() {
            kind = .word(word)
        } else {
            let (scalar, _) = scalar(at: position)
            throw error("'\(Character(scalar))' has no meaning here", at: start)
        }
        return Token(kind: kind, start: start, end: position)
    }

    private func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    private mutating func skipSpace() throws(FEELSyntaxError) {
        while position < source.count {
            switch byte() {
            case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "/"):
                while position < source.count, byte() != 0x0A, byte() != 0x0D { position += 1 }
            case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "*"):
                let start = position
                position += 2
                while !(byte() == UInt8(ascii: "*") && byte(1) == UInt8(ascii: "/")) {
                    guard position < source.count else { throw error("this comment is not closed", at: start) }
                    position += 1
                }
                position += 2
            default:
                let before = position
                skipBlanks()
                guard position > before else { return }
            }
        }
    }

    /// White space without comments.
    mutating func skipBlanks() {
        while position < source.count {
            let (scalar, length) = scalar(at: position)
            guard Self.isSpace(scalar) else { return }
            position += length
        }
    }

    /// Whether a word that ends here would go on.
    var isInsideWord: Bool {
        guard position > 0, position < source.count else { return false }
        var lead = position - 1
        while lead > 0, source[lead] & 0xC0 == 0x80 { lead -= 1 }
        return Self.isNameScalar(scalar(at: lead).0, first: false)
            && Self.isNameScalar(scalar(at: position).0, first: false)
    }

    /// The white space of the DMN grammar beyond ASCII.
    static func isSpace(_ scalar: UnicodeScalar) -> Bool {
        switch scalar.value {
        case 0x20, 0x09...0x0D, 0x85, 0xA0, 0x1680, 0x180E, 0x2000...0x200B, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000,
            0xFEFF:
            true
        default: false
        }
    }

    private mutating func number() throws(FEELSyntaxError) -> Token.Kind {
        let start = position
        guard let number = FEELNumber.scan(source, &position, sign: false) else {
            throw error("this number is too large", at: start)
        }
        return .number(number)
    }

    private mutating func quotedName() throws(FEELSyntaxError) -> String {
        let start = position
        position += 1
        while byte() != UInt8(ascii: "`") {
            guard position < source.count else { throw error("this quoted name is not closed", at: start) }
            position += 1
        }
        position += 1
        return String(decoding: source[start + 1..<position - 1], as: UTF8.self)
    }

    mutating func word() -> String? {
        let start = position
        while position < source.count {
            let byte = byte()
            if byte < 0x80 {
                let isLetter = (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A
                guard isLetter || byte == 0x5F || byte == 0x24 || (isDigit(byte) && position > start) else { break }
                position += 1
            } else {
                let (scalar, length) = scalar(at: position)
                guard Self.isNameScalar(scalar, first: position == start) else { break }
                position += length
            }
        }
        return position == start ? nil : String(decoding: source[start..<position], as: UTF8.self)
    }

    /// Letters of any script and what the DMN grammar counts as one; marks and digits only inside a name.
    static func isNameScalar(_ scalar: UnicodeScalar, first: Bool) -> Bool {
        switch scalar.value {
        case 0x1F000...0xEFFFF: return true
        default: break
        }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .letterNumber,
            .currencySymbol, .connectorPunctuation:
            return true
        case .decimalNumber, .nonspacingMark, .spacingMark: return !first
        case .format: return !first && !isSpace(scalar)
        default: return false
        }
    }

    private mutating func symbol() -> Symbol? {
        if let pair = Symbol(rawValue: String(decoding: [byte(), byte(1)], as: UTF8.self)) {
            position += 2
            return pair
        }
        guard let single = Symbol(rawValue: String(decoding: [byte()], as: UTF8.self)) else { return nil }
        position += 1
        return single
    }

    /// The scalar that begins at a byte, and its bytes. The source is valid UTF-8.
    func scalar(at offset: Int) -> (UnicodeScalar, length: Int) {
        let lead = source[offset]
        let length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
        guard length > 1, offset + length <= source.count else { return (UnicodeScalar(lead), 1) }
        var value = UInt32(lead) & (0xFF >> UInt32(length + 1))
        for byte in source[offset + 1..<offset + length] { value = value << 6 | UInt32(byte & 0x3F) }
        return (UnicodeScalar(value) ?? "\u{FFFD}", length)
    }
}
