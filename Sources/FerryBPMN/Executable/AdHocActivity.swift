package import FerryFEEL

/// An element that may begin in an ad-hoc subprocess, as those who choose are told of it.
package struct AdHocActivity: Sendable {
    package let index: ElementIndex
    package let documentation: String?
    /// `zeebe:properties` in document order.
    package let properties: [Property]
    /// What its input mappings ask of whoever chooses it, by `fromAi`.
    package let parameters: [AdHocParameter]

    package struct Property: Sendable {
        package let name: String
        package let value: String?
    }
}

/// One call of `fromAi`.
package struct AdHocParameter: Sendable {
    package let name: String
    package let description: String?
    package let type: String?
    package let schema: FEELValue?
    package let options: FEELValue?

    /// nil for a call that names no variable.
    init?(_ call: FEELCall) {
        guard let name = call["value"]?.name else { return nil }
        self.name = name
        description = call["description"]?.value.text
        type = call["type"]?.value.text
        schema = call["schema"]?.value
        options = call["options"]?.value
    }

    static let names = ["value", "description", "type", "schema", "options"]
}

extension FEELValue {
    fileprivate var text: String? { if case .string(let text) = self { text } else { nil } }
}
