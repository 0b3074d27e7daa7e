import FerryXML

/// Where sequence flows may lead, and which of them may choose.
enum FlowRules {
    static func check(_ draft: DraftProcess, in tree: XMLTree, report: inout ProblemReport) {
        let flowsByID = Dictionary(
            draft.flows.indices.map { (draft.flows[$0].id, $0) }, uniquingKeysWith: { first, _ in first })
        for flow in draft.flows { checkEnds(flow, draft, report: &report) }
        for index in draft.elements.indices {
            checkDefault(index, draft, flowsByID, report: &report)
            checkConditions(index, draft, report: &report)
            checkReferences(index, draft, tree, flowsByID, report: &report)
        }
    }

    /// `incoming` and `outgoing` only repeat what the flows say; where they differ, the file has lost something.
    private static func checkReferences(
        _ index: Int, _ draft: DraftProcess, _ tree: XMLTree, _ flowsByID: [String: Int],
        report: inout ProblemReport
    ) {
        for reference in tree.children(of: draft.elements[index].node) {
            let isOutgoing = reference.name == .bpmn("outgoing")
            guard isOutgoing || reference.name == .bpmn("incoming") else { continue }
            // A QName: what stands before a colon is a namespace.
            let id = String(reference.text.trimmed.split(separator: ":").last ?? "")
            let flow = flowsByID[id].map { draft.flows[$0] }
            let end = isOutgoing ? flow?.source : flow?.target
            if flow != nil, end == nil || end == index { continue }
            report.add(
                .unknownFlow, at: reference, id: draft.elements[index].id,
                expected: "\(reference.name.local) to name a sequence flow that \(isOutgoing ? "starts" : "ends") here",
                found: end.map { "\(id.quotable), at \(draft.elements[$0].id)" }
                    ?? "\(id.quotable), which is no flow of the process")
        }
    }

    private static func checkEnds(_ flow: DraftFlow, _ draft: DraftProcess, report: inout ProblemReport) {
        guard let source = flow.source, let target = flow.target else { return }
        let (sourceScope, targetScope) = (draft.elements[source].scope, draft.elements[target].scope)
        guard let sourceScope, let targetScope, sourceScope != targetScope else { return }
        report.add(
            .flowLeavesScope, at: flow.node, expected: "both ends in one process or subprocess",
            found: "\(draft.elements[source].id) in \(draft.elements[sourceScope].id), "
                + "\(draft.elements[target].id) in \(draft.elements[targetScope].id)",
            hint: "lead the flow to the subprocess itself, or out of it")
    }

    private static func checkDefault(
        _ index: Int, _ draft: DraftProcess, _ flowsByID: [String: Int], report: inout ProblemReport
    ) {
        let element = draft.elements[index]
        guard let id = element.defaultFlow else { return }
        guard element.kind == .exclusiveGateway else {
            report.add(
                .defaultFlowNotAllowed, at: element.node, expected: "a default flow only at an exclusive gateway",
                found: "default=\"\(id.quotable)\" on \(element.node.name.local)",
                hint: "decide at an exclusive gateway behind it")
            return
        }
        guard let flow = flowsByID[id].map({ draft.flows[$0] }) else {
            report.add(
                .unknownFlow, at: element.node, expected: "default to name a sequence flow of the process",
                found: id.quotable)
            return
        }
        // A source that was itself reported leaves nothing to compare.
        guard let source = flow.source, source != index else { return }
        report.add(
            .defaultFlowElsewhere, at: element.node, expected: "a default flow that starts at this gateway",
            found: "\(id), which starts at \(draft.elements[source].id)")
    }

    private static func checkConditions(_ index: Int, _ draft: DraftProcess, report: inout ProblemReport) {
        let element = draft.elements[index]
        let outgoing = element.outgoing.map { draft.flows[$0] }
        guard element.kind == .exclusiveGateway else {
            for flow in outgoing where flow.hasCondition {
                report.add(
                    .conditionNotAllowed, at: flow.node, expected: "conditions only behind an exclusive gateway",
                    found: "a condition behind the \(element.node.name.local) \(element.id)",
                    hint: "put an exclusive gateway between them")
            }
            return
        }
        guard outgoing.count > 1 else { return }
        for flow in outgoing where !flow.hasCondition && flow.id != element.defaultFlow {
            report.add(
                .conditionMissing, at: flow.node, expected: "a condition, or to be the default flow",
                found: "neither, on one of \(outgoing.count) flows of \(element.id)",
                hint: "add a conditionExpression, or default=\"\(flow.id.quotable)\" to the gateway")
        }
    }
}
