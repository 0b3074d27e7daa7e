/// What an expression works on and yields. Equality here is structural; FEEL's own `=` is in `Evaluator+Comparison`.
package enum FEELValue: Hashable, Sendable {
    case null
    case boolean(Bool)
    case number(FEELNumber)
    case string(String)
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
        case .list: "list"
        case .context: "context"
        case .range: "range"
        case .function: "function"
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
    let parameters: [String]
    let body: Node
    let captured: [Local]
    /// How deep the values it captured are nested, itself included.
    let depth: Int

    init(parameters: [String], body: Node, captured: [Local], depth: Int) {
        self.parameters = parameters
        self.body = body
        self.captured = captured
        self.depth = depth
    }

    package static func == (left: FEELFunction, right: FEELFunction) -> Bool { left === right }
    package func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
