import FerryModel

extension ScenarioReader {
    mutating func modification(_ node: DocumentNode, _ step: Fields) -> ModificationDraft? {
        guard let fields = reader.fields(node, "'modify'", known: ["activate", "terminate", "move"]) else { return nil }
        var draft = ModificationDraft(isDryRun: reader.flag(step["dry-run"], "'dry-run'"))
        for node in reader.list(fields["activate"], "'activate'") {
            if let element = node.text {
                draft.activate.append(.init(element: element))
                continue
            }
            let known = ["element", "in", "variables", "scopes"]
            guard let fields = reader.fields(node, "an activation", known: known),
                let element = reader.required("element", of: fields, "an activation")
            else { continue }
            draft.activate.append(
                .init(element: element, within: fields["in"].flatMap { choice($0) }, variables: variables(fields)))
        }
        draft.terminate = (fields["terminate"].map { $0.list ?? [$0] } ?? []).compactMap { selection($0) }
        for node in reader.list(fields["move"], "'move'") {
            let known = ["from", "to", "ancestor", "in", "variables", "scopes"]
            guard let fields = reader.fields(node, "a move", known: known),
                let from = fields["from"].flatMap({ selection($0) }),
                let to = reader.required("to", of: fields, "a move")
            else {
                if node["from"] == nil { reader.reject("a move needs 'from'", node) }
                continue
            }
            let ancestors: KeyValuePairs = [
                "inferred": ElementMove.Ancestor.inferred, "source": .sourceScope, "any": .any,
            ]
            draft.move.append(
                .init(
                    from: from, to: to,
                    ancestor: reader.choice(fields["ancestor"], "'ancestor'", ancestors) ?? .inferred,
                    within: fields["in"].flatMap { choice($0) }, variables: variables(fields)))
        }
        return draft
    }

    /// `ELEMENT`, or `{element, number}`.
    private mutating func choice(_ node: DocumentNode) -> ElementChoice? {
        if let element = node.text { return ElementChoice(element: element) }
        guard let fields = reader.fields(node, "an element", known: ["element", "number"]),
            let element = reader.required("element", of: fields, "an element")
        else { return nil }
        return ElementChoice(
            element: element, number: reader.number(fields["number"], "'number'", in: 1...10_000) ?? 1)
    }

    /// All of an element, one of several, or one that there is not: `{key}`.
    private mutating func selection(_ node: DocumentNode) -> ModificationDraft.Selection? {
        if let element = node.text { return .all(element) }
        if let key = node["key"] {
            return reader.number(key, "'key'", in: Int.min...Int.max)
                .map { .key(ElementInstanceKey(rawValue: Int64($0))) }
        }
        return choice(node).map { .one($0) }
    }

    /// `variables` of the process, and `scopes: {SCOPE: variables}`.
    private mutating func variables(_ fields: Fields) -> [ScopeVariables] {
        var all: [ScopeVariables] = []
        if let node = fields["variables"] {
            all.append(ScopeVariables(variables: reader.variables(node, "'variables'")))
        }
        guard let scopes = fields["scopes"] else { return all }
        guard let named = scopes.fields else {
            reader.reject("'scopes' is an object: a scope, and its variables", scopes)
            return all
        }
        return all
            + named.map { ScopeVariables(scopeID: $0.name, variables: reader.variables($0.value, "'\($0.name)'")) }
    }
}
