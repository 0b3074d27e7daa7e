import FerryModel

extension Engine {
    func list(_ call: ListJobs) throws(CommandFailure) -> Answer {
        let definitionKey = try key(of: call.definition, tenant: call.tenant)
        let cursor = try PageCursor(call.page)
        func entry(_ element: ElementInstance, _ instance: ProcessInstance) -> JobEntry? {
            guard instance.tenant == call.tenant, definitionKey.map({ $0 == instance.definitionKey }) ?? true,
                let job = element.job, call.admits(job, element)
            else { return nil }
            return self.entry(job, element, instance)
        }
        let page: ListPage<JobEntry>
        if let key = call.processInstanceKey {
            let instance = try listedInstance(key)
            let jobs = instance.elements.compactMap { entry($0, instance) }
                .filter { $0.job.key.rawValue > cursor.after }.sorted { $0.job.key < $1.job.key }
            page = self.page(cursor, of: jobs, weight: { $0.job.errorMessage.utf8.count }) { $0.job.key.rawValue }
        } else {
            page = try self.page(cursor) { (visit) throws(StorageFailure) in
                try self.state.storage.scanJobs(after: JobKey(cursor.after), visit)
            } weight: {
                $0.job.errorMessage.utf8.count
            } view: { (key: JobKey, instance) in
                instance.element(owning: key).flatMap { entry($0, instance) }
            }
        }
        return .listJobs(ListJobs.Answer(jobs: page.views, nextPageToken: page.nextPageToken))
    }

    private func entry(_ job: Job, _ element: ElementInstance, _ instance: ProcessInstance) -> JobEntry {
        let record = state.definitions[instance.definitionKey]?.definition
        return JobEntry(
            job: job.view, processInstanceKey: instance.key, definitionKey: instance.definitionKey,
            processID: record?.processID ?? "", version: record?.version ?? 0, elementID: element.elementID,
            elementInstanceKey: element.key, tenant: instance.tenant)
    }
}

extension ListJobs {
    fileprivate func admits(_ job: Job, _ element: ElementInstance) -> Bool {
        guard type.isEmpty || job.type == type, elementID.isEmpty || element.elementID == elementID,
            worker.isEmpty || job.worker == worker, !withoutRetries || job.retries <= 0
        else { return false }
        return switch state {
        case .all: true
        case .activatable: job.state == .activatable
        case .activated: job.state == .activated
        case .failed: job.state == .failed
        case .errorThrown: job.state == .errorThrown
        }
    }
}
