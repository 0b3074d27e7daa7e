/// What a migration changed beside moving elements and tokens: scopes, jobs, variables, compensation. Empty for most.
///
/// Says of everything what it was before as well, so that nothing has to be guessed when it is to be undone.
public struct MigratedStructure: Hashable, Sendable {
    /// Element instances of another kind, or in another scope, than before.
    public var reshaped: [ReshapedElement]
    /// Scopes that are gone, outer ones first.
    public var removed: [RemovedScope]
    /// Scopes that are new, outer ones first.
    public var created: [CreatedScope]
    /// Jobs that the target made anew, or that became user tasks.
    public var jobs: [ReplacedJob]
    /// Variables that were set, renamed, removed, or lost with their scope.
    public var variables: [MigratedVariable]
    /// Completed activities that can be compensated.
    public var compensations: [MovedCompensation]
    /// Element instances that rest after themselves and will go on by other flows.
    public var continuations: [MovedContinuation]

    public init(
        reshaped: [ReshapedElement] = [], removed: [RemovedScope] = [], created: [CreatedScope] = [],
        jobs: [ReplacedJob] = [], variables: [MigratedVariable] = [], compensations: [MovedCompensation] = [],
        continuations: [MovedContinuation] = []
    ) {
        self.reshaped = reshaped
        self.removed = removed
        self.created = created
        self.jobs = jobs
        self.variables = variables
        self.compensations = compensations
        self.continuations = continuations
    }

    public var isEmpty: Bool {
        reshaped.isEmpty && removed.isEmpty && created.isEmpty && jobs.isEmpty && variables.isEmpty
            && compensations.isEmpty && continuations.isEmpty
    }
}

/// An element instance that changed its kind or its scope.
public struct ReshapedElement: Hashable, Sendable {
    public var key: ElementInstanceKey
    /// For example `SERVICE_TASK`.
    public var fromKind: String
    public var toKind: String
    public var fromScope: ElementInstanceKey
    public var toScope: ElementInstanceKey
    /// Which instance of a multi-instance activity it was, where it is none any more; else 0.
    public var endedIteration: Int32

    public init(
        key: ElementInstanceKey, fromKind: String, toKind: String, fromScope: ElementInstanceKey,
        toScope: ElementInstanceKey, endedIteration: Int32 = 0
    ) {
        self.key = key
        self.fromKind = fromKind
        self.toKind = toKind
        self.fromScope = fromScope
        self.toScope = toScope
        self.endedIteration = endedIteration
    }
}

/// A scope that had no place in the target.
public struct RemovedScope: Hashable, Sendable {
    public var key: ElementInstanceKey
    public var elementID: String
    public var kind: String
    public var scope: ElementInstanceKey
    public var loopCounter: Int32
    /// How far the body of a multi-instance activity had come.
    public var loop: LoopCounts?
    /// What had taken it over.
    public var interruptedBy: String?

    public init(
        key: ElementInstanceKey, elementID: String, kind: String, scope: ElementInstanceKey, loopCounter: Int32 = 0,
        loop: LoopCounts? = nil, interruptedBy: String? = nil
    ) {
        self.key = key
        self.elementID = elementID
        self.kind = kind
        self.scope = scope
        self.loopCounter = loopCounter
        self.loop = loop
        self.interruptedBy = interruptedBy
    }
}

/// How many instances of a multi-instance activity there were to be, and are.
public struct LoopCounts: Hashable, Sendable {
    public var total: Int32
    public var begun: Int32
    public var completed: Int32
    public var terminated: Int32

    public init(total: Int32, begun: Int32, completed: Int32, terminated: Int32) {
        self.total = total
        self.begun = begun
        self.completed = completed
        self.terminated = terminated
    }
}

/// A scope that the target has around elements which had none.
public struct CreatedScope: Hashable, Sendable {
    public var key: ElementInstanceKey
    public var elementID: String
    public var kind: String
    public var scope: ElementInstanceKey

    public init(key: ElementInstanceKey, elementID: String, kind: String, scope: ElementInstanceKey) {
        self.key = key
        self.elementID = elementID
        self.kind = kind
        self.scope = scope
    }
}

/// A job that went, and what came for it.
public struct ReplacedJob: Hashable, Sendable {
    public var elementInstanceKey: ElementInstanceKey
    /// nil: there was none.
    public var before: JobOutline?
    /// The incident that went with it.
    public var incident: IncidentKey?
    /// nil: there is none.
    public var after: JobOutline?
    /// The user task that the job became.
    public var userTask: UserTask?

    public init(
        elementInstanceKey: ElementInstanceKey, before: JobOutline?, incident: IncidentKey? = nil,
        after: JobOutline? = nil, userTask: UserTask? = nil
    ) {
        self.elementInstanceKey = elementInstanceKey
        self.before = before
        self.incident = incident
        self.after = after
        self.userTask = userTask
    }
}

/// What a job was made with.
public struct JobOutline: Hashable, Sendable {
    public var key: JobKey
    public var type: String
    public var retries: Int32
    public var headers: [ActivatedJob.Header]
    public var kind: JobKind
    /// For a listener's job: its place among the listeners of the same event.
    public var listenerIndex: Int32
    public var priority: Int32

    public init(
        key: JobKey, type: String, retries: Int32, headers: [ActivatedJob.Header] = [], kind: JobKind = .element,
        listenerIndex: Int32 = 0, priority: Int32 = 0
    ) {
        self.key = key
        self.type = type
        self.retries = retries
        self.headers = headers
        self.kind = kind
        self.listenerIndex = listenerIndex
        self.priority = priority
    }
}

/// A variable that is not what it was.
public struct MigratedVariable: Hashable, Sendable {
    public var scope: ElementInstanceKey
    public var name: String
    /// nil: it was not there.
    public var before: JSONValue?
    /// nil: it is gone.
    public var after: JSONValue?

    public init(scope: ElementInstanceKey, name: String, before: JSONValue?, after: JSONValue?) {
        self.scope = scope
        self.name = name
        self.before = before
        self.after = after
    }
}

/// A completed activity whose compensation moved, came or went.
public struct MovedCompensation: Hashable, Sendable {
    /// nil: a scope that the target has around the activity.
    public var before: CompensationSubscription?
    /// nil: it can be compensated no more.
    public var after: CompensationSubscription?

    public init(before: CompensationSubscription?, after: CompensationSubscription?) {
        self.before = before
        self.after = after
    }
}

/// By which flows an element instance goes on after its rest.
public struct MovedContinuation: Hashable, Sendable {
    public var key: ElementInstanceKey
    public var fromFlows: [String]
    public var toFlows: [String]

    public init(key: ElementInstanceKey, fromFlows: [String], toFlows: [String]) {
        self.key = key
        self.fromFlows = fromFlows
        self.toFlows = toFlows
    }
}
