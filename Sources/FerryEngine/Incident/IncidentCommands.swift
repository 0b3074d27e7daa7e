import FerryModel

extension Engine {
    /// Tries again what an incident stopped (C57-C60). Failing again raises a new incident.
    func resolve(_ call: ResolveIncident) throws(CommandFailure) -> Answer {
        let key = call.incidentKey
        let found = try reading({ () throws(StorageFailure) in try self.state.instance(owning: key) })
        guard let instance = found, let element = instance.element(owning: key) else {
            throw .rejected(
                .notFound("incident \(key)", "INCIDENT_NOT_FOUND", hint: "it was resolved before, or its element ended")
            )
        }
        try refuseBanned(instance)
        try refuseSuspended(instance)
        if let job = element.job, job.incident?.key == key, job.retries <= 0 {
            throw .rejected(
                Rejection(
                    .failedPrecondition, "incident \(key) cannot be resolved: job \(job.key) has no retries",
                    reasons: [
                        Reason(
                            code: "JOB_WITHOUT_RETRIES", elementID: element.elementID, expected: "at least 1 retry",
                            found: "\(job.retries)", hint: "give job \(job.key) retries first")
                    ]))
        }
        guard let incident = element.incident?.key == key ? element.incident : element.job?.incident else {
            throw .broken(instance.key, "incident \(key) is neither the element's nor its job's")
        }
        let execution = try execution(of: instance)
        try execution.resolve(incident, at: element)
        absorb(execution)
        return .done
    }
}
