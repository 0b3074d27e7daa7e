import FerryXML

/// How a process or subprocess begins and where its paths may end.
enum ScopeRules {
    static func check(_ draft: DraftProcess, report: inout ProblemReport) {
        for (index, element) in draft.elements.enumerated() {
            switch element.kind {
            case .process: checkProcess(index, draft, report: &report)
            case .subProcess, .transaction, .eventSubProcess: checkSubProcess(index, draft, report: &report)
            case .adHocSubProcess: checkAdHoc(index, draft, report: &report)
            case .startEvent: checkStart(element, report: &report)
            case .endEvent: checkEnd(element, report: &report)
            default: break
            }
            if element.kind == .eventSubProcess { checkUnconnected(element, report: &report) }
        }
    }

    private static func checkProcess(_ index: Int, _ draft: DraftProcess, report: inout ProblemReport) {
        let starts = draft.starts(of: index)
        let node = draft.elements[index].node
        if starts.isEmpty {
            report.add(
                .missingStartEvent, at: node, expected: "a start event", found: "no start event",
                hint: "without one, nothing in the \(node.name.local) ever runs")
        }
        let none = starts.count { draft.elements[$0].events.isEmpty }
        if none > 1 {
            report.add(
                .severalStartEvents, at: node, expected: "one none start event", found: "\(none) of them",
                hint: "start with one and fork behind it")
        }
    }

    private static func checkSubProcess(_ index: Int, _ draft: DraftProcess, report: inout ProblemReport) {
        let starts = draft.starts(of: index)
        let node = draft.elements[index].node
        let wanted = draft.elements[index].kind == .eventSubProcess ? "start event" : "none start event"
        if starts.isEmpty {
            report.add(
                .missingStartEvent, at: node, expected: "a \(wanted)", found: "no start event",
                hint: "without one, nothing in the \(node.name.local) ever runs")
        } else if starts.count > 1 {
            report.add(
                .severalStartEvents, at: node, expected: "one \(wanted)", found: "\(starts.count) start events",
                hint: "start with one and fork behind it")
        }
    }

    private static func checkAdHoc(_ index: Int, _ draft: DraftProcess, report: inout ProblemReport) {
        for child in draft.children[index].map({ draft.elements[$0] })
        where child.kind == .startEvent || child.kind == .endEvent {
            report.add(
                .startEventNotAllowed, at: child.node, expected: "an ad-hoc subprocess without start and end events",
                found: child.node.name.local,
                hint: "its activities begin when they are activated, and end by themselves")
        }
        let hasActivity = draft.children[index].contains {
            draft.elements[$0].kind.isActivity && draft.elements[$0].isActivatable
        }
        guard !hasActivity, !draft.scopesWithRefusals.contains(index) else { return }
        report.add(
            .missingActivity, at: draft.elements[index].node,
            expected: "an ad-hoc subprocess with an activity that no flow leads to", found: "none",
            hint: "only such can be activated")
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

    private static func checkUnconnected(_ element: DraftElement, report: inout ProblemReport) {
        let flows = element.incoming.count + element.outgoing.count
        guard flows > 0 else { return }
        report.add(
            .flowNotAllowed, at: element.node, expected: "an event subprocess without flows", found: "\(flows) of them",
            hint: "it begins by its start event and goes nowhere")
    }
}
