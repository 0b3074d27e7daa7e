import CFerryProto
import CProtobufC
import FerryModel

extension FieldReader {
    mutating func listJobs(_ call: CListJobsRequest) -> ListJobs {
        unsafe ListJobs(
            type: text(call.type, "type"), state: choice(call.state.rawValue, "state", or: .all),
            withoutRetries: call.without_retries != 0,
            processInstanceKey: optionalKey(call.process_instance_key, "process_instance_key"),
            definition: optionalDefinitionReference(call.definition, "definition"),
            elementID: text(call.element_id, "element_id"), worker: text(call.worker, "worker"), page: page(call.page),
            tenant: tenant(call.tenant))
    }

    mutating func listJobs(_ answer: CListJobsResponse) -> ListJobs.Answer {
        unsafe ListJobs.Answer(
            jobs: list(answer.n_jobs, answer.jobs, "jobs") { unsafe $0.entry($1) },
            nextPageToken: bytes(answer.next_page_token))
    }

    private mutating func entry(_ entry: CJobEntry) -> JobEntry {
        var job = JobView(key: 0, type: "", retries: 0, state: .activatable)
        if let fields = unsafe entry.job {
            job = within("job") { unsafe $0.job(fields.pointee) }
        } else {
            missing("job")
        }
        return unsafe JobEntry(
            job: job, processInstanceKey: ProcessInstanceKey(entry.process_instance_key),
            definitionKey: ProcessDefinitionKey(entry.definition_key), processID: text(entry.process_id, "process_id"),
            version: entry.version, elementID: text(entry.element_id, "element_id"),
            elementInstanceKey: ElementInstanceKey(entry.element_instance_key), tenant: tenant(entry.tenant))
    }
}

extension FieldWriter {
    func listJobs(_ call: ListJobs) -> CListJobsRequest {
        unsafe CListJobsRequest(
            base: CListJobsRequest.head, type: text(call.type),
            state: .init(UInt32(bitPattern: call.state.rawValue)), without_retries: call.withoutRetries ? 1 : 0,
            process_instance_key: call.processInstanceKey?.rawValue ?? 0,
            definition: optionalDefinitionReference(call.definition), element_id: text(call.elementID),
            worker: text(call.worker), page: page(call.page), tenant: tenant(call.tenant))
    }

    func listJobs(_ answer: ListJobs.Answer) -> CListJobsResponse {
        unsafe CListJobsResponse(
            base: CListJobsResponse.head, n_jobs: answer.jobs.count,
            jobs: list(answer.jobs) { unsafe $0.entry($1) }, next_page_token: bytes(answer.nextPageToken))
    }

    private func entry(_ entry: JobEntry) -> CJobEntry {
        unsafe CJobEntry(
            base: CJobEntry.head, job: message(job(entry.job)), process_instance_key: entry.processInstanceKey.rawValue,
            definition_key: entry.definitionKey.rawValue, process_id: text(entry.processID), version: entry.version,
            element_id: text(entry.elementID), element_instance_key: entry.elementInstanceKey.rawValue,
            tenant: tenant(entry.tenant))
    }
}
