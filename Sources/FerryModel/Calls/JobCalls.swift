/// Hands waiting jobs of one type to a worker, the highest priority first and of equal ones the oldest; waits for some
/// when there are none.
public struct ActivateJobs: Hashable, Sendable {
    public var type: String
    /// For people; may be empty.
    public var worker: String
    /// How long the worker holds each job before it returns to the queue; at least 1.
    public var timeoutMilliseconds: Int64
    /// At least 1, at most 10,000; fewer may come.
    public var maxJobs: Int32
    /// Only these variables; empty for all that the element can see.
    public var fetchVariables: [String]
    /// How long to wait while there is no job: 0 answers at once. Bounded by the call's deadline.
    public var waitMilliseconds: Int64
    public var tenant: TenantID

    public struct Answer: Hashable, Sendable {
        /// Oldest first; empty when none came in time.
        public var jobs: [ActivatedJob]
        public init(jobs: [ActivatedJob]) { self.jobs = jobs }
    }

    public init(
        type: String, worker: String = "", timeoutMilliseconds: Int64 = 60_000, maxJobs: Int32 = 32,
        fetchVariables: [String] = [], waitMilliseconds: Int64 = 0, tenant: TenantID = .default
    ) {
        self.type = type
        self.worker = worker
        self.timeoutMilliseconds = timeoutMilliseconds
        self.maxJobs = maxJobs
        self.fetchVariables = fetchVariables
        self.waitMilliseconds = waitMilliseconds
        self.tenant = tenant
    }
}

/// A job with everything its worker needs.
public struct ActivatedJob: Hashable, Sendable {
    public var key: JobKey
    public var type: String
    public var processInstanceKey: ProcessInstanceKey
    public var definitionKey: ProcessDefinitionKey
    public var processID: String
    public var version: Int32
    public var elementID: String
    public var elementInstanceKey: ElementInstanceKey
    /// The model's task headers.
    public var headers: [Header]
    public var retries: Int32
    /// When the job returns to the queue.
    public var deadline: Timestamp
    public var variables: Variables
    public var tenant: TenantID
    /// Those of the instance.
    public var tags: [String]
    /// What it is for.
    public var kind: JobKind
    /// Higher is handed out first.
    public var priority: Int32

    public struct Header: Hashable, Sendable {
        public var key: String
        public var value: String

        public init(key: String, value: String) {
            self.key = key
            self.value = value
        }
    }

    public init(
        key: JobKey, type: String, processInstanceKey: ProcessInstanceKey, definitionKey: ProcessDefinitionKey,
        processID: String, version: Int32, elementID: String, elementInstanceKey: ElementInstanceKey,
        headers: [Header], retries: Int32, deadline: Timestamp, variables: Variables, tenant: TenantID,
        tags: [String] = [], kind: JobKind = .element, priority: Int32 = 0
    ) {
        self.key = key
        self.type = type
        self.processInstanceKey = processInstanceKey
        self.definitionKey = definitionKey
        self.processID = processID
        self.version = version
        self.elementID = elementID
        self.elementInstanceKey = elementInstanceKey
        self.headers = headers
        self.retries = retries
        self.deadline = deadline
        self.variables = variables
        self.tenant = tenant
        self.tags = tags
        self.kind = kind
        self.priority = priority
    }
}

/// The work is done; the instance goes on. Errors: `NOT_FOUND`, `FAILED_PRECONDITION` for a job that has failed,
/// `INVALID_ARGUMENT` for a result that does not fit the job.
public struct CompleteJob: Hashable, Sendable {
    public var jobKey: JobKey
    public var variables: Variables
    /// What only special jobs can say; nil for all others.
    public var decision: JobDecision?

    public init(jobKey: JobKey, variables: Variables = Variables(), decision: JobDecision? = nil) {
        self.jobKey = jobKey
        self.variables = variables
        self.decision = decision
    }
}

/// The work could not be done. Without retries left an incident is raised.
public struct FailJob: Hashable, Sendable {
    public var jobKey: JobKey
    /// What is left now; 0 or less raises an incident.
    public var retries: Int32
    public var backoffMilliseconds: Int64
    /// Kept up to 10,000 characters.
    public var message: String
    /// Set in the scope of the job's element.
    public var variables: Variables

    public init(
        jobKey: JobKey, retries: Int32, backoffMilliseconds: Int64 = 0, message: String = "",
        variables: Variables = Variables()
    ) {
        self.jobKey = jobKey
        self.retries = retries
        self.backoffMilliseconds = backoffMilliseconds
        self.message = message
        self.variables = variables
    }
}

/// Gives a job retries; a failed job still waits for its incident to be resolved. Errors: `INVALID_ARGUMENT` below 1.
public struct UpdateJobRetries: Hashable, Sendable {
    public var jobKey: JobKey
    public var retries: Int32

    public init(jobKey: JobKey, retries: Int32) {
        self.jobKey = jobKey
        self.retries = retries
    }
}

/// Says that the work of a job came to an error that the process knows: an error event of this code goes on from it.
public struct ThrowError: Hashable, Sendable {
    public var jobKey: JobKey
    public var errorCode: String
    /// For people; cut at 10,000 characters.
    public var errorMessage: String
    /// For the event that catches the error.
    public var variables: Variables

    public init(
        jobKey: JobKey, errorCode: String, errorMessage: String = "", variables: Variables = Variables()
    ) {
        self.jobKey = jobKey
        self.errorCode = errorCode
        self.errorMessage = errorMessage
        self.variables = variables
    }
}

/// Gives a worker more time, or less, for a job it holds: counted from now.
public struct UpdateJobTimeout: Hashable, Sendable {
    public var jobKey: JobKey
    /// At least 1.
    public var timeoutMilliseconds: Int64

    public init(jobKey: JobKey, timeoutMilliseconds: Int64) {
        self.jobKey = jobKey
        self.timeoutMilliseconds = timeoutMilliseconds
    }
}

/// Gives a job retries, its worker another time, or a priority: all of what is named or nothing.
///
/// Errors: `INVALID_ARGUMENT` with every fault, `FAILED_PRECONDITION` for the time of a job that no worker holds.
public struct UpdateJob: Hashable, Sendable {
    public var jobKey: JobKey
    /// At least 1; nil leaves them as they are.
    public var retries: Int32?
    /// From now, at least 1; nil leaves it as it is.
    public var timeoutMilliseconds: Int64?
    /// Of two jobs that wait, the higher is handed out first; nil leaves it as it is.
    public var priority: Int32?

    public init(
        jobKey: JobKey, retries: Int32? = nil, timeoutMilliseconds: Int64? = nil, priority: Int32? = nil
    ) {
        self.jobKey = jobKey
        self.retries = retries
        self.timeoutMilliseconds = timeoutMilliseconds
        self.priority = priority
    }
}
