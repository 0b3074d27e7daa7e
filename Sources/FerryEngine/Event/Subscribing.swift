import FerryBPMN
import FerryFEEL
import FerryModel

/// Opening and closing what element instances wait for (Camunda 8: R22-R31).
extension Execution {
    /// A catch event, receive task or event-based gateway begins to wait.
    func awaitEvent(_ model: Element, _ element: ElementInstance) throws(CommandFailure) {
        // A link's catch event is only where a throw event goes on; an event behind a gateway has happened already.
        if case .link = model.event { return try pass(element) }
        if model.kind == .intermediateCatchEvent, model.followsEventBasedGateway(in: process) {
            return try pass(element)
        }
        let events = model.awaitedEvents(in: process, as: element.kind, loopCounter: element.loopCounter)
        guard try subscribe(element, to: events, incidentsAt: element)
        else { return }
        try finishActivating(element)
        triggerTrueConditions(of: element)
    }

    /// The events of a scope are waited for from the moment its start event completes, so that what that event brings
    /// can be used. False: an incident was raised at the start event.
    func subscribeScope(
        _ key: ElementInstanceKey, begunBy start: ElementInstance
    ) throws(CommandFailure) -> Bool {
        let scope = try element(key)
        let events = try model(scope).awaitedEvents(in: process, as: scope.kind, loopCounter: scope.loopCounter)
        guard try subscribe(scope, to: events, incidentsAt: start) else { return false }
        triggerTrueConditions(of: scope)
        return true
    }

    /// Evaluates all triggers before the first subscription is opened: one that fails opens none.
    func subscribe(
        _ element: ElementInstance, to events: [Element], incidentsAt reporter: ElementInstance
    ) throws(CommandFailure) -> Bool {
        if events.isEmpty { return true }
        var triggers: [(Element, EventSubscription.Trigger)] = []
        for event in events {
            switch try trigger(of: event, at: element, incidentsAt: reporter) {
            case .none: return false
            case .some(.none): continue
            case .some(.some(let trigger)): triggers.append((event, trigger))
            }
        }
        for (event, trigger) in triggers {
            let subscription = EventSubscription(
                key: state.nextKey(), eventID: event.id, isInterrupting: event.isInterrupting, trigger: trigger)
            try emit(
                .eventSubscribed(EventSubscribed(elementInstanceKey: element.key, subscription: subscription)))
            announce(subscription, of: element.key, isOpen: true)
            guard case .signal(let name) = trigger else { continue }
            engine.signalsOpened.append(
                OpenedSignal(
                    tenant: instance.tenant, name: name, key: subscription.key,
                    owner: EventOwner(instance.key, element.key)))
        }
        return true
    }

    /// Closes everything an element instance waits for.
    func unsubscribe(_ element: ElementInstance) throws(CommandFailure) {
        for subscription in element.subscriptions { try unsubscribe(subscription, of: element) }
    }

    func unsubscribe(_ subscription: EventSubscription, of element: ElementInstance) throws(CommandFailure) {
        try emit(
            .eventUnsubscribed(EventUnsubscribed(elementInstanceKey: element.key, key: subscription.key)))
        announce(subscription, of: element.key, isOpen: false)
    }

    /// nil: an incident was raised. `.some(nil)`: the event needs no subscription. `earlier`: the timer whose time a
    /// timer takes over; nil: it begins now.
    func trigger(
        of event: Element, at element: ElementInstance, incidentsAt reporter: ElementInstance,
        crediting earlier: TimerWait? = nil
    ) throws(CommandFailure) -> EventSubscription.Trigger?? {
        let awaited = event.kind == .receiveTask ? event.activity.message.map(EventDefinition.message) : event.event
        switch awaited {
        case .message(let message):
            guard let name = try string(message.name, of: "message name", at: element, incidentsAt: reporter),
                let expression = message.correlationKey,
                let key = try correlationKey(
                    expression, scope: scope(of: event, at: element), incidentsAt: reporter)
            else { return .none }
            return .some(.message(MessageWait(name: name, correlationKey: key)))
        case .signal(let expression):
            guard let name = try string(expression, of: "signal name", at: element, incidentsAt: reporter) else {
                return .none
            }
            return .some(.signal(name))
        case .timer(let timer):
            guard
                let wait = try firstWait(
                    timer, of: event, at: element, incidentsAt: reporter, crediting: earlier)
            else { return .none }
            return .some(.timer(wait))
        case .conditional(let definition):
            return .some(
                .conditional(
                    ConditionalWait(
                        condition: definition.condition.source, variableNames: definition.variableNames,
                        onCreate: definition.changes.isEmpty || definition.changes.contains(.create),
                        onUpdate: definition.changes.isEmpty || definition.changes.contains(.update))))
        default:
            return .some(nil)
        }
    }
}

extension Execution {
    /// A boundary event's correlation key is asked of the scope around the activity (Camunda 8: R26).
    private func scope(of event: Element, at element: ElementInstance) -> ElementInstanceKey {
        guard event.attachedTo != nil else { return element.key }
        let outer = draft.map { $0.chain(from: element.key).dropFirst().first } ?? element.scope
        return outer ?? element.key
    }

    /// A string, or a number as its plain decimal text (R27). nil: an incident was raised.
    func correlationKey(
        _ expression: Expression, scope: ElementInstanceKey, incidentsAt reporter: ElementInstance
    ) throws(CommandFailure) -> String? {
        if case .text(let text) = expression { return text }
        let scope = try self.scope(of: scope)
        switch expression.evaluate(in: scope) {
        case .success(.string(let text)): return text
        case .success(.number(let number)): return FEELValue.number(number).jsonText
        case .success(let value):
            let misfit = expression.misfit(value, needing: "a string or a number", in: scope)
            try raise(.extractValueError, "correlation key: \(misfit)", at: reporter)
        case .failure(let failure):
            try raise(.extractValueError, "correlation key: \(failure.message)", at: reporter)
        }
        return nil
    }
}

extension FEELValue {
    fileprivate var jsonText: String { String(decoding: json, as: UTF8.self) }
}

extension Element {
    /// The events that an element instance of this element waits for while it is active.
    func awaitedEvents(
        in process: ExecutableProcess, as kind: ElementKind, loopCounter: Int32 = 0
    ) -> [Element] {
        switch kind {
        case .eventBasedGateway: return outgoing.map { process[process[$0].target] }
        case .intermediateCatchEvent: return [self]
        // What belongs to an ad-hoc subprocess is not awaited by what runs in it.
        case .adHocInnerInstance: return []
        default: break
        }
        var events: [Element] = []
        if kind == .receiveTask { events.append(self) }
        // A multi-instance activity's boundary events belong to its body, what is inside to each of its instances.
        if loopCounter == 0 { events += boundaryEvents.map { process[$0] } }
        if kind != .multiInstanceBody {
            events += content.eventSubProcesses.compactMap { process[$0].noneStart }.map { process[$0] }
        }
        return events
    }

    func followsEventBasedGateway(in process: ExecutableProcess) -> Bool {
        incoming.count == 1 && process[process[incoming[0]].source].kind == .eventBasedGateway
    }
}
