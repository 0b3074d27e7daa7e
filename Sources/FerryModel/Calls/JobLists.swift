/// Jobs by partition and key, oldest first.
public struct ListJobs: Hashable, Sendable {
    /// Empty: all.
    public var type: String
    public var state: Filter
    /// Only jobs that have no retries left.
    public var withoutRetries: Bool
    /// nil for all instances.
    public var processInstanceKey: ProcessInstanceKey?
    /// nil for all definitions.
    public var definition: DefinitionReference?
    /// Only jobs of this element of the model; empty for all.
    public var elementID: String
    /// Only jobs that this worker holds, or held last; empty for all.
    public var worker: String
    public var page: Page
    public var tenant: TenantID

    public enum Filter: Int32, Sendable, CaseIterable {
        case all = 0
        case activatable = 1
        case activated = 2
        case failed = 3
        case errorThrown = 4
    }

    public struct Answer: Hashable, Sendable {
        public var jobs: [JobEntry]
        /// Ask again with this to go on; empty at the end. A page may hold fewer than asked for, even none.
        public var nextPageToken: [UInt8]

        public init(jobs: [JobEntry], nextPageToken: [UInt8]) {
            self.jobs = jobs
            self.nextPageToken = nextPageToken
        }
    }

    public init(
        type: String = "", state: Filter = .all, withoutRetries: Bool = false,
        processInstanceKey: ProcessInstanceKey? = nil, definition: DefinitionReference? = nil, elementID: String = "",
        worker: String = "", page: Page = Page(), tenant: TenantID = .default
    ) {
        self.type = type
        self.state = state
        self.withoutRetries = withoutRetries
        self.processInstanceKey = processInstanceKey
        self.definition = definition
        self.elementID = elementID
        self.worker = worker
        self.page = page
        self.tenant = tenant
    }
}

/// A job and where it stands.
public struct JobEntry: Hashable, Sendable {
    public var job: JobView
    public var processInstanceKey: ProcessInstanceKey
    public var definitionKey: ProcessDefinitionKey
    public var processID: String
    public var version: Int32
    public var elementID: String
    public var elementInstanceKey: ElementInstanceKey
    public var tenant: TenantID

    public init(
        job: JobView, processInstanceKey: ProcessInstanceKey, definitionKey: ProcessDefinitionKey, processID: String,
        version: Int32, elementID: String, elementInstanceKey: ElementInstanceKey, tenant: TenantID
    ) {
        self.job = job
        self.processInstanceKey = processInstanceKey
        self.definitionKey = definitionKey
        self.processID = processID
        self.version = version
        self.elementID = elementID
        self.elementInstanceKey = elementInstanceKey
        self.tenant = tenant
    }
}
