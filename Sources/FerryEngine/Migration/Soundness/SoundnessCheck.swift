import FerryBPMN
import FerryModel

/// Whether one instance, as it stands, can still come to its end; what keeps it from it, where nothing does.
struct SoundnessCheck {
    private let instance: ProcessInstance
    private let soundness: Soundness
    private var markings: [ElementInstanceKey: SoundnessMarking] = [:]
    /// Scopes that cannot end by themselves.
    private var stuck: Set<ElementInstanceKey> = []
    private static let warningsMax = 10

    init(of instance: ProcessInstance, with soundness: Soundness) {
        self.instance = instance
        self.soundness = soundness
    }

    /// Empty where it can end, and where that cannot be told.
    mutating func warnings() -> [MigrationWarning] {
        soundness.begin()
        let elements = instance.elementsFromOutside
        // Something is just being taken over or away: where it stands next is no matter of paths alone.
        guard let root = elements.first,
            !elements.contains(where: { $0.state == .terminating || $0.pendingEvent != nil })
        else { return [] }
        for token in instance.tokens {
            guard let flow = soundness.process.flow(token.flowID) else { return [] }
            for _ in 0..<min(token.count, 2) {
                markings[token.scope, default: SoundnessMarking()].add(.flow(flow.index))
            }
        }
        // Children before their scopes.
        for element in elements.reversed() {
            guard let model = soundness.process.element(element.elementID) else { return [] }
            if cannotEnd(element, model) { stuck.insert(element.key) }
            guard let scope = element.scope else { continue }
            markings[scope, default: SoundnessMarking()].add(
                .element(model.index, isStuck: stuck.contains(element.key)))
        }
        guard stuck.contains(root.key) else { return [] }
        var children: [ElementInstanceKey: [ElementInstance]] = [:]
        for element in elements where stuck.contains(element.key) {
            if let scope = element.scope { children[scope, default: []].append(element) }
        }
        return blame(root, children)
    }

    private func cannotEnd(_ element: ElementInstance, _ model: Element) -> Bool {
        switch element.kind {
        case .process, .subProcess, .transaction, .eventSubProcess:
            soundness.verdict(on: markings[element.key] ?? SoundnessMarking(), in: model) == .cannot
        case .multiInstanceBody:
            model.activity.multiInstance?.completionCondition == nil
                && markings[element.key]?.holds(.element(model.index, isStuck: true)) == true
        default: false
        }
    }

    /// The innermost scopes that cannot end, and those around them that could not even without these.
    private func blame(
        _ root: ElementInstance, _ children: [ElementInstanceKey: [ElementInstance]]
    ) -> [MigrationWarning] {
        var warnings: [MigrationWarning] = []
        var open = [root]
        while let scope = open.popLast(), warnings.count < Self.warningsMax {
            let inner = children[scope.key] ?? []
            open += inner.reversed()
            guard scope.kind != .multiInstanceBody, let model = soundness.process.element(scope.elementID),
                let marking = markings[scope.key]
            else { continue }
            let own = marking.freed
            guard inner.isEmpty || soundness.verdict(on: own, in: model) == .cannot else { continue }
            let warning = SoundnessCounterexample(from: own, with: soundness).warning()
            if !warnings.contains(warning) { warnings.append(warning) }
        }
        return warnings
    }
}

extension SoundnessMarking {
    /// As if what is stuck inside were not.
    fileprivate var freed: SoundnessMarking {
        var freed = SoundnessMarking()
        for slot in slots {
            var place = slot.place
            if case .element(let index, isStuck: true) = place.kind { place = .element(index) }
            for _ in 0..<(slot.isSeveral ? 2 : 1) { freed.add(place) }
        }
        return freed
    }
}
