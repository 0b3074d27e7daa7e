import FerryBPMN
import FerryModel

/// What becomes of everything that is waited for: kept or updated where an event of the source has its place in the
/// target, closed where it has none, opened where the target waits for something that nothing becomes.
extension InstanceCheck {
    mutating func moveEvents() throws(CommandFailure) {
        let unarmed = scopesNotArmed
        for element in instance.elements {
            if survivors[element.key] != nil {
                for subscription in element.subscriptions { close(subscription, of: element) }
            } else if let target = target(of: element), element.mayWait || target.mayWait(in: plan.target.process) {
                try moveEvents(of: element, to: target, isArmed: !unarmed.contains(element.key))
            }
        }
        for scope in structure.created {
            guard let model = plan.target.process.element(scope.elementID),
                let element = made[MadePlace(scope: scope.scope, element: model.index)]
            else { continue }
            for event in model.awaitedEvents(in: plan.target.process, as: model.kind) where event.awaitedKind != nil {
                try open(event, for: element)
            }
        }
    }

    /// Scopes begin to wait when their start event is done.
    private var scopesNotArmed: Set<ElementInstanceKey> {
        Set(instance.elements.lazy.filter { $0.kind == .startEvent }.compactMap(\.scope))
    }

    private mutating func moveEvents(
        of element: ElementInstance, to target: Element, isArmed: Bool
    ) throws(CommandFailure) {
        let process = plan.target.process
        let kind = element.kind.isAuxiliary ? element.kind : target.kind
        let loopCounter = target.activity.multiInstance == nil ? 0 : element.loopCounter
        let awaited = target.awaitedEvents(in: process, as: kind, loopCounter: loopCounter)
            .filter { $0.awaitedKind != nil }
        // One that nothing of the target takes care of any more is left to its end.
        let isAtWork = element.state == .activated
        var unclaimed = Dictionary(awaited.map { ($0.index, true) }, uniquingKeysWith: { first, _ in first })

        for (subscription, event) in zip(element.subscriptions, successors(of: element, target)) {
            guard let event,
                unclaimed.removeValue(forKey: event.index) != nil
            else {
                close(subscription, of: element)
                continue
            }
            try keep(subscription, of: element, as: event, updates: isAtWork)
        }
        guard isAtWork, isArmed else { return }
        // What waited for them has happened, unless the plan asks for it once more.
        let spent = spentEvents(of: element, target)
        let isInterrupted =
            element.interruptedBy != nil && !interruptions.contains { $0.element == element.key && $0.to == nil }
        for event in awaited where unclaimed[event.index] != nil {
            if isInterrupted, event.kind == .startEvent { continue }
            if event.index == target.index || spent[event.index] == false { continue }
            try open(event, for: element)
        }
    }

    /// What each of its subscriptions becomes; nil: nothing.
    private func successors(of element: ElementInstance, _ target: Element) -> [Element?] {
        var found = element.subscriptions.map { subscription in
            subscription.eventID == element.elementID ? target : plan.elements[subscription.eventID]?.target
        }
        guard !plan.displaced.isEmpty, found.contains(where: { $0 == nil }) else { return found }
        // Who was sent to their place and has happened leaves it to them, unless it is asked for once more.
        let taken = Set(found.compactMap { $0?.index })
        let spent = spentEvents(of: element, target)
        for (index, subscription) in element.subscriptions.enumerated() where found[index] == nil {
            guard let place = plan.displaced[subscription.eventID], !taken.contains(place.index),
                spent[place.index] != true
            else { continue }
            found[index] = place
        }
        return found
    }

    /// Events of the target that are what a source event of this element becomes; true: asked for anew.
    private func spentEvents(of element: ElementInstance, _ target: Element) -> [ElementIndex: Bool] {
        let process = plan.source.process
        guard let model = process.element(element.elementID) else { return [:] }
        var spent: [ElementIndex: Bool] = [:]
        for event in model.awaitedEvents(in: process, as: element.kind, loopCounter: element.loopCounter) {
            guard event.awaitedKind != nil, let mapped = plan.elements[event.id] else { continue }
            let isAskedFor =
                mapped.instruction?.trigger == .update || (mapped.instruction?.timer ?? .keepDue) != .keepDue
            spent[mapped.target.index] = isAskedFor
        }
        return spent
    }

