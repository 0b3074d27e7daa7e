import FerryBPMN
import FerryModel

/// By which flow of the target join a waiting token is to have come.
///
/// An explicit instruction decides. Else the flow of the same id, else the one that begins where the token's flow
/// begins, else the only one that no other instruction claims. What still leaves a choice is asked for.
struct TakenFlowInference {
    private let plan: CheckedPlan
    private let targetJoin: Element
    /// Flows of the target join that no explicit instruction of this join claims.
    private let free: [SequenceFlow]
    private let freeByID: [String: SequenceFlow]
    /// By the element they begin at, where only one does.
    private let freeBySource: [ElementIndex: SequenceFlow]

    enum Target {
        case flow(SequenceFlow)
        /// The first of so many.
        case ambiguous([String], of: Int)
        /// An instruction for it is faulty, which the plan's report says.
        case refusedByPlan
    }

    private static let candidatesNamedMax = 8

    init(plan: CheckedPlan, join: Element, targetJoin: Element) {
        self.plan = plan
        self.targetJoin = targetJoin
        let claimed = Set(join.incoming.compactMap { plan.flows[plan.source.process[$0].id]?.index })
        free = targetJoin.incoming.filter { !claimed.contains($0) }.map { plan.target.process[$0] }
        freeByID = Dictionary(free.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        freeBySource = Dictionary(grouping: free, by: \.source).compactMapValues { $0.count == 1 ? $0[0] : nil }
    }

    func target(of flowID: String) -> Target {
        if let explicit = plan.flows[flowID] {
            return explicit.target == targetJoin.index ? .flow(explicit) : .refusedByPlan
        }
        if plan.isInstructed(flowID) { return .refusedByPlan }
        if let same = freeByID[flowID] { return .flow(same) }
        if let origin = origin(of: flowID), let fitting = freeBySource[origin.index] { return .flow(fitting) }
        if free.count == 1 { return .flow(free[0]) }
        return .ambiguous(free.prefix(Self.candidatesNamedMax).map(\.id), of: free.count)
    }

    /// What the element that the flow begins at becomes.
    private func origin(of flowID: String) -> Element? {
        plan.source.process.flow(flowID).flatMap { plan.elements[plan.source.process[$0.source].id]?.target }
    }
}
