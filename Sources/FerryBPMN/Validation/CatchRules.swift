import FerryXML

/// Of the events that could catch the same thing at the same place there may be only one.
enum CatchRules {
    static func check(_ draft: DraftProcess, report: inout ProblemReport) {
        let indices = draft.indicesByID()
        // Around each activity, in each scope, and behind each gateway.
        var around: [Int: [Int]] = [:]
        var inside: [Int: [Int]] = [:]
        var behind: [[Int]] = []
        for (index, element) in draft.elements.enumerated() {
            switch element.kind {
            case .receiveTask: around[index, default: []].insert(index, at: 0)
            case .boundaryEvent:
                if let host = element.attachedTo.flatMap({ indices[$0] }) { around[host, default: []].append(index) }
            case .eventSubProcess:
                if let scope = element.scope { inside[scope, default: []] += draft.starts(of: index) }
            case .eventBasedGateway: behind.append(element.outgoing.compactMap { draft.flows[$0].target })
            default: break
            }
        }
        check(draft.starts(of: 0), draft, report: &report)
        for place in draft.elements.indices {
            if let events = around[place] { check(events, draft, report: &report) }
            if let events = inside[place] { check(events, draft, report: &report) }
        }
        for events in behind { check(events, draft, report: &report) }
    }

    private static func check(_ events: [Int], _ draft: DraftProcess, report: inout ProblemReport) {
        var firsts: [String: Int] = [:]
        for index in events {
            guard let caught = draft.elements[index].caught else { continue }
            guard let first = firsts[caught] else {
                firsts[caught] = index
                continue
            }
            report.add(
                .duplicateCatch, at: draft.elements[index].node, expected: "one event for \(caught)",
                found: "another one beside \(draft.elements[first].id)")
        }
    }
}

extension DraftElement {
    /// What the event catches, if it matters that another one catches it too.
    fileprivate var caught: String? {
        if kind == .receiveTask { return activity.message.map { "the message \($0.name.source.quotable)" } }
        switch event?.definition {
        case .message(let message): return "the message \(message.name.source.quotable)"
        case .signal(let name): return "the signal \(name.source.quotable)"
        case .error(let error): return error.code.map { "the error \($0.source.quotable)" } ?? "every error"
        case .escalation(let escalation):
            return escalation.code.map { "the escalation \($0.source.quotable)" } ?? "every escalation"
        case .compensation: return "compensation"
        case .cancel: return "cancellation"
        // Only processes: event subprocesses of one condition may look at other variables.
        case .conditional(let definition) where kind == .startEvent && scope == 0:
            return "the condition \(definition.condition.source.quotable)"
        case .conditional, .timer, .link, .terminate, nil: return nil
        }
    }
}
