import FerryBPMN
import FerryModel

/// A plan held against both definitions, without any instance: where everything goes, and every fault at once.
///
/// Depends on nothing but the plan and the two definitions, so one check serves every instance of a fleet.
final class CheckedPlan {
    let plan: MigrationPlan
    let source: Definition
    let target: Definition
    /// Where source elements go: explicit and generated instructions, and always process to process.
    private(set) var elements: [String: MappedElement]
    /// Explicit instructions for tokens at joins: source flow id to target flow.
    private(set) var flows: [String: SequenceFlow] = [:]
    private(set) var faults: [Reason] = []
    /// Source ids that have an instruction, if only a faulty one.
    private var instructed: Set<String> = []

    struct MappedElement {
        let target: Element
        let isExplicit: Bool
    }

    init(_ plan: MigrationPlan, from source: Definition, to target: Definition) {
        self.plan = plan
        self.source = source
        self.target = target
        elements = [source.process.id: MappedElement(target: target.process.root, isExplicit: false)]
        readInstructions()
        if plan.autoMap == .equal { generateInstructions() }
        checkScopes()
        checkJoins()
        checkFlows()
    }

    func isInstructed(_ id: String) -> Bool { instructed.contains(id) }

    /// Why `auto-map: equal` left an element of the source alone, in words; nil when nothing in the target looks like it.
    func whyNotPaired(_ id: String) -> String? {
        guard plan.autoMap == .equal, let element = source.process.element(id),
            let twin = target.process.element(id)
        else { return nil }
        if twin.kind != element.kind { return "'\(id)' of the target is \(twin.kind.phrase)" }
        guard let scope = twin.scope.map({ target.process[$0].id }) else { return nil }
        return "'\(id)' of the target stands inside '\(scope)'"
    }

    /// Explicit instructions: known ids, each source once, kinds that fit.
    private func readInstructions() {
        var repeated: Set<String> = []
        var targets: [String: [String]] = [:]
        for instruction in plan.instructions { targets[instruction.from, default: []].append(instruction.to) }
        for instruction in plan.instructions {
            guard instructed.insert(instruction.from).inserted else {
                if repeated.insert(instruction.from).inserted {
                    faults.append(.duplicateSource(instruction.from, targets: targets[instruction.from] ?? []))
                }
                continue
            }
            read(instruction)
        }
    }

    private func read(_ instruction: MigrationInstruction) {
        let from = source.process.node(instruction.from)
        let to = target.process.node(instruction.to)
        if from == nil { faults.append(.unknownSource(instruction.from, in: source.record)) }
        if to == nil { faults.append(.unknownTarget(instruction, in: target.record)) }
        switch (from, to) {
        case (.element(let from), .element(let to)):
            if from.kind == to.kind {
                elements[from.id] = MappedElement(target: to, isExplicit: true)
            } else if from.isJoin, to.kind.isGateway {
                faults.append(.joinTypeChanged(from, to))
            } else {
                faults.append(.typeChanged(from, to))
            }
        case (.flow(_), .flow(let to)): flows[instruction.from] = to
        case (.element(let from), .flow(let to)): faults.append(.elementToFlow(from, to))
        case (.flow(let from), .element(let to)): faults.append(.flowToElement(from, to))
        case (nil, _), (_, nil): break
        }
    }

    /// `auto-map: equal`: same id, same kind, same mapped parent. Scopes come before what is in them.
    private func generateInstructions() {
        let joinsTaken = Set(elements.values.lazy.filter(\.isExplicit).map(\.target.index))
        for element in source.process.elements where !instructed.contains(element.id) {
            guard let scope = element.scope, let twin = target.process.element(element.id), twin.kind == element.kind,
                let mappedScope = elements[source.process[scope].id], twin.scope == mappedScope.target.index,
                !(element.isJoin && joinsTaken.contains(twin.index))
            else { continue }
            elements[element.id] = MappedElement(target: twin, isExplicit: false)
        }
    }

    /// Nesting stays: what was directly inside a scope is directly inside what that scope becomes (R17).
    private func checkScopes() {
        forEachExplicitElement { from, to in
            guard let scope = from.scope else { return }
            let scopeID = source.process[scope].id
            guard let mappedScope = elements[scopeID] else {
                if from.isJoin { faults.append(.joinScopeUnmapped(from, scope: scopeID)) }
                return
            }
            guard to.scope != mappedScope.target.index else { return }
            let found = to.scope.map { target.process[$0].id } ?? "no scope"
            faults.append(.scopeChanged(from, to, expected: mappedScope.target.id, found: found))
        }
    }

    /// Joins: as many incoming flows or more, and each target join once (R32, V7).
    private func checkJoins() {
        var sources: [ElementIndex: [String]] = [:]
        forEachExplicitElement { from, to in
            guard from.isJoin else { return }
            if to.incoming.count < from.incoming.count { faults.append(.joinFewerFlows(from, to)) }
            sources[to.index, default: []].append(from.id)
            if sources[to.index]?.count == 2 { faults.append(.joinsMerged(onto: to, from: sources[to.index] ?? [])) }
        }
    }

    /// Flow instructions: into the join that the source flow's join becomes, and not two onto one (R33, R34).
    private func checkFlows() {
        var taken: [FlowIndex: String] = [:]
        for instruction in plan.instructions {
            guard let from = source.process.flow(instruction.from), let to = flows[instruction.from] else { continue }
            let join = source.process[from.target]
            if let mapped = elements[join.id], to.target != mapped.target.index {
                let found = target.process[to.target].id
                faults.append(.flowIntoOtherGateway(from.id, to.id, expected: mapped.target.id, found: found))
            }
            if let other = taken.updateValue(from.id, forKey: to.index), other != from.id {
                faults.append(.flowsMerged([other, from.id], onto: to.id))
            }
        }
    }

    /// In the order of the plan.
    private func forEachExplicitElement(_ body: (Element, Element) -> Void) {
        var seen: Set<String> = []
        for instruction in plan.instructions where seen.insert(instruction.from).inserted {
            guard let from = source.process.element(instruction.from), let mapped = elements[from.id],
                mapped.isExplicit
            else { continue }
            body(from, mapped.target)
        }
    }
}

/// What an id of a plan can name.
enum PlanNode {
    case element(Element)
    case flow(SequenceFlow)
}

extension ExecutableProcess {
    func node(_ id: String) -> PlanNode? {
        if let element = element(id) { return .element(element) }
        return flow(id).map(PlanNode.flow)
    }
}

extension ElementKind {
    var isGateway: Bool { self == .exclusiveGateway || self == .parallelGateway }
}

/// The plans checked last, most recent first.
struct CheckedPlanCache {
    private var entries: [CheckedPlan] = []
    private static let entriesMax = 16

    mutating func plan(_ plan: MigrationPlan, from source: Definition, to target: Definition) -> CheckedPlan {
        let found = entries.firstIndex { entry in
            entry.source.key == source.key && entry.target.key == target.key && entry.plan == plan
        }
        if let found {
            if found != 0 { entries.swapAt(found, 0) }
            return entries[0]
        }
        let checked = CheckedPlan(plan, from: source, to: target)
        if entries.count == Self.entriesMax { entries.removeLast() }
        entries.insert(checked, at: 0)
        return checked
    }
}
