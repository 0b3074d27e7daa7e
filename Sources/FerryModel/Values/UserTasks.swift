/// What is known of an open user task; empty text and lists stand for nothing.
public struct UserTask: Hashable, Sendable {
    public var assignee: String
    public var candidateGroups: [String]
    public var candidateUsers: [String]
    /// An ISO 8601 date and time with its offset.
    public var dueDate: String
    /// An ISO 8601 date and time with its offset.
    public var followUpDate: String
    /// From 0 to 100.
    public var priority: Int32
    /// Where the form lies, in words of the model's.
    public var externalFormReference: String
    /// The version of a deployed form that the model's form id named when the task began; nil: none.
    public var formKey: FormKey?
    /// The model's task headers.
    public var headers: [ActivatedJob.Header]
    public var createdAt: Timestamp

    public static let defaultPriority: Int32 = 50
    public static let priorities: ClosedRange<Int32> = 0...100

    public init(
        assignee: String = "", candidateGroups: [String] = [], candidateUsers: [String] = [], dueDate: String = "",
        followUpDate: String = "", priority: Int32 = Self.defaultPriority, externalFormReference: String = "",
        formKey: FormKey? = nil, headers: [ActivatedJob.Header] = [], createdAt: Timestamp
    ) {
        self.assignee = assignee
        self.candidateGroups = candidateGroups
        self.candidateUsers = candidateUsers
        self.dueDate = dueDate
        self.followUpDate = followUpDate
        self.priority = priority
        self.externalFormReference = externalFormReference
        self.formKey = formKey
        self.headers = headers
        self.createdAt = createdAt
    }
}

/// What an update of a user task can change; names are Camunda 8's.
public enum UserTaskAttribute: String, Sendable, CaseIterable {
    case candidateGroups = "candidateGroupsList"
    case candidateUsers = "candidateUsersList"
    case dueDate
    case followUpDate
    case priority
}

/// An open user task and where it stands.
public struct UserTaskView: Hashable, Sendable {
    /// That of its element instance.
    public var key: ElementInstanceKey
    public var processInstanceKey: ProcessInstanceKey
    public var definitionKey: ProcessDefinitionKey
    public var processID: String
    public var version: Int32
    public var elementID: String
    public var tenant: TenantID
    public var task: UserTask

    public init(
        key: ElementInstanceKey, processInstanceKey: ProcessInstanceKey, definitionKey: ProcessDefinitionKey,
        processID: String, version: Int32, elementID: String, tenant: TenantID, task: UserTask
    ) {
        self.key = key
        self.processInstanceKey = processInstanceKey
        self.definitionKey = definitionKey
        self.processID = processID
        self.version = version
        self.elementID = elementID
        self.tenant = tenant
        self.task = task
    }
}
