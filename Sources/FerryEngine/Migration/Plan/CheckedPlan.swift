import FerryBPMN
import FerryModel

/// A plan held against both definitions, without any instance: where everything goes, and every fault at once.
///
/// Depends on nothing but the plan and the two definitions, so one check serves every instance of a fleet.
final class CheckedPlan {
    let plan: MigrationPlan
    let source: Definition
    let target: Definition
    /// Where source elements go: explicit and generated instructions, and always process to process. That of a
    /// multi-instance activity is where its body goes as well.
    private(set) var elements: [String: MappedElement]
    /// Explicit instructions for tokens at joins: source flow id to target flow.
    private(set) var flows: [String: SequenceFlow] = [:]
    /// Events that `auto-map` would pair, had an explicit instruction not sent another to their place; and that place.
    private(set) var displaced: [String: Element] = [:]
    /// What becomes of variables.
    private(set) var variables: [CheckedVariableChange] = []
    private(set) var faults: [Reason] = []
    /// Remembers for the whole fleet what it found out about the target.
    let soundness: Soundness
    /// Source ids that have an instruction, if only a faulty one.
    private var instructed: Set<String> = []
    /// Explicit instructions for bodies of multi-instance activities, by activity.
    private var bodies: [(from: Element, to: Element)] = []
    /// Explicit instructions for inner instances, by ad-hoc subprocess.
    private var innerInstances: [(from: Element, to: Element)] = []

    struct MappedElement {
        let target: Element
        /// nil: the plan says nothing about this element itself.
        let instruction: MigrationInstruction?

        var isExplicit: Bool { instruction != nil }
    }

    init(_ plan: MigrationPlan, from source: Definition, to target: Definition) {
        self.plan = plan
        self.source = source
        self.target = target
        soundness = Soundness(of: target.process)
        elements = [source.process.id: MappedElement(target: target.process.root, instruction: nil)]
        readInstructions()
        if plan.autoMap == .equal { generateInstructions() }
        checkBodies()
        checkInnerInstances()
        checkScopes()
        checkJoins()
        checkFlows()
        checkEvents()
        variables = plan.variables.compactMap { CheckedVariableChange($0, in: source, &faults) }
    }

    var isAdaptive: Bool { plan.mode == .adaptive }

    func isInstructed(_ id: String) -> Bool { instructed.contains(id) }

    func refuse(_ fault: Reason) { faults.append(fault) }

    /// Why `auto-map: equal` left an element of the source alone, in words; nil when nothing in the target looks like it.
    func whyNotPaired(_ id: String) -> String? {
        guard plan.autoMap == .equal, let element = source.process.element(id),
            let twin = target.process.element(id)
        else { return nil }
        if !becomes(element, twin) { return "'\(id)' of the target is \(twin.phrase)" }
        if element.event?.kind != twin.event?.kind { return "'\(id)' of the target has another trigger" }
        if let host = element.attachedTo.map({ source.process[$0].id }), let now = twin.attachedTo,
            elements[host]?.target.index != now
        {
            return "'\(id)' of the target stands on '\(target.process[now].id)'"
        }
        guard let scope = twin.scope.map({ target.process[$0].id }) else { return nil }
        return "'\(id)' of the target stands inside '\(scope)'"
    }

