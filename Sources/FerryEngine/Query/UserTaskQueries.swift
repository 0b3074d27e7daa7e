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
        var definitionKey: ProcessDefinitionKey?
        if let reference = call.definition {
            guard let deployed = state.definitions.find(reference, tenant: call.tenant) else {
                throw .rejected(.unknownDefinition(reference))
            }
            definitionKey = deployed.definition.key
        }
        let cursor = try PageCursor(call.page)
        if let key = call.processInstanceKey {
            guard let instance = try reading({ () throws(StorageFailure) in try self.state.instance(key) }) else {
                throw .rejected(.unknownInstance(key))
            }
            return .listUserTasks(page(of: instance, definitionKey, call, cursor))
        }
        var found: [(ElementInstanceKey, ProcessInstanceKey)] = []
        try reading { () throws(StorageFailure) in
            try self.state.commit()
            try self.state.storage.scanUserTasks(after: ElementInstanceKey(cursor.after)) {
                (key, owner) throws(StorageFailure) in
                found.append((key, owner))
                return found.count < PageCursor.examinedMax
            }
        }
        var userTasks: [UserTaskView] = []
        var last: Int64?
        var elements = 0
        var lastOwner: ProcessInstanceKey?
        for (key, owner) in found {
            guard userTasks.count < cursor.size, elements < PageCursor.elementsMax else { break }
            last = key.rawValue
            let read = try reading({ () throws(StorageFailure) in try self.state.instance(owner) })
            if owner != lastOwner { elements += read?.elementCount ?? 0 }
            lastOwner = owner
            guard let instance = read, definitionKey.map({ $0 == instance.definitionKey }) ?? true,
                let element = instance.element(key), let view = view(of: element, in: instance), call.admits(view)
            else { continue }
            userTasks.append(view)
        }
        let isWhole = found.count < PageCursor.examinedMax && last == found.last?.0.rawValue
        return .listUserTasks(
            ListUserTasks.Answer(
                userTasks: userTasks, nextPageToken: isWhole ? [] : PageCursor.token(after: last ?? cursor.after)))
    }

    private func page(
        of instance: ProcessInstance, _ definitionKey: ProcessDefinitionKey?, _ call: ListUserTasks,
        _ cursor: PageCursor
    ) -> ListUserTasks.Answer {
        guard definitionKey.map({ $0 == instance.definitionKey }) ?? true else {
            return ListUserTasks.Answer(userTasks: [], nextPageToken: [])
        }
        let rest = instance.elements.lazy.filter { $0.key.rawValue > cursor.after }
            .compactMap { self.view(of: $0, in: instance) }.filter { call.admits($0) }
        let page = Array(rest.prefix(cursor.size + 1))
        let isWhole = page.count <= cursor.size
        return ListUserTasks.Answer(
            userTasks: Array(page.prefix(cursor.size)),
            nextPageToken: isWhole ? [] : PageCursor.token(after: page[cursor.size - 1].key.rawValue))
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
