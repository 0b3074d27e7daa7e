import FerryBPMN
import FerryModel

/// Starting process instances (Camunda 8: C81-C94).
extension Engine {
    func create(_ call: CreateProcessInstance) throws(CommandFailure) -> Answer {
        guard let deployed = state.definitions.find(call.definition, tenant: call.tenant) else {
            throw .rejected(.unknownDefinition(call.definition))
        }
        let definition = try definition(deployed.definition.key)
        let process = definition.process
        let starts = try checkedStarts(call.startElements, in: process)
        if starts.isEmpty, process.root.noneStart == nil { throw .rejected(.noStart(process)) }
        if let rejection = call.labelFault { throw .rejected(rejection) }

        let isHolder = try holdsBusinessID(call, of: definition.key)
        let key: ProcessInstanceKey = state.nextKey()
        let instance = state.emit(
            ProcessInstanceCreated(
                definitionKey: definition.key, tenant: call.tenant, startedAt: state.now, tags: call.tags,
                businessID: call.businessID, holdsBusinessID: isHolder),
            for: key)
        let answer = CreateProcessInstance.Answer(
            processInstanceKey: key, definitionKey: definition.key, processID: definition.record.processID,
            version: definition.record.version)
        if call.awaitResult {
            awaited[key] = AwaitedInstance(answer: answer, fetchVariables: call.fetchVariables)
            awaitedHere = key
        }
        let execution = Execution(engine: self, instance: instance, process: process)
        execution.isAwaited = call.awaitResult
        try execution.start(variables: call.variables, at: starts)
        absorb(execution)
        return .createProcessInstance(answer)
    }

    /// The start elements as model elements; refuses all that make no sense, together.
    private func checkedStarts(_ ids: [String], in process: ExecutableProcess) throws(CommandFailure) -> [Element] {
        var starts: [Element] = []
        var reasons: [Reason] = []
        for id in ids {
            guard let element = process.element(id) else {
                reasons.append(
                    Reason(
                        code: "UNKNOWN_ELEMENT", elementID: id, expected: "an element of process '\(process.id)'",
                        found: process.flow(id) == nil ? "no element of this id" : "a sequence flow",
                        hint: "start elements are named by the ids of the model"))
                continue
            }
            if let fault = element.placingFault(in: process) {
                reasons.append(
                    Reason(
                        code: "NOT_A_START_ELEMENT", elementID: id,
                        expected: "a task, a gateway, an event in the flow or a subprocess", found: fault,
                        hint: "leave the start elements out to begin at the start event"))
                continue
            }
            if let loop = process.scopes(around: element).first(where: { $0.activity.multiInstance != nil }) {
                reasons.append(
                    Reason(
                        code: "NOT_A_START_ELEMENT", elementID: id,
                        expected: "an element outside of multi-instance activities",
                        found: "one inside of '\(loop.id)'",
                        hint: "start at '\(loop.id)' itself"))
                continue
            }
            starts.append(element)
        }
        guard reasons.isEmpty else {
            throw .rejected(
                Rejection(
                    .invalidArgument, "process '\(process.id)' cannot start at the elements asked for",
                    reasons: reasons))
        }
        return starts
    }
}

extension Execution {
    /// Brings a new instance in: at its none start event, or at the given elements with the scopes around them.
    func start(
        variables document: Variables, at starts: [Element], begunBy event: PendingEvent? = nil
    ) throws(CommandFailure) {
        if starts.isEmpty {
            try emitProcessActivating(begunBy: event)
            try setLocally(document, in: instance.key.root)
            try goOnActivating(try element(instance.key.root))
        } else {
            try emitProcessActivating()
            try setLocally(document, in: instance.key.root)
            let root = try element(instance.key.root)
            try finishActivating(root)
            if try subscribe(root, to: process.root.awaitedEvents(in: process, as: .process), incidentsAt: root) {
                triggerTrueConditions(of: root)
            }
            try refuseUnheard(root)
            // Scopes made for an earlier element serve the later ones.
            var scopes: [ElementIndex: ElementInstanceKey] = [process.root.index: instance.key.root]
            for start in starts {
                for scope in process.scopes(around: start).reversed() where scopes[scope.index] == nil {
                    guard let outer = scope.scope.flatMap({ scopes[$0] }) else {
                        throw broken("scope '\(scope.id)' has no scope around it")
                    }
                    let key = try bringIn(scope, in: outer)
                    try refuseUnheard(try element(key))
                    scopes[scope.index] = key
                }
                guard let scope = start.scope.flatMap({ scopes[$0] }) else {
                    throw broken("element '\(start.id)' has no scope around it")
                }
                activateLater(start.index, in: scope)
            }
        }
        try run()
    }

    /// What a scope waits for is set by the caller's variables alone, who learns at once that it cannot be.
    private func refuseUnheard(_ scope: ElementInstance) throws(CommandFailure) {
        if let incident = scope.incident { throw .rejected(.unheard(scope, incident)) }
    }

    func emitProcessActivating(begunBy event: PendingEvent? = nil) throws(CommandFailure) {
        try emit(
            .elementActivating(
                ElementActivating(
                    key: instance.key.root, elementID: process.id, kind: process.root.kind.rawValue, scope: nil,
                    begunBy: event)))
    }

    /// A scope that is there because something inside begins: no mappings, no start event.
    func bringIn(
        _ scope: Element, in outer: ElementInstanceKey, with variables: Variables = Variables()
    ) throws(CommandFailure) -> ElementInstanceKey {
        let key: ElementInstanceKey = state.nextKey()
        try emit(
            .elementActivating(
                ElementActivating(key: key, elementID: scope.id, kind: scope.kind.rawValue, scope: outer)))
        try setLocally(variables, in: key)
        let element = try element(key)
        if scope.kind == .adHocSubProcess { try prepareAdHoc(scope, element) }
        try finishActivating(element)
        let events = scope.awaitedEvents(in: process, as: scope.kind)
        if try subscribe(element, to: events, incidentsAt: element) { triggerTrueConditions(of: element) }
        return key
    }
}

extension Rejection {
    fileprivate static func unheard(_ scope: ElementInstance, _ incident: Incident) -> Rejection {
        Rejection(
            .invalidArgument, "the events of scope '\(scope.elementID)' cannot be waited for",
            reasons: [
                Reason(
                    code: "SCOPE_EVENTS_FAILED", elementID: scope.elementID,
                    expected: "events that can be waited for", found: incident.message,
                    hint: "give the variables that are missing")
            ])
    }

    static func noStart(_ process: ExecutableProcess) -> Rejection {
        Rejection(
            .failedPrecondition, "process '\(process.id)' has no none start event",
            reasons: [
                Reason(
                    code: "NO_START_EVENT", elementID: process.id, expected: "a none start event or start elements",
                    found: "neither", hint: "name the elements to begin at")
            ])
    }
}
