import FerryXML

/// Where an element has no moment for a listener.
enum ListenerRules {
    static func check(_ draft: DraftProcess, report: inout ProblemReport) {
        for element in draft.elements {
            var told: Set<ExecutionListener.Event> = []
            for listener in element.listeners {
                guard let reason = refusal(of: listener.event, at: element), told.insert(listener.event).inserted else {
                    continue
                }
                report.add(
                    .listenerNotAllowed, at: element.node, expected: reason,
                    found: "a listener for \(listener.event.rawValue)")
            }
        }
    }

    private static func refusal(of event: ExecutionListener.Event, at element: DraftElement) -> String? {
        if element.isCompensationBoundary { return "a compensation boundary event without listeners" }
        switch event {
        case .start where element.kind == .startEvent || element.kind == .boundaryEvent:
            return "a \(element.node.name.local) without listeners for start"
        case .end where element.kind.isGateway: return "a gateway without listeners for end"
        case .end where element.kind == .endEvent && element.event?.kind == .error:
            return "an error end event without listeners for end"
        case .beforeAll where element.activity.multiInstance == nil:
            return "listeners for beforeAll only on a multi-instance activity"
        case .cancel where element.kind != .process: return "listeners for cancel only on a process"
        default: return nil
        }
    }
}
