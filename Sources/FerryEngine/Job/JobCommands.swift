import FerryBPMN
package import FerryModel

/// What workers and operators do with jobs (Camunda 8: C19-C52).
extension Engine {
    /// An answer stays below this many bytes of variables, so that it fits a frame.
    static let activationBytesMax = 2 << 20
    static let messageCharactersMax = 10_000

    func activateJobs(_ call: ActivateJobs) throws(CommandFailure) -> Answer {
        if let rejection = call.fault { throw .rejected(rejection) }
        let deadline = state.now.advanced(byMilliseconds: call.timeoutMilliseconds)
        var jobs: [ActivatedJob] = []
        var bytes = 0
        for (key, owner) in try waitingJobs(call) {
            guard bytes < Self.activationBytesMax else { break }
            let found = try reading({ () throws(StorageFailure) in try self.state.instance(owner) })
            guard let instance = found, !instance.isHalted, let element = instance.element(owning: key),
                let job = element.job, job.state == .activatable
            else { continue }
            let definition = try definition(instance.definitionKey)
            let execution = Execution(engine: self, instance: instance, process: definition.process)
            var variables = try execution.visibleVariables(from: element.key, names: call.fetchVariables)
            if job.kind.isTaskListener, let pending = element.taskChange?.variables {
                variables.cover(with: pending, names: call.fetchVariables)
            }
            bytes += variables.entries.reduce(0) { $0 + $1.value.bytes.count + $1.name.utf8.count + 8 } + 200
            try execution.emit(.jobActivated(JobActivated(key: key, worker: call.worker, deadline: deadline)))
            jobs.append(
                ActivatedJob(
                    key: key, type: job.type, processInstanceKey: owner, definitionKey: definition.key,
                    processID: definition.record.processID, version: definition.record.version,
                    elementID: element.elementID, elementInstanceKey: element.key, headers: job.headers,
                    retries: job.retries, deadline: deadline, variables: variables, tenant: instance.tenant,
                    tags: instance.tags, kind: job.kind, priority: job.priority))
        }
        return .activateJobs(ActivateJobs.Answer(jobs: jobs))
    }

    private func waitingJobs(_ call: ActivateJobs) throws(CommandFailure) -> [(JobKey, ProcessInstanceKey)] {
        try reading { () throws(StorageFailure) in
            try self.state.commit()
            var found: [(JobKey, ProcessInstanceKey)] = []
            try self.state.storage.scanQueue(tenant: call.tenant, type: call.type) {
                (job, instance) throws(StorageFailure) in
                found.append((job, instance))
                return found.count < call.maxJobs
            }
            return found
        }
    }

    /// True when some job of a type seems to wait: a quick look that changes nothing.
    package func hasJobs(of type: JobType) throws(StorageFailure) -> Bool { try countJobs(of: type, upTo: 1) > 0 }

    /// How many jobs of a type seem to wait, counted no further than `limit`.
    package func countJobs(of type: JobType, upTo limit: Int) throws(StorageFailure) -> Int {
        try state.commit()
        var count = 0
        try state.storage.scanQueue(tenant: type.tenant, type: type.name) { (_, _) throws(StorageFailure) in
            count += 1
            return count < limit
        }
        return count
    }

    func complete(_ call: CompleteJob) throws(CommandFailure) -> Answer {
        let (instance, element) = try heldJob(call.jobKey, to: "complete")
        let execution = try execution(of: instance)
        guard let job = element.job else { throw .broken(instance.key, "job \(call.jobKey) has left its element") }
        if let rejection = job.misfit(of: call.decision, at: element) { throw .rejected(rejection) }
        try execution.emit(.jobCompleted(call.jobKey))
        switch job.kind {
        case .element: try execution.completeWork(of: element, with: call.variables)
        case .startListener, .endListener, .beforeAllListener, .cancelListener:
            try execution.completeListener(job, of: element, with: call.variables)
        case .adHocSubProcess:
            var result = AdHocResult()
            if case .adHoc(let said)? = call.decision { result = said }
            try execution.completeAdHocJob(of: element, with: call.variables, result)
        case .creatingListener, .assigningListener, .updatingListener, .completingListener, .cancelingListener:
            var result = TaskListenerResult()
            if case .taskListener(let said)? = call.decision { result = said }
            if let rejection = try execution.fault(of: result, with: call.variables, job, of: element) {
                throw .rejected(rejection)
            }
            try execution.completeTaskListener(job, of: element, result)
        }
        try execution.run()
        absorb(execution)
        return .done
    }

