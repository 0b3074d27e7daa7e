import FerryBPMN
import FerryModel

/// How an element ends by itself, and what comes after it.
extension Execution {
    func beginCompleting(_ element: ElementInstance) throws(CommandFailure) {
        guard element.state == .activated else { return }
        try emit(.elementCompleting(ElementStep(key: element.key, elementID: element.elementID)))
        try goOnCompleting(element)
    }

    /// From `completing` on: also the second try after an incident was resolved.
    func goOnCompleting(_ element: ElementInstance) throws(CommandFailure) {
        let model = try model(element)
        if element.kind == .adHocInnerInstance { return try finish(element, model, taking: []) }
        if element.kind != .multiInstanceBody {
            if element.kind == .adHocSubProcess { try propagateResults(of: element, model) }
            if model.appliesOutputMappings {
                guard try applyOutputMappings(of: model, from: element) else { return }
            }
            try unsubscribe(element)
            if !model.listeners.isEmpty, try waitForListener(.end, at: 0, model, element) { return }
        } else {
            try unsubscribe(element)
            try propagateOutput(of: element, model)
        }
        try finish(element, model)
    }

    /// The last steps of an element, once its end listeners are done.
    func finish(_ element: ElementInstance, _ model: Element) throws(CommandFailure) {
        if model.kind == .startEvent, let scope = element.scope {
            guard try subscribeScope(scope, begunBy: element) else { return }
        }
        // The instances of a multi-instance activity end inside its body; only the body goes on.
        try leave(element, model, taking: element.loopCounter > 0 ? [] : model.outgoing)
    }

    /// Ends the element, perhaps after a rest.
    func leave(_ element: ElementInstance, _ model: Element, taking flows: [FlowIndex]) throws(CommandFailure) {
        if try rests(.after, element, model, taking: flows) { return }
        try finish(element, model, taking: flows)
    }

    /// Ends the element and sends tokens over the given flows.
    func finish(_ element: ElementInstance, _ model: Element, taking flows: [FlowIndex]) throws(CommandFailure) {
        if element.loopCounter > 0 {
            guard try collectOutput(of: element, model) else { return }
        }
        let completed = Event.elementCompleted(ElementStep(key: element.key, elementID: element.elementID))
        guard let scopeKey = element.scope else {
            let variables = isAwaited || instance.parent != nil ? try ownVariables(of: element) : nil
            noteEnd(result: variables)
            try emit(completed)
            try leaveInstance(with: variables)
            return
        }
        var decision: AdHocDecision?
        let adHoc = instance.element(scopeKey).flatMap { $0.kind == .adHocSubProcess ? $0 : nil }
        if let adHoc {
            decision = try decide(after: element, in: adHoc)
            if decision == nil { return }
        }
        try subscribeCompensation(element, model)
        try emit(completed)
        if let compensates = element.compensates { try compensated(compensates) }
        if element.loopCounter > 0 { return try goOnLooping(in: scopeKey, model) }
        if let event = model.event, model.kind == .endEvent, event.kind == .terminate {
            return try interrupt(scopeKey, by: model)
        }
        for flow in flows { try take(process[flow], in: scopeKey) }
        if model.kind == .intermediateThrowEvent, let target = model.linkTarget { activateLater(target, in: scopeKey) }
        if let adHoc, let decision { return try carryOut(decision, in: adHoc) }
        try pathEnded(in: scopeKey)
    }

    /// Something in a scope ended: joins that waited for it may go on, and the scope may be done.
    func pathEnded(in scopeKey: ElementInstanceKey) throws(CommandFailure) {
        try reviewInclusiveJoins(in: joinScope(of: scopeKey))
        completeIfIdle(scopeKey)
    }

    private func take(_ flow: SequenceFlow, in scope: ElementInstanceKey) throws(CommandFailure) {
        try emit(.sequenceFlowTaken(FlowStep(scope: scope, flowID: flow.id)))
        let target = process[flow.target]
        if target.isJoin {
            try arrive(at: target, by: flow, in: joinScope(of: scope))
        } else {
            activateLater(target.index, in: scope)
        }
    }
}
