import FerryXML

/// Who compensates what, and which throw event may ask for it.
enum CompensationRules {
    static func check(_ draft: DraftProcess, report: inout ProblemReport) {
        let indices = draft.indicesByID()
        var boundaries: [Int: Int] = [:]
        var compensable: Set<Int> = []
        for element in draft.elements where element.kind == .boundaryEvent {
            guard let host = element.attachedTo.flatMap({ indices[$0] }) else { continue }
            boundaries[host, default: 0] += 1
            if element.isCompensationBoundary { compensable.insert(host) }
        }
        var associated: Set<Int> = []
        // Of several events with one id, which is told elsewhere, the first has the associations.
        for (index, element) in draft.elements.enumerated()
        where element.isCompensationBoundary && indices[element.id] == index {
            associated.formUnion(checkBoundary(element, draft, indices, report: &report))
        }
        for (index, element) in draft.elements.enumerated() {
            if element.isForCompensation {
                checkHandler(
                    element, isAssociated: associated.contains(index), boundaries: boundaries[index] ?? 0,
                    report: &report)
            }
            guard element.kind == .intermediateThrowEvent || element.kind == .endEvent, let event = element.event,
                let id = event.activityRef
            else { continue }
            guard let target = indices[id] else {
                if !draft.refusedIDs.contains(id) {
                    report.add(
                        .unknownReference, at: event.node, id: element.id,
                        expected: "activityRef to name an activity of the process", found: id.quotable)
                }
                continue
            }
            checkTarget(
                draft.elements[target], compensable.contains(target), of: element, event, draft, report: &report)
        }
    }

    /// The activities the event is associated with.
    private static func checkBoundary(
        _ element: DraftElement, _ draft: DraftProcess, _ indices: [String: Int], report: inout ProblemReport
    ) -> [Int] {
        if !element.outgoing.isEmpty {
            report.add(
                .flowNotAllowed, at: element.node, expected: "a compensation boundary event without outgoing flows",
                found: "\(element.outgoing.count) of them", hint: "lead an association to its handler instead")
        }
        let handlers = draft.handlers(of: element, indices)
        guard handlers.count == 1, let handler = handlers.first.map({ draft.elements[$0] }) else {
            report.add(
                .compensationHandlerMissing, at: element.node,
                expected: "an association of the compensation event with one activity",
                found: handlers.isEmpty ? "none" : "\(handlers.count) of them")
            return handlers
        }
        guard !handler.isForCompensation || handler.scope != element.scope else { return handlers }
        report.add(
            .compensationHandlerUnfit, at: element.node,
            expected: "a handler with isForCompensation=\"true\" beside the event",
            found: handler.isForCompensation ? "\(handler.id), in another scope" : "\(handler.id), without it")
        return handlers
    }

    private static func checkHandler(
        _ element: DraftElement, isAssociated: Bool, boundaries: Int, report: inout ProblemReport
    ) {
        let flows = element.incoming.count + element.outgoing.count
        if flows > 0 {
            report.add(
                .flowNotAllowed, at: element.node, expected: "a compensation handler without flows",
                found: "\(flows) of them", hint: "only compensation starts it, and nothing follows it")
        }
        if boundaries > 0 {
            report.add(
                .compensationHandlerUnfit, at: element.node, expected: "a compensation handler without boundary events",
                found: "\(boundaries) of them")
        }
        if !isAssociated {
            report.add(
                .compensationHandlerUnfit, at: element.node,
                expected: "an association of a compensation boundary event with its handler", found: "none",
                hint: "without one it never runs")
        }
    }

    private static func checkTarget(
        _ target: DraftElement, _ isCompensable: Bool, of element: DraftElement, _ event: DraftEvent,
        _ draft: DraftProcess, report: inout ProblemReport
    ) {
        let isScope = target.kind.isScope && target.kind.isActivity
        if !isCompensable, !isScope {
            report.add(
                .compensationTargetUnfit, at: event.node, id: element.id,
                expected: "an activity with a compensation boundary event, or a subprocess",
                found: "\(target.id), which has none")
        }
        // What compensates inside an event subprocess is about the scope around it as well.
        var scopes = [element.scope]
        if let scope = element.scope, draft.elements[scope].kind == .eventSubProcess {
            scopes.append(draft.elements[scope].scope)
        }
        guard !scopes.contains(target.scope) else { return }
        report.add(
            .compensationTargetUnfit, at: event.node, id: element.id,
            expected: "an activity in the scope of the throw event", found: "\(target.id), in another scope")
    }
}
