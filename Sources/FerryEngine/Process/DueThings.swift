package import FerryModel

/// What happens because time passed.
extension Engine {
    /// Handles at most `limit` due things, each as a command of its own. Nothing due: does nothing.
    package func expire(at time: Timestamp, limit: Int = 1_000) throws(StorageFailure) -> Outcome {
        guard let due = state.earliestDue, due <= time else { return Outcome(.success(.done)) }
        var all = Outcome(.success(.done))
        for (key, thing) in try dueThings(upTo: time, limit) {
            all.effects.add(try handle(key, thing, at: time).effects)
        }
        all.effects.add(
            try command(at: time) { () throws(CommandFailure) in
                try self.forgetAnswers(upTo: time, limit)
                return .done
            }.effects)
        try state.refreshEarliestDue()
        return all
    }

    private func dueThings(
        upTo time: Timestamp, _ limit: Int
    ) throws(StorageFailure) -> [(key: Int64, thing: DueThing)] {
        var due: [(key: Int64, thing: DueThing)] = []
        try state.commit()
        try state.storage.scanDue(upTo: time) { (_, key, thing) throws(StorageFailure) in
            due.append((key, thing))
            return due.count < limit
        }
        return due
    }

    private func handle(_ key: Int64, _ thing: DueThing, at time: Timestamp) throws(StorageFailure) -> Outcome {
        if case .startTimer(let definition) = thing {
            return try takeOwn(after: try fireStart(EventSubscriptionKey(key), of: definition, at: time), at: time)
        }
        if case .continuation(let owner) = thing { return try takeOwn(after: try goOn(owner, at: time), at: time) }
        let outcome = try unrefusable(at: time) { () throws(CommandFailure) in
            switch thing {
            case .job(let owner): try self.returnJob(JobKey(key), of: owner)
            case .timer(let owner): try self.fire(EventSubscriptionKey(key), of: owner)
            case .message: try self.expire(MessageKey(key))
            case .startTimer, .continuation: break
            }
            return .done
        }
        return try takeOwn(after: outcome, at: time)
    }

    private func returnJob(_ key: JobKey, of owner: ProcessInstanceKey) throws(CommandFailure) {
        let found = try reading({ () throws(StorageFailure) in try self.state.instance(owner) })
        guard let instance = found, let job = instance.element(owning: key)?.job else { return }
        try returnJob(by: job.state == .activated ? .jobTimedOut(key) : .jobRecurred(key), job, of: instance)
    }

    /// Jobs whose worker never got them are anybody's again at once (Camunda 8: C27). One that has another worker by
    /// now, or is done, stays as it is.
    package func giveBack(_ jobs: [HeldJob], at time: Timestamp) throws(StorageFailure) -> Outcome {
        try command(at: time) { () throws(CommandFailure) in
            for held in jobs {
                let found = try reading { () throws(StorageFailure) in try self.state.instance(owning: held.key) }
                guard let instance = found, !instance.isBanned, let job = instance.element(owning: held.key)?.job,
                    job.state == .activated, job.due == held.deadline
                else { continue }
                try self.returnJob(by: .jobYielded(held.key), job, of: instance)
            }
            return .done
        }
    }

    private func returnJob(by event: Event, _ job: Job, of instance: ProcessInstance) throws(CommandFailure) {
        try reading { () throws(StorageFailure) in try self.state.emit(event, of: instance) }
        let type = JobType(tenant: instance.tenant, name: job.type)
        if !effects.jobsAvailable.contains(type) { effects.jobsAvailable.append(type) }
    }

    /// A timer whose element can no longer take it is closed with its element.
    private func fire(_ key: EventSubscriptionKey, of owner: EventOwner) throws(CommandFailure) {
        try drive(owner.instance) { execution throws(CommandFailure) in
            guard let element = execution.instance.element(owner.element),
                let subscription = element.subscription(key)
            else { return }
            if !(try execution.trigger(subscription, of: element, with: Variables())) {
                try execution.unsubscribe(subscription, of: element)
            }
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

/// A job as it was given to somebody: the deadline tells it apart from the same job given to somebody else later.
package struct HeldJob: Hashable, Sendable {
    package let key: JobKey
    package let deadline: Timestamp

    package init(_ job: ActivatedJob) {
        key = job.key
        deadline = job.deadline
    }
}
