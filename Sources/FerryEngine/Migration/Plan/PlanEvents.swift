import FerryBPMN
import FerryModel

/// What a plan does to events, held against both definitions.
extension CheckedPlan {
    func checkEvents() {
        forEachExplicitElement { from, to in
            if from.isCatching, from.event?.kind != to.event?.kind { refuse(.eventTypeChanged(from, to)) }
            checkHolder(from, to)
        }
        for instruction in plan.instructions { checkTreatment(instruction) }
        checkMerged()
    }

    /// The instruction of an event that a migration keeps; nil: the plan says nothing about it.
    func treatment(of eventID: String) -> MigrationInstruction? { elements[eventID]?.instruction }

    /// A boundary event goes with its activity, an event behind an event-based gateway with that, the start of an event
    /// subprocess with the scope around it (R20, V8). Compensation is awaited by nobody.
    private func checkHolder(_ from: Element, _ to: Element) {
        guard from.event?.kind != .compensation else { return }
        let holder = from.eventHolder(in: source.process)
        let targetHolder = to.eventHolder(in: target.process)
        guard holder != nil || targetHolder != nil else { return }
        let mapped = holder.flatMap { elements[$0.id]?.target }
        guard let mapped, mapped.index == targetHolder?.index else {
            return refuse(.eventDetached(from, to, holder: holder, expected: mapped, found: targetHolder))
        }
    }

    private func checkTreatment(_ instruction: MigrationInstruction) {
        let asksForTimer = instruction.timer == .restart || instruction.timer == .creditElapsed
        guard instruction.trigger == .update || asksForTimer, let from = source.process.element(instruction.from),
            elements[from.id]?.instruction == instruction
        else { return }
        guard let kind = from.awaitedKind else { return refuse(.updateWithoutTrigger(from, expected: "an event")) }
        if asksForTimer, kind != .timer { refuse(.updateWithoutTrigger(from, expected: "a timer")) }
    }

    /// Two events that one element waits for do not become one (R21).
    private func checkMerged() {
        struct Place: Hashable {
            let holder: ElementIndex
            let event: ElementIndex
        }
        var sources: [Place: [String]] = [:]
        for element in source.process.elements {
            guard let mapped = elements[element.id], element.event?.kind != .compensation,
                let holder = element.eventHolder(in: source.process)
            else { continue }
            let place = Place(holder: holder.index, event: mapped.target.index)
            sources[place, default: []].append(element.id)
            // The third and later ones are said with the second.
            if sources[place]?.count == 2 {
                refuse(.eventsMerged(sources[place] ?? [], onto: mapped.target.id, at: holder.id))
            }
        }
    }
}

extension Element {
    /// What an active element instance waits for when it waits for this; nil: no event that needs waiting.
    var awaitedKind: EventKind? {
        if kind == .receiveTask { return activity.message == nil ? nil : .message }
        guard isCatching, let event else { return nil }
        switch event.kind {
        case .message, .timer, .signal, .conditional: return event.kind
        default: return nil
        }
    }

    var isCatching: Bool { kind == .boundaryEvent || kind == .intermediateCatchEvent || kind == .startEvent }

    /// The element whose instances wait for this event on its behalf; nil: it waits itself, or nobody does.
    func eventHolder(in process: ExecutableProcess) -> Element? {
        if let holder = holder(in: process) { return holder }
        guard kind == .startEvent, let scope = scope.map({ process[$0] }), scope.kind == .eventSubProcess else {
            return nil
        }
        return scope.scope.map { process[$0] }
    }
}
