/// Values by name that stand in for `$(name)` in a document.
package struct Parameters: Sendable {
    let values: [String: DocumentNode]
    private let sizes: [String: Int]

    package init(_ values: [String: DocumentNode] = [:]) {
        self.values = values
        sizes = values.mapValues(\.size)
    }

    init(_ node: DocumentNode?) {
        self.init(Dictionary((node?.fields ?? []).map { ($0.name, $0.value) }) { first, _ in first })
    }

    /// These, and of the others those of which there are none here.
    func or(_ others: Parameters) -> Parameters {
        Parameters(values.merging(others.values) { own, _ in own })
    }

    /// A value that stands alone is put in whole, whatever it is; within text only text can be.
    func filled(into node: DocumentNode, _ reader: inout DocumentReader) -> DocumentNode {
        var filled = node
        guard reader.spend(1, line: node.line) else { return node }
        switch node.content {
        case .text(let text, let isPlain):
            if let name = Self.only(text) {
                guard let value = value(name, at: node.line, &reader),
                    reader.spend(sizes[name] ?? 1, line: node.line)
                else { return node }
                filled.content = value.content
            } else if text.contains("$(") {
                filled.content = .text(self.filled(into: text, at: node.line, &reader), isPlain: isPlain)
            }
        case .list(let nodes): filled.content = .list(nodes.map { self.filled(into: $0, &reader) })
        case .fields(let fields):
            filled.content = .fields(
                fields.map { field in
                    DocumentNode.Field(
                        name: self.filled(into: field.name, at: field.line, &reader), line: field.line,
                        value: self.filled(into: field.value, &reader))
                })
        }
        return filled
    }

    private static func only(_ text: String) -> String? {
        guard text.hasPrefix("$("), text.hasSuffix(")") else { return nil }
        let name = text.dropFirst(2).dropLast()
        return name.contains(where: { "()$".contains($0) }) ? nil : String(name)
    }

    private func filled(into text: String, at line: Int, _ reader: inout DocumentReader) -> String {
        var parts = text.components(separatedBy: "$(")
        var result = parts.removeFirst()
        for part in parts {
            guard let end = part.firstIndex(of: ")") else {
                reader.problems.add("'$(' without ')'", line: line)
                return text
            }
            let name = String(part[..<end])
            if let value = value(name, at: line, &reader) {
                if let text = value.text {
                    guard reader.spend(text.utf8.count / 16, line: line) else { return result }
                    result += text
                } else {
                    reader.problems.add("'\(name)' is no text and stands within text", line: line)
                }
            }
            result += part[part.index(after: end)...]
        }
        return result
    }

    private func value(_ name: String, at line: Int, _ reader: inout DocumentReader) -> DocumentNode? {
        if let value = values[name] { return value }
        let known = values.keys.sorted().joined(separator: ", ")
        reader.problems.add(
            "no value for $(\(name)); \(known.isEmpty ? "there are none here" : "there are \(known)")", line: line)
        return nil
    }
}

extension String {
    /// Foundation's would bring Foundation into a module that reads text only.
    fileprivate func components(separatedBy separator: String) -> [String] {
        split(separator: separator, omittingEmptySubsequences: false).map(String.init)
    }
}
