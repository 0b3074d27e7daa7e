package import FerryModel

extension FEELValue {
    /// Any JSON value. Numbers are exact decimals of 34 digits; one that is too large to be a number becomes null.
    package init(json text: [UInt8]) throws(JSONError) {
        self.init(json: try JSONValue(parsing: text))
    }

    package init(json: JSONValue) {
        var reader = JSONReader(text: json.bytes)
        self = reader.value()
    }

    /// Compact JSON, as variables have it. Dates, times and durations are strings; functions and ranges have no JSON and
    /// become null.
    package var json: [UInt8] { json(namingZones: true) }

    /// `namingZones`: a time with the name of a zone keeps that, as in `10:30:00@Europe/Paris`; else it has the zone's
    /// offset.
    func json(namingZones: Bool) -> [UInt8] {
        var text: [UInt8] = []
        appendJSON(to: &text, namingZones: namingZones)
        return text
    }

    private func appendJSON(to text: inout [UInt8], namingZones: Bool) {
        switch self {
        case .null, .range, .function: text.append(contentsOf: "null".utf8)
        case .boolean(let truth): text.append(contentsOf: (truth ? "true" : "false").utf8)
        case .number(let number): text.append(contentsOf: number.description.utf8)
        case .string(let string): JSONText.appendString(string, to: &text)
        case .date(let date): JSONText.appendString(date.description, to: &text)
        case .time(let time):
            JSONText.appendString(namingZones ? time.description : time.offsetText, to: &text)
        case .dateTime(let dateTime): JSONText.appendString(dateTime.offsetText, to: &text)
        case .daysDuration(let duration): JSONText.appendString(duration.hoursText, to: &text)
        case .monthsDuration(let duration): JSONText.appendString(duration.jsonText, to: &text)
        case .list(let items):
            JSONText.appendArray(items, to: &text) { $0.appendJSON(to: &$1, namingZones: namingZones) }
        case .context(let context):
            JSONText.appendObject(context.entries, named: \.name, to: &text) {
                $0.value.appendJSON(to: &$1, namingZones: namingZones)
            }
        }
    }
}

/// Builds values from JSON that is known to be valid, compact and nested no deeper than the JSON scanner allows.
private struct JSONReader {
    let text: [UInt8]
    var index = 0

    private var byte: UInt8 { index < text.count ? text[index] : 0 }

    mutating func value() -> FEELValue {
        switch byte {
        case UInt8(ascii: "{"): return object()
        case UInt8(ascii: "["): return array()
        case UInt8(ascii: "\""): return .string(string())
        case UInt8(ascii: "t"):
            index += 4
            return .boolean(true)
        case UInt8(ascii: "f"):
            index += 5
            return .boolean(false)
        case UInt8(ascii: "n"):
            index += 4
            return .null
        default: return number()
        }
    }

    private mutating func number() -> FEELValue {
        let start = index
        while index < text.count, !",]}".utf8.contains(text[index]) { index += 1 }
        var position = 0
        return .optional(FEELNumber.scan(text[start..<index], &position, sign: true))
    }

    private mutating func string() -> String {
        let start = index
        index += 1
        while index < text.count, text[index] != UInt8(ascii: "\"") {
            index += text[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        index = min(index + 1, text.count)
        // Only a \u without its four digits could fail, and the scanner has seen to that.
        return (try? JSONText.unescape(text[start..<index])) ?? ""
    }

    private mutating func array() -> FEELValue {
        index += 1
        var items: [FEELValue] = []
        while index < text.count, byte != UInt8(ascii: "]") {
            items.append(value())
            if byte == UInt8(ascii: ",") { index += 1 }
        }
        index += 1
        return .list(items)
    }

    private mutating func object() -> FEELValue {
        index += 1
        var context = FEELContext()
        while index < text.count, byte != UInt8(ascii: "}") {
            let name = string()
            index += 1
            context[name] = value()
            if byte == UInt8(ascii: ",") { index += 1 }
        }
        index += 1
        return .context(context)
    }
}
