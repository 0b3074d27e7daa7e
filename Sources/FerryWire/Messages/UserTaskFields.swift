import CFerryProto
import CProtobufC
import FerryModel

extension FieldReader {
    mutating func assignUserTask(_ call: CAssignUserTaskRequest) -> AssignUserTask {
        unsafe AssignUserTask(
            userTaskKey: key(call.user_task_key, "user_task_key"), assignee: text(call.assignee, "assignee"),
            allowOverride: call.claim == 0, action: text(call.action, "action"))
    }

    mutating func updateUserTask(_ call: CUpdateUserTaskRequest) -> UpdateUserTask {
        var update = unsafe UpdateUserTask(
            userTaskKey: key(call.user_task_key, "user_task_key"), action: text(call.action, "action"))
        for name in unsafe names(call.n_changed, call.changed, "changed", atMost: 100) {
            switch UserTaskAttribute(rawValue: name) {
            case .candidateGroups:
                update.candidateGroups = unsafe candidates(
                    call.n_candidate_groups, call.candidate_groups, "candidate_groups")
            case .candidateUsers:
                update.candidateUsers = unsafe candidates(
                    call.n_candidate_users, call.candidate_users, "candidate_users")
            case .dueDate: update.dueDate = unsafe text(call.due_date, "due_date")
            case .followUpDate: update.followUpDate = unsafe text(call.follow_up_date, "follow_up_date")
            case .priority:
                update.priority = unsafe number(call.priority, "priority", in: UserTask.priorities)
            case nil:
                fault("UNKNOWN_VALUE", "changed", expected: "an attribute that can be changed", found: name)
            }
        }
        return update
    }

    mutating func completeUserTask(_ call: CCompleteUserTaskRequest) -> CompleteUserTask {
        unsafe CompleteUserTask(
            userTaskKey: key(call.user_task_key, "user_task_key"),
            variables: variables(call.variables, "variables", atMost: Self.variablesMax),
            action: text(call.action, "action"))
    }

    mutating func getUserTask(_ call: CGetUserTaskRequest) -> GetUserTask {
        unsafe GetUserTask(userTaskKey: key(call.user_task_key, "user_task_key"))
    }

    mutating func listUserTasks(_ call: CListUserTasksRequest) -> ListUserTasks {
        unsafe ListUserTasks(
            assignee: text(call.assignee, "assignee"), candidateGroup: text(call.candidate_group, "candidate_group"),
            candidateUser: text(call.candidate_user, "candidate_user"),
            state: choice(call.state.rawValue, "state", or: .all),
            processInstanceKey: optionalKey(call.process_instance_key, "process_instance_key"),
            definition: optionalDefinitionReference(call.definition, "definition"), page: page(call.page),
            tenant: tenant(call.tenant))
    }

    /// nil when the answer has none.
    mutating func getUserTask(_ answer: CGetUserTaskResponse) -> UserTaskView? {
        guard let entry = unsafe answer.user_task else {
            missing("user_task")
            return nil
        }
        return within("user_task") { unsafe $0.entry(entry.pointee) }
    }

    mutating func listUserTasks(_ answer: CListUserTasksResponse) -> ListUserTasks.Answer {
        unsafe ListUserTasks.Answer(
            userTasks: list(answer.n_user_tasks, answer.user_tasks, "user_tasks") { unsafe $0.entry($1) },
            nextPageToken: bytes(answer.next_page_token))
    }

    private mutating func entry(_ entry: CUserTaskEntry) -> UserTaskView {
        var task = UserTask(createdAt: Timestamp(milliseconds: 0))
        if let fields = unsafe entry.task {
            task = within("task") { unsafe $0.userTask(fields.pointee) }
        } else {
            missing("task")
        }
        return unsafe UserTaskView(
            key: ElementInstanceKey(entry.key), processInstanceKey: ProcessInstanceKey(entry.process_instance_key),
            definitionKey: ProcessDefinitionKey(entry.definition_key), processID: text(entry.process_id, "process_id"),
            version: entry.version, elementID: text(entry.element_id, "element_id"), tenant: tenant(entry.tenant),
            task: task)
    }

    mutating func userTask(_ task: CUserTask) -> UserTask {
        unsafe UserTask(
            assignee: text(task.assignee, "assignee"),
            candidateGroups: candidates(task.n_candidate_groups, task.candidate_groups, "candidate_groups"),
            candidateUsers: candidates(task.n_candidate_users, task.candidate_users, "candidate_users"),
            dueDate: text(task.due_date, "due_date"), followUpDate: text(task.follow_up_date, "follow_up_date"),
            priority: task.priority,
            externalFormReference: text(task.external_form_reference, "external_form_reference"),
            formKey: task.form_key == 0 ? nil : FormKey(task.form_key),
            headers: list(task.n_headers, task.headers, "headers") {
                unsafe ActivatedJob.Header(key: $0.text($1.key, "key"), value: $0.text($1.value, "value"))
            },
            createdAt: Timestamp(milliseconds: task.created_at))
    }

