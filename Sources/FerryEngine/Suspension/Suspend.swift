import FerryModel

/// Stopping instances and letting them go on. What an instance has called stops and goes on with it.
extension Engine {
    func suspend(_ call: SuspendProcessInstance, caller: String) throws(CommandFailure) -> Answer {
        let execution = try execution(of: try activeInstance(call.processInstanceKey))
        try execution.suspend(caller: caller)
        return .done
    }

    func resume(_ call: ResumeProcessInstance, caller: String) throws(CommandFailure) -> Answer {
        let instance = try activeInstance(call.processInstanceKey)
        if let parent = instance.parent?.instance,
            try reading({ () throws(StorageFailure) in try self.state.instance(parent) })?.isSuspended == true
        {
            throw .rejected(
                Rejection(
                    .failedPrecondition, "process instance \(instance.key) was called by one that is suspended",
                    reasons: [
                        Reason(
                            code: "CALLER_SUSPENDED", expected: "a caller at work", found: "\(parent), suspended",
                            hint: "resume \(parent)")
                    ]))
        }
        let execution = try execution(of: instance)
        try execution.resume(caller: caller)
        try execution.run()
        absorb(execution)
        return .done
    }
}

extension Execution {
    func suspend(caller: String) throws(CommandFailure) {
        guard !instance.isSuspended else { return }
        // Messages look for someone else meanwhile, or wait for their time to live.
        for element in instance.elements {
            for subscription in element.subscriptions { announce(subscription, of: element.key, isOpen: false) }
        }
        try emit(.processInstanceSuspended(ProcessInstanceHalted(caller: caller)))
        haltCalled(isSuspension: true)
    }

    func resume(caller: String) throws(CommandFailure) {
        guard instance.isSuspended else { return }
        try emit(.processInstanceResumed(ProcessInstanceHalted(caller: caller)))
        for element in instance.elements {
            for subscription in element.subscriptions { announce(subscription, of: element.key, isOpen: true) }
            if let job = element.job, job.state == .activatable { noteJob(ofType: job.type) }
            triggerTrueConditions(of: element)
        }
        // A migration meanwhile may have left joins that have all they wait for.
        if !instance.tokens.isEmpty { try reviewJoins() }
        haltCalled(isSuspension: false)
    }

    /// What a suspended instance calls is suspended before it begins.
    func haltWithCaller() throws(CommandFailure) {
        guard let caller = instance.parent?.instance,
            try reading({ () throws(StorageFailure) in try self.state.instance(caller) })?.isSuspended == true
        else { return }
        try emit(.processInstanceSuspended(ProcessInstanceHalted(caller: "")))
    }

    private func haltCalled(isSuspension: Bool) {
        for called in instance.elements.compactMap(\.calledInstance) {
            engine.later(.halt(called, isSuspension: isSuspension))
        }
    }
}

extension PartitionState {
    func suspend(_ instance: ProcessInstance) {
        if !instance.isHalted { withdraw(instance) }
        instance.isSuspended = true
    }

    /// Its jobs and all it waits for can be found again.
    func resume(_ instance: ProcessInstance) {
        instance.isSuspended = false
        if instance.isHalted { return }
        for element in instance.elements {
            if let job = element.job {
                if job.state == .activatable { change(.enqueueJob(job.queued(in: instance.tenant), instance.key)) }
                if let due = job.due {
                    change(.putDue(due, job.key.rawValue, .job(instance.key)))
                    noteDue(due)
                }
            }
            listen(forContinuationOf: element.key, in: instance)
            for subscription in element.subscriptions { listen(for: subscription, of: element.key, in: instance) }
        }
    }
}
