import FerryBPMN
import FerryModel

/// How an element ends by itself, and what comes after it.
extension Execution {
    func beginCompleting(_ element: ElementInstance) throws(CommandFailure) {
        try emit(.elementCompleting(ElementStep(key: element.key, elementID: element.elementID)))
        try goOnCompleting(element)
    }

    /// From `completing` on: also the second try after an incident was resolved.
    func goOnCompleting(_ element: ElementInstance) throws(CommandFailure) {
        let model = try model(element)
        guard try applyOutputMappings(of: model, from: element) else { return }
        try finish(element, model, taking: model.outgoing)
    }

    /// Ends the element and sends tokens over the given flows.
    func finish(_ element: ElementInstance, _ model: Element, taking flows: [FlowIndex]) throws(CommandFailure) {
        let completed = Event.elementCompleted(ElementStep(key: element.key, elementID: element.elementID))
        guard let scopeKey = element.scope else {
            noteEnd(result: isAwaited ? try ownVariables(of: element) : nil)
            try emit(completed)
            return
        }
        try emit(completed)
        for flow in flows { try take(process[flow], in: scopeKey) }
        let scope = try self.element(scopeKey)
        if !isBusy(scope) { completeLater(scopeKey) }
    }

    private func take(_ flow: SequenceFlow, in scope: ElementInstanceKey) throws(CommandFailure) {
        try emit(.sequenceFlowTaken(FlowStep(scope: scope, flowID: flow.id)))
        let target = process[flow.target]
        if target.isJoin {
            try arrive(at: target, by: flow, in: scope)
        } else {
            activateLater(target.index, in: scope)
        }
    }
}
