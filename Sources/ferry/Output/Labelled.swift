/// Facts about one thing, a line each, their values below one another; empty ones are left out.
func labelled(_ facts: [(label: String, value: String)]) -> [String] {
    let shown = facts.filter { !$0.value.isEmpty }
    let width = shown.map(\.label.count).max() ?? 0
    return shown.map { label, value in "\(label.padded(to: width))  \(Table.oneLine(value))" }
}
