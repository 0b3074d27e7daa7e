/// Hands a worker jobs as they come, in a stream of batches, never more than it has said it can take.
///
/// Each job sent takes one of the `credits`; the worker grants more when it can take more. A stream without credits is
/// sent nothing and stays open.
public struct StreamJobs: Hashable, Sendable {
    /// 1 to 100 job types, each once.
    public var types: [String]
    /// For people; may be empty.
    public var worker: String
    /// How long the worker holds each job before it returns to the queue; at least 1.
    public var timeoutMilliseconds: Int64
    /// Only these variables; empty for all that the element can see.
    public var fetchVariables: [String]
    /// How many jobs may be sent before more is granted: 0 to 10,000, which is also the most there can be.
    public var credits: Int32
    /// At most 100, each once; none for the default tenant.
    public var tenants: [TenantID]

    public static let typesMax = 100
    public static let tenantsMax = 100
    public static let creditsMax: Int32 = 10_000

    /// One message of the stream.
    public struct Answer: Hashable, Sendable {
        /// At least one, in the order they were taken.
        public var jobs: [ActivatedJob]
        public init(jobs: [ActivatedJob]) { self.jobs = jobs }
    }

    public init(
        types: [String], worker: String = "", timeoutMilliseconds: Int64 = 60_000, fetchVariables: [String] = [],
        credits: Int32 = 32, tenants: [TenantID] = []
    ) {
        self.types = types
        self.worker = worker
        self.timeoutMilliseconds = timeoutMilliseconds
        self.fetchVariables = fetchVariables
        self.credits = credits
        self.tenants = tenants
    }
}