    func fail(_ call: FailJob) throws(CommandFailure) -> Answer {
        guard call.backoffMilliseconds >= 0 else {
            throw .rejected(
                Rejection(
                    .invalidArgument, "a back-off cannot be negative",
                    reasons: [
                        Reason(
                            code: "INVALID_FIELD", elementID: "backoff_milliseconds", expected: "0 or more",
                            found: "\(call.backoffMilliseconds)")
                    ]))
        }
        let (instance, element) = try heldJob(call.jobKey, to: "fail")
        let type = element.job?.type ?? ""
        let execution = try execution(of: instance)
        let waits = call.retries > 0 && call.backoffMilliseconds > 0
        let backoff = waits ? state.now.advanced(byMilliseconds: call.backoffMilliseconds) : nil
        let message = call.message.cut(to: Self.messageCharactersMax)
        try execution.emit(
            .jobFailed(JobFailed(key: call.jobKey, retries: call.retries, backoffUntil: backoff, message: message)))
        try execution.setLocally(call.variables, in: element.key)
        if call.retries <= 0 {
            try execution.raise(
                element.job?.kind.incidentWithoutRetries ?? .jobNoRetries,
                message.isEmpty ? "no more retries left" : message, at: element, job: call.jobKey)
        } else if !waits {
            execution.noteJob(ofType: type)
        }
        try execution.run()
        absorb(execution)
        return .done
    }

    func updateRetries(_ call: UpdateJobRetries) throws(CommandFailure) -> Answer {
        try update(UpdateJob(jobKey: call.jobKey, retries: call.retries))
    }

    /// A worker came to an error that the process knows (R68-R77).
    func throwError(_ call: ThrowError) throws(CommandFailure) -> Answer {
        guard !call.errorCode.isEmpty else {
            throw .rejected(
                Rejection(
                    .invalidArgument, "an error needs a code",
                    reasons: [
                        Reason(code: "INVALID_FIELD", elementID: "error_code", expected: "a code", found: "nothing")
                    ]))
        }
        let (instance, element) = try heldJob(call.jobKey, to: "throw an error")
        guard let job = element.job, job.kind == .element || job.kind == .adHocSubProcess else {
            throw .rejected(
                Rejection(
                    .failedPrecondition, "the job of a listener cannot throw an error",
                    reasons: [
                        Reason(
                            code: "JOB_OF_LISTENER", elementID: element.elementID, expected: "a job of the element",
                            found: "job \(call.jobKey) of a listener", hint: "fail it, or complete it")
                    ]))
        }
        let execution = try execution(of: instance)
        let message = call.errorMessage.cut(to: Self.messageCharactersMax)
        switch try execution.catcher(of: .error, code: call.errorCode, from: element.key) {
        case .success(let catcher):
            try execution.emit(
                .jobErrorThrown(
                    JobErrorThrown(key: job.key, code: call.errorCode, message: message, isUncaught: false)))
            guard try execution.handOver(catcher, with: call.variables, code: call.errorCode, message: message)
            else {
                throw .rejected(.catcherIsSpent(call, catcher.event, element))
            }
        case .failure(let uncaught):
            try execution.emit(
                .jobErrorThrown(
                    JobErrorThrown(key: job.key, code: call.errorCode, message: message, isUncaught: true)))
            try execution.raise(
                .unhandledErrorEvent, uncaught.message(error: call.errorCode, saying: message), at: element,
                job: job.key)
        }
        try execution.run()
        absorb(execution)
        return .done
    }

    func updateTimeout(_ call: UpdateJobTimeout) throws(CommandFailure) -> Answer {
        try update(UpdateJob(jobKey: call.jobKey, timeoutMilliseconds: call.timeoutMilliseconds))
    }

    /// All changes or none (C51).
    func update(_ call: UpdateJob) throws(CommandFailure) -> Answer {
        if let fault = call.fault { throw .rejected(fault) }
        let (instance, element) = try job(call.jobKey)
        let execution = try execution(of: instance)
        if call.timeoutMilliseconds != nil, element.job?.state != .activated {
            throw .rejected(
                Rejection(
                    .failedPrecondition, "job \(call.jobKey) is with no worker",
                    reasons: [
                        Reason(
                            code: "JOB_NOT_ACTIVATED", elementID: element.elementID, expected: "ACTIVATED",
                            found: element.job?.state.description ?? "", hint: "activate it first")
                    ]))
        }
        if let retries = call.retries {
            try execution.emit(.jobRetriesUpdated(JobRetriesUpdated(key: call.jobKey, retries: retries)))
        }
        if let priority = call.priority {
            try execution.emit(.jobPriorityUpdated(JobPriorityUpdated(key: call.jobKey, priority: priority)))
        }
        if let timeout = call.timeoutMilliseconds {
            try execution.emit(
                .jobTimeoutUpdated(
                    JobTimeoutUpdated(key: call.jobKey, deadline: state.now.advanced(byMilliseconds: timeout))))
        }
        return .done
    }

    private func job(_ key: JobKey) throws(CommandFailure) -> (ProcessInstance, ElementInstance) {
        let found = try reading({ () throws(StorageFailure) in try self.state.instance(owning: key) })
        guard let instance = found, let element = instance.element(owning: key) else {
            throw .rejected(
                .notFound(
                    "job \(key)", "JOB_NOT_FOUND",
                    hint: "it was completed or cancelled before, or never was; a repeat with an idempotency key is safe"
                ))
        }
        try refuseBanned(instance)
        try refuseSuspended(instance)
        return (instance, element)
    }

