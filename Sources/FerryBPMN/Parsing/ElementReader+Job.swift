import FerryXML

extension JobDefinition {
    /// Camunda's job type for the user tasks that a worker looks after.
    static let userTaskType = "io.camunda.zeebe:userTask"
    /// Header keys with this prefix are the engine's own.
    package static let reservedPrefix = "io.camunda.zeebe:"
    static let defaultRetries = Expression.text("3")
}

extension ElementReader {
    var isCamundaExternal: Bool { node[.camunda("type")]?.trimmed == "external" }

    mutating func readJob(of element: DraftElement) -> JobDefinition? {
        switch kind {
        case .serviceTask, .sendTask, .scriptTask, .businessRuleTask: return readWorkerJob(camunda: node)
        case .intermediateThrowEvent, .endEvent:
            guard let event = element.event, event.kind == .message else {
                refuseWorkOfOtherEvent()
                return nil
            }
            return readWorkerJob(camunda: event.node)
        case .adHocSubProcess:
            return extensions.first("taskDefinition") == nil ? nil : readWorkerJob(camunda: node)
        case .userTask where !isNative:
            return JobDefinition(
                type: .text(JobDefinition.userTaskType), retries: .text("1"),
                headers: readHeaders() + readUserTaskHeaders())
        default: return nil
        }
    }

    /// What a send task or message event publishes itself.
    mutating func readPublishedMessage(of element: DraftElement) -> PublishedMessage? {
        guard let publish = extensions.first("publishMessage") else { return nil }
        let key = readExpression("correlationKey", of: publish, allowsText: true)
        let messageID = publish["messageId"].flatMap { $0.trimmed.isEmpty ? nil : $0 }.flatMap {
            report.expression($0, named: "messageId", at: publish, of: id, allowsText: true)
        }
        let timeToLive = readTimeToLive(publish)
        let message: MessageDefinition?
        switch (kind, element.event?.definition) {
        case (.sendTask, _): message = readMessage(referredBy: node, needsKey: false)
        case (_, .message(let found)): message = found
        default: message = nil
        }
        guard let key, let message else { return nil }
        return PublishedMessage(
            name: message.name, correlationKey: key, messageID: messageID, timeToLive: timeToLive)
    }

    private mutating func readTimeToLive(_ publish: XMLNode) -> Expression? {
        guard let text = publish["timeToLive"], !text.trimmed.isEmpty else { return nil }
        let value = report.expression(text.trimmed, named: "timeToLive", at: publish, of: id, allowsText: true)
        if case .text(let text)? = value, TimerInterval(iso: text) == nil {
            report.add(
                .invalidAttribute, at: publish, id: id, expected: "timeToLive as an ISO 8601 duration, as in PT1H",
                found: text.quotable)
        }
        return value
    }

    private mutating func readWorkerJob(camunda holder: XMLNode) -> JobDefinition? {
        let headers = readHeaders()
        let ways = ["taskDefinition", "script", "calledDecision", "publishMessage"].filter {
            extensions.first($0) != nil && ($0 == "taskDefinition" || allowedInsteadOfWorker == $0)
        }
        if ways.count > 1 {
            report.add(
                .conflictingExtensions, at: node, expected: "one way to do the work",
                found: ways.map { "zeebe:\($0)" }.joined(separator: " and "), hint: "keep one of them")
        }
        // A model prepared for both Camundas: what it says to Camunda 8 counts.
        guard let definition = extensions.first("taskDefinition") else {
            return ways.isEmpty ? readCamundaExternal(headers, holder) : nil
        }
        let type = readExpression("type", of: definition, allowsText: true)?.trimmed
        let retries = readRetries(of: definition)
        guard let type, let retries else { return nil }
        return JobDefinition(type: type, retries: retries, headers: headers)
    }

    private var allowedInsteadOfWorker: String? {
        switch kind {
        case .scriptTask: "script"
        case .businessRuleTask: "calledDecision"
        case .sendTask, .intermediateThrowEvent, .endEvent: "publishMessage"
        default: nil
        }
    }

    private func isExternal(_ holder: XMLNode) -> Bool { holder[.camunda("type")]?.trimmed == "external" }

    /// Camunda 8.10: `zeebe:jobPriorityDefinition` of what a worker does, or of the process.
    mutating func readJobPriority() -> Expression? {
        guard let definition = extensions.first("jobPriorityDefinition") else { return nil }
        let priority = readExpression("priority", of: definition, allowsText: true)?.trimmed
        guard case .text(let text) = priority else { return priority }
        if let number = Int32(text) { return .text("\(number)") }
        report.add(
            .invalidAttribute, at: definition, id: id, expected: "a job's priority as a whole number of 32 bits",
            found: text.quotable)
        return nil
    }

    mutating func readRetries(of definition: XMLNode) -> Expression? {
        guard definition["retries"] != nil else { return JobDefinition.defaultRetries }
        let retries = readExpression("retries", of: definition, allowsText: true)?.trimmed
        guard case .text(let text) = retries else { return retries }
        if let number = Int32(text), number >= 0 { return .text("\(number)") }
        report.add(
            .invalidAttribute, at: definition, id: id, expected: "retries as a whole number from 0",
            found: text.quotable)
        return nil
    }

    private mutating func readCamundaExternal(
        _ headers: [JobDefinition.Header], _ holder: XMLNode
    ) -> JobDefinition? {
        guard isExternal(holder), kind != .scriptTask else {
            if !namesCode(holder) {
                let other = allowedInsteadOfWorker.map { " or a zeebe:\($0)" } ?? ""
                report.add(
                    .missingExtension, at: node, expected: "\(node.name.local) with a zeebe:taskDefinition\(other)",
                    found: "none",
                    hint: "add <zeebe:taskDefinition type=\"...\"/> (or Camunda 7's external task topic)")
            }
            return nil
        }
        let topic = holder[.camunda("topic")]?.trimmed ?? ""
        guard !topic.isEmpty, !isCamundaExpression(topic) else {
            report.add(
                .missingAttribute, at: holder, id: id, expected: "camunda:topic with the fixed name of the job type",
                found: topic.isEmpty ? "none" : topic.quotable)
            return nil
        }
        return JobDefinition(type: .text(topic), retries: JobDefinition.defaultRetries, headers: headers)
    }

    /// True if Camunda 7 would run code. That is refused in its own words, and enough.
    private func namesCode(_ holder: XMLNode) -> Bool {
        ["class", "delegateExpression", "expression", "type", "decisionRef", "resource"].contains {
            holder[.camunda($0)] != nil
        }
    }

    private mutating func refuseWorkOfOtherEvent() {
        for name in ["taskDefinition", "publishMessage"] {
            guard let found = extensions.first(name) else { continue }
            report.add(
                .misplacedExtension, at: found, id: id, expected: "zeebe:\(name) only on events that throw a message",
                found: "zeebe:\(name)", hint: "make it a message event, or put a service task before it")
        }
    }

    mutating func readHeaders() -> [JobDefinition.Header] {
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
            // One without a value says nothing to a worker, and is none (Camunda 8: A46).
            guard let value = header["value"], !value.isEmpty else { continue }
            headers.append(JobDefinition.Header(key: key, value: value))
        }
        return headers
    }

    func isCamundaExpression(_ text: String) -> Bool { text.contains("${") || text.contains("#{") }
}

extension Expression {
    /// Fixed text without the white space around it, where a name or a number is meant.
    var trimmed: Expression {
        if case .text(let text) = self { .text(text.trimmed) } else { self }
    }
}
