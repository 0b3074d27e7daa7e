/// A line about one running process instance.
public struct ProcessInstanceSummary: Hashable, Sendable {
    public var key: ProcessInstanceKey
    public var definitionKey: ProcessDefinitionKey
    public var processID: String
    public var version: Int32
    public var startedAt: Timestamp
    /// Unresolved incidents.
    public var incidents: Int32
    public var tenant: TenantID
    public var state: ProcessInstanceState
    /// Ids of the active elements that are not scopes, each once, sorted.
    public var activeElements: [String]
    public var tags: [String]
    /// Empty: none.
    public var businessID: String

    public init(
        key: ProcessInstanceKey, definitionKey: ProcessDefinitionKey, processID: String, version: Int32,
        startedAt: Timestamp, incidents: Int32, tenant: TenantID, state: ProcessInstanceState,
        activeElements: [String] = [], tags: [String] = [], businessID: String = ""
    ) {
        self.key = key
        self.definitionKey = definitionKey
        self.processID = processID
        self.version = version
        self.startedAt = startedAt
        self.incidents = incidents
        self.tenant = tenant
        self.state = state
        self.activeElements = activeElements
        self.tags = tags
        self.businessID = businessID
    }
}

public enum ProcessInstanceState: Int32, Sendable, CustomStringConvertible {
    case active = 0
    /// An internal check failed inside one of its commands; it takes no further commands but cancel.
    case banned = 1
    /// Stopped on purpose; it waits to be resumed.
    case suspended = 2

    public var description: String {
        switch self {
        case .active: "ACTIVE"
        case .banned: "BANNED"
        case .suspended: "SUSPENDED"
        }
    }
}

/// Everything a broker knows of one running process instance.
public struct ProcessInstanceTree: Hashable, Sendable {
    public var summary: ProcessInstanceSummary
    /// The process first, then by key: an older element instance stands before a younger one.
    public var elements: [ElementInstanceView]
    /// By scope, then name.
    public var variables: [VariableView]
    public var tokens: [WaitingToken]

    public init(
        summary: ProcessInstanceSummary, elements: [ElementInstanceView], variables: [VariableView],
        tokens: [WaitingToken]
    ) {
        self.summary = summary
        self.elements = elements
        self.variables = variables
        self.tokens = tokens
    }
}

/// One active element instance with what hangs on it.
public struct ElementInstanceView: Hashable, Sendable {
    public var key: ElementInstanceKey
    /// The enclosing element instance; nil for the process.
    public var scope: ElementInstanceKey?
    public var elementID: String
    /// For example `SERVICE_TASK`.
    public var kind: String
    public var state: ElementState
    public var job: JobView?
    public var incidents: [IncidentView]
    /// The events it waits for, oldest first.
    public var subscriptions: [EventSubscription]
    /// Which instance of a multi-instance activity this is, counted from 1; 0 for all else.
    public var loopCounter: Int32
    /// The instance a call activity waits for.
    public var calledInstance: ProcessInstanceKey?
    /// The user task it waits for, where that is no job.
    public var userTask: UserTask?
    /// Where the broker itself lets it rest.
    public var continuation: Continuation?

    public init(
        key: ElementInstanceKey, scope: ElementInstanceKey?, elementID: String, kind: String, state: ElementState,
        job: JobView? = nil, incidents: [IncidentView] = [], subscriptions: [EventSubscription] = [],
        loopCounter: Int32 = 0, calledInstance: ProcessInstanceKey? = nil, userTask: UserTask? = nil,
        continuation: Continuation? = nil
    ) {
        self.key = key
        self.scope = scope
        self.elementID = elementID
        self.kind = kind
        self.state = state
        self.job = job
        self.incidents = incidents
        self.subscriptions = subscriptions
        self.loopCounter = loopCounter
        self.calledInstance = calledInstance
        self.userTask = userTask
        self.continuation = continuation
    }
}

/// Where an element instance stands in its life; ended ones are gone.
public enum ElementState: Int32, Sendable, CustomStringConvertible {
    case activating = 0
    case activated = 1
    case completing = 2
    case terminating = 3

    public var description: String {
        switch self {
        case .activating: "ACTIVATING"
        case .activated: "ACTIVATED"
        case .completing: "COMPLETING"
        case .terminating: "TERMINATING"
        }
    }
}

/// A job as an operator sees it.
public struct JobView: Hashable, Sendable {
    public var key: JobKey
    public var type: String
    public var retries: Int32
    public var state: JobState
    /// The worker that holds it, or held it last.
    public var worker: String
    /// When an activated job returns to the queue, or a failed one comes back from its back-off.
    public var due: Timestamp?
    /// What the worker said when it failed last.
    public var errorMessage: String
    public var kind: JobKind
    /// Higher is handed out first.
    public var priority: Int32

    public init(
        key: JobKey, type: String, retries: Int32, state: JobState, worker: String = "", due: Timestamp? = nil,
        errorMessage: String = "", kind: JobKind = .element, priority: Int32 = 0
    ) {
        self.key = key
        self.type = type
        self.retries = retries
        self.state = state
        self.worker = worker
        self.due = due
        self.errorMessage = errorMessage
        self.kind = kind
        self.priority = priority
    }
}

