import FerryClient
import FerryModel

/// A JSON value to print. Objects keep the order of their fields, so output is the same every time.
enum JSON: Hashable, Sendable {
    case null
    case bool(Bool)
    case number(Int64)
    /// Printed with a fixed number of decimals.
    case decimal(Double, places: Int)
    case string(String)
    /// JSON that came from the broker, printed as it came.
    case value(JSONValue)
    case array([JSON])
    case object([Field])

    struct Field: Hashable, Sendable {
        let name: String
        let value: JSON
    }

    /// A key is 64 bits and a double holds 53: as a number it would come out of many JSON parsers as another key.
    static func key(_ key: some FerryModel.Key) -> JSON { .string(key.description) }
    static func key(_ key: (some FerryModel.Key)?) -> JSON { key.map { .string($0.description) } ?? .null }
    static func time(_ time: Timestamp?) -> JSON { time.map { .string($0.iso8601) } ?? .null }
    static func strings(_ strings: [String]) -> JSON { .array(strings.map { .string($0) }) }
    static func number(_ number: Int32) -> JSON { .number(Int64(number)) }

    static func variables(_ variables: Variables) -> JSON {
        .object(variables.entries.map { Field(name: $0.name, value: .value($0.value)) })
    }

    /// An object with the fields of both.
    func adding(_ other: JSON) -> JSON {
        guard case .object(let own) = self, case .object(let others) = other else {
            preconditionFailure("only objects have fields")
        }
        return .object(own + others)
    }

    /// On one line.
    var text: String {
        var bytes: [UInt8] = []
        write(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    private func write(to bytes: inout [UInt8]) {
        switch self {
        case .null: bytes.append(contentsOf: "null".utf8)
        case .bool(let flag): bytes.append(contentsOf: (flag ? "true" : "false").utf8)
        case .number(let number): bytes.append(contentsOf: String(number).utf8)
        case .decimal(let number, let places): bytes.append(contentsOf: number.text(places: places).utf8)
        case .string(let string): JSONText.appendString(string, to: &bytes)
        case .value(let value): bytes.append(contentsOf: value.bytes)
        case .array(let elements):
            JSONText.appendArray(elements, to: &bytes) { $0.write(to: &$1) }
        case .object(let fields):
            JSONText.appendObject(fields, named: \.name, to: &bytes) { $0.value.write(to: &$1) }
        }
    }
}

extension JSON: ExpressibleByDictionaryLiteral {
    init(dictionaryLiteral elements: (String, JSON)...) {
        self = .object(elements.map { Field(name: $0.0, value: $0.1) })
    }
}

extension Double {
    /// With a fixed number of decimals and a point, whatever the locale.
    func text(places: Int) -> String {
        guard isFinite else { return "0" }
        var scale: Int64 = 1
        for _ in 0..<places { scale *= 10 }
        let scaled = Int64((magnitude * Double(scale)).rounded())
        let sign = self < 0 && scaled > 0 ? "-" : ""
        guard places > 0 else { return "\(sign)\(scaled)" }
        let fraction = String(scaled % scale)
        return "\(sign)\(scaled / scale).\(String(repeating: "0", count: places - fraction.count))\(fraction)"
    }
}
