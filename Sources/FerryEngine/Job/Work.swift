import FerryBPMN
import FerryFEEL
import FerryModel

/// Tasks and thrown events that somebody outside works on.
extension Execution {
    func beginWork(_ model: Element, _ element: ElementInstance) throws(CommandFailure) {
        if let message = model.publishes { return try publish(message, element) }
        if let script = model.activity.script { return try run(script, element) }
        if let decision = model.activity.calledDecision { return try callDecision(decision, element) }
        if model.kind == .userTask, model.job == nil { return try beginUserTask(model, element) }
        guard let definition = model.job else {
            throw broken("'\(model.id)' is a \(model.kind.rawValue) without a job")
        }
        guard let type = try string(definition.type, of: "job type", at: element),
            let retries = try retries(of: definition, at: element),
            let priority = try jobPriority(of: model, at: element)
        else { return }
        var headers = definition.headers.map { ActivatedJob.Header(key: $0.key, value: $0.value) }
        if let userTask = model.activity.userTask {
            guard let settings = try settings(of: userTask, at: element) else { return }
            headers += settings.jobHeaders
        }
        let events = model.awaitedEvents(in: process, as: element.kind, loopCounter: element.loopCounter)
        guard try subscribe(element, to: events, incidentsAt: element) else { return }
        try finishActivating(element)
        try emit(
            .jobCreated(
                JobCreated(
                    key: state.nextKey(), elementInstanceKey: element.key, type: type, retries: retries,
                    headers: headers, priority: priority)))
        noteJob(ofType: type)
        triggerTrueConditions(of: element)
    }

    /// That of the element, or of the process (Camunda 8: C20, A46); nil: an incident was raised.
    func jobPriority(of model: Element, at element: ElementInstance) throws(CommandFailure) -> Int32? {
        guard let priority = model.jobPriority ?? process.root.jobPriority else { return 0 }
        return try integer(priority, of: "job priority", at: element)
    }

    /// `zeebe:script`: no worker, no waiting (Camunda 8: A54-A56).
    private func run(_ script: ScriptDefinition, _ element: ElementInstance) throws(CommandFailure) {
        switch try evaluate(.feel(script.expression), in: element) {
        case .success(let value):
            try finishActivating(element)
            try completeWork(
                of: element,
                with: Variables([Variables.Entry(name: script.resultVariable, value: JSONValue(trusted: value.json))]))
        case .failure(let failure):
            try raise(.extractValueError, "script: \(failure.message)", at: element)
        }
    }

    /// The work of an element was done.
    func completeWork(of element: ElementInstance, with variables: Variables) throws(CommandFailure) {
        // Done too late to matter: the scope around it was interrupted or is ending.
        guard element.state == .activated else { return }
        if try model(element).appliesOutputMappings {
            try setLocally(variables, in: element.key)
        } else {
            try propagate(variables, from: element.key)
        }
        try beginCompleting(element)
    }
}
