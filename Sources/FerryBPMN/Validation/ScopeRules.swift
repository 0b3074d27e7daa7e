import FerryXML

/// How a process or subprocess begins and where its paths may end.
enum ScopeRules {
    static func check(_ draft: DraftProcess, report: inout ProblemReport) {
        var starts: [Int: Int] = [:]
        for element in draft.elements {
            switch element.kind {
            case .startEvent:
                if let scope = element.scope { starts[scope, default: 0] += 1 }
                checkStart(element, report: &report)
            case .endEvent: checkEnd(element, report: &report)
            default: break
            }
        }
        for (index, element) in draft.elements.enumerated() where element.kind.isScope {
            let count = starts[index] ?? 0
            if count == 0, !draft.scopesWithRefusedStart.contains(index) {
                report.add(
                    .missingStartEvent, at: element.node, expected: "a none start event", found: "no start event",
                    hint: "without one, nothing in the \(element.node.name.local) ever runs")
            } else if count > 1 {
                report.add(
                    .severalStartEvents, at: element.node, expected: "one none start event",
                    found: "\(count) of them", hint: "start with one and fork behind it")
            }
        }
    }

    private static func checkStart(_ element: DraftElement, report: inout ProblemReport) {
        guard !element.incoming.isEmpty else { return }
        report.add(
            .startEventEntered, at: element.node, expected: "a start event without incoming flows",
            found: "\(element.incoming.count) of them", hint: "lead them to what follows the start event")
    }

    private static func checkEnd(_ element: DraftElement, report: inout ProblemReport) {
        guard !element.outgoing.isEmpty else { return }
        report.add(
            .endEventLeft, at: element.node, expected: "an end event without outgoing flows",
            found: "\(element.outgoing.count) of them", hint: "a path ends here: use a task or a gateway instead")
    }
}
