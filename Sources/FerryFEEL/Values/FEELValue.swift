/// What an expression works on and yields. Equality here is structural; FEEL's own `=` is in `Evaluator+Comparison`.
package enum FEELValue: Hashable, Sendable {
    case null
    case boolean(Bool)
    case number(FEELNumber)
    case string(String)
    case date(FEELDate)
    case time(FEELTime)
    indirect case dateTime(FEELDateTime)
    case daysDuration(FEELDaysDuration)
    case monthsDuration(FEELMonthsDuration)
    case list([FEELValue])
    case context(FEELContext)
    indirect case range(FEELRange)
    case function(FEELFunction)

    /// The name `instance of` knows the type by.
    package var typeName: String {
        switch self {
        case .null: "null"
        case .boolean: "boolean"
        case .number: "number"
        case .string: "string"
        case .date: "date"
        case .time: "time"
        case .dateTime: "date and time"
        case .daysDuration: "days and time duration"
        case .monthsDuration: "years and months duration"
        case .list: "list"
        case .context: "context"
        case .range: "range"
        case .function: "function"
        }
    }

    /// The names of the entries of all contexts inside.
    var names: [String] {
        switch self {
        case .list(let items): items.flatMap(\.names)
        case .context(let context): context.names
        default: []
        }
    }

    static func number(_ integer: Int) -> FEELValue { .number(FEELNumber(integer)) }

    /// Null for a number that could not be computed.
    static func optional(_ number: FEELNumber?) -> FEELValue { number.map(FEELValue.number) ?? .null }

    /// Null for a truth that is not known.
    static func optional(_ truth: Bool?) -> FEELValue { truth.map(FEELValue.boolean) ?? .null }
}

/// An interval between two values of one orderable type; an end that is absent is unbounded.
package struct FEELRange: Hashable, Sendable {
    package let lower: FEELValue?
    package let includesLower: Bool
    package let upper: FEELValue?
    package let includesUpper: Bool
}

/// A `function(...)` of an expression with the local names it was defined among; equal only to itself.
package final class FEELFunction: Hashable, Sendable {
    package let parameters: [String]
    let body: Node
    let captured: [Local]
    /// How deep the values it captured are nested, itself included.
    let depth: Int
    /// Of the parameters that have one.
    let types: [FEELType?]
    /// The name by which the body can call the function itself.
    let name: String?

    init(
        parameters: [String], types: [FEELType?] = [], body: Node, captured: [Local], depth: Int, name: String? = nil
    ) {
        self.parameters = parameters
        self.types = types
        self.name = name
        self.body = body
        self.captured = captured
        self.depth = depth
    }

    /// Computes a function's value from as many arguments as it has parameters, seeing the variables of whoever calls
    /// it, out of what the caller may spend.
    package typealias NativeBody =
        @Sendable ([FEELValue], any FEELScope, inout FEELBudget) throws(FEELFailure) -> FEELValue

    /// A function that is not written as an expression: a decision table, for example.
    package convenience init(parameters: [String], native: @escaping NativeBody) {
        self.init(
            parameters: parameters, body: .native(parameterCount: parameters.count, native), captured: [], depth: 1)
    }

    package static func == (left: FEELFunction, right: FEELFunction) -> Bool { left === right }
    package func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
