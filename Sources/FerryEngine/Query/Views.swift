import FerryBPMN
import FerryModel

/// What users see of state.
extension ElementInstance {
    func view(in instance: ProcessInstance) -> ElementInstanceView {
        ElementInstanceView(
            key: key, scope: scope, elementID: elementID, kind: kind.rawValue, state: state, job: job?.view,
            incidents: incidents(in: instance), subscriptions: subscriptions, loopCounter: loopCounter,
            calledInstance: calledInstance, userTask: userTask, continuation: continuation)
    }

    /// The element's own incident, then that of its job.
    func incidents(in instance: ProcessInstance) -> [IncidentView] {
        var views: [IncidentView] = []
        if let incident { views.append(view(of: incident, job: nil, in: instance)) }
        if let job, let incident = job.incident { views.append(view(of: incident, job: job.key, in: instance)) }
        return views
    }

    private func view(of incident: Incident, job: JobKey?, in instance: ProcessInstance) -> IncidentView {
        IncidentView(
            key: incident.key, type: incident.type, message: incident.message, processInstanceKey: instance.key,
            definitionKey: instance.definitionKey, elementInstanceKey: key, elementID: elementID, job: job,
            raisedAt: incident.raisedAt)
    }
}

extension Job {
    var view: JobView {
        JobView(
            key: key, type: type, retries: retries, state: state, worker: worker, due: due, errorMessage: errorMessage,
            kind: kind, priority: priority)
    }
}
