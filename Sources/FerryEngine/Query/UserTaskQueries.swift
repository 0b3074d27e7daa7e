import FerryModel

extension Engine {
    func show(_ call: GetUserTask) throws(CommandFailure) -> Answer {
        let key = call.userTaskKey
        let found = try reading({ () throws(StorageFailure) in try self.state.instance(owning: key) })
        guard let instance = found, let element = instance.element(key), let view = view(of: element, in: instance)
        else { throw .rejected(.unknownUserTask(key)) }
        return .getUserTask(view)
    }

    func list(_ call: ListUserTasks) throws(CommandFailure) -> Answer {
        let definitionKey = try key(of: call.definition, tenant: call.tenant)
        let cursor = try PageCursor(call.page)
        func admitted(_ element: ElementInstance, _ instance: ProcessInstance) -> UserTaskView? {
            guard definitionKey.map({ $0 == instance.definitionKey }) ?? true else { return nil }
            return view(of: element, in: instance).flatMap { call.admits($0) ? $0 : nil }
        }
        let page: ListPage<UserTaskView>
        if let key = call.processInstanceKey {
            let instance = try listedInstance(key)
            let rest = instance.elements.lazy.filter { $0.key.rawValue > cursor.after }
                .compactMap { admitted($0, instance) }
            page = self.page(cursor, of: rest) { $0.key.rawValue }
        } else {
            page = try self.page(cursor) { (visit) throws(StorageFailure) in
                try self.state.storage.scanUserTasks(after: ElementInstanceKey(cursor.after), visit)
            } view: { (key: ElementInstanceKey, instance) in
                instance.element(key).flatMap { admitted($0, instance) }
            }
        }
        return .listUserTasks(ListUserTasks.Answer(userTasks: page.views, nextPageToken: page.nextPageToken))
    }

    private func view(of element: ElementInstance, in instance: ProcessInstance) -> UserTaskView? {
        guard let task = element.userTask else { return nil }
        let record = state.definitions[instance.definitionKey]?.definition
        return UserTaskView(
            key: element.key, processInstanceKey: instance.key, definitionKey: instance.definitionKey,
            processID: record?.processID ?? "", version: record?.version ?? 0, elementID: element.elementID,
            tenant: instance.tenant, task: task)
    }
}

extension ListUserTasks {
    fileprivate func admits(_ view: UserTaskView) -> Bool {
        let task = view.task
        guard view.tenant == tenant, assignee.isEmpty || task.assignee == assignee,
            candidateGroup.isEmpty || task.candidateGroups.contains(candidateGroup),
            candidateUser.isEmpty || task.candidateUsers.contains(candidateUser)
        else { return false }
        return switch state {
        case .all: true
        case .unassigned: task.assignee.isEmpty
        case .assigned: !task.assignee.isEmpty
        }
    }
}
