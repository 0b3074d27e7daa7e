import FerryBPMN
import FerryFEEL
import FerryModel

/// `zeebe:taskListeners`: jobs that a change of a native user task waits for, one after the other (Camunda 8: A87-A96).
extension Execution {
    /// Changes a user task, at once or when its listeners are done.
    func begin(_ change: UserTaskChange, of element: ElementInstance) throws(CommandFailure) {
        guard try !listeners(to: change.kind, of: element).isEmpty else { return try finish(change, of: element) }
        try emit(.userTaskChanging(UserTaskChanging(key: element.key, change: change)))
        try wait(forListenerAt: 0, of: element)
    }

    /// After an incident: the change as it was asked for, with all of its listeners.
    func beginAgain(_ change: UserTaskChange, of element: ElementInstance) throws(CommandFailure) {
        let again = UserTaskChange(
            kind: change.kind, requested: change.requested, named: change.named, action: change.action,
            variables: change.variables, setsVariables: change.setsVariables, request: change.request)
        try begin(again, of: element)
    }

    /// A listener's job was done.
    func completeTaskListener(
        _ job: Job, of element: ElementInstance, _ result: TaskListenerResult
    ) throws(CommandFailure) {
        guard let change = element.taskChange else { throw broken("job \(job.key) listens to no change") }
        if result.isDenied {
            try emit(.userTaskChangeDenied(UserTaskChangeDenied(key: element.key, reason: result.deniedReason)))
            return try engine.settle(
                change, of: element.key,
                .failure(.changeDenied(change, of: element, because: result.deniedReason)))
        }
        let corrected = change.task.corrected(by: result.corrections)
        if corrected != change.task {
            try emit(
                .userTaskCorrected(
                    UserTaskCorrected(
                        key: element.key, task: corrected, changed: corrected.attributes(unlike: change.task))))
        }
        try wait(forListenerAt: Int(job.listenerIndex) + 1, of: element)
    }

    func listeners(
        to kind: UserTaskChange.Kind, of element: ElementInstance
    ) throws(CommandFailure) -> [TaskListener] {
        let all = try model(element).activity.userTask?.listeners ?? []
        return all.filter { $0.event == kind.listenerEvent }
    }

    private func wait(forListenerAt index: Int, of element: ElementInstance) throws(CommandFailure) {
        guard let change = element.taskChange else { throw broken("'\(element.elementID)' is not being changed") }
        let listeners = try listeners(to: change.kind, of: element)
        guard index < listeners.count else {
            try finish(change, of: element)
            return try engine.settle(change, of: element.key, .success(()))
        }
        let definition = listeners[index].job
        guard let type = try string(definition.type, of: "listener job type", at: element),
            let retries = try retries(of: definition, "listener job retries", at: element)
        else { return }
        try emit(
            .jobCreated(
                JobCreated(
                    key: state.nextKey(), elementInstanceKey: element.key, type: type, retries: retries,
                    headers: change.headers(of: element), kind: change.kind.jobKind, listenerIndex: Int32(index))))
        noteJob(ofType: type)
    }

    /// What the change comes to.
    private func finish(_ change: UserTaskChange, of element: ElementInstance) throws(CommandFailure) {
        let task = change.task
        let key = element.key
        switch change.kind {
        case .creating:
            // Those who listen to assignments hear of the first one, too.
            let isHeard = try !listeners(to: .assigning, of: element).isEmpty
            let isAssignedLater = isHeard && !task.assignee.isEmpty
            var created = task
            if isAssignedLater { created.assignee = "" }
            try emit(.userTaskCreated(UserTaskCreated(key: key, task: created)))
            if isAssignedLater { try begin(UserTaskChange(kind: .assigning, requested: task), of: element) }
        case .assigning:
            try emit(
                .userTaskAssigned(UserTaskAssigned(key: key, assignee: task.assignee, action: change.action)))
        case .updating:
            try emit(
                .userTaskUpdated(
                    UserTaskUpdated(
                        key: key, task: task, changed: change.changedAttributes(of: element), action: change.action)))
            if change.setsVariables { try setLocally(change.variables, in: key) }
        case .completing:
            try emit(.userTaskCompleted(UserTaskCompleted(key: key, action: change.action)))
            try completeWork(of: element, with: change.variables)
        case .canceling:
            try emit(.userTaskCancelled(key))
            try goOnTerminating(element)
        }
    }
}

