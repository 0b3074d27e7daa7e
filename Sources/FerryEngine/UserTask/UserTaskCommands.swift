import FerryBPMN
import FerryModel

/// User tasks that are the engine's own: no job, no worker (Camunda 8: A74-A86).
extension Execution {
    func beginUserTask(_ model: Element, _ element: ElementInstance) throws(CommandFailure) {
        guard let definition = model.activity.userTask else {
            throw broken("'\(model.id)' is a user task without settings")
        }
        guard let task = try settings(of: definition, at: element) else { return }
        let events = model.awaitedEvents(in: process, as: element.kind, loopCounter: element.loopCounter)
        guard try subscribe(element, to: events, incidentsAt: element) else { return }
        try finishActivating(element)
        try emit(.userTaskCreated(UserTaskCreated(key: element.key, task: task)))
        triggerTrueConditions(of: element)
    }
}

extension Engine {
    func assign(_ call: AssignUserTask) throws(CommandFailure) -> Answer {
        let (instance, element, task) = try openUserTask(call.userTaskKey)
        if !call.allowOverride {
            guard !call.assignee.isEmpty else {
                throw .rejected(
                    .badUserTask([
                        .init(
                            code: "INVALID_FIELD", elementID: "assignee",
                            expected: "who claims the task", found: "nobody", hint: "only an assignment can be empty")
                    ]))
            }
            guard task.assignee.isEmpty || task.assignee == call.assignee else {
                throw .rejected(
                    Rejection(
                        .failedPrecondition, "user task \(call.userTaskKey) is somebody else's",
                        reasons: [
                            Reason(
                                code: "USER_TASK_ASSIGNED", elementID: element.elementID,
                                expected: "a task that is nobody's, or '\(call.assignee)'s already",
                                found: "one of '\(task.assignee)'", hint: "unassign it first, or assign it outright")
                        ]))
            }
        }
        let usual = call.assignee.isEmpty ? "unassign" : call.allowOverride ? "assign" : "claim"
        try execution(of: instance).emit(
            .userTaskAssigned(
                UserTaskAssigned(
                    key: element.key, assignee: call.assignee, action: call.action.isEmpty ? usual : call.action)))
        return .done
    }

    func update(_ call: UpdateUserTask) throws(CommandFailure) -> Answer {
        if let rejection = call.fault { throw .rejected(rejection) }
        let (instance, element, old) = try openUserTask(call.userTaskKey)
        var task = old
        if let groups = call.candidateGroups { task.candidateGroups = groups }
        if let users = call.candidateUsers { task.candidateUsers = users }
        if let date = call.dueDate { task.dueDate = date }
        if let date = call.followUpDate { task.followUpDate = date }
        if let priority = call.priority { task.priority = priority }
        try execution(of: instance).emit(
            .userTaskUpdated(
                UserTaskUpdated(
                    key: element.key, task: task, changed: call.changed.map(\.rawValue),
                    action: call.action.isEmpty ? "update" : call.action)))
        return .done
    }

    func complete(_ call: CompleteUserTask) throws(CommandFailure) -> Answer {
        let (instance, element, _) = try openUserTask(call.userTaskKey)
        let execution = try execution(of: instance)
        try execution.emit(
            .userTaskCompleted(
                UserTaskCompleted(key: element.key, action: call.action.isEmpty ? "complete" : call.action)))
        try execution.completeWork(of: element, with: call.variables)
        try execution.run()
        absorb(execution)
        return .done
    }

    private func openUserTask(
        _ key: ElementInstanceKey
    ) throws(CommandFailure) -> (ProcessInstance, ElementInstance, UserTask) {
        let found = try reading({ () throws(StorageFailure) in try self.state.instance(owning: key) })
        guard let instance = found, let element = instance.element(key), let task = element.userTask else {
            throw .rejected(.unknownUserTask(key))
        }
        try refuseBanned(instance)
        try refuseSuspended(instance)
        return (instance, element, task)
    }
}

extension UpdateUserTask {
    /// What is wrong with the call itself; nil when nothing is.
    fileprivate var fault: Rejection? {
        var reasons: [Reason] = []
        func refuse(_ field: String, _ expected: String, _ found: String, _ hint: String = "") {
            reasons.append(
                Reason(code: "INVALID_FIELD", elementID: field, expected: expected, found: found, hint: hint))
        }
        for (field, date) in [("due_date", dueDate), ("follow_up_date", followUpDate)] {
            guard let date, !date.isEmpty, Timestamp(isoDateTime: date) == nil else { continue }
            refuse(field, "a date and time with its offset", date, "as in 2026-02-28T13:10:00+01:00")
        }
        if let priority, !UserTask.priorities.contains(priority) { refuse("priority", "0 to 100", "\(priority)") }
        if changed.isEmpty, action.isEmpty { refuse("changed", "something to change, or an action", "neither") }
        return reasons.isEmpty ? nil : .badUserTask(reasons)
    }
}

extension Rejection {
    static func unknownUserTask(_ key: ElementInstanceKey) -> Rejection {
        .notFound(
            "an open user task \(key)", "USER_TASK_NOT_FOUND",
            hint: "it was completed or cancelled before, or runs as a job; a repeat with an idempotency key is safe")
    }

    fileprivate static func badUserTask(_ reasons: [Reason]) -> Rejection {
        Rejection(.invalidArgument, "a user task cannot be changed this way", reasons: reasons)
    }
}
