import FerryXML

extension JobDefinition {
    /// Camunda's job type for the user tasks that a worker looks after.
    static let userTaskType = "io.camunda.zeebe:userTask"
    /// Header keys with this prefix are the engine's own.
    static let reservedPrefix = "io.camunda.zeebe:"
    static let defaultRetries = Expression.text("3")
}

extension ElementReader {
    var isCamundaExternal: Bool { node[.camunda("type")]?.trimmed == "external" }

    mutating func readJob() -> JobDefinition? {
        switch kind {
        case .serviceTask, .sendTask, .scriptTask, .businessRuleTask: readWorkerJob()
        case .userTask:
            JobDefinition(
                type: .text(JobDefinition.userTaskType), retries: JobDefinition.defaultRetries,
                headers: readHeaders() + readUserTaskHeaders())
        default: nil
        }
    }

    private mutating func readWorkerJob() -> JobDefinition? {
        let headers = readHeaders()
        guard let definition = extensions.first("taskDefinition") else {
            return readCamundaExternal(headers)
        }
        let type = readExpression("type", of: definition, allowsText: true)?.trimmed
        let retries = readRetries(definition)
        guard let type, let retries else { return nil }
        if isCamundaExternal, node[.camunda("topic")] != type.source {
            report.add(
                .duplicateExtension, at: node, expected: "one job type",
                found: "\(type.source.quotable) and camunda:topic=\"\((node[.camunda("topic")] ?? "").quotable)\"",
                hint: "keep one of them, or make them equal")
        }
        return JobDefinition(type: type, retries: retries, headers: headers)
    }

    private mutating func readRetries(_ definition: XMLNode) -> Expression? {
        guard definition["retries"] != nil else { return JobDefinition.defaultRetries }
        let retries = readExpression("retries", of: definition, allowsText: true)?.trimmed
        guard case .text(let text) = retries else { return retries }
        if let number = Int32(text), number >= 0 { return .text("\(number)") }
        report.add(
            .invalidAttribute, at: definition, id: id, expected: "retries as a whole number from 0",
            found: text.quotable)
        return nil
    }

    private mutating func readCamundaExternal(_ headers: [JobDefinition.Header]) -> JobDefinition? {
        guard isCamundaExternal, kind != .scriptTask else {
            if !hasOtherImplementation {
                report.add(
                    .missingExtension, at: node, expected: "\(node.name.local) with a zeebe:taskDefinition",
                    found: "none",
                    hint: "add <zeebe:taskDefinition type=\"...\"/> (or Camunda 7's external task topic)")
            }
            return nil
        }
        let topic = node[.camunda("topic")]?.trimmed ?? ""
        guard !topic.isEmpty, !isCamundaExpression(topic) else {
            report.add(
                .missingAttribute, at: node, expected: "camunda:topic with the fixed name of the job type",
                found: topic.isEmpty ? "none" : topic.quotable)
            return nil
        }
        return JobDefinition(type: .text(topic), retries: JobDefinition.defaultRetries, headers: headers)
    }

    /// True if the task names another way to do its work. That is then refused in its own words, and enough.
    private var hasOtherImplementation: Bool {
        ["script", "calledDecision", "publishMessage"].contains { extensions.first($0) != nil }
            || ["class", "delegateExpression", "expression", "type", "decisionRef", "resource"].contains {
                node[.camunda($0)] != nil
            }
    }

    private mutating func readHeaders() -> [JobDefinition.Header] {
        guard let holder = extensions.first("taskHeaders") else { return [] }
        var headers: [JobDefinition.Header] = []
        var keys: Set<String> = []
        for header in tree.children(of: holder) where header.name == .zeebe("header") {
            guard let key = required("key", of: header) else { continue }
            if key.utf8.starts(with: JobDefinition.reservedPrefix.utf8) {
                report.add(
                    .invalidHeader, at: header, id: id,
                    expected: "a key without the prefix \(JobDefinition.reservedPrefix)", found: key.quotable,
                    hint: "those headers are filled from the user task's own settings")
            } else if !keys.insert(key).inserted {
                report.add(
                    .invalidHeader, at: header, id: id, expected: "each header key once",
                    found: "\(key.quotable) again")
            }
            headers.append(JobDefinition.Header(key: key, value: header["value"] ?? ""))
        }
        return headers
    }

    func isCamundaExpression(_ text: String) -> Bool { text.contains("${") || text.contains("#{") }
}

extension Expression {
    /// Fixed text without the white space around it, where a name or a number is meant.
    fileprivate var trimmed: Expression {
        if case .text(let text) = self { .text(text.trimmed) } else { self }
    }
}
