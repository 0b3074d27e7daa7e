import FerryXML

/// Jobs around an element's own work.
extension ElementReader {
    mutating func readListeners() -> [ExecutionListener] {
        guard let holder = extensions.first("executionListeners") else { return [] }
        var listeners: [ExecutionListener] = []
        var seen: Set<String> = []
        for part in tree.children(of: holder) {
            guard part.name == .zeebe("executionListener") else {
                refuseListener(part, expected: "zeebe:executionListener")
                continue
            }
            let job = readListenerJob(part)
            guard let name = required("eventType", of: part)?.trimmed else { continue }
            guard let event = ExecutionListener.Event(rawValue: name) else {
                report.add(
                    .invalidAttribute, at: part, id: id, expected: "eventType start, end, beforeAll or cancel",
                    found: name.quotable)
                continue
            }
            guard let job else { continue }
            if !seen.insert("\(name) \(job.type.source)").inserted {
                report.add(
                    .duplicateListener, at: part, id: id, expected: "each pair of eventType and type once",
                    found: "\(name) \(job.type.source.quotable) again")
            }
            listeners.append(ExecutionListener(event: event, job: job))
        }
        return listeners
    }

    /// Only native user tasks have them.
    mutating func readTaskListeners() -> [TaskListener] {
        guard let holder = extensions.first("taskListeners") else { return [] }
        var listeners: [TaskListener] = []
        for part in tree.children(of: holder) {
            guard part.name == .zeebe("taskListener") else {
                refuseListener(part, expected: "zeebe:taskListener")
                continue
            }
            let job = readListenerJob(part)
            guard let name = required("eventType", of: part)?.trimmed else { continue }
            guard let event = TaskListener.Event(rawValue: Self.currentNames[name] ?? name) else {
                report.add(
                    .invalidAttribute, at: part, id: id,
                    expected: "eventType creating, assigning, updating, completing or canceling", found: name.quotable)
                continue
            }
            if let job { listeners.append(TaskListener(event: event, job: job)) }
        }
        return listeners
    }

    /// What the first version of task listeners called them.
    private static let currentNames = [
        "create": "creating", "assignment": "assigning", "update": "updating", "complete": "completing",
        "cancel": "canceling",
    ]

    private mutating func readListenerJob(_ part: XMLNode) -> JobDefinition? {
        let type = readExpression("type", of: part, allowsText: true)?.trimmed
        let retries = readRetries(of: part)
        guard let type, let retries else { return nil }
        return JobDefinition(type: type, retries: retries, headers: [])
    }

    private mutating func refuseListener(_ part: XMLNode, expected: String) {
        report.add(
            .unsupportedExtension, at: part, id: id, expected: "only \(expected)", found: part.name.local.quotable)
    }
}
