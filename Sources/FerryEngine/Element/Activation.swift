import FerryBPMN
import FerryModel

/// How an element comes to life.
extension Execution {
    func activate(_ model: Element, in scope: ElementInstanceKey?) throws(CommandFailure) {
        let key: ElementInstanceKey = scope == nil ? instance.key.root : state.nextKey()
        try emit(
            .elementActivating(
                ElementActivating(key: key, elementID: model.id, kind: model.kind.rawValue, scope: scope)))
        try goOnActivating(try element(key))
    }

    /// From `activating` on: also the second try after an incident was resolved.
    func goOnActivating(_ element: ElementInstance) throws(CommandFailure) {
        let model = try model(element)
        guard try applyInputMappings(of: model, to: element) else { return }
        switch model.kind {
        case .process, .subProcess: try enter(model, element)
        case .startEvent, .endEvent, .task, .manualTask, .parallelGateway:
            try pass(element)
        case .exclusiveGateway: try decide(model, element)
        case .serviceTask, .sendTask, .scriptTask, .businessRuleTask, .userTask:
            try createJob(model, element)
        }
    }

    /// Marks the element activated.
    func finishActivating(_ element: ElementInstance) throws(CommandFailure) {
        try emit(.elementActivated(ElementStep(key: element.key, elementID: element.elementID)))
    }

    /// Nothing to wait for: through and out.
    private func pass(_ element: ElementInstance) throws(CommandFailure) {
        try finishActivating(element)
        try beginCompleting(element)
    }

    /// Opens a scope and begins at its none start event.
    private func enter(_ model: Element, _ element: ElementInstance) throws(CommandFailure) {
        try finishActivating(element)
        guard let start = model.noneStart else { throw broken("scope '\(model.id)' has no none start event") }
        activateLater(start, in: element.key)
    }
}
