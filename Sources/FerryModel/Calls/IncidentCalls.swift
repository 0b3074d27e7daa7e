/// Unresolved incidents by partition and key, oldest first.
public struct ListIncidents: Hashable, Sendable {
    /// nil for all instances.
    public var processInstanceKey: ProcessInstanceKey?
    /// nil for all definitions.
    public var definition: DefinitionReference?
    public var page: Page
    public var tenant: TenantID
    /// nil for all types.
    public var type: IncidentType?
    /// Only the incident of this job; nil for all.
    public var jobKey: JobKey?

    public struct Answer: Hashable, Sendable {
        public var incidents: [IncidentView]
        /// Ask again with this to go on; empty at the end. A page may hold fewer than asked for, even none.
        public var nextPageToken: [UInt8]

        public init(incidents: [IncidentView], nextPageToken: [UInt8]) {
            self.incidents = incidents
            self.nextPageToken = nextPageToken
        }
    }

    public init(
        processInstanceKey: ProcessInstanceKey? = nil, definition: DefinitionReference? = nil, page: Page = Page(),
        tenant: TenantID = .default, type: IncidentType? = nil, jobKey: JobKey? = nil
    ) {
        self.processInstanceKey = processInstanceKey
        self.definition = definition
        self.page = page
        self.tenant = tenant
        self.type = type
        self.jobKey = jobKey
    }
}

/// Tries again what failed. Errors: `NOT_FOUND`, `FAILED_PRECONDITION` when the job has no retries.
public struct ResolveIncident: Hashable, Sendable {
    public var incidentKey: IncidentKey
    public init(incidentKey: IncidentKey) { self.incidentKey = incidentKey }
}
