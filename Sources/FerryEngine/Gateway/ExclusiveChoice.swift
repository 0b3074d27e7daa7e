import FerryBPMN
import FerryFEEL
import FerryModel

/// The exclusive gateway (BPMN 2.0, 13.4.2): the first flow whose condition is true, else the default flow.
extension Execution {
    func decide(_ model: Element, _ element: ElementInstance) throws(CommandFailure) {
        guard let flow = try choose(model, element) else { return }
        try finishActivating(element)
        try emit(.elementCompleting(ElementStep(key: element.key, elementID: element.elementID)))
        try finish(element, model, taking: flow)
    }

    /// nil: an incident was raised. Empty: the gateway has no outgoing flow and the path ends here.
    private func choose(_ model: Element, _ element: ElementInstance) throws(CommandFailure) -> [FlowIndex]? {
        if model.outgoing.isEmpty { return [] }
        if model.outgoing.count == 1, process[model.outgoing[0]].condition == nil { return model.outgoing }
        for index in model.outgoing where index != model.defaultFlow {
            guard let condition = process[index].condition else { continue }
            switch try evaluate(condition, in: element) {
            case .success(.boolean(true)): return [index]
            case .success(.boolean(false)): continue
            case .success(let value):
                try raise(
                    .extractValueError,
                    "condition '\(condition.source)' of flow '\(process[index].id)' gave \(value.typeName), not a boolean",
                    at: element)
                return nil
            case .failure(let failure):
                try raise(.extractValueError, failure.message, at: element)
                return nil
            }
        }
        if let flow = model.defaultFlow { return [flow] }
        try raise(
            .conditionError, "no outgoing flow of '\(model.id)' has a true condition, and there is no default flow",
            at: element)
        return nil
    }
}
