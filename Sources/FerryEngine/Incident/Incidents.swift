import FerryBPMN
import FerryModel

extension Execution {
    /// The element stands still until the incident is resolved.
    func raise(
        _ type: IncidentType, _ message: String, at element: ElementInstance, job: JobKey? = nil
    ) throws(CommandFailure) {
        if let draft { return draft.note(message) }
        try emit(
            .incidentRaised(
                IncidentRaised(
                    key: state.nextKey(), elementInstanceKey: element.key, elementID: element.elementID, job: job,
                    type: type, message: message, raisedAt: state.now)))
    }

    /// Tries again what the incident stopped.
    func resolve(_ incident: Incident, at element: ElementInstance) throws(CommandFailure) {
        let job = element.job.flatMap { $0.incident?.key == incident.key ? $0 : nil }
        try emit(
            .incidentResolved(IncidentResolved(key: incident.key, elementInstanceKey: element.key, job: job?.key)))
        if let job {
            noteJob(ofType: job.type)
            return
        }
        if let continuation = element.continuation { return try scheduleAgain(continuation, of: element) }
        if let change = element.taskChange {
            try beginAgain(change, of: element)
            return try run()
        }
        switch element.state {
        case .activating: try goOnActivating(element)
        case .completing: try goOnCompleting(element)
        case .activated where element.kind == .multiInstanceBody:
            try goOnLooping(in: element.key, try model(element))
        case .activated where element.kind == .adHocSubProcess:
            let adHoc = try model(element)
            // A migration may have brought it to where no worker decides.
            if adHoc.job != nil { try renewAdHocJob(adHoc, element) } else { completeIfIdle(element.key) }
        case .terminating: try goOnTerminating(element)
        case .activated: throw broken("an element incident on an element that is \(element.state)")
        }
        try run()
    }
}
