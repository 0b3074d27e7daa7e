/// Gives a user task to somebody, or takes it away.
///
/// Where the model has listeners, answered when they agree; so are the other changes of user tasks.
///
/// Errors: `NOT_FOUND`, `FAILED_PRECONDITION` when somebody else has it and must keep it, while another change waits for
/// listeners, and when one of them denies.
public struct AssignUserTask: Hashable, Sendable {
    /// That of the task's element instance.
    public var userTaskKey: ElementInstanceKey
    /// Empty: nobody's any more.
    public var assignee: String
    /// False: a claim, refused when the task is somebody else's.
    public var allowOverride: Bool
    /// For people and readers of events; empty for `assign`, `claim` or `unassign`.
    public var action: String

    public init(userTaskKey: ElementInstanceKey, assignee: String, allowOverride: Bool = true, action: String = "") {
        self.userTaskKey = userTaskKey
        self.assignee = assignee
        self.allowOverride = allowOverride
        self.action = action
    }
}

/// Changes attributes of a user task; those that are nil stay. Errors: `NOT_FOUND`, `INVALID_ARGUMENT` for dates
/// without an offset, priorities outside 0 to 100, and when there is neither a change nor an action.
public struct UpdateUserTask: Hashable, Sendable {
    /// That of the task's element instance.
    public var userTaskKey: ElementInstanceKey
    public var candidateGroups: [String]?
    public var candidateUsers: [String]?
    /// Empty: none any more.
    public var dueDate: String?
    /// Empty: none any more.
    public var followUpDate: String?
    public var priority: Int32?
    /// For people and readers of events; empty for `update`.
    public var action: String

    /// What is to change, in Camunda's order.
    public var changed: [UserTaskAttribute] {
        UserTaskAttribute.allCases.filter { attribute in
            switch attribute {
            case .candidateGroups: candidateGroups != nil
            case .candidateUsers: candidateUsers != nil
            case .dueDate: dueDate != nil
            case .followUpDate: followUpDate != nil
            case .priority: priority != nil
            }
        }
    }

    public init(
        userTaskKey: ElementInstanceKey, candidateGroups: [String]? = nil, candidateUsers: [String]? = nil,
        dueDate: String? = nil, followUpDate: String? = nil, priority: Int32? = nil, action: String = ""
    ) {
        self.userTaskKey = userTaskKey
        self.candidateGroups = candidateGroups
        self.candidateUsers = candidateUsers
        self.dueDate = dueDate
        self.followUpDate = followUpDate
        self.priority = priority
        self.action = action
    }
}

/// A user task is done; its instance goes on. Errors: `NOT_FOUND`, `FAILED_PRECONDITION` as for `AssignUserTask`.
public struct CompleteUserTask: Hashable, Sendable {
    /// That of the task's element instance.
    public var userTaskKey: ElementInstanceKey
    public var variables: Variables
    /// For people and readers of events; empty for `complete`.
    public var action: String

    public init(userTaskKey: ElementInstanceKey, variables: Variables = Variables(), action: String = "") {
        self.userTaskKey = userTaskKey
        self.variables = variables
        self.action = action
    }
}

/// One open user task. Errors: `NOT_FOUND`.
public struct GetUserTask: Hashable, Sendable {
    /// That of the task's element instance.
    public var userTaskKey: ElementInstanceKey
    public init(userTaskKey: ElementInstanceKey) { self.userTaskKey = userTaskKey }
}

/// Open user tasks by partition and key, oldest first.
public struct ListUserTasks: Hashable, Sendable {
    /// Only tasks of this user; empty for all.
    public var assignee: String
    /// Only tasks with this candidate; empty for all.
    public var candidateGroup: String
    /// Only tasks with this candidate; empty for all.
    public var candidateUser: String
    public var state: Filter
    /// nil for all instances.
    public var processInstanceKey: ProcessInstanceKey?
    /// nil for all definitions.
    public var definition: DefinitionReference?
    public var page: Page
    public var tenant: TenantID

    public enum Filter: Int32, Sendable, CaseIterable {
        case all = 0
        case unassigned = 1
        case assigned = 2
    }

    public struct Answer: Hashable, Sendable {
        public var userTasks: [UserTaskView]
        /// Ask again with this to go on; empty at the end. A page may hold fewer than asked for, even none.
        public var nextPageToken: [UInt8]

        public init(userTasks: [UserTaskView], nextPageToken: [UInt8]) {
            self.userTasks = userTasks
            self.nextPageToken = nextPageToken
        }
    }

    public init(
        assignee: String = "", candidateGroup: String = "", candidateUser: String = "", state: Filter = .all,
        processInstanceKey: ProcessInstanceKey? = nil, definition: DefinitionReference? = nil, page: Page = Page(),
        tenant: TenantID = .default
    ) {
        self.assignee = assignee
        self.candidateGroup = candidateGroup
        self.candidateUser = candidateUser
        self.state = state
        self.processInstanceKey = processInstanceKey
        self.definition = definition
        self.page = page
        self.tenant = tenant
    }
}
