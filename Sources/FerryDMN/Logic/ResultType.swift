import FerryFEEL
import FerryXML

/// A type reference that results are held against: FEEL's simple types under the names Camunda checks. Any other, a type
/// of the file included, is not checked.
struct ResultType: Sendable {
    /// As in the file, without a prefix.
    let name: String

    /// Nil for a reference that is not checked. DMN 1.1 writes types with a prefix.
    init?(_ reference: String?) {
        guard var name = reference?.trimmed[...] else { return nil }
        if let colon = name.lastIndex(of: ":") { name = name[name.index(after: colon)...] }
        guard Self.feelNames[String(name)] != nil else { return nil }
        self.name = String(name)
    }

    /// Null is of every type.
    func accepts(_ value: FEELValue) -> Bool {
        value == .null || value.typeName == Self.feelNames[name]
    }

    private static let feelNames = [
        "string": "string", "number": "number", "boolean": "boolean", "time": "time", "date": "date",
        "dateTime": "date and time", "dayTimeDuration": "days and time duration",
        "yearMonthDuration": "years and months duration",
    ]
}
