import FerryBPMN
import FerryModel

/// `zeebe:executionListeners`: jobs that an element waits for when it begins and when it ends, one after the other; a multi-instance
/// activity also before its first instance, a process also when it was cancelled
/// (Camunda 8: A139-A149).
extension Execution {
    /// True: the element waits for the listener at this place, or stands at an incident of it.
    func waitForListener(
        _ event: ExecutionListener.Event, at index: Int, _ model: Element, _ element: ElementInstance
    ) throws(CommandFailure) -> Bool {
        let listeners = model.listeners.filter { $0.event == event }
        guard index < listeners.count else { return false }
        let definition = listeners[index].job
        guard let type = try string(definition.type, of: "listener job type", at: element),
            let retries = try retries(of: definition, "listener job retries", at: element)
        else { return true }
        let headers = definition.headers.map { ActivatedJob.Header(key: $0.key, value: $0.value) }
        try emit(
            .jobCreated(
                JobCreated(
                    key: state.nextKey(), elementInstanceKey: element.key, type: type, retries: retries,
                    headers: headers, kind: event.jobKind, listenerIndex: Int32(index))))
        noteJob(ofType: type)
        return true
    }

    /// A listener's job was done: on to the next, or to what the element waited with.
    func completeListener(
        _ job: Job, of element: ElementInstance, with variables: Variables
    ) throws(CommandFailure) {
        let model = try model(element)
        let next = Int(job.listenerIndex) + 1
        switch job.kind {
        case .beforeAllListener,
            .startListener where element.kind == .multiInstanceBody:
            try setLocally(variables, in: element.key)
            guard element.state == .activating, !(try waitForListener(.beforeAll, at: next, model, element)) else {
                return
            }
            try beginLoop(model, element)
        case .startListener where element.state == .activated:
            // A scope that a migration made: what is in it goes on meanwhile.
            try setLocally(variables, in: element.key)
            if !(try waitForListener(.start, at: next, model, element)) { completeIfIdle(element.key) }
        case .startListener:
            try setLocally(variables, in: element.key)
            guard element.state == .activating, !(try waitForListener(.start, at: next, model, element)) else { return }
            try begin(model, element)
        case .cancelListener,
            .endListener where element.state == .terminating:
            try setLocally(variables, in: element.key)
            if !(try waitForListener(.cancel, at: next, model, element)) { try endTerminated(element) }
        case .endListener:
            try setLocally(variables, in: element.scope ?? element.key)
            guard element.state == .completing, !(try waitForListener(.end, at: next, model, element)) else { return }
            try finish(element, model)
        case .element, .adHocSubProcess, .creatingListener, .assigningListener, .updatingListener, .completingListener,
            .cancelingListener:
            throw broken("job \(job.key) is not an execution listener's")
        }
    }
}

extension ExecutionListener.Event {
    var jobKind: JobKind {
        switch self {
        case .beforeAll: .beforeAllListener
        case .start: .startListener
        case .end: .endListener
        case .cancel: .cancelListener
        }
    }
}
