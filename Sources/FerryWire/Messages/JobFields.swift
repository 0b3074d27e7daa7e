import CFerryProto
import CProtobufC
import FerryModel

extension FieldReader {
    mutating func activateJobs(_ call: CActivateJobsRequest) -> ActivateJobs {
        unsafe ActivateJobs(
            type: requiredText(call.type, "type"), worker: text(call.worker, "worker"),
            timeoutMilliseconds: number(call.timeout_milliseconds, "timeout_milliseconds", in: 1...Int64.max),
            maxJobs: number(call.max_jobs, "max_jobs", in: 1...10_000),
            fetchVariables: names(call.n_fetch_variables, call.fetch_variables, "fetch_variables", atMost: 1_000),
            waitMilliseconds: number(call.wait_milliseconds, "wait_milliseconds", in: 0...Int64.max),
            tenant: tenant(call.tenant))
    }

    mutating func streamJobs(_ call: CStreamJobsRequest) -> StreamJobs {
        let types = unsafe names(call.n_types, call.types, "types", atMost: StreamJobs.typesMax)
        if unsafe call.n_types == 0 { missing("types") }
        let tenants = unsafe names(call.n_tenants, call.tenants, "tenants", atMost: StreamJobs.tenantsMax)
        return unsafe StreamJobs(
            types: types, worker: text(call.worker, "worker"),
            timeoutMilliseconds: number(call.timeout_milliseconds, "timeout_milliseconds", in: 1...Int64.max),
            fetchVariables: names(call.n_fetch_variables, call.fetch_variables, "fetch_variables", atMost: 1_000),
            credits: number(call.credits, "credits", in: 0...StreamJobs.creditsMax),
            tenants: tenants.map { TenantID(rawValue: $0) })
    }

    mutating func streamJobs(_ answer: CStreamJobsResponse) -> StreamJobs.Answer {
        unsafe StreamJobs.Answer(jobs: list(answer.n_jobs, answer.jobs, "jobs") { unsafe $0.activatedJob($1) })
    }

    mutating func completeJob(_ call: CCompleteJobRequest) -> CompleteJob {
        unsafe CompleteJob(
            jobKey: key(call.job_key, "job_key"),
            variables: variables(call.variables, "variables", atMost: Self.variablesMax),
            decision: jobDecision(call.decision))
    }

    mutating func failJob(_ call: CFailJobRequest) -> FailJob {
        unsafe FailJob(
            jobKey: key(call.job_key, "job_key"), retries: call.retries,
            backoffMilliseconds: number(call.backoff_milliseconds, "backoff_milliseconds", in: 0...Int64.max),
            message: text(call.message, "message"),
            variables: variables(call.variables, "variables", atMost: Self.variablesMax))
    }

    mutating func updateJobRetries(_ call: CUpdateJobRetriesRequest) -> UpdateJobRetries {
        unsafe UpdateJobRetries(
            jobKey: key(call.job_key, "job_key"), retries: number(call.retries, "retries", in: 1...Int32.max))
    }

    mutating func throwError(_ call: CThrowErrorRequest) -> ThrowError {
        unsafe ThrowError(
            jobKey: key(call.job_key, "job_key"), errorCode: requiredText(call.error_code, "error_code"),
            errorMessage: text(call.error_message, "error_message"),
            variables: variables(call.variables, "variables", atMost: Self.variablesMax))
    }

    mutating func updateJob(_ call: CUpdateJobRequest) -> UpdateJob {
        let isEmpty = unsafe call.retries == 0 && call.timeout_milliseconds == 0 && call.sets_priority == 0
        if isEmpty {
            fault(
                "FIELD_MISSING", "retries", expected: "retries, timeout_milliseconds or priority", found: "none of them"
            )
        }
        return unsafe UpdateJob(
            jobKey: key(call.job_key, "job_key"),
            retries: call.retries == 0 ? nil : number(call.retries, "retries", in: 1...Int32.max),
            timeoutMilliseconds: call.timeout_milliseconds == 0
                ? nil : number(call.timeout_milliseconds, "timeout_milliseconds", in: 1...Int64.max),
            priority: call.sets_priority == 0 ? nil : call.priority)
    }

    mutating func updateJobTimeout(_ call: CUpdateJobTimeoutRequest) -> UpdateJobTimeout {
        unsafe UpdateJobTimeout(
            jobKey: key(call.job_key, "job_key"),
            timeoutMilliseconds: number(call.timeout_milliseconds, "timeout_milliseconds", in: 1...Int64.max))
    }

    mutating func activateJobs(_ answer: CActivateJobsResponse) -> ActivateJobs.Answer {
        unsafe ActivateJobs.Answer(jobs: list(answer.n_jobs, answer.jobs, "jobs") { unsafe $0.activatedJob($1) })
    }

    private mutating func activatedJob(_ job: CActivatedJob) -> ActivatedJob {
        unsafe ActivatedJob(
            key: JobKey(job.key), type: text(job.type, "type"),
            processInstanceKey: ProcessInstanceKey(job.process_instance_key),
            definitionKey: ProcessDefinitionKey(job.definition_key), processID: text(job.process_id, "process_id"),
            version: job.version, elementID: text(job.element_id, "element_id"),
            elementInstanceKey: ElementInstanceKey(job.element_instance_key),
            headers: list(job.n_headers, job.headers, "headers") {
                unsafe ActivatedJob.Header(key: $0.text($1.key, "key"), value: $0.text($1.value, "value"))
            },
            retries: job.retries, deadline: Timestamp(milliseconds: job.deadline),
            variables: variables(job.variables, "variables"), tenant: tenant(job.tenant),
            tags: names(job.n_tags, job.tags, "tags"), kind: choice(job.kind.rawValue, "kind", or: .element),
            priority: job.priority)
    }

