import FerryBPMN
import FerryModel

/// Judging a plan without an instance, by the same check that a migration begins with.
extension Engine {
    func validate(_ call: ValidateMigrationPlan) throws(CommandFailure) -> Answer {
        guard let reference = call.source ?? call.plan.source else { throw .rejected(.planWithoutSource) }
        let source = try definition(named: reference, tenant: call.tenant)
        let target = try definition(named: call.plan.target, tenant: call.tenant)
        var reasons: [Reason] = []
        if let expected = call.plan.source.map({ state.definitions.find($0, tenant: call.tenant)?.definition }),
            expected != source.record
        {
            guard let expected else { throw .rejected(.unknownDefinition(call.plan.source ?? reference)) }
            reasons.append(.wrongSource(expected: expected, found: source.record))
        }
        let checked = checkedPlans.plan(call.plan, from: source, to: target)
        reasons += checked.faults
        return .validateMigrationPlan(
            ValidateMigrationPlan.Answer(
                source: source.record, target: target.record, reasons: reasons, mapping: checked.mapping,
                warnings: SoundnessOfPlan(of: checked, with: checked.soundness).warnings()))
    }

    func definition(
        named reference: DefinitionReference, tenant: TenantID
    ) throws(CommandFailure) -> Definition {
        guard let deployed = state.definitions.find(reference, tenant: tenant) else {
            throw .rejected(.unknownDefinition(reference))
        }
        return try definition(deployed.definition.key)
    }
}

extension CheckedPlan {
    /// Where each element of the source goes, in the order of the model.
    var mapping: [ElementMapping] {
        let treatments = Dictionary(plan.instructions.map { ($0.from, $0) }, uniquingKeysWith: { first, _ in first })
        return source.process.elements.map { element in
            guard let mapped = elements[element.id] else {
                return ElementMapping(
                    from: element.id, kind: element.kind.rawValue, to: "",
                    origin: isInstructed(element.id) ? .faulty : .unmapped)
            }
            return ElementMapping(
                from: element.id, kind: element.kind.rawValue, to: mapped.target.id,
                origin: mapped.isExplicit ? .explicit : .generated,
                events: events(of: element, to: mapped.target, treatments))
        }
    }

    /// An event stays where it is mapped to one that the target waits for; all others are closed and opened.
    private func events(
        of element: Element, to target: Element, _ treatments: [String: MigrationInstruction]
    ) -> [EventMapping] {
        let before = element.awaitedEvents(in: source.process, as: element.kind).filter(\.isSubscribedTo)
        let after = target.awaitedEvents(in: self.target.process, as: target.kind).filter(\.isSubscribedTo)
        var events: [EventMapping] = []
        var arrived: Set<ElementIndex> = []
        for event in before {
            let twin = elements[event.id]?.target
            let isKept = twin.map { twin in after.contains { $0.index == twin.index } } ?? false
            if isKept, let twin { arrived.insert(twin.index) }
            let fate: EventMapping.Fate =
                isKept ? treatments[event.id]?.updates(event) == true ? .updated : .kept : .closed
            events.append(
                EventMapping(from: event.id, to: isKept ? twin?.id ?? "" : "", kind: event.triggerName, fate: fate))
        }
        for event in after where !arrived.contains(event.index) {
            events.append(EventMapping(from: "", to: event.id, kind: event.triggerName, fate: .opened))
        }
        return events
    }
}

extension MigrationInstruction {
    fileprivate func updates(_ event: Element) -> Bool {
        event.event?.kind == .timer ? timerTreatment != .keepDue : trigger == .update
    }
}

extension Element {
    /// A receive task waits for its message; of events those count that come from outside.
    fileprivate var isSubscribedTo: Bool {
        switch event?.kind {
        case .message, .timer, .signal, .conditional: true
        default: kind == .receiveTask
        }
    }

    fileprivate var triggerName: String { (event?.kind ?? .message).rawValue }
}

extension Rejection {
    static var planWithoutSource: Rejection {
        Rejection(
            .invalidArgument, "the plan cannot be checked without its source",
            reasons: [
                Reason(
                    code: "SOURCE_MISSING", elementID: "source", expected: "a source, in the plan or beside it",
                    found: "none", hint: "name the definition that instances come from")
            ])
    }
}
