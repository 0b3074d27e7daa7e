import FerryBPMN
import FerryFEEL
import FerryModel

/// Ad-hoc subprocesses (Camunda 8: A128-A138): what may run inside is chosen while it runs, by the model or by a
/// worker. Each choice runs in an inner instance, a scope of its own.
extension Execution {
    /// What the model offers, and the list for the results: there before any mapping is applied.
    func prepareAdHoc(_ model: Element, _ element: ElementInstance) throws(CommandFailure) {
        guard let adHoc = model.adHoc else { throw broken("'\(model.id)' has no ad-hoc settings") }
        var variables = Variables()
        variables[AdHocDefinition.offersVariable] = adHoc.offers(in: process)
        if let output = adHoc.output { variables[output.collection] = JSONValue(items: []) }
        try setLocally(variables, in: element.key)
    }

    func beginAdHoc(_ model: Element, _ element: ElementInstance) throws(CommandFailure) {
        guard let adHoc = model.adHoc else { throw broken("'\(model.id)' has no ad-hoc settings") }
        var chosen: [Element] = []
        var job: JobCreated?
        if model.job != nil {
            guard let created = try adHocJob(model, element) else { return }
            job = created
        } else if let expression = adHoc.activeElements {
            guard let found = try activeElements(expression, adHoc, at: element) else { return }
            chosen = found
        }
        let events = model.awaitedEvents(in: process, as: element.kind, loopCounter: element.loopCounter)
        guard try subscribe(element, to: events, incidentsAt: element) else { return }
        if let job { try open(job) }
        try finishActivating(element)
        for activity in chosen { try beginInside(activity, of: element) }
        triggerTrueConditions(of: element)
    }

    /// An inner instance with this element in it.
    func beginInside(
        _ activity: Element, of adHoc: ElementInstance, _ beginning: Beginning = .token,
        with variables: Variables = Variables()
    ) throws(CommandFailure) {
        let key: ElementInstanceKey = state.nextKey()
        try emit(
            .elementActivating(
                ElementActivating(
                    key: key, elementID: adHoc.elementID, kind: ElementKind.adHocInnerInstance.rawValue,
                    scope: adHoc.key)))
        try finishActivating(try element(key))
        var locals = Variables()
        if let name = try model(adHoc).adHoc?.output?.elementVariable { locals[name] = .null }
        for variable in variables.entries { locals[variable.name] = variable.value }
        try setLocally(locals, in: key)
        activateLater(activity.index, in: key, beginning)
    }

    /// Tokens of different inner instances meet in the ad-hoc subprocess around them (A138).
    func joinScope(of scope: ElementInstanceKey) -> ElementInstanceKey {
        guard let element = instance.element(scope), element.kind == .adHocInnerInstance, let outer = element.scope
        else { return scope }
        return outer
    }

    /// The worker that decides is asked, or asked again: a job that waits for it makes way.
    func renewAdHocJob(_ model: Element, _ element: ElementInstance) throws(CommandFailure) {
        try cancelJob(of: element)
        guard let job = try adHocJob(model, element) else { return }
        try open(job)
    }

    /// nil: an incident was raised.
    private func adHocJob(_ model: Element, _ element: ElementInstance) throws(CommandFailure) -> JobCreated? {
        guard let definition = model.job else { throw broken("'\(model.id)' has no job") }
        guard let type = try string(definition.type, of: "job type", at: element),
            let retries = try retries(of: definition, at: element),
            let priority = try jobPriority(of: model, at: element)
        else { return nil }
        return JobCreated(
            key: state.nextKey(), elementInstanceKey: element.key, type: type, retries: retries,
            headers: definition.headers.map { ActivatedJob.Header(key: $0.key, value: $0.value) },
            kind: .adHocSubProcess, priority: priority)
    }

    private func open(_ job: JobCreated) throws(CommandFailure) {
        try emit(.jobCreated(job))
        noteJob(ofType: job.type)
    }

    /// The elements that the model wants to begin; nil: an incident was raised.
    private func activeElements(
        _ expression: Expression, _ adHoc: AdHocDefinition, at element: ElementInstance
    ) throws(CommandFailure) -> [Element]? {
        let what = "active elements"
        switch try evaluate(expression, in: element) {
        case .success(.list(let items)):
            let ids = items.compactMap { item in
                if case .string(let id) = item { id } else { nil }
            }
            guard ids.count == items.count else {
                try raiseWrongType(what, "a list of strings", .list(items), expression, at: element)
                return nil
            }
            let unknown = ids.filter { adHoc.activity($0, in: process) == nil }
            guard unknown.isEmpty else {
                let names = unknown.map { "'\($0)'" }.joined(separator: ", ")
                try raise(
                    .extractValueError,
                    "\(what): expression '\(expression.source)' named \(names), which cannot begin there",
                    at: element)
                return nil
            }
            return ids.compactMap { adHoc.activity($0, in: process) }
        case .success(let value): try raiseWrongType(what, "a list of strings", value, expression, at: element)
        case .failure(let failure): try raise(.extractValueError, "\(what): \(failure.message)", at: element)
        }
        return nil
    }
}

extension AdHocDefinition {
    /// Where those who choose find what there is.
    static let offersVariable = "adHocSubProcessElements"

    func offers(in process: ExecutableProcess) -> JSONValue {
        JSONValue(trusted: FEELValue.list(activities.map { .context($0.offer(in: process)) }).json)
    }

    /// The element of this id, if it can begin by itself.
    func activity(_ id: String, in process: ExecutableProcess) -> Element? {
        guard let element = process.element(id), activatable.contains(element.index) else { return nil }
        return element
    }
}

extension AdHocActivity {
    fileprivate func offer(in process: ExecutableProcess) -> FEELContext {
        let element = process[index]
        var offer = FEELContext()
        offer["elementId"] = .string(element.id)
        offer["elementName"] = element.name.map(FEELValue.string) ?? .null
        offer["documentation"] = documentation.map(FEELValue.string) ?? .null
        var properties = FEELContext()
        for property in self.properties {
            properties[property.name] = property.value.flatMap { $0.isEmpty ? nil : .string($0) } ?? .null
        }
        offer["properties"] = .context(properties)
        offer["parameters"] = parameters.isEmpty ? .null : .list(parameters.map { .context($0.offer) })
        return offer
    }
}

extension AdHocParameter {
    fileprivate var offer: FEELContext {
        var offer = FEELContext()
        offer["name"] = .string(name)
        offer["description"] = description.map(FEELValue.string) ?? .null
        offer["type"] = type.map(FEELValue.string) ?? .null
        offer["schema"] = schema ?? .null
        offer["options"] = options ?? .null
        return offer
    }
}
