/// A type as an expression writes it: behind `instance of` or a parameter.
indirect enum FEELType: Hashable, Sendable {
    /// Everything but null.
    case any
    /// By its name, `typeName` of the values that have it.
    case named(String)
    case list(FEELType)
    case range(FEELType)
    case context([Field])
    /// By the types of its parameters; what it gives is not known before it is called.
    case function([FEELType])
    /// A name that means nothing here; no value has it.
    case unknown(String)

    struct Field: Hashable, Sendable {
        let name: String
        let type: FEELType
    }

    init(name: String) {
        switch name {
        case "Any": self = .any
        case "date time": self = .named("date and time")
        case "day-time-duration": self = .named("days and time duration")
        case "year-month-duration": self = .named("years and months duration")
        default: self = Self.names.contains(name) ? .named(name) : .unknown(name)
        }
    }

    static let names: Set<String> = [
        "Any", "null", "number", "string", "boolean", "list", "context", "function", "range", "date", "time",
        "date and time", "date time", "days and time duration", "years and months duration", "day-time-duration",
        "year-month-duration",
    ]
}

extension Evaluator {
    /// Null has no type of its own, but may stand inside a list or context of any.
    mutating func isInstance(_ value: FEELValue, of type: FEELType) throws(FEELFailure) -> Bool {
        guard value != .null else { return false }
        switch (type, value) {
        case (.any, _): return true
        case (.named(let name), _): return value.typeName == name
        case (.list(let item), .list(let items)):
            try spend(items.count)
            for value in items { guard try conforms(value, to: item) else { return false } }
            return true
        case (.context(let fields), .context(let context)):
            for field in fields {
                try spend(1)
                guard let value = context[field.name], try conforms(value, to: field.type) else { return false }
            }
            return true
        case (.range(let end), .range(let range)):
            for value in [range.lower, range.upper] {
                guard try value.map({ (value) throws(FEELFailure) in try isInstance(value, of: end) }) ?? true else {
                    return false
                }
            }
            return true
        case (.function(let types), .function(let function)):
            guard function.parameters.count == types.count else { return false }
            return zip(types, function.types).allSatisfy { given, taken in
                taken == nil || taken == .any || taken == given
            }
        default: return false
        }
    }

    /// As `isInstance`, but null conforms to every type: an argument that is not known.
    mutating func conforms(_ value: FEELValue, to type: FEELType) throws(FEELFailure) -> Bool {
        if value == .null { return true }
        return try isInstance(value, of: type)
    }
}
