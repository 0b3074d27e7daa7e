package import FerryModel

/// Work that waits for a worker, or is with one.
package struct Job: Hashable, Sendable {
    package let key: JobKey
    package let type: String
    package var retries: Int32
    package let headers: [ActivatedJob.Header]
    package let kind: JobKind
    /// For a listener's job: its place among the listeners of the same event.
    package let listenerIndex: Int32
    /// Of those that wait, the higher is handed out first.
    package var priority: Int32
    package var state: JobState
    /// Empty until a worker took it.
    package var worker: String
    /// Activated: when it returns to the queue. Failed with retries left: when its back-off ends.
    package var due: Timestamp?
    package var errorMessage: String
    package var incident: Incident?

    package init(
        key: JobKey, type: String, retries: Int32, headers: [ActivatedJob.Header], kind: JobKind = .element,
        listenerIndex: Int32 = 0, priority: Int32 = 0, state: JobState = .activatable, worker: String = "",
        due: Timestamp? = nil,
        errorMessage: String = "", incident: Incident? = nil
    ) {
        self.key = key
        self.type = type
        self.retries = retries
        self.headers = headers
        self.kind = kind
        self.listenerIndex = listenerIndex
        self.priority = priority
        self.state = state
        self.worker = worker
        self.due = due
        self.errorMessage = errorMessage
        self.incident = incident
    }
}

/// The place of a job among those of its type that wait: higher priorities first, then older jobs.
package struct QueuedJob: Hashable, Sendable {
    package let tenant: TenantID
    package let type: String
    package let priority: Int32
    package let key: JobKey

    package init(tenant: TenantID = .default, type: String, priority: Int32 = 0, key: JobKey) {
        self.tenant = tenant
        self.type = type
        self.priority = priority
        self.key = key
    }
}

extension Job {
    package func queued(in tenant: TenantID) -> QueuedJob {
        QueuedJob(tenant: tenant, type: type, priority: priority, key: key)
    }
}

package struct Incident: Hashable, Sendable {
    package let key: IncidentKey
    package let type: IncidentType
    package let message: String
    package let raisedAt: Timestamp

    package init(key: IncidentKey, type: IncidentType, message: String, raisedAt: Timestamp) {
        self.key = key
        self.type = type
        self.message = message
        self.raisedAt = raisedAt
    }
}