    mutating func job(_ job: CJob) -> JobView {
        unsafe JobView(
            key: JobKey(job.key), type: text(job.type, "type"), retries: job.retries,
            state: choice(job.state.rawValue, "state", or: .activatable), worker: text(job.worker, "worker"),
            due: job.due == 0 ? nil : Timestamp(milliseconds: job.due),
            errorMessage: text(job.error_message, "error_message"),
            kind: choice(job.kind.rawValue, "kind", or: .element), priority: job.priority)
    }
}

extension FieldWriter {
    func activateJobs(_ call: ActivateJobs) -> CActivateJobsRequest {
        unsafe CActivateJobsRequest(
            base: CActivateJobsRequest.head, type: text(call.type), worker: text(call.worker),
            timeout_milliseconds: call.timeoutMilliseconds, max_jobs: call.maxJobs,
            n_fetch_variables: call.fetchVariables.count, fetch_variables: names(call.fetchVariables),
            wait_milliseconds: call.waitMilliseconds, tenant: tenant(call.tenant))
    }

    func streamJobs(_ call: StreamJobs) -> CStreamJobsRequest {
        unsafe CStreamJobsRequest(
            base: CStreamJobsRequest.head, n_types: call.types.count, types: names(call.types),
            worker: text(call.worker), timeout_milliseconds: call.timeoutMilliseconds,
            n_fetch_variables: call.fetchVariables.count, fetch_variables: names(call.fetchVariables),
            credits: call.credits, n_tenants: call.tenants.count, tenants: names(call.tenants.map(\.rawValue)))
    }

    func streamJobs(_ answer: StreamJobs.Answer) -> CStreamJobsResponse {
        unsafe CStreamJobsResponse(
            base: CStreamJobsResponse.head, n_jobs: answer.jobs.count,
            jobs: list(answer.jobs) { unsafe $0.activatedJob($1) })
    }

    func completeJob(_ call: CompleteJob) -> CCompleteJobRequest {
        unsafe CCompleteJobRequest(
            base: CCompleteJobRequest.head, job_key: call.jobKey.rawValue, variables: variables(call.variables),
            decision: call.decision.map { unsafe message(jobDecision($0)) })
    }

    func failJob(_ call: FailJob) -> CFailJobRequest {
        unsafe CFailJobRequest(
            base: CFailJobRequest.head, job_key: call.jobKey.rawValue, retries: call.retries,
            backoff_milliseconds: call.backoffMilliseconds, message: text(call.message),
            variables: variables(call.variables))
    }

    func updateJobRetries(_ call: UpdateJobRetries) -> CUpdateJobRetriesRequest {
        unsafe CUpdateJobRetriesRequest(
            base: CUpdateJobRetriesRequest.head, job_key: call.jobKey.rawValue, retries: call.retries)
    }

    func throwError(_ call: ThrowError) -> CThrowErrorRequest {
        unsafe CThrowErrorRequest(
            base: CThrowErrorRequest.head, job_key: call.jobKey.rawValue, error_code: text(call.errorCode),
            error_message: text(call.errorMessage), variables: variables(call.variables))
    }

    func updateJob(_ call: UpdateJob) -> CUpdateJobRequest {
        unsafe CUpdateJobRequest(
            base: CUpdateJobRequest.head, job_key: call.jobKey.rawValue, retries: call.retries ?? 0,
            timeout_milliseconds: call.timeoutMilliseconds ?? 0, priority: call.priority ?? 0,
            sets_priority: call.priority == nil ? 0 : 1)
    }

    func updateJobTimeout(_ call: UpdateJobTimeout) -> CUpdateJobTimeoutRequest {
        unsafe CUpdateJobTimeoutRequest(
            base: CUpdateJobTimeoutRequest.head, job_key: call.jobKey.rawValue,
            timeout_milliseconds: call.timeoutMilliseconds)
    }

    func activateJobs(_ answer: ActivateJobs.Answer) -> CActivateJobsResponse {
        unsafe CActivateJobsResponse(
            base: CActivateJobsResponse.head, n_jobs: answer.jobs.count,
            jobs: list(answer.jobs) { unsafe $0.activatedJob($1) })
    }

    private func activatedJob(_ job: ActivatedJob) -> CActivatedJob {
        unsafe CActivatedJob(
            base: CActivatedJob.head, key: job.key.rawValue, type: text(job.type),
            process_instance_key: job.processInstanceKey.rawValue, definition_key: job.definitionKey.rawValue,
            process_id: text(job.processID), version: job.version, element_id: text(job.elementID),
            element_instance_key: job.elementInstanceKey.rawValue, n_headers: job.headers.count,
            headers: list(job.headers) {
                unsafe CJobHeader(base: CJobHeader.head, key: $0.text($1.key), value: $0.text($1.value))
            },
            retries: job.retries, deadline: job.deadline.milliseconds, variables: variables(job.variables),
            tenant: tenant(job.tenant), n_tags: job.tags.count, tags: names(job.tags),
            kind: .init(UInt32(bitPattern: job.kind.rawValue)), priority: job.priority)
    }

    func job(_ job: JobView) -> CJob {
        unsafe CJob(
            base: CJob.head, key: job.key.rawValue, type: text(job.type), retries: job.retries,
            state: .init(UInt32(bitPattern: job.state.rawValue)), worker: text(job.worker),
            due: job.due?.milliseconds ?? 0, error_message: text(job.errorMessage),
            kind: .init(UInt32(bitPattern: job.kind.rawValue)), priority: job.priority)
    }
}
