import FerryModel

/// How an instance is ended from outside: down scope by scope, and up again from the innermost.
extension Execution {
    func terminate() throws(CommandFailure) {
        // Keys grow downwards: a child is younger than its scope.
        let all = instance.elements
        for element in all {
            try emit(.elementTerminating(ElementStep(key: element.key, elementID: element.elementID)))
        }
        for element in all.reversed() { try terminate(element) }
        noteEnd(result: nil)
    }

    private func terminate(_ element: ElementInstance) throws(CommandFailure) {
        if let job = element.job {
            if let incident = job.incident {
                try emit(
                    .incidentResolved(
                        IncidentResolved(key: incident.key, elementInstanceKey: element.key, job: job.key)))
            }
            try emit(.jobCancelled(job.key))
        }
        if let incident = element.incident {
            try emit(
                .incidentResolved(IncidentResolved(key: incident.key, elementInstanceKey: element.key, job: nil)))
        }
        try emit(.elementTerminated(ElementStep(key: element.key, elementID: element.elementID)))
    }
}
