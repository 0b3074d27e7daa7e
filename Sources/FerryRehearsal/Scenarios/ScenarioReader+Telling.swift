import FerryModel

/// Steps that tell the broker something, whoever is listening.
extension ScenarioReader {
    mutating func telling(_ verb: String, _ value: DocumentNode, _ fields: Fields) -> Action? {
        if verb == "evaluate-conditions" {
            let model = reader.text(fields["definition"], "'definition'")
            if let model, let node = fields["definition"] { use(model, node) }
            return .evaluateConditions(reader.variables(value, "'evaluate-conditions'"), model: model)
        }
        guard let name = reader.text(value, "'\(verb)'") else { return nil }
        let key = reader.text(fields["key"], "'key'") ?? ""
        let variables = reader.variables(fields["variables"], "'variables'")
        switch verb {
        case "publish":
            return .publish(
                PublishMessage(
                    name: name, correlationKey: key,
                    timeToLiveMilliseconds: reader.duration(fields["ttl"], "'ttl'") ?? 0,
                    messageID: reader.text(fields["id"], "'id'") ?? "", variables: variables))
        case "correlate": return .correlate(CorrelateMessage(name: name, correlationKey: key, variables: variables))
        case "evaluate": return .evaluate(decision: name, variables)
        default: return .broadcast(BroadcastSignal(name: name, variables: variables))
        }
    }

    /// What the answers of the steps are made of.
    private static let answers: [String: [String]] = [
        "deploy": ["process", "decision", "version", "name", "tag", "file"],
        "take-jobs": [
            "element", "type", "kind", "retries", "in", "due", "variables", "headers", "some-headers", "tags", "process",
        ],
        "correlate": ["instance"], "broadcast": ["started"], "evaluate-conditions": ["started"],
        "evaluate": ["output", "failure", "version", "decisions"],
        "modify": ["activated", "terminated", "ended"],
        "migrate": ["elements", "events", "jobs", "created", "removed", "variables", "warnings"],
        "check-plan": ["reasons", "warnings", "mapping"],
        "generate-plan": ["instructions", "proposals", "unmapped", "added", "counts"],
    ]

    /// Unknown words of an answer, or of the rows of one that is a list.
    mutating func checkGives(_ node: DocumentNode, _ verb: String) {
        guard let known = Self.answers[verb] else { return }
        for row in node.list ?? [node] where row.text == nil && !row.isNull {
            _ = reader.fields(row, "an answer of '\(verb)'", known: known)
        }
    }
}
