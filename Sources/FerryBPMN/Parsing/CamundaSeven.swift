import FerryXML

extension ElementReader {
    mutating func readRetryCycle() -> RetryCycle {
        guard let found = extensions.retryTimeCycle else { return .standard }
        let text = found.text.trimmed
        if let cycle = RetryCycle(iso: text) { return cycle }
        report.add(
            .invalidAttribute, at: found, id: id,
            expected: "\(Extensions.retryTimeCycleName) as a number of tries and a duration, as in R3/PT10M",
            found: text.quotable)
        return .standard
    }
}

extension ProblemReport {
    /// Reports Camunda 7 attributes that would change how the element runs and that Ferry does not carry out.
    mutating func refuseCamundaAttributes(
        of node: XMLNode, owner: String? = nil, allowing understood: Set<String> = []
    ) {
        for attribute in node.attributes where attribute.name.namespace == .camunda {
            let name = attribute.name.local
            let isAbsent = Self.switches.contains(name) && attribute.value.trimmed == "false"
            guard !isAbsent, !understood.contains(name), !Self.harmless.contains(name) else { continue }
            add(
                .unsupportedAttribute, at: node, id: owner, expected: "no camunda:\(name.quotable)",
                found: "camunda:\(name.quotable)=\"\(attribute.value.quotable)\"", hint: Self.hint(on: name))
        }
    }

    /// What concerns other programs than the engine, or fine points of jobs that Ferry does not make.
    private static let harmless: Set<String> = [
        "modelerTemplate", "modelerTemplateVersion", "modelerTemplateIcon", "diagramRelationId", "historyTimeToLive",
        "isStartableInTasklist", "candidateStarterGroups", "candidateStarterUsers", "exclusive",
    ]

    private static let switches: Set<String> = ["asyncBefore", "asyncAfter", "async"]

    private static func hint(on attribute: String) -> String {
        switch attribute {
        case "class", "delegateExpression", "expression", "type", "decisionRef", "resource":
            "Ferry runs no code: let a worker do it, by zeebe:taskDefinition or camunda:type=\"external\""
        case "asyncBefore", "asyncAfter", "async":
            "set it on the flow node itself"
        default: "remove it, or write it with zeebe extension elements"
        }
    }
}
