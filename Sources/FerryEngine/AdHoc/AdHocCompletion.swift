import FerryBPMN
import FerryFEEL
import FerryModel

/// What the end of something inside means for an ad-hoc subprocess (Camunda 8: A132, A133, A136).
enum AdHocDecision {
    case stays
    /// Once nothing is left inside.
    case endsWhenIdle
    /// At once, with everything that is still inside.
    case endsNow
    /// The worker decides.
    case asksWorker
}

extension Execution {
    /// Collects the result of what ends and decides. nil: an incident was raised there.
    func decide(
        after element: ElementInstance, in adHoc: ElementInstance
    ) throws(CommandFailure) -> AdHocDecision? {
        let model = try model(adHoc)
        guard let definition = model.adHoc else { throw broken("'\(model.id)' has no ad-hoc settings") }
        // A join stands beside the inner instances and brings nothing.
        guard element.kind == .adHocInnerInstance || element.kind == .eventSubProcess else {
            return try self.model(element).outgoing.isEmpty ? .endsWhenIdle : .stays
        }
        guard let output = definition.output else { return try decide(definition, model, adHoc, nil, at: element) }
        guard let result = try result(with: output, of: element, in: adHoc) else { return nil }
        // The condition sees it already; it is written only when that has said something.
        guard let decision = try decide(definition, model, adHoc, result, at: element) else { return nil }
        try setItem(result)
        return decision
    }

    /// Acts on it, once what ended is gone.
    func carryOut(_ decision: AdHocDecision, in adHoc: ElementInstance) throws(CommandFailure) {
        try reviewInclusiveJoins(in: adHoc.key)
        switch decision {
        case .stays: break
        case .endsWhenIdle: if adHoc.state == .activated, !isBusy(adHoc) { completeLater(adHoc.key) }
        case .endsNow: try endNow(adHoc)
        case .asksWorker: try renewAdHocJob(try model(adHoc), adHoc)
        }
    }

    /// Ends everything inside, and then the subprocess.
    func endNow(_ adHoc: ElementInstance) throws(CommandFailure) {
        try emit(.scopeInterrupted(ScopeInterrupted(scope: adHoc.key, by: adHoc.elementID)))
        try terminate(instance.children(of: adHoc.key).map(\.key))
        completeIfIdle(adHoc.key)
    }

    /// Hands the results to the scope around.
    func propagateResults(of adHoc: ElementInstance, _ model: Element) throws(CommandFailure) {
        guard let output = model.adHoc?.output, let scope = adHoc.scope,
            let results = try variables()[adHoc.key, output.collection]
        else { return }
        try propagate(Variables([Variables.Entry(name: output.collection, value: results)]), from: scope)
    }

    private func decide(
        _ definition: AdHocDefinition, _ model: Element, _ adHoc: ElementInstance, _ result: ListItemSet?,
        at element: ElementInstance
    ) throws(CommandFailure) -> AdHocDecision? {
        if adHoc.interruptedBy != nil || adHoc.isFulfilled { return .endsWhenIdle }
        if model.job != nil { return .asksWorker }
        guard let condition = definition.completionCondition else { return .endsWhenIdle }
        var scope = try scope(of: adHoc.key)
        scope.added = result
        switch condition.evaluate(in: scope) {
        case .success(.boolean(false)): return .stays
        case .success(.boolean(true)): return definition.cancelsRemaining ? .endsNow : .endsWhenIdle
        case .success(let value):
            let misfit = condition.misfit(value, needing: "a boolean", in: scope)
            try raise(.extractValueError, "completion condition: \(misfit)", at: element)
        case .failure(let failure):
            try raise(.extractValueError, "completion condition: \(failure.message)", at: element)
        }
        return nil
    }

    /// One more item of the list; nil: an incident was raised.
    private func result(
        with output: MultiInstance.Output, of element: ElementInstance, in adHoc: ElementInstance
    ) throws(CommandFailure) -> ListItemSet? {
        switch try evaluate(output.element, in: element) {
        case .success(let value):
            guard let count = try variables().listCount(output.collection, in: adHoc.key) else {
                try raise(
                    .extractValueError, "output collection '\(output.collection)' is no list", at: element)
                return nil
            }
            return ListItemSet(
                scope: adHoc.key, name: output.collection, index: Int32(count), value: JSONValue(trusted: value.json))
        case .failure(let failure):
            try raise(.extractValueError, "output element: \(failure.message)", at: element)
            return nil
        }
    }
}
