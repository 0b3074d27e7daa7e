import FerryModel

extension ScenarioReader {
    private static let expectations =
        [
            "definition", "state", "ended", "active", "variables", "local-variables", "everywhere", "no-variables",
            "kept", "kept-jobs", "kept-events", "renewed", "renewed-jobs", "renewed-events", "events", "all-events",
            "no-events", "since", "log", "called", "running", "result", "tags", "business-id",
            "tenant",
        ] + Expectation.RowKind.allCases.map(\.rawValue)

    mutating func expectation(_ node: DocumentNode) -> Expectation {
        var expectation = Expectation(line: node.line)
        guard let fields = reader.fields(node, "'expect'", known: Self.expectations) else { return expectation }
        let span = Expectation.Span(
            isWholeHistory: reader.choice(fields["since"], "'since'", ["step": false, "start": true]) ?? false,
            isWholeBroker: reader.choice(fields["log"], "'log'", ["instance": false, "broker": true]) ?? false)
        for field in node.fields ?? [] {
            for what in checks(field.name, field.value, span) {
                expectation.checks.append(Expectation.Check(line: field.line, what: what))
            }
        }
        return expectation
    }

    private mutating func checks(
        _ name: String, _ node: DocumentNode, _ span: Expectation.Span
    ) -> [Expectation.What] {
        if let kind = Expectation.RowKind(rawValue: name) {
            checkRows(node, kind)
            return [.rows(kind, node)]
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
        case "kept": return [.kept(.elements, pairs(node, name))]
        case "kept-jobs": return [.kept(.jobs, pairs(node, name))]
        case "kept-events": return [.kept(.events, pairs(node, name))]
        case "renewed": return [.renewed(.elements, pairs(node, name))]
        case "renewed-jobs": return [.renewed(.jobs, pairs(node, name))]
        case "renewed-events": return [.renewed(.events, pairs(node, name))]
        case "events": return [.events(.someInOrder, events(node), span)]
        case "all-events": return [.events(.allInOrder, events(node), span)]
        case "no-events": return [.events(.none, events(node), span)]
        case "result":
            _ = objects(node, "'result'")
            return [.result(node)]
        case "tags": return [.tags(reader.texts(node, "'tags'"))]
        case "tenant": return reader.text(node, "'tenant'").map { [.tenant(TenantID(rawValue: $0))] } ?? []
        case "business-id": return reader.text(node, "'business-id'").map { [.businessID($0)] } ?? []
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
    private mutating func pairs(_ node: DocumentNode, _ name: String) -> [(from: String, to: String)] {
        if let id = node.text { return [(id, id)] }
        if let list = node.list { return list.flatMap { pairs($0, name) } }
        guard let fields = node.fields else {
            reader.reject("'\(name)' is an id that stays, {from: to}, or a list of these", node)
            return []
        }
        return fields.compactMap { field in
            reader.text(field.value, "'\(field.name)'").map { (field.name, $0) }
        }
    }

    /// A list of ids, and of objects `{id: what is inside}`.
    private mutating func branches(_ node: DocumentNode) -> [Expectation.Branch] {
        if let id = node.text { return [.init(id: id, inside: [])] }
        if let list = node.list { return list.flatMap { branches($0) } }
        return (node.fields ?? []).map { .init(id: $0.name, inside: branches($0.value)) }
    }

    /// A text names the thing; an object says more of it, in words that there are.
    private mutating func checkRows(_ node: DocumentNode, _ kind: Expectation.RowKind) {
        for row in reader.list(node, "'\(kind.rawValue)'") where row.text == nil {
            guard let fields = reader.fields(row, "an entry of '\(kind.rawValue)'", known: kind.fields) else {
                continue
            }
            _ = reader.duration(fields["in"], "'in'")
            if let variables = fields["variables"] { _ = reader.variables(variables, "'variables'") }
        }
    }

    /// `KIND`, `KIND id`, or `{KIND: id, detail: value}`, or `{KIND: {detail: value}}`.
    private mutating func events(_ node: DocumentNode) -> [Expectation.ExpectedEvent] {
        (node.list ?? [node]).compactMap { event($0) }
    }

    private mutating func event(_ node: DocumentNode) -> Expectation.ExpectedEvent? {
        if let words = node.text?.split(separator: " ", maxSplits: 1).map(String.init), let name = words.first {
            return kind(name, node.line).map { kind in
                .init(kind: kind, subject: words.count > 1 ? words[1] : nil, line: node.line)
            }
        }
        guard let fields = node.fields, let first = fields.first(where: { $0.name == $0.name.uppercased() }),
            first.value.list == nil
        else {
            reader.reject("an event is KIND, KIND ID, or {KIND: ID} with details", node)
            return nil
        }
        guard let kind = kind(first.name, first.line) else { return nil }
        let others = fields.filter { $0.name != first.name }
        if let details = first.value.fields { return .init(kind: kind, details: details + others, line: node.line) }
        return .init(
            kind: kind, subject: first.value.flag == true ? nil : first.value.text, details: others, line: node.line)
    }

    private mutating func kind(_ name: String, _ line: Int) -> Event.Kind? {
        if let kind = Event.Kind(rawValue: name) { return kind }
        reader.problems.add("there is no event \(name)", line: line) {
            name.nearest(of: Event.Kind.allCases.map(\.rawValue)).map { "; the nearest is \($0)" } ?? ""
        }
        return nil
    }
}
