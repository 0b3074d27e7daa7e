/// Starts one process instance.
///
/// Errors: `NOT_FOUND` for the definition, `INVALID_ARGUMENT` with every start element that makes no sense,
/// `FAILED_PRECONDITION` when there is no none start event and no start element.
public struct CreateProcessInstance: Hashable, Sendable {
    public var definition: DefinitionReference
    public var variables: Variables
    /// Element ids to begin at, each once activated, in this order; empty for the none start event.
    public var startElements: [String]
    /// True: answered when the instance has ended, with its variables.
    public var awaitResult: Bool
    /// With `awaitResult`: only these variables; empty for all of the process's own.
    public var fetchVariables: [String]
    public var tenant: TenantID
    /// For people and filters, each once; at most 10, of a letter and then letters, digits and `_-:.`, up to 100
    /// characters.
    public var tags: [String]
    /// What the outside world calls this instance; empty for nothing, at most 256 characters. Need not be unique.
    public var businessID: String

    public struct Answer: Hashable, Sendable {
        public var processInstanceKey: ProcessInstanceKey
        public var definitionKey: ProcessDefinitionKey
        public var processID: String
        public var version: Int32
        /// Only with `awaitResult`.
        public var result: Variables?

        public init(
            processInstanceKey: ProcessInstanceKey, definitionKey: ProcessDefinitionKey, processID: String,
            version: Int32, result: Variables? = nil
        ) {
            self.processInstanceKey = processInstanceKey
            self.definitionKey = definitionKey
            self.processID = processID
            self.version = version
            self.result = result
        }
    }

    public init(
        definition: DefinitionReference, variables: Variables = Variables(), startElements: [String] = [],
        awaitResult: Bool = false, fetchVariables: [String] = [], tenant: TenantID = .default, tags: [String] = [],
        businessID: String = ""
    ) {
        self.definition = definition
        self.variables = variables
        self.startElements = startElements
        self.awaitResult = awaitResult
        self.fetchVariables = fetchVariables
        self.tenant = tenant
        self.tags = tags
        self.businessID = businessID
    }
}

/// Ends an instance and all that belongs to it. Errors: `NOT_FOUND`.
public struct CancelProcessInstance: Hashable, Sendable {
    public var processInstanceKey: ProcessInstanceKey
    public init(processInstanceKey: ProcessInstanceKey) { self.processInstanceKey = processInstanceKey }
}

/// Moves one running instance to another definition, in one event, or says every reason why not.
///
/// Errors: `INVALID_ARGUMENT` for faults of the plan, `NOT_FOUND` for an unknown instance or definition,
/// `FAILED_PRECONDITION` for what keeps this instance from moving.
public struct MigrateProcessInstance: Hashable, Sendable {
    public var processInstanceKey: ProcessInstanceKey
    public var plan: MigrationPlan
    /// True: answers what would happen and changes nothing.
    public var dryRun: Bool

    public init(processInstanceKey: ProcessInstanceKey, plan: MigrationPlan, dryRun: Bool = false) {
        self.processInstanceKey = processInstanceKey
        self.plan = plan
        self.dryRun = dryRun
    }
}

/// The whole tree of one running instance. Errors: `NOT_FOUND` when it has ended or never was.
public struct GetProcessInstance: Hashable, Sendable {
    public var processInstanceKey: ProcessInstanceKey
    public init(processInstanceKey: ProcessInstanceKey) { self.processInstanceKey = processInstanceKey }
}

/// Running instances by partition and key, oldest first.
public struct ListProcessInstances: Hashable, Sendable {
    /// nil for all definitions.
    public var definition: DefinitionReference?
    /// Only instances with this element active; empty for all.
    public var elementID: String
    public var state: Filter
    public var page: Page
    public var tenant: TenantID
    /// Only instances with this tag; empty for all.
    public var tag: String
    /// Only instances with this business id; empty for all.
    public var businessID: String
    /// Only instances that this instance has called; nil for all.
    public var parent: ProcessInstanceKey?

    public enum Filter: Int32, Sendable {
        case all = 0
        case withIncidents = 1
        case withoutIncidents = 2
        case banned = 3
        case suspended = 4
    }

    public struct Answer: Hashable, Sendable {
        public var instances: [ProcessInstanceSummary]
        /// Ask again with this to go on; empty at the end. A page may hold fewer than asked for, even none.
        public var nextPageToken: [UInt8]

        public init(instances: [ProcessInstanceSummary], nextPageToken: [UInt8]) {
            self.instances = instances
            self.nextPageToken = nextPageToken
        }
    }

    public init(
        definition: DefinitionReference? = nil, elementID: String = "", state: Filter = .all, page: Page = Page(),
        tenant: TenantID = .default, tag: String = "", businessID: String = "", parent: ProcessInstanceKey? = nil
    ) {
        self.definition = definition
        self.elementID = elementID
        self.state = state
        self.page = page
        self.tenant = tenant
        self.tag = tag
        self.businessID = businessID
        self.parent = parent
    }
}

/// Writes variables of one scope of a running instance. Errors: `NOT_FOUND` for the scope.
public struct SetVariables: Hashable, Sendable {
    /// A process instance's key (as element instance key), or that of one of its active elements.
    public var scope: ElementInstanceKey
    public var variables: Variables
    /// True: exactly in this scope. False: each goes to the nearest enclosing scope that has it, else to the process.
    public var local: Bool

    public init(scope: ElementInstanceKey, variables: Variables, local: Bool = false) {
        self.scope = scope
        self.variables = variables
        self.local = local
    }
}
