extension FEELValue: CustomStringConvertible {
    /// The text FEEL's `string()` gives: strings bare on their own, quoted inside lists and contexts.
    package var description: String {
        if case .string(let string) = self { return string }
        var text = ""
        appendText(to: &text)
        return text
    }

    private func appendText(to text: inout String) {
        switch self {
        case .null: text += "null"
        case .boolean(let truth): text += truth ? "true" : "false"
        case .number(let number): text += number.description
        case .string(let string): text += "\"\(string)\""
        case .list(let items):
            text += "["
            for (index, item) in items.enumerated() {
                if index > 0 { text += ", " }
                item.appendText(to: &text)
            }
            text += "]"
        case .context(let context):
            text += "{"
            for (index, entry) in context.entries.enumerated() {
                if index > 0 { text += ", " }
                text += entry.name + ":"
                entry.value.appendText(to: &text)
            }
            text += "}"
        case .range(let range):
            text += range.includesLower ? "[" : "("
            range.lower?.appendText(to: &text)
            text += ".."
            range.upper?.appendText(to: &text)
            text += range.includesUpper ? "]" : ")"
        case .function(let function):
            text += "function(" + function.parameters.joined(separator: ", ") + ")"
        }
    }
}
