import FerryBPMN

/// What an id of a plan can name.
enum PlanNode {
    case element(Element)
    /// The body of a multi-instance activity, named as Camunda 7 does.
    case body(Element)
    /// What runs beside others in an ad-hoc subprocess, named as Camunda 8 does.
    case innerInstance(Element)
    case flow(SequenceFlow)

    static let bodySuffix = "#multiInstanceBody"
    static let innerInstanceSuffix = "#innerInstance"
}

extension ExecutableProcess {
    func node(_ id: String) -> PlanNode? {
        if let element = element(id) { return .element(element) }
        if let flow = flow(id) { return .flow(flow) }
        if let activity = element(before: PlanNode.bodySuffix, in: id), activity.activity.multiInstance != nil {
            return .body(activity)
        }
        if let adHoc = element(before: PlanNode.innerInstanceSuffix, in: id), adHoc.kind == .adHocSubProcess {
            return .innerInstance(adHoc)
        }
        return nil
    }

    private func element(before suffix: String, in id: String) -> Element? {
        id.hasSuffix(suffix) ? element(String(id.dropLast(suffix.count))) : nil
    }
}

extension Element {
    var bodyID: String { id + PlanNode.bodySuffix }

    var innerInstanceID: String { id + PlanNode.innerInstanceSuffix }

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
