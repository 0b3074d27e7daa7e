import FerryBPMN
import FerryModel

/// How an element comes to life.
extension Execution {
    /// Does nothing where the scope has been interrupted or ended meanwhile.
    func activate(
        _ model: Element, in scopeKey: ElementInstanceKey, _ beginning: Beginning
    ) throws(CommandFailure) {
        guard let scope = instance.element(scopeKey), scope.admits(model), !comesTooLate(model, beginning, in: scope)
        else { return completeIfIdle(scopeKey) }
        if scope.kind == .adHocSubProcess, model.kind != .eventSubProcess, !model.isJoin {
            return try beginInside(model, of: scope, beginning)
        }
        let key: ElementInstanceKey = state.nextKey()
        var kind = model.kind
        var counter: Int32 = 0
        var begunBy: PendingEvent?
        var compensates: CompensationKey?
        switch beginning {
        case .token, .placed: if model.activity.multiInstance != nil { kind = .multiInstanceBody }
        case .event(let variables):
            if kind == .eventSubProcess, let start = model.noneStart {
                begunBy = PendingEvent(eventID: process[start].id, variables: variables)
            }
        case .iteration(let number, _): counter = number
        case .compensation(let subscription, _):
            compensates = subscription
            if model.activity.multiInstance != nil { kind = .multiInstanceBody }
        }
        try emit(
            .elementActivating(
                ElementActivating(
                    key: key, elementID: model.id, kind: kind.rawValue, scope: scopeKey, loopCounter: counter,
                    begunBy: begunBy, compensates: compensates)))
        let element = try element(key)
        switch beginning {
        case .event(let variables) where begunBy == nil: try take(variables, model, element)
        case .iteration(let number, let item): try setLoopVariables(number, item, model, element)
        case .placed(let variables):
            placed.append(ElementInstanceReference(key: key, elementID: model.id))
            try setLocally(variables, in: key)
        case .compensation(_, let variables): try setLocally(variables, in: key)
        case .token, .event: break
        }
        if try rests(.before, element, model) { return }
        try goOnActivating(element)
    }

    /// An event subprocess that was about to begin when another one interrupted the scope (R1).
    private func comesTooLate(_ model: Element, _ beginning: Beginning, in scope: ElementInstance) -> Bool {
        guard case .event = beginning, let interruption = scope.interruptedBy, model.kind == .eventSubProcess else {
            return false
        }
        return model.noneStart.map { process[$0].id } != interruption
    }

    /// From `activating` on: also the second try after an incident was resolved.
    func goOnActivating(_ element: ElementInstance) throws(CommandFailure) {
        let model = try model(element)
        if element.kind == .multiInstanceBody {
            if !model.listeners.isEmpty, try waitForListener(.beforeAll, at: 0, model, element) { return }
            return try beginLoop(model, element)
        }
        if model.kind == .adHocSubProcess { try prepareAdHoc(model, element) }
        if model.appliesInputMappings {
            guard try applyInputMappings(of: model, to: element) else { return }
        }
        if !model.listeners.isEmpty, try waitForListener(.start, at: 0, model, element) { return }
        try begin(model, element)
    }

    /// What an element does once its mappings are applied and its start listeners are done.
    func begin(_ model: Element, _ element: ElementInstance) throws(CommandFailure) {
        switch model.kind {
        case .process, .subProcess, .transaction, .eventSubProcess: try enter(model, element)
        case .startEvent, .boundaryEvent, .task, .manualTask, .parallelGateway: try pass(element)
        case .exclusiveGateway, .inclusiveGateway: try decide(model, element)
        case .serviceTask, .sendTask, .scriptTask, .businessRuleTask, .userTask:
            try beginWork(model, element)
        case .intermediateThrowEvent, .endEvent: try throwEvent(model, element)
        case .intermediateCatchEvent, .receiveTask, .eventBasedGateway: try awaitEvent(model, element)
        case .callActivity: try callProcess(model, element)
        case .adHocSubProcess: try beginAdHoc(model, element)
        case .multiInstanceBody, .adHocInnerInstance:
            throw broken("a \(model.kind.rawValue) has no way to begin")
        }
    }

    /// Marks the element activated.
    func finishActivating(_ element: ElementInstance) throws(CommandFailure) {
        try emit(.elementActivated(ElementStep(key: element.key, elementID: element.elementID)))
    }

    /// Nothing to wait for: through and out.
    func pass(_ element: ElementInstance) throws(CommandFailure) {
        try finishActivating(element)
        try beginCompleting(element)
    }

    /// Opens a scope and begins at the start event that fired, or at its none start event.
    private func enter(_ model: Element, _ element: ElementInstance) throws(CommandFailure) {
        let begunBy = element.pendingEvent
        try finishActivating(element)
        if let begunBy {
            activateLater(try self.model(begunBy.eventID).index, in: element.key, .event(begunBy.variables))
        } else if let start = model.noneStart {
            activateLater(start, in: element.key)
        } else {
            throw broken("scope '\(model.id)' has no none start event")
        }
    }
}

extension ElementInstance {
    /// Something may begin in this scope: after an interruption only what interrupted it, and what a cancelled
    /// transaction undoes.
    func admits(_ model: Element) -> Bool {
        guard state == .activated else { return false }
        if interruptedBy == nil || model.kind == .eventSubProcess { return true }
        // A repeated handler whose completion condition came true begins no more of itself.
        return model.isForCompensation && kind != .multiInstanceBody
    }
}

extension Element {
    /// Only these have a use for inputs (Camunda 8: A28, R36).
    var appliesInputMappings: Bool {
        if inputMappings.isEmpty { return false }
        switch kind {
        case .serviceTask, .sendTask, .userTask, .receiveTask, .scriptTask, .businessRuleTask, .callActivity,
            .subProcess, .transaction, .eventSubProcess, .adHocSubProcess, .intermediateCatchEvent:
            return true
        case .intermediateThrowEvent, .endEvent:
            guard let event else { return false }
            return event.kind == .message || event.kind == .signal
        default: return false
        }
    }

    /// Camunda 8: A34, R36.
    var appliesOutputMappings: Bool {
        if outputMappings.isEmpty { return false }
        switch kind {
        case .manualTask, .task, .process, .exclusiveGateway, .parallelGateway, .inclusiveGateway, .eventBasedGateway:
            return false
        case .intermediateThrowEvent, .endEvent:
            guard let event else { return true }
            switch event.kind {
            case .error, .terminate, .compensation, .cancel: return false
            default: return true
            }
        default: return true
        }
    }
}
