package import FerryModel

/// What happens because time passed.
extension Engine {
    /// Handles at most `limit` due things. Nothing due: does nothing.
    package func expire(at time: Timestamp, limit: Int = 1_000) throws(StorageFailure) -> Outcome {
        guard let due = state.earliestDue, due <= time else { return Outcome(.success(.done)) }
        let outcome = try command(at: time) { () throws(CommandFailure) in
            try self.returnDueJobs(upTo: time, limit)
            try self.forgetAnswers(upTo: time, limit)
            return .done
        }
        try state.refreshEarliestDue()
        return outcome
    }

    private func returnDueJobs(upTo time: Timestamp, _ limit: Int) throws(CommandFailure) {
        var due: [(JobKey, ProcessInstanceKey)] = []
        try reading { () throws(StorageFailure) in
            try self.state.commit()
            try self.state.storage.scanDue(upTo: time) { (_, job, instance) throws(StorageFailure) in
                due.append((job, instance))
                return due.count < limit
            }
        }
        for (key, owner) in due {
            let found = try reading({ () throws(StorageFailure) in try self.state.instance(owner) })
            guard let instance = found, let job = instance.element(owning: key)?.job else { continue }
            let event: Event = job.state == .activated ? .jobTimedOut(key) : .jobRecurred(key)
            try reading { () throws(StorageFailure) in try self.state.emit(event, of: instance) }
            let type = JobType(tenant: instance.tenant, name: job.type)
            if !effects.jobsAvailable.contains(type) { effects.jobsAvailable.append(type) }
        }
    }

    private func forgetAnswers(upTo time: Timestamp, _ limit: Int) throws(CommandFailure) {
        var entries: [AnswersForgotten.Entry] = []
        try reading { () throws(StorageFailure) in
            try self.state.storage.scanExpiredAnswers(upTo: time) { (entry) throws(StorageFailure) in
                entries.append(entry)
                return entries.count < limit
            }
        }
        if !entries.isEmpty { state.emit(.answersForgotten(AnswersForgotten(entries: entries))) }
    }
}
