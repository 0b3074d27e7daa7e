import FerryClient
import Yams

extension PlanReader {
    static let variableFields = ["set", "remove", "rename", "value", "expression", "to", "scope"]

    /// A list of `{set, value}`, `{set, expression}`, `{remove}` and `{rename, to}`, each with a `scope` or without.
    mutating func variables(_ node: Node) -> [VariableChange] {
        guard let sequence = node.sequence else {
            reject("variables is a list of changes: {set, value}, {set, expression}, {remove} or {rename, to}", node)
            return []
        }
        return sequence.compactMap { variableChange($0) }
    }

    private mutating func variableChange(_ node: Node) -> VariableChange? {
        guard let fields = fields(of: node, "a variable change", known: Self.variableFields) else { return nil }
        let action: VariableChange.Action?
        switch fields.keys.filter({ $0 != "scope" }).sorted() {
        case ["set", "value"]:
            let name = fields["set"].flatMap { string($0, "set") }
            let value = fields["value"].flatMap { json($0) }
            action = name.flatMap { name in value.map { .set(name, $0) } }
        case ["expression", "set"]:
            let name = fields["set"].flatMap { string($0, "set") }
            let expression = fields["expression"].flatMap { string($0, "expression") }
            action = name.flatMap { name in expression.map { .evaluate(name, expression: $0) } }
        case ["remove"]: action = fields["remove"].flatMap { string($0, "remove") }.map { .remove($0) }
        case ["rename", "to"]:
            let name = fields["rename"].flatMap { string($0, "rename") }
            let newName = fields["to"].flatMap { string($0, "to") }
            action = name.flatMap { name in newName.map { .rename(name, to: $0) } }
        default:
            reject("a variable change is one of {set, value}, {set, expression}, {remove} and {rename, to}", node)
            action = nil
        }
        guard let node = fields["scope"] else { return action.map { VariableChange($0) } }
        guard let scopeID = string(node, "scope") else { return nil }
        return action.map { VariableChange(scopeID: scopeID, $0) }
    }

    private mutating func json(_ node: Node) -> JSONValue? {
        guard let text = node.jsonText, let value = try? JSONValue(parsing: text) else {
            reject("value is something that JSON can say", node)
            return nil
        }
        return value
    }
}

extension VariableChange.Action {
    /// Files and flags may write the `=` that models put before an expression.
    static func evaluate(_ name: String, expression: String) -> VariableChange.Action {
        let body = expression.drop { $0.isWhitespace }
        return .evaluate(name, body.first == "=" ? String(body.dropFirst()) : expression)
    }
}
