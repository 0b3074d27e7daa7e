import FerryXML

/// Which events there are where.
enum EventRules {
    static func check(_ draft: DraftProcess, report: inout ProblemReport) {
        for element in draft.elements where element.kind.isEvent {
            let parent = element.scope.map { draft.elements[$0].kind }
            let isComplete = checkCount(element, parent, report: &report)
            for event in element.events { check(event, of: element, in: parent, report: &report) }
            if isComplete { checkInterrupting(element, parent, report: &report) }
        }
    }

    /// Most events may do without a trigger; those that wait may not.
    private static func checkCount(
        _ element: DraftElement, _ parent: ElementKind?, report: inout ProblemReport
    ) -> Bool {
        let needsOne =
            element.kind == .intermediateCatchEvent || element.kind == .boundaryEvent
            || element.kind == .startEvent && parent == .eventSubProcess
        if element.events.isEmpty, needsOne {
            report.add(
                .missingEventDefinition, at: element.node, expected: "a \(element.node.name.local) with a trigger",
                found: "none", hint: "it would wait for nothing")
            return false
        }
        guard element.events.count > 1 else { return true }
        report.add(
            .severalEventDefinitions, at: element.node, expected: "one event definition",
            found: element.events.map(\.node.name.local).joined(separator: ", "))
        return false
    }

    private static func check(
        _ event: DraftEvent, of element: DraftElement, in parent: ElementKind?, report: inout ProblemReport
    ) {
        guard let kind = event.kind else {
            report.add(
                .unsupportedElement, at: element.node, expected: "a trigger that can run",
                found: "\(element.node.name.local) with \(event.node.name.local.quotable)",
                hint: "there are message, timer, signal, conditional, error, escalation, compensation, link, terminate "
                    + "and cancel")
            return
        }
        let allowed = allowed(element.kind, in: parent)
        guard allowed.contains(kind) else {
            let place = words(for: element, in: parent)
            report.add(
                .eventNotAllowed, at: event.node, id: element.id,
                expected: allowed.isEmpty
                    ? "\(place) without a trigger"
                    : "\(place) to be \(allowed.map { $0.rawValue.lowercased() }.joined(separator: ", "))",
                found: kind.rawValue.lowercased())
            return
        }
        if kind == .compensation, element.kind != .boundaryEvent, event.node["waitForCompletion"] != nil,
            !event.node.flag("waitForCompletion")
        {
            report.add(
                .unsupportedAttribute, at: event.node, id: element.id,
                expected: "a throw event that waits for compensation", found: "waitForCompletion=\"false\"")
        }
        if kind == .cancel, element.kind == .endEvent, parent != .transaction {
            report.add(
                .eventNotAllowed, at: event.node, id: element.id,
                expected: "a cancel end event directly in a transaction", found: "it elsewhere")
        }
        checkTimer(event, of: element, in: parent, report: &report)
    }

    private static func allowed(_ kind: ElementKind, in parent: ElementKind?) -> [EventKind] {
        switch kind {
        case .startEvent where parent == .process: [.message, .timer, .signal, .conditional]
        case .startEvent where parent == .eventSubProcess:
            [.message, .timer, .signal, .conditional, .error, .escalation]
        case .intermediateCatchEvent: [.message, .timer, .signal, .conditional, .link]
        case .intermediateThrowEvent: [.message, .signal, .escalation, .compensation, .link]
        case .endEvent: [.message, .signal, .error, .escalation, .compensation, .terminate, .cancel]
        case .boundaryEvent:
            [.message, .timer, .signal, .conditional, .error, .escalation, .compensation, .cancel]
        default: []
        }
    }

    private static func words(for element: DraftElement, in parent: ElementKind?) -> String {
        guard element.kind == .startEvent else { return "a \(element.node.name.local)" }
        switch parent {
        case .process: return "a start event of a process"
        case .eventSubProcess: return "the start event of an event subprocess"
        default: return "the start event of a subprocess"
        }
    }

    private static func checkTimer(
        _ event: DraftEvent, of element: DraftElement, in parent: ElementKind?, report: inout ProblemReport
    ) {
        guard case .timer(let timer)? = event.definition, timer.form == .cycle else { return }
        let firesOnce =
            element.kind == .intermediateCatchEvent
            || element.isInterrupting && (element.kind == .boundaryEvent || parent == .eventSubProcess)
        guard firesOnce else { return }
        report.add(
            .invalidTimer, at: event.node, id: element.id,
            expected: "timeDate or timeDuration where a timer fires once", found: "timeCycle")
    }

    private static func checkInterrupting(
        _ element: DraftElement, _ parent: ElementKind?, report: inout ProblemReport
    ) {
        guard !element.isInterrupting, let kind = element.event?.kind, kind == .error || kind == .cancel else { return }
        report.add(
            .mustInterrupt, at: element.node, expected: "\(kind.rawValue.lowercased()) events to interrupt",
            found: element.kind == .boundaryEvent ? "cancelActivity=\"false\"" : "isInterrupting=\"false\"")
    }
}
