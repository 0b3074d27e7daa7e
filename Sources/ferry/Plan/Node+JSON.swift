import FerryClient
import Yams

extension Node {
    /// What YAML says, as JSON; nil for what JSON cannot say.
    var jsonText: String? {
        switch self {
        case .mapping(let mapping):
            var members: [String] = []
            for (name, value) in mapping {
                guard let name = name.scalar?.string, let value = value.jsonText else { return nil }
                members.append("\(Self.quoted(name)):\(value)")
            }
            return "{\(members.joined(separator: ","))}"
        case .sequence(let sequence):
            let items = sequence.compactMap(\.jsonText)
            return items.count == sequence.count ? "[\(items.joined(separator: ","))]" : nil
        case .scalar(let scalar):
            if tag == Tag(.str) { return Self.quoted(scalar.string) }
            if tag == Tag(.null) { return "null" }
            if tag == Tag(.bool) { return bool.map { $0 ? "true" : "false" } }
            // A number as JSON writes it, or nothing.
            return (try? JSONValue(parsing: scalar.string)) == nil ? nil : scalar.string
        case .alias: return nil
        }
    }

    private static func quoted(_ text: String) -> String {
        var bytes: [UInt8] = []
        JSONText.appendString(text, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}
