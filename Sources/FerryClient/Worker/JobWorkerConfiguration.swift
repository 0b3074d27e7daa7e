public import FerryModel

/// Which jobs a worker takes, and how many at a time.
public struct JobWorkerConfiguration: Sendable {
    /// The type of job, as the model's task definition names it.
    public var type: String
    /// What the broker calls the worker, for people.
    public var worker: String
    /// How many jobs are in hand at a time, each in a task of its own. At least 1.
    public var maxActiveJobs: Int
    /// How long the broker leaves a job with this worker before it gives it to another.
    public var jobTimeout: Duration
    /// How long one request for jobs waits at the broker while there are none.
    public var pollTimeout: Duration
    /// Only these variables come with a job; empty for all that the element can see.
    public var fetchVariables: [String]
    /// How long a job rests after the handler threw.
    public var failureBackoff: Duration
    public var tenant: TenantID

    public init(
        type: String, worker: String = "", maxActiveJobs: Int = 32, jobTimeout: Duration = .seconds(60),
        pollTimeout: Duration = .seconds(10), fetchVariables: [String] = [], failureBackoff: Duration = .zero,
        tenant: TenantID = .default
    ) {
        self.type = type
        self.worker = worker
        self.maxActiveJobs = max(1, maxActiveJobs)
        self.jobTimeout = jobTimeout
        self.pollTimeout = pollTimeout
        self.fetchVariables = fetchVariables
        self.failureBackoff = failureBackoff
        self.tenant = tenant
    }
}

/// What came of a job.
public enum JobResult: Hashable, Sendable {
    /// The work is done; these variables go to the instance.
    case complete(Variables = Variables())
    /// The work of a special job is done: what an ad-hoc subprocess is to do, what a task listener says of a change.
    case decide(JobDecision, Variables = Variables())
    /// The work could not be done. `retries` is what is left: 0 raises an incident.
    case fail(retries: Int32, backoff: Duration = .zero, message: String)
}
