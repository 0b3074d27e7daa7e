package import FerryModel

extension DocumentNode {
    /// What the document says, as JSON; numbers keep their digits. Nil for an object in which a name is twice.
    package var json: JSONValue? {
        var bytes: [UInt8] = []
        write(to: &bytes)
        return try? JSONValue(parsing: bytes)
    }

    /// Nil for anything but an object.
    package var variables: Variables? {
        guard fields != nil, let json else { return nil }
        return try? Variables(parsing: json.bytes)
    }

    private func write(to bytes: inout [UInt8]) {
        switch content {
        case .text(let text, let isPlain):
            if isNull {
                bytes.append(contentsOf: "null".utf8)
            } else if isPlain, Self.isLiteral(text) {
                bytes.append(contentsOf: text.utf8)
            } else {
                JSONText.appendString(text, to: &bytes)
            }
        case .list(let nodes):
            JSONText.appendArray(nodes, to: &bytes) { $0.write(to: &$1) }
        case .fields(let fields):
            JSONText.appendObject(fields, named: \.name, to: &bytes) { $0.value.write(to: &$1) }
        }
    }

    /// True for what JSON reads as a boolean or a number.
    static func isLiteral(_ text: String) -> Bool {
        if text == "true" || text == "false" { return true }
        guard let first = text.utf8.first,
            first == UInt8(ascii: "-") || (UInt8(ascii: "0")...UInt8(ascii: "9")) ~= first
        else { return false }
        return (try? JSONValue(parsing: text)) != nil
    }
}
