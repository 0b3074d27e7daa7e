import FerryBPMN
import FerryModel

/// Elements of the source from which no instance comes to an end any more once it has moved.
///
/// Walks through everything that may happen in the source, scope by scope, and judges what each marking becomes. An
/// element is named only where every marking in which it is active, and that the plan can move, cannot end.
struct SoundnessOfPlan {
    private let plan: CheckedPlan
    private let soundness: Soundness
    /// By which flow of the target a token that waits at a join will have come.
    private let flows: [FlowIndex: FlowIndex]
    /// Scopes of the target with an end event that ends all of them.
    private let endedAtOnce: Set<ElementIndex>
    private static let warningsMax = 20

    init(of plan: CheckedPlan, with soundness: Soundness) {
        self.plan = plan
        self.soundness = soundness
        endedAtOnce = Set(plan.target.process.elements.lazy.filter(\.endsItsScope).compactMap(\.scope))
        var flows: [FlowIndex: FlowIndex] = [:]
        let source = plan.source.process
        for join in source.elements where join.isJoin {
            guard let target = plan.elements[join.id]?.target, target.isJoin else { continue }
            let inference = TakenFlowInference(plan: plan, join: join, targetJoin: target)
            for flow in join.incoming {
                if case .flow(let taken) = inference.target(of: source[flow].id) { flows[flow] = taken.index }
            }
        }
        self.flows = flows
    }

    func warnings() -> [MigrationWarning] {
        soundness.begin()
        let walk = Soundness(of: plan.source.process)
        var warnings: [MigrationWarning] = []
        for scope in plan.source.process.elements where scope.kind.isScope && scope.kind != .adHocSubProcess {
            guard warnings.count < Self.warningsMax, let target = plan.elements[scope.id]?.target,
                target.kind.isScope, !canBeEndedFromOutside(target)
            else { continue }
            warnings += self.warnings(in: scope, movingTo: target, walk)
        }
        return Array(warnings.prefix(Self.warningsMax))
    }

    private func warnings(in scope: Element, movingTo target: Element, _ walk: Soundness) -> [MigrationWarning] {
        guard let markings = walk.markings(in: scope) else { return [] }
        var good: Set<ElementIndex> = []
        var bad: [ElementIndex: SoundnessMarking] = [:]
        for marking in markings {
            let moved = moved(marking, into: target)
            // Adaptive mode may move it nevertheless, and in ways that are not judged here.
            guard moved != nil || plan.isAdaptive else { continue }
            let cannot = moved.map { soundness.verdict(on: $0, in: target) == .cannot } ?? false
            for slot in marking.slots {
                guard case .element(let index, _) = slot.place.kind else { continue }
                if !cannot { good.insert(index) } else if bad[index] == nil { bad[index] = moved }
            }
        }
        return bad.keys.filter { !good.contains($0) && plan.source.process[$0].isStayedAt }.sorted().map { index in
            SoundnessCounterexample(from: bad[index] ?? SoundnessMarking(), with: soundness)
                .warning(from: plan.source.process[index].id)
        }
    }

    /// nil: the plan does not move an instance that stands so, or not all of it into this scope.
    private func moved(_ marking: SoundnessMarking, into scope: Element) -> SoundnessMarking? {
        var moved = SoundnessMarking()
        for slot in marking.slots {
            let place: SoundnessMarking.Place
            switch slot.place.kind {
            case .element(let index, _):
                guard let to = plan.elements[plan.source.process[index].id]?.target, to.scope == scope.index else {
                    return nil
                }
                place = .element(to.index)
            case .flow(let index):
                guard let taken = flows[index] else { return nil }
                let join = plan.target.process[plan.target.process[taken].target]
                guard join.scope == scope.index else { return nil }
                place = .flow(taken)
            }
            for _ in 0..<(slot.isSeveral ? 2 : 1) { moved.add(place) }
        }
        return moved
    }

    /// Something on or around the scope may end it before it comes to its own end.
    private func canBeEndedFromOutside(_ scope: Element) -> Bool {
        let process = plan.target.process
        var inner = scope
        while true {
            if inner.activity.multiInstance?.completionCondition != nil { return true }
            if inner.boundaryEvents.contains(where: {
                process[$0].isInterrupting && process[$0].event?.kind != .compensation
            }) {
                return true
            }
            guard let index = inner.scope else { return false }
            inner = process[index]
            if inner.kind == .adHocSubProcess || !inner.content.eventSubProcesses.isEmpty
                || endedAtOnce.contains(index)
            {
                return true
            }
        }
    }
}

extension Soundness {
    /// Every marking that may come about in a scope from its beginning; nil: too many.
    func markings(in scope: Element) -> [SoundnessMarking]? {
        let starts = (scope.noneStart.map { [$0] } ?? []) + scope.content.triggeredStarts
        var found = starts.map { SoundnessMarking([.element($0)]) }
        var seen = Set(found)
        // Scopes inside may be left even where they could not in truth: nothing that comes about is missing then.
        let moves = SoundnessMoves(process: process) { _ in false }
        var position = 0
        while position < found.count {
            let marking = found[position]
            position += 1
            guard spend(marking.slots.count), found.count <= Self.markingsMax, let next = moves.moves(from: marking)
            else { return nil }
            for case .marking(let reached) in next.map(\.next) where !reached.isEmpty {
                if seen.insert(reached).inserted { found.append(reached) }
            }
        }
        return found
    }
}

extension Element {
    fileprivate var endsItsScope: Bool {
        guard kind == .endEvent else { return false }
        return switch event?.kind {
        case .terminate, .error, .cancel: true
        default: false
        }
    }

    /// An instance may be found here: something that waits for the world.
    fileprivate var isStayedAt: Bool {
        kind.isActivity || kind == .intermediateCatchEvent || kind == .eventBasedGateway
    }
}
