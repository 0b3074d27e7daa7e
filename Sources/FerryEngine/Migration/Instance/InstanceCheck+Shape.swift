import FerryBPMN
import FerryModel

/// Adaptive mode: which scopes go, which come, and where everything stands then.
///
/// A scope without an instruction goes, and what was in it belongs to the nearest one around it that stays. Where the
/// target has more scopes around an element than stand there, the missing ones come, once for each scope they come in.
extension InstanceCheck {
    mutating func reshape() {
        for element in instance.elementsFromOutside {
            guard let outerKey = element.scope else { continue }
            let outer = survivors[outerKey] ?? outerKey
            if survivors[element.key] != nil {
                survivors[element.key] = outer
                remove(element)
                continue
            }
            guard let target = target(of: element) else { continue }
            if isInner(element, of: outer) {
                reshape(element, to: target, in: outer)
                continue
            }
            if let fault = whatKeepsOut(target, of: outer) { note(.notMigratable(element, fault)) }
            let scope = place(for: target, in: outer)
            guard let scope else {
                if let base = base(of: outer) { note(.hierarchyNotPreserved(element.elementID, target, base: base)) }
                continue
            }
            reshape(element, to: target, in: scope)
        }
    }

    /// An instance of a multi-instance activity whose body stays, or an inner instance whose ad-hoc subprocess does.
    private func isInner(_ element: ElementInstance, of outer: ElementInstanceKey) -> Bool {
        (element.loopCounter > 0 || element.kind == .adHocInnerInstance) && outer == element.scope
    }

    /// What stands directly in an ad-hoc subprocess does so in an inner instance of its own, which was made when it was
    /// chosen: none comes by a migration. Event subprocesses and joins stand beside those. nil: the target may be here.
    func whatKeepsOut(_ target: Element, of outer: ElementInstanceKey) -> String? {
        guard let scope = instance.element(outer), let base = base(of: outer) else { return nil }
        let process = plan.target.process
        var around: [Element] = []
        var next = target
        while let index = next.scope, index != base.index {
            next = process[index]
            around.append(next)
        }
        // What is not inside at all is refused for that.
        guard next.scope == base.index else { return nil }
        if let adHoc = around.first(where: { $0.kind == .adHocSubProcess }) {
            return "'\(target.id)' in the ad-hoc '\(adHoc.id)'"
        }
        let fits =
            switch scope.kind {
            case .adHocSubProcess: next.kind == .eventSubProcess || next.isJoin
            case .adHocInnerInstance: next.kind != .eventSubProcess
            default: true
            }
        return fits ? nil : "'\(next.id)' elsewhere in the ad-hoc '\(base.id)'"
    }

    private mutating func remove(_ element: ElementInstance) {
        guard let scope = element.scope else { return }
        structure.removed.append(
            RemovedScope(
                key: element.key, elementID: element.elementID, kind: element.kind.rawValue, scope: scope,
                loopCounter: element.loopCounter, loop: element.loop.map(\.counts),
                interruptedBy: element.interruptedBy))
        if let job = element.job {
            structure.jobs.append(
                ReplacedJob(
                    elementInstanceKey: element.key, before: JobOutline(job), incident: job.incident?.key))
        }
        guard !plan.plan.skipListeners, !element.kind.isAuxiliary,
            let model = plan.source.process.element(element.elementID),
            model.listeners.contains(where: { $0.event == .end })
        else { return }
        note(.listenerCannotRun(element.elementID))
    }

    private mutating func reshape(_ element: ElementInstance, to target: Element, in scope: ElementInstanceKey) {
        let kind = element.kind.isAuxiliary ? element.kind : target.kind
        let endedIteration = target.activity.multiInstance == nil ? element.loopCounter : 0
        guard let before = element.scope, before != scope || kind != element.kind || endedIteration > 0 else { return }
        structure.reshaped.append(
            ReshapedElement(
                key: element.key, fromKind: element.kind.rawValue, toKind: kind.rawValue, fromScope: before,
                toScope: scope, endedIteration: endedIteration))
    }

    /// What a scope that stays becomes.
    private func base(of outer: ElementInstanceKey) -> Element? {
        instance.element(outer).flatMap { plan.elements[$0.elementID]?.target }
    }

    /// The scope that an element of the target is to stand in, made where it is missing; nil: what the scope around it
    /// becomes does not hold it.
    mutating func place(for target: Element, in outer: ElementInstanceKey) -> ElementInstanceKey? {
        guard let base = base(of: outer) else { return outer }
        guard let missing = scopes(around: target, within: base) else { return nil }
        return missing.reduce(outer) { make($1, in: $0) }
    }

    /// The target's scopes that an element stands in, from outside in, as far as they are inside `base`; nil: it does
    /// not stand in that.
    func scopes(around target: Element, within base: Element) -> [Element]? {
        let process = plan.target.process
        var scopes: [Element] = []
        var next = target.scope
        while next != base.index {
            guard let index = next else { return nil }
            scopes.append(process[index])
            next = process[index].scope
        }
        return scopes.reversed()
    }

    private mutating func make(_ model: Element, in scope: ElementInstanceKey) -> ElementInstanceKey {
        let place = MadePlace(scope: scope, element: model.index)
        if let known = made[place] { return known.key }
        if let outer = instance.element(scope), outer.state != .activated {
            note(.notMigratable(outer, "a scope that is ending, in which '\(model.id)' would have to begin"))
        }
        // An instruction that leads there has been refused with the plan.
        if model.activity.multiInstance != nil, plan.faults.isEmpty { note(.multiInstanceAdded(model)) }
        let key: ElementInstanceKey = engine.state.nextKey()
        made[place] = ElementInstance(key: key, scope: scope, elementID: model.id, kind: model.kind, state: .activated)
        structure.created.append(
            CreatedScope(key: key, elementID: model.id, kind: model.kind.rawValue, scope: scope))
        return key
    }
}

extension LoopState {
    fileprivate var counts: LoopCounts {
        LoopCounts(total: total, begun: begun, completed: completed, terminated: terminated)
    }
}

extension JobOutline {
    init(_ job: Job) {
        self.init(
            key: job.key, type: job.type, retries: job.retries, headers: job.headers, kind: job.kind,
            listenerIndex: job.listenerIndex, priority: job.priority)
    }
}