    // MARK: Reading

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
            if let fault = whyNot(from, to) {
                faults.append(fault)
            } else {
                elements[from.id] = MappedElement(target: to, instruction: instruction)
            }
        case (.body(let from), .body(let to)):
            if from.activity.multiInstance?.isSequential == to.activity.multiInstance?.isSequential {
                bodies.append((from, to))
            } else {
                faults.append(.multiInstanceChanged(instruction.from, from, to))
            }
        case (.body(let from), .element(let to)), (.element(let from), .body(let to)):
            faults.append(.multiInstanceChanged(instruction.from, from, to))
        case (.innerInstance(let from), .innerInstance(let to)): innerInstances.append((from, to))
        case (.innerInstance, .element), (.innerInstance, .body), (.element, .innerInstance), (.body, .innerInstance):
            faults.append(.innerInstanceChanged(instruction))
        case (.flow(_), .flow(let to)): flows[instruction.from] = to
        case (.element(let from), .flow(let to)), (.body(let from), .flow(let to)),
            (.innerInstance(let from), .flow(let to)):
            faults.append(.elementToFlow(from, to))
        case (.flow(let from), .element(let to)), (.flow(let from), .body(let to)),
            (.flow(let from), .innerInstance(let to)):
            faults.append(.flowToElement(from, to))
        case (nil, _), (_, nil): break
        }
    }

    /// Why an element cannot become another (R14, R23, R31, V1, V4); nil when it can.
    private func whyNot(_ from: Element, _ to: Element) -> Reason? {
        guard kindFits(from, to) else {
            return from.isJoin && to.kind.isGateway ? .joinTypeChanged(from, to) : .typeChanged(from, to)
        }
        return repetitionFits(from, to) ? nil : .multiInstanceChanged(from.id, from, to)
    }

    /// Adaptive mode takes what works alike for the same.
    private func kindFits(_ from: Element, _ to: Element) -> Bool {
        if from.kind == to.kind { return true }
        // What a worker decides in an ad-hoc subprocess is not the subprocess's own work: none can take its place.
        guard isAdaptive, from.kind != .adHocSubProcess, to.kind != .adHocSubProcess else { return false }
        return from.kind.isPlainScope && to.kind.isPlainScope || from.job != nil && to.job != nil
    }

    private func repetitionFits(_ from: Element, _ to: Element) -> Bool {
        switch (from.activity.multiInstance, to.activity.multiInstance) {
        case (nil, nil): true
        case (let from?, let to?): from.isSequential == to.isSequential
        case (_?, nil): isAdaptive
        case (nil, _?): false
        }
    }

    private func becomes(_ from: Element, _ to: Element) -> Bool { whyNot(from, to) == nil }

    // MARK: Generating

    /// `auto-map: equal`: same id, same kind, same mapped parent. Scopes come before what is in them, and what events
    /// are attached to before these.
    private func generateInstructions() {
        let joinsTaken = Set(elements.values.lazy.filter(\.isExplicit).map(\.target.index))
        let process = source.process
        let eventsTaken = Set(
            process.elements.compactMap { event in
                event.eventHolder(in: process).flatMap { holder in
                    elements[event.id].map { EventPlace(holder: holder.index, target: $0.target.index) }
                }
            })
        for attached in [false, true] {
            for element in process.elements where !instructed.contains(element.id) {
                guard (element.holder(in: process) != nil) == attached, let scope = element.scope,
                    let twin = target.process.element(element.id), isEqual(element, twin),
                    let mappedScope = elements[process[scope].id], twin.scope == mappedScope.target.index,
                    !((element.isJoin || twin.isJoin) && joinsTaken.contains(twin.index))
                else { continue }
                if isTaken(twin, for: element, eventsTaken) {
                    displaced[element.id] = twin
                } else {
                    elements[element.id] = MappedElement(target: twin, instruction: nil)
                }
            }
        }
    }

    /// An event of the target that one element waits for by an explicit instruction already.
    private struct EventPlace: Hashable {
        let holder: ElementIndex
        let target: ElementIndex
    }

    private func isTaken(_ twin: Element, for element: Element, _ taken: Set<EventPlace>) -> Bool {
        guard !taken.isEmpty, let holder = element.eventHolder(in: source.process) else { return false }
        return taken.contains(EventPlace(holder: holder.index, target: twin.index))
    }

    private func isEqual(_ element: Element, _ twin: Element) -> Bool {
        guard becomes(element, twin), element.event?.kind == twin.event?.kind,
            (element.activity.multiInstance == nil) == (twin.activity.multiInstance == nil)
        else { return false }
        // An event goes with what it is attached to: its activity, or the gateway before it.
        let holder = element.holder(in: source.process)
        let twinHolder = twin.holder(in: target.process)
        return holder.flatMap { elements[$0.id]?.target.index } == twinHolder?.index
    }

    // MARK: Checking

    /// A body goes where its activity goes (V5, V6).
    private func checkBodies() {
        for (from, to) in bodies {
            guard elements[from.id]?.target.index != to.index else { continue }
            // What is wrong with the activity's own instruction has been said.
            if elements[from.id] == nil, isInstructed(from.id) { continue }
            faults.append(.innerActivityLost(from, to, elements[from.id]?.target))
        }
    }

    /// Inner instances go where their ad-hoc subprocess goes. One that goes nowhere is refused where it is active.
    private func checkInnerInstances() {
        for (from, to) in innerInstances {
            guard let mapped = elements[from.id]?.target, mapped.index != to.index else { continue }
            faults.append(.innerInstanceLost(from, to, mapped))
        }
    }

    private func checkScopes() {
        forEachExplicitElement { from, to in
            guard let scope = from.scope else { return }
            if from.isJoin, elements[source.process[scope].id] == nil {
                return faults.append(.joinScopeUnmapped(from, scope: source.process[scope].id))
            }
            if isAdaptive { checkHierarchy(from, to) } else { checkNesting(from, to) }
        }
    }

    /// Strict: what was directly inside a scope is directly inside what that scope becomes (R17, R29).
    private func checkNesting(_ from: Element, _ to: Element) {
        guard let scope = from.scope else { return }
        if from.event?.kind == .compensation, from.attachedTo != nil {
            return checkCompensationNesting(from, to)
        }
        guard let mappedScope = elements[source.process[scope].id], to.scope != mappedScope.target.index else { return }
        let found = to.scope.map { target.process[$0].id } ?? "no scope"
        faults.append(.scopeChanged(from, to, expected: mappedScope.target.id, found: found))
    }

    /// The scopes around a completed activity need no instruction, but there must be as many.
    private func checkCompensationNesting(_ from: Element, _ to: Element) {
        let around = source.process.scopes(around: from)
        let aroundTarget = target.process.scopes(around: to)
        for (outer, targetOuter) in zip(around, aroundTarget) {
            guard let mapped = elements[outer.id], mapped.target.index != targetOuter.index else { continue }
            return faults.append(.compensationScopeChanged(from.id, expected: mapped.target.id, found: targetOuter.id))
        }
        guard around.count != aroundTarget.count else { return }
        faults.append(
            .compensationScopeChanged(
                from.id, expected: "a depth of \(around.count)", found: "'\(to.id)' at a depth of \(aroundTarget.count)"
            ))
    }

    /// Adaptive: what was somewhere inside a mapped scope is somewhere inside what that scope becomes (V10), and
    /// nothing repeats that did not (V4).
    private func checkHierarchy(_ from: Element, _ to: Element) {
        guard let outer = source.process.scopes(around: from).first(where: { elements[$0.id] != nil }),
            let base = elements[outer.id]?.target
        else { return }
        let around = target.process.scopes(around: to)
        guard let depth = around.firstIndex(where: { $0.index == base.index }) else {
            return faults.append(.hierarchyNotPreserved(from, to, outer: outer, base: base))
        }
        if let repeated = around[..<depth].first(where: { $0.activity.multiInstance != nil }) {
            faults.append(.multiInstanceAdded(from, to, around: repeated))
        }
    }

    /// Joins: as many incoming flows or more, and each target join once, also where nothing ever waits (R32, V7).
    private func checkJoins() {
        var sources: [ElementIndex: [String]] = [:]
        forEachExplicitElement { from, to in
            guard from.isJoin || to.isJoin else { return }
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
            // A flow that enters no join is that of a rest behind an element.
            if join.isJoin, let mapped = elements[join.id], to.target != mapped.target.index {
                let found = target.process[to.target].id
                faults.append(.flowIntoOtherGateway(from.id, to.id, expected: mapped.target.id, found: found))
            }
            if let other = taken.updateValue(from.id, forKey: to.index), other != from.id {
                faults.append(.flowsMerged([other, from.id], onto: to.id))
            }
        }
    }

    /// In the order of the plan.
    func forEachExplicitElement(_ body: (Element, Element) -> Void) {
        var seen: Set<String> = []
        for instruction in plan.instructions where seen.insert(instruction.from).inserted {
            guard let from = source.process.element(instruction.from), let mapped = elements[from.id],
                mapped.isExplicit
            else { continue }
            body(from, mapped.target)
        }
    }
}