    /// Unlike names these may be empty: an expression of the model can give such.
    mutating func candidates(
        _ count: Int, _ items: UnsafeMutablePointer<ProtobufCBinaryData>?, _ field: String
    ) -> [String] {
        guard let items = unsafe items else { return [] }
        var values: [String] = []
        values.reserveCapacity(count)
        for index in 0..<count { unsafe values.append(text(items[index], field)) }
        return values
    }
}

extension FieldWriter {
    func assignUserTask(_ call: AssignUserTask) -> CAssignUserTaskRequest {
        unsafe CAssignUserTaskRequest(
            base: CAssignUserTaskRequest.head, user_task_key: call.userTaskKey.rawValue, assignee: text(call.assignee),
            claim: call.allowOverride ? 0 : 1, action: text(call.action))
    }

    func updateUserTask(_ call: UpdateUserTask) -> CUpdateUserTaskRequest {
        let groups = call.candidateGroups ?? []
        let users = call.candidateUsers ?? []
        return unsafe CUpdateUserTaskRequest(
            base: CUpdateUserTaskRequest.head, user_task_key: call.userTaskKey.rawValue, n_changed: call.changed.count,
            changed: names(call.changed.map(\.rawValue)), n_candidate_groups: groups.count,
            candidate_groups: names(groups), n_candidate_users: users.count, candidate_users: names(users),
            due_date: text(call.dueDate ?? ""), follow_up_date: text(call.followUpDate ?? ""),
            priority: call.priority ?? 0, action: text(call.action))
    }

    func completeUserTask(_ call: CompleteUserTask) -> CCompleteUserTaskRequest {
        unsafe CCompleteUserTaskRequest(
            base: CCompleteUserTaskRequest.head, user_task_key: call.userTaskKey.rawValue,
            variables: variables(call.variables), action: text(call.action))
    }

    func getUserTask(_ call: GetUserTask) -> CGetUserTaskRequest {
        unsafe CGetUserTaskRequest(base: CGetUserTaskRequest.head, user_task_key: call.userTaskKey.rawValue)
    }

    func listUserTasks(_ call: ListUserTasks) -> CListUserTasksRequest {
        unsafe CListUserTasksRequest(
            base: CListUserTasksRequest.head, assignee: text(call.assignee),
            candidate_group: text(call.candidateGroup), candidate_user: text(call.candidateUser),
            state: .init(UInt32(bitPattern: call.state.rawValue)),
            process_instance_key: call.processInstanceKey?.rawValue ?? 0,
            definition: optionalDefinitionReference(call.definition), page: page(call.page),
            tenant: tenant(call.tenant))
    }

    func getUserTask(_ answer: UserTaskView) -> CGetUserTaskResponse {
        unsafe CGetUserTaskResponse(base: CGetUserTaskResponse.head, user_task: message(entry(answer)))
    }

    func listUserTasks(_ answer: ListUserTasks.Answer) -> CListUserTasksResponse {
        unsafe CListUserTasksResponse(
            base: CListUserTasksResponse.head, n_user_tasks: answer.userTasks.count,
            user_tasks: list(answer.userTasks) { unsafe $0.entry($1) }, next_page_token: bytes(answer.nextPageToken))
    }

    private func entry(_ view: UserTaskView) -> CUserTaskEntry {
        unsafe CUserTaskEntry(
            base: CUserTaskEntry.head, key: view.key.rawValue, process_instance_key: view.processInstanceKey.rawValue,
            definition_key: view.definitionKey.rawValue, process_id: text(view.processID), version: view.version,
            element_id: text(view.elementID), tenant: tenant(view.tenant), task: message(userTask(view.task)))
    }

    func userTask(_ task: UserTask) -> CUserTask {
        unsafe CUserTask(
            base: CUserTask.head, assignee: text(task.assignee), n_candidate_groups: task.candidateGroups.count,
            candidate_groups: names(task.candidateGroups), n_candidate_users: task.candidateUsers.count,
            candidate_users: names(task.candidateUsers), due_date: text(task.dueDate),
            follow_up_date: text(task.followUpDate), priority: task.priority,
            external_form_reference: text(task.externalFormReference), n_headers: task.headers.count,
            headers: list(task.headers) {
                unsafe CJobHeader(base: CJobHeader.head, key: $0.text($1.key), value: $0.text($1.value))
            },
            created_at: task.createdAt.milliseconds, form_key: task.formKey?.rawValue ?? 0)
    }
}