    /// A job that a worker may finish: expired activations included (C30).
    private func heldJob(_ key: JobKey, to verb: String) throws(CommandFailure) -> (ProcessInstance, ElementInstance) {
        let (instance, element) = try job(key)
        guard let job = element.job, job.state != .failed, job.state != .errorThrown else {
            let found = element.job?.state ?? .failed
            throw .rejected(
                Rejection(
                    .failedPrecondition,
                    "job \(key) cannot \(verb): it has \(found == .failed ? "failed" : "thrown an error")",
                    reasons: [
                        Reason(
                            code: "JOB_FAILED", elementID: element.elementID, expected: "ACTIVATABLE or ACTIVATED",
                            found: found.description,
                            hint: found == .failed
                                ? "give it retries and resolve its incident, or wait for its back-off"
                                : "resolve its incident")
                    ]))
        }
        return (instance, element)
    }
}

extension Rejection {
    fileprivate static func catcherIsSpent(
        _ call: ThrowError, _ event: Element, _ element: ElementInstance
    ) -> Rejection {
        Rejection(
            .failedPrecondition, "error '\(call.errorCode)' of job \(call.jobKey) cannot be caught any more",
            reasons: [
                Reason(
                    code: "CATCH_EVENT_SPENT", elementID: event.id, expected: "an event that can still trigger",
                    found: "'\(event.id)' has triggered already", hint: "complete or fail the job instead")
            ])
    }
}

extension UpdateJob {
    fileprivate var fault: Rejection? {
        var reasons: [Reason] = []
        if let retries, retries < 1 {
            reasons.append(
                Reason(code: "INVALID_FIELD", elementID: "retries", expected: "at least 1", found: "\(retries)"))
        }
        if let timeoutMilliseconds, timeoutMilliseconds < 1 {
            reasons.append(
                Reason(
                    code: "INVALID_FIELD", elementID: "timeout_milliseconds", expected: "at least 1",
                    found: "\(timeoutMilliseconds)"))
        }
        if retries == nil, timeoutMilliseconds == nil, priority == nil {
            reasons.append(
                Reason(
                    code: "INVALID_FIELD", elementID: "retries", expected: "retries, a timeout or a priority",
                    found: "none of them"))
        }
        guard !reasons.isEmpty else { return nil }
        return Rejection(.invalidArgument, "a job cannot be updated this way", reasons: reasons)
    }
}

extension JobKind {
    fileprivate var incidentWithoutRetries: IncidentType {
        if self == .adHocSubProcess { return .adHocSubProcessNoRetries }
        if isTaskListener { return .taskListenerNoRetries }
        return isExecutionListener ? .executionListenerNoRetries : .jobNoRetries
    }
}

extension Job {
    /// Why a worker cannot say this of this job; nil when it can. Execution listeners may say anything: nobody hears it.
    fileprivate func misfit(of decision: JobDecision?, at element: ElementInstance) -> Rejection? {
        let expected: String
        switch (decision, kind) {
        case (nil, _), (.adHoc, .adHocSubProcess): return nil
        case (_, let kind) where kind.isExecutionListener: return nil
        case (.taskListener, let kind) where kind.isTaskListener: return nil
        case (.taskListener, _): expected = "the job of a task listener"
        case (.adHoc, _): expected = "the job of an ad-hoc subprocess"
        }
        return Rejection(
            .invalidArgument, "job \(key) takes no such decision",
            reasons: [
                Reason(
                    code: "JOB_DECISION_MISPLACED", elementID: element.elementID, expected: expected,
                    found: "one of the kind \(kind)", hint: "complete it without one")
            ])
    }
}

extension ActivateJobs {
    /// What is wrong with the call itself; nil when nothing is.
    package var fault: Rejection? {
        var reasons: [Reason] = []
        func refuse(_ field: String, _ expected: String, _ found: String) {
            reasons.append(Reason(code: "INVALID_FIELD", elementID: field, expected: expected, found: found))
        }
        if type.isEmpty { refuse("type", "a job type", "nothing") }
        if maxJobs < 1 || maxJobs > 10_000 { refuse("max_jobs", "1 to 10,000", "\(maxJobs)") }
        if timeoutMilliseconds < 1 { refuse("timeout_milliseconds", "at least 1", "\(timeoutMilliseconds)") }
        if waitMilliseconds < 0 { refuse("wait_milliseconds", "0 or more", "\(waitMilliseconds)") }
        guard !reasons.isEmpty else { return nil }
        return Rejection(.invalidArgument, "jobs cannot be activated this way", reasons: reasons)
    }
}

extension String {
    /// The first characters, with `...` where something was cut off.
    fileprivate func cut(to count: Int) -> String {
        utf8.count <= count || self.count <= count ? self : prefix(count) + "..."
    }
}