/// What a job is for; names are Camunda 8's.
public enum JobKind: Int32, Sendable, CaseIterable, CustomStringConvertible {
    /// The work of the element itself.
    case element = 0
    case startListener = 1
    case endListener = 2
    /// Decides what runs in an ad-hoc subprocess.
    case adHocSubProcess = 3
    case creatingListener = 4
    case assigningListener = 5
    case updatingListener = 6
    case completingListener = 7
    case cancelingListener = 8
    /// Before the first instance of a multi-instance activity.
    case beforeAllListener = 9
    /// After a process was cancelled.
    case cancelListener = 10

    public var description: String {
        switch self {
        case .element: "BPMN_ELEMENT"
        case .startListener: "EXECUTION_LISTENER_START"
        case .endListener: "EXECUTION_LISTENER_END"
        case .adHocSubProcess: "AD_HOC_SUB_PROCESS"
        case .creatingListener: "TASK_LISTENER_CREATING"
        case .assigningListener: "TASK_LISTENER_ASSIGNING"
        case .updatingListener: "TASK_LISTENER_UPDATING"
        case .completingListener: "TASK_LISTENER_COMPLETING"
        case .cancelingListener: "TASK_LISTENER_CANCELING"
        case .beforeAllListener: "EXECUTION_LISTENER_BEFORE_ALL"
        case .cancelListener: "EXECUTION_LISTENER_CANCEL"
        }
    }

    public var isExecutionListener: Bool {
        switch self {
        case .startListener, .endListener, .beforeAllListener, .cancelListener: true
        default: false
        }
    }

    public var isTaskListener: Bool {
        switch self {
        case .creatingListener, .assigningListener, .updatingListener, .completingListener, .cancelingListener: true
        default: false
        }
    }
}

public enum JobState: Int32, Sendable, CustomStringConvertible {
    case activatable = 0
    case activated = 1
    /// Out of retries, or waiting for its back-off to end.
    case failed = 2
    /// It threw an error that nothing catches.
    case errorThrown = 3

    public var description: String {
        switch self {
        case .activatable: "ACTIVATABLE"
        case .activated: "ACTIVATED"
        case .failed: "FAILED"
        case .errorThrown: "ERROR_THROWN"
        }
    }
}

/// An unresolved incident.
public struct IncidentView: Hashable, Sendable {
    public var key: IncidentKey
    /// For example `JOB_NO_RETRIES`.
    public var type: IncidentType
    public var message: String
    public var processInstanceKey: ProcessInstanceKey
    public var definitionKey: ProcessDefinitionKey
    public var elementInstanceKey: ElementInstanceKey
    public var elementID: String
    /// The job concerned; nil when the element itself is stuck.
    public var job: JobKey?
    public var raisedAt: Timestamp

    public init(
        key: IncidentKey, type: IncidentType, message: String, processInstanceKey: ProcessInstanceKey,
        definitionKey: ProcessDefinitionKey, elementInstanceKey: ElementInstanceKey, elementID: String, job: JobKey?,
        raisedAt: Timestamp
    ) {
        self.key = key
        self.type = type
        self.message = message
        self.processInstanceKey = processInstanceKey
        self.definitionKey = definitionKey
        self.elementInstanceKey = elementInstanceKey
        self.elementID = elementID
        self.job = job
        self.raisedAt = raisedAt
    }
}

/// Why an instance stands still; numbers are stable, names are Camunda 8's.
public enum IncidentType: Int32, Sendable, CaseIterable, CustomStringConvertible {
    case jobNoRetries = 0
    case ioMappingError = 1
    case extractValueError = 2
    case conditionError = 3
    case executionListenerNoRetries = 4
    case unhandledErrorEvent = 5
    case calledElementError = 6
    case calledDecisionError = 48
    case decisionEvaluationError = 49
    case continuationFailed = 50
    case taskListenerNoRetries = 51
    case adHocSubProcessNoRetries = 52
    case formNotFound = 53

    public var description: String {
        switch self {
        case .jobNoRetries: "JOB_NO_RETRIES"
        case .ioMappingError: "IO_MAPPING_ERROR"
        case .extractValueError: "EXTRACT_VALUE_ERROR"
        case .conditionError: "CONDITION_ERROR"
        case .executionListenerNoRetries: "EXECUTION_LISTENER_NO_RETRIES"
        case .unhandledErrorEvent: "UNHANDLED_ERROR_EVENT"
        case .calledElementError: "CALLED_ELEMENT_ERROR"
        case .calledDecisionError: "CALLED_DECISION_ERROR"
        case .decisionEvaluationError: "DECISION_EVALUATION_ERROR"
        case .continuationFailed: "CONTINUATION_FAILED"
        case .taskListenerNoRetries: "TASK_LISTENER_NO_RETRIES"
        case .adHocSubProcessNoRetries: "AD_HOC_SUB_PROCESS_NO_RETRIES"
        case .formNotFound: "FORM_NOT_FOUND"
        }
    }
}

public struct VariableView: Hashable, Sendable {
    public var scope: ElementInstanceKey
    public var name: String
    public var value: JSONValue

    public init(scope: ElementInstanceKey, name: String, value: JSONValue) {
        self.scope = scope
        self.name = name
        self.value = value
    }
}

/// Tokens that arrived at a parallel join by one flow and wait for the others.
public struct WaitingToken: Hashable, Sendable {
    public var scope: ElementInstanceKey
    public var gatewayID: String
    public var flowID: String
    public var count: Int32

    public init(scope: ElementInstanceKey, gatewayID: String, flowID: String, count: Int32) {
        self.scope = scope
        self.gatewayID = gatewayID
        self.flowID = flowID
        self.count = count
    }
}
