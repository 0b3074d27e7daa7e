import FerryBPMN

/// What an id of a plan can name.
enum PlanNode {
    case element(Element)
    /// The body of a multi-instance activity, named as Camunda 7 does.
    case body(Element)
    case flow(SequenceFlow)

    static let bodySuffix = "#multiInstanceBody"
}

extension ExecutableProcess {
    func node(_ id: String) -> PlanNode? {
        if let element = element(id) { return .element(element) }
        if let flow = flow(id) { return .flow(flow) }
        guard id.hasSuffix(PlanNode.bodySuffix), let activity = element(String(id.dropLast(PlanNode.bodySuffix.count))),
            activity.activity.multiInstance != nil
        else { return nil }
        return .body(activity)
    }
}

extension Element {
    var bodyID: String { id + PlanNode.bodySuffix }

    /// What an event is attached to: the activity of a boundary event, the event-based gateway before a catch event.
    func holder(in process: ExecutableProcess) -> Element? {
        if let attachedTo { return process[attachedTo] }
        guard kind == .intermediateCatchEvent || kind == .receiveTask, followsEventBasedGateway(in: process) else {
            return nil
        }
        return process[process[incoming[0]].source]
    }
}

extension ElementKind {
    /// Scopes that adaptive mode takes for the same.
    var isPlainScope: Bool { self == .subProcess || self == .eventSubProcess || self == .transaction }
}