extension UserTaskChange.Kind {
    fileprivate var listenerEvent: TaskListener.Event {
        switch self {
        case .creating: .creating
        case .assigning: .assigning
        case .updating: .updating
        case .completing: .completing
        case .canceling: .canceling
        }
    }

    fileprivate var jobKind: JobKind {
        switch self {
        case .creating: .creatingListener
        case .assigning: .assigningListener
        case .updating: .updatingListener
        case .completing: .completingListener
        case .canceling: .cancelingListener
        }
    }

    var canBeDenied: Bool { self == .assigning || self == .updating || self == .completing }
}

extension UserTaskChange {
    /// What was named, and what listeners have changed beside it.
    fileprivate func changedAttributes(of element: ElementInstance) -> [String] {
        let before = kind == .creating ? requested : element.userTask ?? requested
        return named + task.attributes(unlike: before).filter { !named.contains($0) }
    }

    /// The model's headers, and what the task is about to be (A90).
    fileprivate func headers(of element: ElementInstance) -> [ActivatedJob.Header] {
        let rest = [
            ("action", action), ("changedAttributes", UserTask.list(changedAttributes(of: element))),
            ("priority", "\(task.priority)"),
            ("userTaskKey", "\(element.key)"),
        ]
        return task.headers + task.jobHeaders
            + rest.compactMap { name, value in
                value.isEmpty ? nil : ActivatedJob.Header(key: JobDefinition.reservedPrefix + name, value: value)
            }
    }
}

extension UserTask {
    func corrected(by corrections: UserTaskCorrections) -> UserTask {
        var task = self
        if let assignee = corrections.assignee { task.assignee = assignee }
        if let groups = corrections.candidateGroups { task.candidateGroups = groups }
        if let users = corrections.candidateUsers { task.candidateUsers = users }
        if let date = corrections.dueDate { task.dueDate = date }
        if let date = corrections.followUpDate { task.followUpDate = date }
        if let priority = corrections.priority { task.priority = priority }
        return task
    }

    /// Names of what is another value there, in Camunda's names and order.
    func attributes(unlike other: UserTask) -> [String] {
        let attributes: [(String, Bool)] = [
            ("assignee", assignee != other.assignee),
            (UserTaskAttribute.candidateGroups.rawValue, candidateGroups != other.candidateGroups),
            (UserTaskAttribute.candidateUsers.rawValue, candidateUsers != other.candidateUsers),
            (UserTaskAttribute.dueDate.rawValue, dueDate != other.dueDate),
            (UserTaskAttribute.followUpDate.rawValue, followUpDate != other.followUpDate),
            (UserTaskAttribute.priority.rawValue, priority != other.priority),
        ]
        return attributes.filter(\.1).map(\.0)
    }
}

extension UserTaskCorrections {
    /// What is wrong with the values.
    var faults: [Reason] {
        var reasons: [Reason] = []
        for (field, date) in [("due_date", dueDate), ("follow_up_date", followUpDate)] {
            guard let date, !date.isEmpty, Timestamp(isoDateTime: date) == nil else { continue }
            reasons.append(
                Reason(
                    code: "INVALID_FIELD", elementID: field, expected: "a date and time with its offset", found: date,
                    hint: "as in 2026-02-28T13:10:00+01:00"))
        }
        if let priority, !UserTask.priorities.contains(priority) {
            reasons.append(
                Reason(code: "INVALID_FIELD", elementID: "priority", expected: "0 to 100", found: "\(priority)"))
        }
        return reasons
    }
}
