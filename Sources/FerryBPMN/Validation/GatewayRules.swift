import FerryXML

/// An event-based gateway goes on with the first of the events behind it, so nothing else may stand there.
enum GatewayRules {
    private static let awaited: Set<EventKind> = [.message, .timer, .signal, .conditional]

    static func check(_ draft: DraftProcess, report: inout ProblemReport) {
        for element in draft.elements where element.kind == .eventBasedGateway {
            if element.outgoing.count < 2 {
                report.add(
                    .tooFewFlows, at: element.node, expected: "at least two flows out of an event-based gateway",
                    found: "\(element.outgoing.count)")
            }
            for flow in element.outgoing.map({ draft.flows[$0] }) {
                guard let target = flow.target.map({ draft.elements[$0] }) else { continue }
                check(target, behind: element, flow, report: &report)
            }
        }
    }

    private static func check(
        _ target: DraftElement, behind gateway: DraftElement, _ flow: DraftFlow, report: inout ProblemReport
    ) {
        let kind = target.event?.kind
        guard target.kind == .intermediateCatchEvent, kind.map(awaited.contains) ?? true else {
            report.add(
                .gatewayTargetNotAllowed, at: flow.node,
                expected: "a message, timer, signal or conditional catch event behind an event-based gateway",
                found: "the \(target.node.name.local) \(target.id)"
                    + (kind.map { " (\($0.rawValue.lowercased()))" } ?? ""),
                hint: target.kind == .receiveTask ? "make the receive task a message catch event" : "")
            return
        }
        guard target.incoming.count > 1 else { return }
        report.add(
            .gatewayTargetNotAllowed, at: flow.node,
            expected: "an event behind an event-based gateway to be entered from there only",
            found: "\(target.incoming.count) flows into \(target.id)")
    }
}