    // MARK: Each

    private mutating func close(_ subscription: EventSubscription, of element: ElementInstance) {
        events.append(MovedEvent(element: element.key, before: subscription, after: nil))
    }

    private mutating func open(_ event: Element, for element: ElementInstance) throws(CommandFailure) {
        guard let trigger = try trigger(of: event, at: element) else { return }
        events.append(
            MovedEvent(
                element: element.key, before: nil,
                after: EventSubscription(
                    key: engine.state.nextKey(), eventID: event.id, isInterrupting: event.isInterrupting,
                    trigger: trigger)))
    }

    private mutating func keep(
        _ subscription: EventSubscription, of element: ElementInstance, as event: Element, updates: Bool
    ) throws(CommandFailure) {
        var key = subscription.key
        var trigger = subscription.trigger
        if updates, let instruction = plan.treatment(of: subscription.eventID) {
            switch subscription.trigger {
            case .timer(let wait):
                if instruction.timerTreatment != .keepDue {
                    let credits = instruction.timerTreatment == .creditElapsed
                    guard let made = try self.trigger(of: event, at: element, crediting: credits ? wait : nil)
                    else { return }
                    // It has fired as often as the target says.
                    if case .timer(let wait) = made, wait.repetitions == 0 { return close(subscription, of: element) }
                    trigger = made
                }
            case .message, .signal, .conditional:
                guard instruction.trigger == .update else { break }
                guard let made = try self.trigger(of: event, at: element) else { return }
                trigger = made
                // Elsewhere it is another one: what is on its way to the one before is not meant for it.
                if case .message = made, made != subscription.trigger { key = engine.state.nextKey() }
            }
        }
        events.append(
            MovedEvent(
                element: element.key, before: subscription,
                after: EventSubscription(
                    key: key, eventID: event.id, isInterrupting: event.isInterrupting, trigger: trigger)))
    }

    /// What the target says is waited for; nil: it cannot be worked out, and that was noted.
    private mutating func trigger(
        of event: Element, at element: ElementInstance, crediting earlier: TimerWait? = nil
    ) throws(CommandFailure) -> EventSubscription.Trigger? {
        let (draft, execution) = trial(in: plan.target.process)
        let trial = try draft.attempt { () throws(CommandFailure) in
            try execution.trigger(of: event, at: element, incidentsAt: element, crediting: earlier)
        }
        switch trial {
        case .success(let trigger): return trigger
        case .failure(let failure):
            note(.expressionFailed(event.id, failure.message))
            return nil
        }
    }

    // MARK: The lock of who was begun by a message

    /// One active instance for each process and correlation key (R7).
    mutating func moveStartLock() throws(CommandFailure) {
        let (before, after) = (plan.source.record.processID, plan.target.record.processID)
        guard before != after else { return }
        formerProcessID = before
        guard let held = instance.startLock else { return }
        let lock = MessageStartLock(
            tenant: held.tenant, processID: after, correlationKey: held.correlationKey)
        let state = engine.state
        let holder = try reading { () throws(StorageFailure) in
            try state.commit()
            return try state.storage.holder(of: lock)
        }
        if let holder, holder != instance.key {
            return note(.messageStartCardinality(lock, held: holder, by: plan.target.record))
        }
        startLock = lock
    }
}

extension ElementInstance {
    fileprivate var mayWait: Bool { !subscriptions.isEmpty }
}

extension Element {
    /// Quick to say for the many that wait for nothing.
    fileprivate func mayWait(in process: ExecutableProcess) -> Bool {
        !boundaryEvents.isEmpty || !content.eventSubProcesses.isEmpty || kind == .eventBasedGateway
    }
}
