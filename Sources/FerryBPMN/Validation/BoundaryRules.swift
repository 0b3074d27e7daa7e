import FerryXML

/// What boundary events stand on.
enum BoundaryRules {
    static func check(_ draft: DraftProcess, report: inout ProblemReport) {
        let indices = draft.indicesByID()
        for element in draft.elements where element.kind == .boundaryEvent {
            if !element.incoming.isEmpty {
                report.add(
                    .flowNotAllowed, at: element.node, expected: "a boundary event without incoming flows",
                    found: "\(element.incoming.count) of them")
            }
            if let host = host(of: element, draft, indices, report: &report) {
                checkKind(element, on: draft.elements[host], report: &report)
            }
        }
    }

    private static func host(
        of element: DraftElement, _ draft: DraftProcess, _ indices: [String: Int], report: inout ProblemReport
    ) -> Int? {
        guard let id = element.attachedTo, !id.isEmpty else {
            report.add(
                .missingAttribute, at: element.node, expected: "attachedToRef, the id of an activity", found: "none")
            return nil
        }
        guard let host = indices[id] else {
            if !draft.refusedIDs.contains(id) {
                report.add(
                    .unknownElement, at: element.node, expected: "attachedToRef to name an activity of the process",
                    found: id.quotable)
            }
            return nil
        }
        let (kind, scope) = (draft.elements[host].kind, draft.elements[host].scope)
        guard kind.isActivity, scope == element.scope else {
            report.add(
                .notAttached, at: element.node, expected: "attachedToRef to name an activity beside the event",
                found: kind.isActivity ? "\(id), in another scope" : "\(id), a \(draft.elements[host].node.name.local)",
                hint: kind == .eventSubProcess ? "attach it to the scope around the event subprocess" : "")
            return nil
        }
        return host
    }

    private static func checkKind(_ element: DraftElement, on host: DraftElement, report: inout ProblemReport) {
        switch element.event?.kind {
        case .escalation where !host.kind.isScope && host.kind != .callActivity:
            report.add(
                .eventNotAllowed, at: element.node,
                expected: "an escalation boundary event on a subprocess or call activity",
                found: "it on the \(host.node.name.local) \(host.id)",
                hint: "nothing in a task can throw an escalation")
        case .cancel where host.kind != .transaction:
            report.add(
                .eventNotAllowed, at: element.node, expected: "a cancel boundary event on a transaction",
                found: "it on the \(host.node.name.local) \(host.id)")
        default: break
        }
    }
}
