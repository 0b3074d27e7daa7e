import FerryBPMN
package import FerryModel

/// Takes values out of document nodes, and collects what is not as it should be, with its line.
package struct DocumentReader: Sendable {
    package var problems: ProblemList

    package init(fileName: String) { problems = ProblemList(fileName: fileName) }

    package mutating func reject(_ problem: String, _ node: DocumentNode) { problems.add(problem, line: node.line) }

    /// The fields of an object, of which all must be known.
    package mutating func fields(_ node: DocumentNode, _ what: String, known: [String]) -> Fields? {
        guard let fields = node.fields else {
            reject("\(what) is an object with the fields \(known.joined(separator: ", "))", node)
            return nil
        }
        for field in fields where !known.contains(field.name) {
            problems.add(
                "unknown field '\(field.name)' of \(what); known are \(known.joined(separator: ", "))", line: field.line
            )
        }
        return Fields(fields, line: node.line)
    }

    /// Text that is not empty; numbers and booleans as they are written.
    mutating func text(_ node: DocumentNode?, _ what: String) -> String? {
        guard let node else { return nil }
        guard let text = node.text, !text.isEmpty else {
            reject("\(what) is text", node)
            return nil
        }
        return text
    }

    /// Text that YAML does not take for something else; quotes make anything a string.
    package mutating func string(_ node: DocumentNode, _ what: String) -> String? {
        guard node.isString, let text = node.text, !text.isEmpty else {
            reject("\(what) is a string; put it in quotes if it looks like something else", node)
            return nil
        }
        return text
    }

    /// A value that YAML and JSON understand alike.
    package mutating func json(_ node: DocumentNode, _ what: String) -> JSONValue? {
        guard node.isJSON, let value = node.json else {
            reject("\(what) is something that JSON can say", node)
            return nil
        }
        return value
    }

    mutating func required(_ name: String, of fields: Fields, _ what: String) -> String? {
        guard let node = fields[name] else {
            problems.add("\(what) needs '\(name)'", line: fields.line)
            return nil
        }
        return text(node, "'\(name)' of \(what)")
    }

    mutating func flag(_ node: DocumentNode?, _ what: String, default value: Bool = false) -> Bool {
        guard let node else { return value }
        if let flag = node.flag { return flag }
        reject("\(what) is true or false", node)
        return value
    }

    mutating func number(_ node: DocumentNode?, _ what: String, in range: ClosedRange<Int>) -> Int? {
        guard let node else { return nil }
        if let number = node.text.flatMap({ Int($0) }), range.contains(number) { return number }
        reject("\(what) is a number from \(range.lowerBound) to \(range.upperBound)", node)
        return nil
    }

    /// A length of time in milliseconds: ISO 8601 such as `PT5M`, or a number with a unit such as `90s`.
    mutating func duration(_ node: DocumentNode?, _ what: String) -> Int64? {
        guard let node else { return nil }
        if let text = node.text, let milliseconds = TimeText.milliseconds(text) { return milliseconds }
        reject("\(what) is a length of time, such as PT1H30M or 90s", node)
        return nil
    }

    mutating func list(_ node: DocumentNode?, _ what: String) -> [DocumentNode] {
        guard let node else { return [] }
        if let list = node.list { return list }
        reject("\(what) is a list", node)
        return []
    }

    /// A list of texts, or one.
    mutating func texts(_ node: DocumentNode?, _ what: String) -> [String] {
        guard let node else { return [] }
        guard let list = node.list else { return text(node, what).map { [$0] } ?? [] }
        return list.compactMap { text($0, "an entry of \(what)") }
    }

    mutating func variables(_ node: DocumentNode?, _ what: String) -> Variables {
        guard let node else { return Variables() }
        if let variables = node.variables { return variables }
        reject("\(what) is an object of JSON values", node)
        return Variables()
    }

    mutating func choice<Value>(
        _ node: DocumentNode?, _ what: String, _ values: KeyValuePairs<String, Value>
    ) -> Value? {
        guard let node else { return nil }
        if let text = node.text, let value = values.first(where: { $0.key == text })?.value { return value }
        reject("\(what) is \(values.map(\.key).joined(separator: " or "))", node)
        return nil
    }
}

/// The fields of one object, by name.
package struct Fields {
    let line: Int
    private let values: [String: DocumentNode]

    init(_ fields: [DocumentNode.Field], line: Int) {
        self.line = line
        values = Dictionary(fields.map { ($0.name, $0.value) }) { first, _ in first }
    }

    package subscript(name: String) -> DocumentNode? { values[name] }
    func has(_ name: String) -> Bool { values[name] != nil }
    package var names: [String] { values.keys.sorted() }
}
