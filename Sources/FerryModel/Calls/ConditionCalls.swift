/// Starts the processes whose conditional start events hold for these variables.
public struct EvaluateConditions: Hashable, Sendable {
    /// What the conditions see, and what the instances begin with.
    public var variables: Variables
    /// Looks at one definition only; nil: at the latest version of every process.
    public var definitionKey: ProcessDefinitionKey?
    public var tenant: TenantID

    public struct Answer: Hashable, Sendable {
        /// One for each start event that held: by process id, then in the order of the model.
        public var started: [ProcessInstanceKey]
        public init(started: [ProcessInstanceKey]) { self.started = started }
    }

    public init(
        variables: Variables = Variables(), definitionKey: ProcessDefinitionKey? = nil, tenant: TenantID = .default
    ) {
        self.variables = variables
        self.definitionKey = definitionKey
        self.tenant = tenant
    }
}
