import FerryFEEL
import FerryXML

/// Timers and conditions.
extension ElementReader {
    mutating func readTimer(_ event: XMLNode) -> TimerDefinition? {
        let forms: [(String, TimerDefinition.Form)] = [
            ("timeDate", .date), ("timeDuration", .duration), ("timeCycle", .cycle),
        ]
        let found = tree.children(of: event).compactMap { child in
            forms.first { child.name == .bpmn($0.0) }.map { (child, $0.1) }
        }
        guard found.count == 1, let (part, form) = found.first else {
            report.add(
                .invalidTimer, at: event, id: id, expected: "one of timeDate, timeDuration and timeCycle",
                found: found.isEmpty ? "none" : found.map(\.0.name.local).joined(separator: ", "))
            return nil
        }
        guard !part.text.trimmed.isEmpty else {
            report.add(.invalidTimer, at: part, id: id, expected: "a time", found: "nothing")
            return nil
        }
        guard let value = report.expression(part.text.trimmed, named: form.words, at: part, of: id, allowsText: true)
        else { return nil }
        if case .text(let text) = value, case .failure(let fault) = TimerSchedule.parsing(text, as: form) {
            report.add(.invalidTimer, at: part, id: id, expected: fault.expected, found: fault.found)
            return nil
        }
        return TimerDefinition(form: form, value: value)
    }

    mutating func readConditional(_ event: XMLNode) -> ConditionalDefinition? {
        let part = tree.child(.bpmn("condition"), of: event)
        let condition = report.expression(
            Self.behindSign(part?.text ?? ""), named: "condition", at: part ?? event, of: id, allowsText: false)
        let filter = Extensions(of: event, in: tree).first("conditionalFilter")
        let names = filter?["variableNames"] ?? event[.camunda("variableName")] ?? ""
        let events = filter?["variableEvents"] ?? event[.camunda("variableEvents")] ?? ""
        var changes: [ConditionalDefinition.Change] = []
        for word in Self.list(events) {
            if let change = ConditionalDefinition.Change(rawValue: word) {
                changes.append(change)
                continue
            }
            report.add(
                .invalidAttribute, at: filter ?? event, id: id, expected: "variableEvents of create and update",
                found: word.quotable, hint: word == "delete" ? "variables are never deleted" : "")
        }
        return condition.map {
            ConditionalDefinition(condition: $0, variableNames: Self.list(names), changes: changes)
        }
    }

    /// Camunda 8 reads an event's condition without `=` as if it had one. Camunda 7's stays what it is, and is refused.
    private static func behindSign(_ text: String) -> String {
        let isComplete = text.trimmed.isEmpty || text.trimmed.hasPrefix("=")
        return isComplete || text.contains("${") || text.contains("#{") ? text : "=\(text)"
    }

    /// What stands between commas, without empty items.
    static func list(_ text: String) -> [String] {
        text.split(separator: ",").map { String($0).trimmed }.filter { !$0.isEmpty }
    }
}

extension TimerDefinition.Form {
    fileprivate var words: String {
        switch self {
        case .date: "timeDate"
        case .duration: "timeDuration"
        case .cycle: "timeCycle"
        }
    }
}
