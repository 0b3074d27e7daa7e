import FerryBPMN
import FerryFEEL
import FerryModel

/// Where gateways with conditions send tokens (BPMN 2.0, 13.4.2 and 13.4.3): an exclusive one along the first flow
/// whose condition is true, an inclusive one along all of them; without any, along the default flow.
extension Execution {
    func decide(_ model: Element, _ element: ElementInstance) throws(CommandFailure) {
        guard let flows = try choose(model, element) else { return }
        try finishActivating(element)
        try emit(.elementCompleting(ElementStep(key: element.key, elementID: element.elementID)))
        try leave(element, model, taking: flows)
    }

    /// nil: an incident was raised. Empty: the gateway has no outgoing flow and the path ends here.
    private func choose(_ model: Element, _ element: ElementInstance) throws(CommandFailure) -> [FlowIndex]? {
        if model.outgoing.isEmpty { return [] }
        if model.outgoing.count == 1, process[model.outgoing[0]].condition == nil { return model.outgoing }
        var chosen: [FlowIndex] = []
        for index in model.outgoing where index != model.defaultFlow {
            guard let condition = process[index].condition else { continue }
            switch try evaluate(condition, in: element) {
            case .success(.boolean(true)):
                chosen.append(index)
                if model.kind == .exclusiveGateway { return chosen }
            case .success(.boolean(false)): continue
            case .success(let value):
                try raiseWrongType(
                    "condition of flow '\(process[index].id)'", "a boolean", value, condition, at: element)
                return nil
            case .failure(let failure):
                try raise(.extractValueError, failure.message, at: element)
                return nil
            }
        }
        if !chosen.isEmpty { return chosen }
        if let flow = model.defaultFlow { return [flow] }
        try raise(
            .conditionError, "no outgoing flow of '\(model.id)' has a true condition, and there is no default flow",
            at: element)
        return nil
    }
}
