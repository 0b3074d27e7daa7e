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
        try begin(UserTaskChange(kind: .creating, requested: task), of: element)
        triggerTrueConditions(of: element)
    }
}

extension Engine {
    func assign(_ call: AssignUserTask) throws(CommandFailure) -> Answer {
        if try isUnderWay(call.userTaskKey) { return .done }
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
        var assigned = task
        assigned.assignee = call.assignee
        return try change(
            element, of: instance,
            UserTaskChange(
                kind: .assigning, requested: assigned, action: call.action.isEmpty ? usual : call.action))
    }

    func update(_ call: UpdateUserTask) throws(CommandFailure) -> Answer {
        if let rejection = call.fault { throw .rejected(rejection) }
        if try isUnderWay(call.userTaskKey) { return .done }
        let (instance, element, old) = try openUserTask(call.userTaskKey)
        var task = old
        if let groups = call.candidateGroups { task.candidateGroups = groups }
        if let users = call.candidateUsers { task.candidateUsers = users }
        if let date = call.dueDate { task.dueDate = date }
        if let date = call.followUpDate { task.followUpDate = date }
        if let priority = call.priority { task.priority = priority }
        return try change(
            element, of: instance,
            UserTaskChange(
                kind: .updating, requested: task, named: call.changed.map(\.rawValue),
                action: call.action.isEmpty ? "update" : call.action))
    }

    func complete(_ call: CompleteUserTask) throws(CommandFailure) -> Answer {
        if try isUnderWay(call.userTaskKey) { return .done }
        let (instance, element, task) = try openUserTask(call.userTaskKey)
        return try change(
            element, of: instance,
            UserTaskChange(
                kind: .completing, requested: task, action: call.action.isEmpty ? "complete" : call.action,
                variables: call.variables))
    }

    /// Variables of a user task are set by an update of it (A96).
    func setVariables(
        _ call: SetVariables, ofUserTask element: ElementInstance, in instance: ProcessInstance
    ) throws(CommandFailure) -> Answer {
        guard call.local else {
            throw .rejected(
                .badUserTask([
                    .init(
                        code: "USER_TASK_SCOPE", elementID: element.elementID, expected: "variables of the task alone",
                        found: "variables that go outwards", hint: "set them locally, or name the scope around the task"
                    )
                ]))
        }
        if try isUnderWay(element.key) { return .done }
        if let change = element.taskChange { throw .rejected(.busy(element, change)) }
        guard let task = element.userTask else { throw .rejected(.unknownUserTask(element.key)) }
        return try change(
            element, of: instance,
            UserTaskChange(
                kind: .updating, requested: task, named: call.variables.isEmpty ? [] : ["variables"],
                variables: call.variables, setsVariables: true))
    }

    private func change(
        _ element: ElementInstance, of instance: ProcessInstance, _ change: UserTaskChange
    ) throws(CommandFailure) -> Answer {
        var change = change
        change.request = request
        let execution = try execution(of: instance)
        try execution.begin(change, of: element)
        try execution.run()
        absorb(execution)
        if instance.element(element.key)?.taskChange != nil { effects.heldTask = element.key }
        return .done
    }

    /// A repeat of the command whose change waits for listeners: it waits with the first.
    private func isUnderWay(_ key: ElementInstanceKey) throws(CommandFailure) -> Bool {
        guard let request else { return false }
        let found = try reading({ () throws(StorageFailure) in try self.state.instance(owning: key) })
        guard let instance = found, instance.element(key)?.taskChange?.request == request else { return false }
        try refuseBanned(instance)
        effects.heldTask = key
        return true
    }

    /// Whoever asked for a change of a user task hears what came of it when its listeners are done; a repeat of what was
    /// refused asks again.
    func settle(
        _ change: UserTaskChange, of key: ElementInstanceKey, _ result: Result<Void, Rejection>
    ) throws(CommandFailure) {
        guard change.kind.canBeDenied else { return }
        effects.decidedTasks.append(DecidedUserTask(key: key, result: result))
        guard case .success = result, let asked = change.request, asked.idempotencyKey != request?.idempotencyKey
        else { return }
        // Whoever used the key for something else meanwhile has its answer.
        let known = try reading({ () throws(StorageFailure) in
            try self.state.answer(idempotencyKey: asked.idempotencyKey)
        })
        if known == nil { record(.done, for: asked.idempotencyKey, asked.fingerprint) }
    }

    private func openUserTask(
        _ key: ElementInstanceKey
    ) throws(CommandFailure) -> (ProcessInstance, ElementInstance, UserTask) {
        let found = try reading({ () throws(StorageFailure) in try self.state.instance(owning: key) })
        guard let instance = found, let element = instance.element(key),
            let task = element.userTask ?? element.taskChange?.requested
        else { throw .rejected(.unknownUserTask(key)) }
        try refuseBanned(instance)
        try refuseSuspended(instance)
        if let change = element.taskChange { throw .rejected(.busy(element, change)) }
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

    static func busy(_ element: ElementInstance, _ change: UserTaskChange) -> Rejection {
        Rejection(
            .failedPrecondition, "user task \(element.key) is being changed",
            reasons: [
                Reason(
                    code: "USER_TASK_BUSY", elementID: element.elementID, expected: "CREATED", found: change.kind.name,
                    hint: "its listeners have to be done first")
            ])
    }

    static func changeDenied(
        _ change: UserTaskChange, of element: ElementInstance, because reason: String
    ) -> Rejection {
        Rejection(
            .failedPrecondition, "the change of user task \(element.key) was denied by a listener",
            reasons: [
                Reason(
                    code: "USER_TASK_CHANGE_DENIED", elementID: element.elementID,
                    expected: "listeners that agree to \(change.kind.name)",
                    found: reason.isEmpty ? "a denial without a reason" : reason)
            ])
    }

    static func changeOvertaken(_ change: UserTaskChange, of element: ElementInstance) -> Rejection {
        Rejection(
            .failedPrecondition, "user task \(element.key) was cancelled before its change was made",
            reasons: [
                Reason(
                    code: "USER_TASK_CANCELLED", elementID: element.elementID,
                    expected: "a user task that stays until the listeners of \(change.kind.name) are done",
                    found: "it was cancelled")
            ])
    }

    static func badUserTask(_ reasons: [Reason]) -> Rejection {
        Rejection(.invalidArgument, "a user task cannot be changed this way", reasons: reasons)
    }
}
