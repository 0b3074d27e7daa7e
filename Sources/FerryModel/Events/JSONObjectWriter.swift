/// Writes one flat JSON object, field by field, in the order given. Keys of things are written as strings, because
/// JSON readers take numbers for floating point and 64-bit keys do not fit there.
struct JSONObjectWriter {
    private var text: [UInt8] = [UInt8(ascii: "{")]

    mutating func field(_ name: String, _ value: String) {
        begin(name)
        JSONText.appendString(value, to: &text)
    }

    mutating func field(_ name: String, _ key: some Key) { field(name, key.description) }

    mutating func field(_ name: String, number: some BinaryInteger) {
        begin(name)
        text.append(contentsOf: String(number).utf8)
    }

    mutating func field(_ name: String, json: JSONValue) {
        begin(name)
        text.append(contentsOf: json.bytes)
    }

    mutating func field(_ name: String, _ values: [String]) {
        begin(name)
        JSONText.appendArray(values, to: &text, JSONText.appendString)
    }

    mutating func field(_ name: String, objects: [JSONValue]) {
        begin(name)
        JSONText.appendArray(objects, to: &text) { $1.append(contentsOf: $0.bytes) }
    }

    consuming func finish() -> JSONValue {
        text.append(UInt8(ascii: "}"))
        return JSONValue(trusted: text)
    }

    private mutating func begin(_ name: String) {
        if text.count > 1 { text.append(UInt8(ascii: ",")) }
        JSONText.appendString(name, to: &text)
        text.append(UInt8(ascii: ":"))
    }
}
