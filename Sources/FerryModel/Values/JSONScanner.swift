/// Validates JSON text and copies it without its white space; one pass, no recursion, bounded depth.
struct JSONScanner {
    static let depthMax = 200

    private let text: [UInt8]
    private var index = 0
    private var output: [UInt8] = []

    init(_ text: [UInt8]) { self.text = text }

    mutating func wholeValue() throws(JSONError) -> [UInt8] {
        output.reserveCapacity(text.count)
        try value()
        try end()
        return output
    }

    /// The members of the object that the whole text is.
    mutating func wholeObject() throws(JSONError) -> [Variables.Entry] {
        var entries: [Variables.Entry] = []
        skipSpace()
        guard peek == UInt8(ascii: "{") else { throw error("a JSON object is needed") }
        index += 1
        skipSpace()
        if peek == UInt8(ascii: "}") {
            index += 1
        } else {
            while true {
                skipSpace()
                output.removeAll(keepingCapacity: true)
                try string()
                let name = try JSONText.unescape(output[...], at: index)
                skipSpace()
                try expect(UInt8(ascii: ":"))
                output.removeAll(keepingCapacity: true)
                try value()
                entries.append(Variables.Entry(name: name, value: JSONValue(trusted: output)))
                skipSpace()
                if peek == UInt8(ascii: ",") {
                    index += 1
                } else {
                    try expect(UInt8(ascii: "}"))
                    break
                }
            }
        }
        try end()
        return entries
    }

    /// The items of the array that the whole text is.
    mutating func wholeArray() throws(JSONError) -> [JSONValue] {
        var items: [JSONValue] = []
        skipSpace()
        guard peek == UInt8(ascii: "[") else { throw error("a JSON array is needed") }
        index += 1
        skipSpace()
        if peek == UInt8(ascii: "]") {
            index += 1
        } else {
            while true {
                output.removeAll(keepingCapacity: true)
                try value()
                items.append(JSONValue(trusted: output))
                skipSpace()
                if peek == UInt8(ascii: ",") {
                    index += 1
                } else {
                    try expect(UInt8(ascii: "]"))
                    break
                }
            }
        }
        try end()
        return items
    }

    private var peek: UInt8? { index < text.count ? text[index] : nil }

    private func error(_ problem: String) -> JSONError {
        JSONError(problem: index < text.count ? problem : "the text ends too early", offset: index)
    }

    private mutating func skipSpace() {
        while index < text.count,
            text[index] == 0x20 || text[index] == 0x0A || text[index] == 0x0D || text[index] == 0x09
        {
            index += 1
        }
    }

    private mutating func end() throws(JSONError) {
        skipSpace()
        guard index == text.count else { throw JSONError(problem: "text after the end of the value", offset: index) }
    }

    private mutating func expect(_ byte: UInt8) throws(JSONError) {
        guard peek == byte else { throw error("'\(Character(UnicodeScalar(byte)))' is needed") }
        index += 1
    }

    private mutating func copy(_ byte: UInt8) throws(JSONError) {
        try expect(byte)
        output.append(byte)
    }

    /// One value of any depth: the open brackets stand in `open`, so hostile nesting costs a byte a level.
    private mutating func value() throws(JSONError) {
        var open: [UInt8] = []
        while true {
            skipSpace()
            switch peek {
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                let bracket = text[index]
                guard open.count < Self.depthMax else { throw error("nesting deeper than \(Self.depthMax)") }
                index += 1
                output.append(bracket)
                skipSpace()
                if peek == bracket + 2 {
                    try copy(bracket + 2)
                } else {
                    open.append(bracket)
                    if bracket == UInt8(ascii: "{") { try member() }
                    continue
                }
            case UInt8(ascii: "\""): try string()
            case UInt8(ascii: "t"): try word("true")
            case UInt8(ascii: "f"): try word("false")
            case UInt8(ascii: "n"): try word("null")
            default: try number()
            }
            // A value has ended: close what it ends, or go on to the next one.
            while true {
                guard let bracket = open.last else { return }
                skipSpace()
                if peek == UInt8(ascii: ",") {
                    try copy(UInt8(ascii: ","))
                    if bracket == UInt8(ascii: "{") { try member() }
                    break
                }
                try copy(bracket + 2)
                open.removeLast()
            }
        }
    }

    private mutating func member() throws(JSONError) {
        skipSpace()
        try string()
        skipSpace()
        try copy(UInt8(ascii: ":"))
    }

    private mutating func word(_ word: StaticString) throws(JSONError) {
        for offset in 0..<word.utf8CodeUnitCount { try copy(word.utf8Start[offset]) }
    }

    private mutating func number() throws(JSONError) {
        if peek == UInt8(ascii: "-") { try copy(UInt8(ascii: "-")) }
        if peek == UInt8(ascii: "0") { try copy(UInt8(ascii: "0")) } else { try digits("a JSON value is needed") }
        if peek == UInt8(ascii: ".") {
            try copy(UInt8(ascii: "."))
            try digits("a digit is needed after the point")
        }
        if let e = peek, e == UInt8(ascii: "e") || e == UInt8(ascii: "E") {
            try copy(e)
            if let sign = peek, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { try copy(sign) }
            try digits("a digit is needed in the exponent")
        }
    }

    private mutating func digits(_ problem: String) throws(JSONError) {
        let start = index
        while let byte = peek, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
            output.append(byte)
            index += 1
        }
        if index == start { throw error(problem) }
    }

    private mutating func string() throws(JSONError) {
        try copy(UInt8(ascii: "\""))
        let start = index
        var isPlain = true
        while let byte = peek, byte != UInt8(ascii: "\"") {
            guard byte >= 0x20 else { throw error("a control character in a string must be escaped") }
            isPlain = isPlain && byte < 0x80
            index += 1
            guard byte == UInt8(ascii: "\\") else { continue }
            try escape()
        }
        let body = text[start..<index]
        if !isPlain, String(validating: body, as: UTF8.self) == nil {
            throw JSONError(problem: "a string is not valid UTF-8", offset: start)
        }
        output.append(contentsOf: body)
        try copy(UInt8(ascii: "\""))
    }

    private mutating func escape() throws(JSONError) {
        switch peek {
        case UInt8(ascii: "u"):
            index += 1
            for _ in 0..<4 {
                guard let byte = peek, JSONText.hexValue(byte) != nil else { throw error("\\u needs four hex digits") }
                index += 1
            }
        case .some(let byte) where "\"\\/bfnrt".utf8.contains(byte): index += 1
        default: throw error("an unknown escape")
        }
    }
}
