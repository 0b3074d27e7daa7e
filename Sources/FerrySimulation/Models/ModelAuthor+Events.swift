/// Drawing what waits, what is thrown, and what stands beside an activity or a scope.
extension ModelAuthor {
    /// What can be waited for in the flow.
    mutating func trigger() -> Trigger {
        random.weighted([
            (5, .message(random.pick(ModelWords.messages) ?? "m0")), (5, .timer(timing(mayRepeat: false))),
            (3, .signal(random.pick(ModelWords.signals) ?? "s0")), (2, .condition("=again = true")),
            (1, .condition("=route = 2")),
        ])
    }

    private mutating func timing(mayRepeat: Bool) -> Trigger.Timing {
        if mayRepeat, random.chance(50) {
            return .cycle(
                random.pick(["R3/PT20S", "R/PT10M", "0 0 * * * *", "=if ok = true then \"R2/PT1M\" else 0"]) ?? "")
        }
        return random.weighted([
            (4, .duration("PT5S")), (2, .duration("PT3M")), (1, .duration("=if ok = true then \"PT40S\" else \"?\"")),
            (1, .date("=now() + duration(\"PT1H\")")), (1, .date("2020-01-01T00:00:00Z")),
        ])
    }

    mutating func race() -> [Trigger] {
        var triggers: [Trigger] = []
        while triggers.count < 2 { triggers = (0..<random.within(2...3)).map { _ in trigger() }.catchableTogether([]) }
        return triggers
    }

    /// What begins a process from outside.
    mutating func starts(of processID: String) -> [Trigger] {
        let all: [Trigger] = [
            .message(ModelWords.message(beginning: processID)), .signal(ModelWords.signal(beginning: processID)),
            .condition("=again = true"), .timer(.cycle("R/PT20M")), .timer(.cycle("R2/PT30S")),
            .timer(.date("=now() + duration(\"PT2M\")")),
        ]
        return all.filter { _ in random.chance(30) }
    }

    /// What a throw event throws, or an end event.
    mutating func thrown(atEnd: Bool, in model: DrawnModel, isCalm: Bool = false) -> Thrown {
        let behind = Self.processIDs.drop { $0 <= model.processID }
        let next = random.pick(Array(behind))
        let message = random.chance(30) ? next.map(ModelWords.message(beginning:)) : random.pick(ModelWords.messages)
        let signal = random.chance(30) ? next.map(ModelWords.signal(beginning:)) : random.pick(ModelWords.signals)
        var choices: [(Int, Thrown)] = [
            (3, .nothing), (3, .escalation(random.chance(70) ? "xe0" : "xe1")), (fondness.sending, .work("a")),
            (4, .compensation(isAimed: random.chance(40))),
        ]
        if !isCalm {
            choices.append((2, .signal(signal ?? "s0")))
            choices.append((2, .message(message ?? "m0", seconds: random.chance(60) ? 20 : 0)))
        }
        if atEnd { choices += [(3, .error(random.chance(70) ? "e0" : "e1")), (2, .terminate)] }
        return random.weighted(choices)
    }

    mutating func boundaries(
        of block: ModelBlock, in model: inout DrawnModel, depth: Int, isCalm: Bool = false
    ) -> [ModelBoundary] {
        var triggers: [Trigger] = []
        for _ in 0..<random.weighted([(3, 1), (2, 2), (1, 3)]) {
            triggers.append(caught(byScope: block.throwsEscalations))
        }
        var taken: [String] = []
        if case .task(.receive(let message)) = block.shape { taken = ["message \(message)"] }
        var boundaries: [ModelBoundary] = []
        for trigger in triggers.catchableTogether(taken) {
            let isInterrupting = trigger.mustInterrupt || (!trigger.repeats && random.chance(50))
            let blocks = list(
                in: &model, depth: max(depth + 1, 2), count: random.below(2), isCalm: isCalm || !isInterrupting)
            boundaries.append(
                ModelBoundary(
                    id: model.freshID(), trigger: trigger, isInterrupting: isInterrupting, blocks: blocks))
        }
        return boundaries
    }

    mutating func handlers(in model: inout DrawnModel, depth: Int, isCalm: Bool = false) -> [ModelHandler] {
        var triggers: [Trigger] = []
        for _ in 0..<random.weighted([(3, 1), (1, 2)]) { triggers.append(caught(byScope: true)) }
        var handlers: [ModelHandler] = []
        for trigger in triggers.catchableTogether([]) {
            handlers.append(handler(trigger, in: &model, depth: depth, isCalm: isCalm))
        }
        return handlers
    }

    private mutating func handler(
        _ trigger: Trigger, in model: inout DrawnModel, depth: Int, isCalm: Bool
    ) -> ModelHandler {
        let isInterrupting = trigger.mustInterrupt || (!trigger.repeats && random.chance(50))
        let isCalm = isCalm || !isInterrupting
        let id = model.freshID()
        // Waits, so that what it throws does not begin it again at once.
        var blocks = [ModelBlock(id: model.freshID(), shape: .task(.job("serviceTask", type: "b", retries: "3")))]
        blocks += list(in: &model, depth: max(depth + 1, 2), count: random.below(2), isCalm: isCalm)
        return ModelHandler(
            id: id, trigger: trigger, isInterrupting: isInterrupting, blocks: blocks,
            ending: random.chance(40) ? thrown(atEnd: true, in: model, isCalm: isCalm) : .nothing)
    }

    /// What boundary events and event subprocesses catch.
    private mutating func caught(byScope: Bool) -> Trigger {
        switch random.below(100) {
        case ..<20: .error(random.weighted([(3, "e0"), (1, "e1"), (2, nil)]))
        case ..<(byScope ? 40 : 20): .escalation(random.weighted([(3, "xe0"), (1, "xe1"), (2, nil)]))
        case ..<60: .timer(timing(mayRepeat: true))
        default: trigger()
        }
    }
}

extension [Trigger] {
    /// Without those that would catch what another one, or something in `taken`, catches already.
    func catchableTogether(_ taken: [String]) -> [Trigger] {
        var seen = taken
        return filter { trigger in
            guard let caught = trigger.caught else { return true }
            guard !seen.contains(caught) else { return false }
            seen.append(caught)
            return true
        }
    }
}

extension ModelBlock {
    /// An escalation may come from inside.
    fileprivate var throwsEscalations: Bool {
        switch shape {
        case .scope, .call: true
        default: false
        }
    }
}
