import FerryModel

extension ScenarioReader {
    private static let expectations =
        [
            "definition", "state", "ended", "active", "variables", "local-variables", "everywhere", "no-variables",
            "kept", "kept-jobs", "kept-events", "renewed", "renewed-jobs", "renewed-events", "events", "no-events",
            "called", "running",
        ] + Expectation.RowKind.allCases.map(\.rawValue)

    mutating func expectation(_ node: DocumentNode) -> Expectation {
        var expectation = Expectation(line: node.line)
        guard reader.fields(node, "'expect'", known: Self.expectations) != nil else { return expectation }
        for field in node.fields ?? [] {
            for what in checks(field.name, field.value) {
                expectation.checks.append(Expectation.Check(line: field.line, what: what))
            }
        }
        return expectation
    }

    private mutating func checks(_ name: String, _ node: DocumentNode) -> [Expectation.What] {
        if let kind = Expectation.RowKind(rawValue: name) {
            return [.rows(kind, reader.list(node, "'\(name)'").compactMap { row($0, kind) })]
        }
        switch name {
        case "definition": return target(node, "'definition'").map { [.definition($0)] } ?? []
        case "state": return reader.text(node, "'state'").map { [.state($0)] } ?? []
        case "ended":
            let ending = reader.choice(
                node, "'ended'",
                ["true": Expectation.Ending.somehow, "completed": .completed, "cancelled": .terminated, "false": .not])
            return ending.map { [.ended($0)] } ?? []
        case "active": return [.active(branches(node))]
        case "variables": return [.variables(values(node, "'variables'"))]
        case "local-variables":
            return objects(node, "'local-variables'").map { .locals(element: $0.name, values($0.value, $0.name)) }
        case "everywhere":
            return objects(node, "'everywhere'").map { field in
                .everywhere(name: field.name, reader.list(field.value, "'\(field.name)'").compactMap(\.json))
            }
        case "no-variables": return [.noVariables(reader.texts(node, "'no-variables'"))]
        case "kept": return [.kept(.elements, pairs(node))]
        case "kept-jobs": return [.kept(.jobs, pairs(node))]
        case "kept-events": return [.kept(.events, pairs(node))]
        case "renewed": return [.renewed(.elements, pairs(node))]
        case "renewed-jobs": return [.renewed(.jobs, pairs(node))]
        case "renewed-events": return [.renewed(.events, pairs(node))]
        case "events": return [.events(reader.texts(node, "'events'"))]
        case "no-events": return [.noEvents(reader.texts(node, "'no-events'"))]
        case "called":
            let called = objects(node, "'called'").compactMap { field in
                target(field.value, "'\(field.name)'").map { (element: field.name, definition: $0) }
            }
            return [.called(called)]
        case "running":
            return objects(node, "'running'").compactMap { field in
                reader.number(field.value, "'\(field.name)'", in: 0...100_000).map { .running(process: field.name, $0) }
            }
        default: return []
        }
    }

    private mutating func objects(_ node: DocumentNode, _ what: String) -> [DocumentNode.Field] {
        if let fields = node.fields { return fields }
        reader.reject("\(what) is an object", node)
        return []
    }

    private mutating func values(_ node: DocumentNode, _ what: String) -> [(name: String, value: JSONValue)] {
        objects(node, what).compactMap { field in
            guard let json = field.value.json else {
                reader.reject("'\(field.name)' is no JSON value", field.value)
                return nil
            }
            return (field.name, json)
        }
    }

    /// Ids that stay, and objects `{from: to}`.
    private mutating func pairs(_ node: DocumentNode) -> [(from: String, to: String)] {
        if let id = node.text { return [(id, id)] }
        if let list = node.list { return list.flatMap { pairs($0) } }
        return (node.fields ?? []).compactMap { field in
            reader.text(field.value, "'\(field.name)'").map { (field.name, $0) }
        }
    }

    /// A list of ids, and of objects `{id: what is inside}`.
    private mutating func branches(_ node: DocumentNode) -> [Expectation.Branch] {
        if let id = node.text { return [.init(id: id, inside: [])] }
        if let list = node.list { return list.flatMap { branches($0) } }
        return (node.fields ?? []).map { .init(id: $0.name, inside: branches($0.value)) }
    }

    /// A text names the thing; an object says more of it.
    private mutating func row(_ node: DocumentNode, _ kind: Expectation.RowKind) -> Expectation.Row? {
        if let text = node.text { return Expectation.Row(line: node.line, fields: [kind.mainField: text]) }
        guard reader.fields(node, "an entry of '\(kind.rawValue)'", known: kind.fields) != nil else { return nil }
        var row = Expectation.Row(line: node.line, fields: [:])
        for field in node.fields ?? [] { row.fields[field.name] = cell(field) }
        return row
    }

    /// In the words in which what is found is shown.
    private mutating func cell(_ field: DocumentNode.Field) -> String {
        if field.name == "in" {
            return reader.duration(field.value, "'in'").map(TimeText.duration) ?? ""
        }
        if let list = field.value.list { return list.compactMap(\.text).joined(separator: ", ") }
        let text = field.value.text ?? ""
        return field.name == "due" ? TimeText.moment(text).map(TimeText.moment) ?? text : text
    }
}
