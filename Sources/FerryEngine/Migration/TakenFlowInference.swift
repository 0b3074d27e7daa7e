import FerryBPMN
import FerryModel

/// By which flow of the target join a waiting token is to have come.
///
/// An explicit instruction decides. Else the flow of the same id, else the one that begins where the token's flow
/// begins, else the only one that no other instruction claims. What still leaves a choice is asked for.
struct TakenFlowInference {
    private let plan: CheckedPlan
    private let join: Element
    private let targetJoin: Element
    /// Target flows that explicit instructions of this join claim.
    private let claimed: Set<FlowIndex>

    enum Target {
        case flow(SequenceFlow)
        case ambiguous([String])
        /// An instruction for it is faulty, which the plan's report says.
        case refusedByPlan
    }

    init(plan: CheckedPlan, join: Element, targetJoin: Element) {
        self.plan = plan
        self.join = join
        self.targetJoin = targetJoin
        claimed = Set(join.incoming.compactMap { plan.flows[plan.source.process[$0].id]?.index })
    }

    func target(of flowID: String) -> Target {
        if let explicit = plan.flows[flowID] {
            return explicit.target == targetJoin.index ? .flow(explicit) : .refusedByPlan
        }
        if plan.isInstructed(flowID) { return .refusedByPlan }
        let free = targetJoin.incoming.filter { !claimed.contains($0) }.map { plan.target.process[$0] }
        if let same = free.first(where: { $0.id == flowID }) { return .flow(same) }
        if let origin = origin(of: flowID) {
            let fitting = free.filter { $0.source == origin.index }
            if fitting.count == 1 { return .flow(fitting[0]) }
        }
        return free.count == 1 ? .flow(free[0]) : .ambiguous(free.map(\.id))
    }

    /// What the element that the flow begins at becomes.
    private func origin(of flowID: String) -> Element? {
        plan.source.process.flow(flowID).flatMap { plan.elements[plan.source.process[$0.source].id]?.target }
    }
}
