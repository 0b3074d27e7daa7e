import FerryBPMN
import FerryFEEL
import FerryModel

/// Multi-instance activities (Camunda 8: A116-A127): a body that stands for the activity in its scope, and inside it
/// an instance of the activity for each item.
extension Execution {
    func beginLoop(_ model: Element, _ body: ElementInstance) throws(CommandFailure) {
        let loop = try multiInstance(of: model)
        guard let items = try items(of: loop, at: body) else { return }
        guard try subscribe(body, to: model.awaitedEvents(in: process, as: body.kind), incidentsAt: body) else {
            return
        }
        try finishActivating(body)
        try emit(.loopBegan(LoopBegan(body: body.key, total: Int32(items.count))))
        if let output = loop.output {
            let nulls = JSONValue(items: [JSONValue](repeating: .null, count: items.count))
            try setLocally(
                Variables([Variables.Entry(name: output.collection, value: nulls)]), in: body.key)
        }
        triggerTrueConditions(of: body)
        if items.isEmpty { return completeLater(body.key) }
        for counter in 1...(loop.isSequential ? 1 : items.count) {
            activateLater(model.index, in: body.key, .iteration(Int32(counter), items[counter - 1]))
        }
    }

    /// What an instance sees beside what the body sees: its item, its number, and a place for its result.
    func setLoopVariables(
        _ counter: Int32, _ item: FEELValue?, _ model: Element, _ element: ElementInstance
    ) throws(CommandFailure) {
        let loop = try multiInstance(of: model)
        var variables = Variables()
        if let name = loop.inputElement, let item { variables[name] = JSONValue(trusted: item.json) }
        if let name = loop.output?.elementVariable, name != loop.inputElement, name != "loopCounter" {
            variables[name] = .null
        }
        variables["loopCounter"] = JSONValue(trusted: Array("\(counter)".utf8))
        try setLocally(variables, in: element.key)
    }

    /// Puts the result of an instance into the body's list, and looks whether that is enough. False: an incident was
    /// raised at the instance.
    func collectOutput(of element: ElementInstance, _ model: Element) throws(CommandFailure) -> Bool {
        let loop = try multiInstance(of: model)
        guard let bodyKey = element.scope else { throw broken("an instance of '\(model.id)' has no body") }
        if let output = loop.output {
            let value: FEELValue
            switch try evaluate(output.element, in: element) {
            case .success(let found): value = found
            case .failure(let failure):
                try raise(.extractValueError, "output element: \(failure.message)", at: element)
                return false
            }
            guard let count = try variables().listCount(output.collection, in: bodyKey),
                Int(element.loopCounter) <= count
            else {
                try raise(
                    .extractValueError,
                    "output collection '\(output.collection)' is no list with a place \(element.loopCounter)",
                    at: element)
                return false
            }
            try emit(
                .listItemSet(
                    ListItemSet(
                        scope: bodyKey, name: output.collection, index: element.loopCounter - 1,
                        value: JSONValue(trusted: value.json))))
        }
        guard let condition = loop.completionCondition else { return true }
        let scope = try scope(of: element, counting: bodyKey)
        switch condition.evaluate(in: scope) {
        case .success(.boolean(let isEnough)):
            if isEnough { satisfiedLoops.insert(bodyKey) }
            return true
        case .success(let value):
            let misfit = condition.misfit(value, needing: "a boolean", in: scope)
            try raise(.extractValueError, "completion condition: \(misfit)", at: element)
        case .failure(let failure):
            try raise(.extractValueError, "completion condition: \(failure.message)", at: element)
        }
        return false
    }

    /// An instance ended: the next begins, or the body is done.
    func goOnLooping(in key: ElementInstanceKey, _ model: Element) throws(CommandFailure) {
        guard let body = instance.element(key), body.state == .activated, let state = body.loop else { return }
        if satisfiedLoops.remove(key) != nil {
            // Instances that are still to begin do not.
            try emit(.scopeInterrupted(ScopeInterrupted(scope: key, by: model.id)))
            try terminate(instance.children(of: key).map(\.key))
            if !isBusy(body) { completeLater(key) }
            return
        }
        let loop = try multiInstance(of: model)
        if loop.isSequential, body.childCount == 0 {
            // Items that were added, taken away or changed meanwhile count from here on (Camunda 8: A126).
            guard let items = try items(of: loop, at: body) else { return }
            guard Int(state.begun) < items.count else { return completeLater(key) }
            return activateLater(
                model.index, in: key, .iteration(state.begun + 1, items[Int(state.begun)]))
        }
        if !isBusy(body) { completeLater(key) }
    }

    /// Hands the results of all instances to the scope around the body.
    func propagateOutput(of body: ElementInstance, _ model: Element) throws(CommandFailure) {
        guard let output = try multiInstance(of: model).output, let scope = body.scope,
            let results = try variables()[body.key, output.collection]
        else { return }
        try propagate(Variables([Variables.Entry(name: output.collection, value: results)]), from: scope)
    }

    /// The items as the body sees them; nil: an incident was raised at the body.
    private func items(
        of loop: MultiInstance, at body: ElementInstance
    ) throws(CommandFailure) -> [FEELValue?]? {
        switch loop.items {
        case .cardinality(let expression):
            guard let count = try integer(expression, of: "loop cardinality", at: body) else { return nil }
            guard count >= 0 else {
                try raise(.extractValueError, "loop cardinality: \(count) is negative", at: body)
                return nil
            }
            return [FEELValue?](repeating: nil, count: Int(count))
        case .collection(let expression):
            switch try evaluate(expression, in: body) {
            case .success(.list(let items)): return items.map { $0 }
            case .success(let value):
                try raiseWrongType("input collection", "a list", value, expression, at: body)
            case .failure(let failure):
                try raise(.extractValueError, "input collection: \(failure.message)", at: body)
            }
            return nil
        }
    }

    /// The counters go before variables of the same name (A122).
    private func scope(
        of element: ElementInstance, counting key: ElementInstanceKey
    ) throws(CommandFailure) -> InstanceScope {
        guard let body = instance.element(key), let state = body.loop else {
            throw broken("element instance \(key) repeats nothing")
        }
        var scope = try scope(of: element.key)
        // In parallel all count from the beginning, also those whose turn has not come within this command.
        let isSequential = try multiInstance(of: try model(body)).isSequential
        let count = isSequential ? state.begun : state.total
        let completed = state.completed + 1
        let counters: [(String, Int32)] = [
            ("numberOfInstances", count), ("numberOfActiveInstances", count - completed - state.terminated),
            ("numberOfCompletedInstances", completed), ("numberOfTerminatedInstances", state.terminated),
        ]
        for (name, count) in counters {
            scope.overlay[name] = FEELValue(json: JSONValue(trusted: Array("\(count)".utf8)))
        }
        return scope
    }

    private func multiInstance(of model: Element) throws(CommandFailure) -> MultiInstance {
        guard let loop = model.activity.multiInstance else { throw broken("'\(model.id)' does not repeat") }
        return loop
    }
}
