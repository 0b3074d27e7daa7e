import FerryModel

extension FEELValue {
    /// JSON that keeps the type: `{"number":"7.5"}`, `{"date":"2024-02-29"}`, `{"list":[…]}`, `{"context":{…}}`, `null`.
    package var taggedJSON: [UInt8] {
        var text: [UInt8] = []
        appendTagged(to: &text)
        return text
    }

    private func appendTagged(to text: inout [UInt8]) {
        switch self {
        case .null: text.append(contentsOf: "null".utf8)
        case .boolean(let truth): text.append(contentsOf: "{\"boolean\":\(truth)}".utf8)
        case .list(let items):
            text.append(contentsOf: "{\"list\":[".utf8)
            for (index, item) in items.enumerated() {
                if index > 0 { text.append(UInt8(ascii: ",")) }
                item.appendTagged(to: &text)
            }
            text.append(contentsOf: "]}".utf8)
        case .context(let context):
            text.append(contentsOf: "{\"context\":{".utf8)
            for (index, entry) in context.entries.enumerated() {
                if index > 0 { text.append(UInt8(ascii: ",")) }
                JSONText.appendString(entry.name, to: &text)
                text.append(UInt8(ascii: ":"))
                entry.value.appendTagged(to: &text)
            }
            text.append(contentsOf: "}}".utf8)
        default:
            text.append(contentsOf: "{\"\(tag)\":".utf8)
            JSONText.appendString(description, to: &text)
            text.append(UInt8(ascii: "}"))
        }
    }

    private var tag: String {
        switch self {
        case .dateTime: "dateTime"
        case .daysDuration, .monthsDuration: "duration"
        default: typeName
        }
    }
}
