import FerryBPMN
import FerryFEEL
import FerryModel

/// Call activities (Camunda 8: A98-A107): an instance of another process that an element waits for.
///
/// A called instance lives on its caller's partition: the two begin, end and fail within one command.
extension Execution {
    /// Calls nested deeper than this are taken for a process that calls itself.
    static let callDepthMax: Int32 = 1_000

    func callProcess(_ model: Element, _ element: ElementInstance) throws(CommandFailure) {
        guard let called = model.activity.calledElement else { throw broken("'\(model.id)' calls nothing") }
        guard let processID = try string(called.processID, of: "called process id", at: element) else { return }
        guard let definition = engine.definition(called: processID, called.binding, by: instance) else {
            return try raise(
                .calledElementError, "no process '\(processID)' is deployed\(called.binding.phrase)", at: element)
        }
        let target = try engine.definition(definition)
        guard target.process.root.noneStart != nil else {
            return try raise(.calledElementError, "process '\(processID)' has no none start event", at: element)
        }
        let depth = (instance.parent?.depth ?? 0) + 1
        guard depth <= Self.callDepthMax else {
            return try raise(
                .calledElementError, "process '\(processID)' is called \(depth) levels deep, more than allowed",
                at: element)
        }
        guard let businessID = try businessID(for: called, at: element) else { return }
        guard
            try subscribe(
                element, to: model.awaitedEvents(in: process, as: element.kind, loopCounter: element.loopCounter),
                incidentsAt: element)
        else { return }
        try finishActivating(element)
        let key: ProcessInstanceKey = state.nextKey()
        let variables = try variables(for: called, model, element)
        try emit(.processInstanceCalled(ProcessInstanceCalled(elementInstanceKey: element.key, called: key)))
        _ = state.emit(
            ProcessInstanceCreated(
                definitionKey: target.key, tenant: instance.tenant, startedAt: state.now,
                parent: CallingElement(instance: instance.key, element: element.key, depth: depth),
                tags: instance.tags, businessID: businessID),
            for: key)
        engine.later(.begin(key, variables))
        triggerTrueConditions(of: element)
    }

    /// The caller's, or that which the call activity names (A107); nil: an incident was raised.
    private func businessID(
        for called: CalledElement, at element: ElementInstance
    ) throws(CommandFailure) -> String? {
        guard let expression = called.businessID else { return instance.businessID }
        guard let id = try string(expression, of: "business id", at: element) else { return nil }
        if id.count <= CreateProcessInstance.businessIDCharactersMax { return id }
        try raise(
            .extractValueError,
            "business id: \(id.count) characters where up to \(CreateProcessInstance.businessIDCharactersMax) are allowed",
            at: element)
        return nil
    }

    /// What the called process sees of its caller.
    private func variables(
        for called: CalledElement, _ model: Element, _ element: ElementInstance
    ) throws(CommandFailure) -> Variables {
        if called.propagatesAllParentVariables { return try visibleVariables(from: element.key, names: []) }
        return model.inputMappings.isEmpty ? Variables() : try ownVariables(of: element)
    }

    /// nil: it was terminated, because its caller is being terminated or because someone cancelled it.
    func calledInstanceEnded(_ key: ElementInstanceKey, with variables: Variables?) throws(CommandFailure) {
        guard let element = instance.element(key), let called = element.calledInstance else { return }
        try emit(.calledInstanceEnded(ProcessInstanceCalled(elementInstanceKey: key, called: called)))
        // Nothing goes on in a banned instance, but it can end.
        if instance.isBanned, element.state != .terminating { return }
        guard element.state != .terminating else { return try goOnTerminating(element) }
        guard let variables else { return try terminate([key]) }
        let model = try model(element)
        if model.appliesOutputMappings {
            try setLocally(variables, in: key)
        } else if model.activity.calledElement?.propagatesAllChildVariables == true {
            try propagate(variables, from: key)
        }
        try beginCompleting(element)
    }

    /// This instance is over: whoever called it goes on.
    func leaveInstance(with variables: Variables?) throws(CommandFailure) {
        if let lock = instance.startLock { engine.send(.releaseMessageStartLock(lock), to: state.partition) }
        guard let caller = instance.parent else { return }
        engine.later(.calledInstanceEnded(caller, variables))
    }
}

extension Binding {
    /// How a message says which version was looked for.
    var phrase: String {
        switch self {
        case .latest: ""
        case .deployment: " with the caller's deployment"
        case .versionTag(let tag): " with version tag '\(tag)'"
        }
    }
}

extension Engine {
    func definition(called processID: String, _ binding: Binding, by instance: ProcessInstance) -> ProcessDefinitionKey?
    {
        switch binding {
        case .latest:
            return state.definitions.find(.latest(processID: processID), tenant: instance.tenant)?.definition.key
        case .deployment:
            guard let deployment = state.definitions[instance.definitionKey]?.definition.deploymentKey else {
                return nil
            }
            // A process that was deployed again unchanged is still that of its first deployment.
            return state.definitions.all(processID, tenant: instance.tenant).last {
                $0.definition.deploymentKey <= deployment
            }?.definition.key
        case .versionTag(let tag):
            return state.definitions.all(processID, tenant: instance.tenant).last {
                $0.definition.versionTag == tag
            }?.definition.key
        }
    }
}
