extension FEELValue: CustomStringConvertible {
    /// The text FEEL's `string()` gives: strings bare on their own, quoted inside lists and contexts.
    package var description: String {
        if case .string(let string) = self { return string }
        return literalText
    }

    /// As `description`, but a string has its quotes.
    package var literalText: String {
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
        case .date(let date): text += date.description
        case .time(let time): text += time.description
        case .dateTime(let dateTime): text += dateTime.description
        case .daysDuration(let duration): text += duration.description
        case .monthsDuration(let duration): text += duration.description
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
            switch (range.lower, range.upper) {
            case (nil, let upper?):
                text += range.includesUpper ? "<= " : "< "
                upper.appendText(to: &text)
            case (let lower?, nil):
                text += range.includesLower ? ">= " : "> "
                lower.appendText(to: &text)
            default:
                text += range.includesLower ? "[" : "("
                range.lower?.appendText(to: &text)
                text += ".."
                range.upper?.appendText(to: &text)
                text += range.includesUpper ? "]" : ")"
            }
        case .function(let function):
            text += "function(" + function.parameters.joined(separator: ", ") + ")"
        }
    }
}
