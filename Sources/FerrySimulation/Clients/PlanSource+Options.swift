import FerryBPMN
import FerryEngine
import FerryModel

/// What plans say beside where elements go: events, jobs, compensation, variables.
extension PlanSource {
    /// For the events that active elements wait for: where they go, and what happens to what is waited for.
    mutating func events(
        for instance: ProcessInstance, _ places: [String: String], from source: ExecutableProcess,
        to target: ExecutableProcess
    ) -> [MigrationInstruction] {
        var instructions: [MigrationInstruction] = []
        var taken: Set<String> = []
        for element in instance.elements {
            for id in element.subscriptions.map(\.eventID) where id != element.elementID && !taken.contains(id) {
                guard let event = source.element(id), random.chance(60) else { continue }
                let home = places[element.elementID]
                let alike = target.elements.filter { candidate in
                    candidate.kind == event.kind && candidate.event?.kind == event.event?.kind
                        && owner(of: candidate, in: target) == home
                }
                let candidates = random.chance(93) ? alike : target.elements
                guard let to = candidates.first(where: { $0.id == id && random.chance(60) }) ?? random.pick(candidates)
                else { continue }
                taken.insert(id)
                instructions.append(treated(MigrationInstruction(from: id, to: to.id), event))
            }
        }
        return instructions
    }

    /// The element whose instances wait for an event of the model.
    private func owner(of event: Element, in process: ExecutableProcess) -> String? {
        if let host = event.attachedTo { return process[host].id }
        guard let scope = event.scope else { return nil }
        return process[scope].kind == .eventSubProcess ? process[scope].scope.map { process[$0].id } : process[scope].id
    }

    mutating func treated(_ instruction: MigrationInstruction, _ element: Element?) -> MigrationInstruction {
        var instruction = instruction
        // Asked of what waits for nothing it spoils the plan.
        let isEvent = element.map { [.intermediateCatchEvent, .boundaryEvent, .startEvent].contains($0.kind) } ?? false
        let waits = isEvent && element?.event?.kind.isAwaited ?? false || element?.kind == .receiveTask
        let isTimer = isEvent && element?.event?.kind == .timer
        if random.chance(waits ? 40 : 1) { instruction.trigger = .update }
        if random.chance(isTimer ? 45 : 1) { instruction.timer = random.pick([.keepDue, .restart, .creditElapsed]) }
        if element?.job != nil, random.chance(20) { instruction.job = .recreate }
        return instruction
    }

    /// For what can be undone: where it goes.
    mutating func compensations(
        for instance: ProcessInstance, _ said: Set<String>, to target: ExecutableProcess
    ) -> [MigrationInstruction] {
        var said = said
        var instructions: [MigrationInstruction] = []
        for id in instance.compensations.flatMap({ [$0.activityID, $0.eventID].compactMap { $0 } })
        where said.insert(id).inserted {
            guard target.element(id) != nil, random.chance(80) else { continue }
            instructions.append(MigrationInstruction(from: id, to: id))
        }
        return instructions
    }

    mutating func variables(of instance: ProcessInstance) -> [VariableChange] {
        let number = JSONValue(trusted: Array("\(random.below(5))".utf8))
        let actions: [VariableChange.Action] = [
            .set("route", number), .set("moved", number), .evaluate("moved", "if ok = true then 1 else null"),
            .evaluate("moved", "assert(ok, ok = true)"), .remove("result"), .remove("nothing"),
            .rename("kind", to: "sort"), .rename("result", to: "route"),
        ]
        let scopes = ["", ""] + instance.elements.map(\.elementID) + ["nowhere"]
        return (0..<random.within(1...2)).map { _ in
            VariableChange(scopeID: random.pick(scopes) ?? "", random.pick(actions) ?? .remove("nothing"))
        }
    }
}

extension EventKind {
    /// Somebody waits for it; errors and the like are only looked for when they are thrown.
    fileprivate var isAwaited: Bool {
        switch self {
        case .message, .timer, .signal, .conditional: true
        default: false
        }
    }
}
