/// What a migration did, or in a dry run would do.
public struct MigrationReport: Hashable, Sendable {
    public var processInstanceKey: ProcessInstanceKey
    public var source: ProcessDefinitionKey
    public var target: ProcessDefinitionKey
    public var isDryRun: Bool
    /// Every element instance that goes on, the process first, older ones before younger.
    public var elements: [MovedElement]
    /// Every token waiting at a join.
    public var tokens: [MovedToken]
    /// Every event that is waited for, before or after, in the order of the element instances.
    public var events: [MovedEvent]
    /// Where the one event of this migration stands in its partition's log; none in a dry run.
    public var position: LogPosition
    /// What else changed: scopes, jobs, variables, compensation.
    public var structure: MigratedStructure
    /// What the migration leads to and nobody can want.
    public var warnings: [MigrationWarning]

    public init(
        processInstanceKey: ProcessInstanceKey, source: ProcessDefinitionKey, target: ProcessDefinitionKey,
        isDryRun: Bool, elements: [MovedElement], tokens: [MovedToken], events: [MovedEvent] = [],
        position: LogPosition, structure: MigratedStructure = MigratedStructure(),
        warnings: [MigrationWarning] = []
    ) {
        self.processInstanceKey = processInstanceKey
        self.source = source
        self.target = target
        self.isDryRun = isDryRun
        self.elements = elements
        self.tokens = tokens
        self.events = events
        self.position = position
        self.structure = structure
        self.warnings = warnings
    }
}

/// One active element instance and the element it now stands on. Its key, job, variables and incidents stay.
public struct MovedElement: Hashable, Sendable {
    public var key: ElementInstanceKey
    public var from: String
    public var to: String
    /// The job that moved along; nil without one.
    public var job: JobKey?
    /// The incident that moved along (the element's or its job's); nil without one.
    public var incident: IncidentKey?

    public init(key: ElementInstanceKey, from: String, to: String, job: JobKey? = nil, incident: IncidentKey? = nil) {
        self.key = key
        self.from = from
        self.to = to
        self.job = job
        self.incident = incident
    }
}

/// Tokens that wait at a join, having arrived by one sequence flow.
public struct MovedToken: Hashable, Sendable {
    public var scope: ElementInstanceKey
    public var fromGateway: String
    public var toGateway: String
    public var fromFlow: String
    public var toFlow: String
    public var count: Int32
    /// The scope they wait in now, where it is another.
    public var toScope: ElementInstanceKey?

    public init(
        scope: ElementInstanceKey, fromGateway: String, toGateway: String, fromFlow: String, toFlow: String,
        count: Int32, toScope: ElementInstanceKey? = nil
    ) {
        self.scope = scope
        self.fromGateway = fromGateway
        self.toGateway = toGateway
        self.fromFlow = fromFlow
        self.toFlow = toFlow
        self.count = count
        self.toScope = toScope
    }
}
