/// One JSON value as text (RFC 8259), syntactically valid and without white space between tokens.
///
/// Numbers keep the digits they came with, so a decimal never passes through binary floating point.
public struct JSONValue: Hashable, Sendable {
    /// UTF-8.
    public let bytes: [UInt8]

    /// Takes bytes that are known to be one valid, compact JSON value.
    package init(trusted bytes: [UInt8]) { self.bytes = bytes }

    /// Validates and compacts one JSON value.
    public init(parsing text: [UInt8]) throws(JSONError) {
        var scanner = JSONScanner(text)
        bytes = try scanner.wholeValue()
    }

    public init(parsing text: String) throws(JSONError) { try self.init(parsing: Array(text.utf8)) }

    /// The items of a JSON array; nil for any other value.
    package var items: [JSONValue]? {
        guard bytes.first == UInt8(ascii: "[") else { return nil }
        var scanner = JSONScanner(bytes)
        return try? scanner.wholeArray()
    }

    /// A JSON array of these items.
    package init(items: [JSONValue]) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(items.reduce(2) { $0 + $1.bytes.count + 1 })
        JSONText.appendArray(items, to: &bytes) { $1.append(contentsOf: $0.bytes) }
        self.bytes = bytes
    }

    public static let `true` = JSONValue(trusted: Array("true".utf8))
    public static let `false` = JSONValue(trusted: Array("false".utf8))
    public static let null = JSONValue(trusted: Array("null".utf8))

    /// The value as JSON text.
    public var text: String { String(decoding: bytes, as: UTF8.self) }
}

/// The top level of one JSON object: variables by name, each with its JSON value.
///
/// Names are unique (the last of equal names wins, at the place of the first) and keep the order they came in.
public struct Variables: Hashable, Sendable {
    public private(set) var entries: [Entry]

    public struct Entry: Hashable, Sendable {
        public let name: String
        public var value: JSONValue

        public init(name: String, value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    public init() { entries = [] }

    public init(_ entries: [Entry]) {
        self.entries = []
        self.entries.reserveCapacity(entries.count)
        // Looking through a few names is quick; many (a hostile document) are looked up.
        guard entries.count > 16 else {
            for entry in entries { self[entry.name] = entry.value }
            return
        }
        var places: [String: Int] = [:]
        for entry in entries {
            if let place = places[entry.name] {
                self.entries[place].value = entry.value
            } else {
                places[entry.name] = self.entries.count
                self.entries.append(entry)
            }
        }
    }

    /// Parses a JSON object. Empty text means no variables.
    public init(parsing text: [UInt8]) throws(JSONError) {
        guard !text.isEmpty else {
            self.init()
            return
        }
        var scanner = JSONScanner(text)
        self.init(try scanner.wholeObject())
    }

    public init(parsing text: String) throws(JSONError) { try self.init(parsing: Array(text.utf8)) }

    public var isEmpty: Bool { entries.isEmpty }

    public subscript(name: String) -> JSONValue? {
        get { entries.first { $0.name == name }?.value }
        set {
            if let index = entries.firstIndex(where: { $0.name == name }) {
                if let newValue { entries[index].value = newValue } else { entries.remove(at: index) }
            } else if let newValue {
                entries.append(Entry(name: name, value: newValue))
            }
        }
    }

    /// The variables as one JSON object, in order.
    public var json: [UInt8] {
        var text: [UInt8] = []
        JSONText.appendObject(entries, named: \.name, to: &text) { $1.append(contentsOf: $0.value.bytes) }
        return text
    }
}

/// Text that is not the JSON that was expected, with the byte where it stops being so.
public struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
    public let problem: String
    public let offset: Int

    public var description: String { "\(problem) at byte \(offset)" }
}
