/// What a worker says beside variables when it completes a job of a special kind.
public enum JobDecision: Hashable, Sendable {
    /// For the job of an ad-hoc subprocess.
    case adHoc(AdHocResult)
    /// For the job of a task listener.
    case taskListener(TaskListenerResult)
}

/// What a task listener makes of the change that waits for it.
public struct TaskListenerResult: Hashable, Sendable {
    /// The change does not happen: only of an assignment, an update or a completion.
    public var isDenied: Bool
    public var deniedReason: String
    public var corrections: UserTaskCorrections

    public init(
        isDenied: Bool = false, deniedReason: String = "", corrections: UserTaskCorrections = UserTaskCorrections()
    ) {
        self.isDenied = isDenied
        self.deniedReason = deniedReason
        self.corrections = corrections
    }
}

/// Other values for a user task; nil keeps what there is, empty text and lists clear it.
public struct UserTaskCorrections: Hashable, Sendable {
    public var assignee: String?
    public var candidateGroups: [String]?
    public var candidateUsers: [String]?
    /// An ISO 8601 date and time with its offset.
    public var dueDate: String?
    /// An ISO 8601 date and time with its offset.
    public var followUpDate: String?
    /// From 0 to 100.
    public var priority: Int32?

    public init(
        assignee: String? = nil, candidateGroups: [String]? = nil, candidateUsers: [String]? = nil,
        dueDate: String? = nil, followUpDate: String? = nil, priority: Int32? = nil
    ) {
        self.assignee = assignee
        self.candidateGroups = candidateGroups
        self.candidateUsers = candidateUsers
        self.dueDate = dueDate
        self.followUpDate = followUpDate
        self.priority = priority
    }

    /// What is corrected, in Camunda's names and order.
    public var corrected: [String] {
        let attributes: [(String, Bool)] = [
            ("assignee", assignee != nil), (UserTaskAttribute.candidateGroups.rawValue, candidateGroups != nil),
            (UserTaskAttribute.candidateUsers.rawValue, candidateUsers != nil),
            (UserTaskAttribute.dueDate.rawValue, dueDate != nil),
            (UserTaskAttribute.followUpDate.rawValue, followUpDate != nil),
            (UserTaskAttribute.priority.rawValue, priority != nil),
        ]
        return attributes.filter(\.1).map(\.0)
    }

    public var isEmpty: Bool { corrected.isEmpty }
}
