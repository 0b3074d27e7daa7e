import FerryBPMN
import FerryModel

/// Reads. They see every command before them and change nothing.
extension Engine {
    func show(_ call: GetProcessInstance) throws(CommandFailure) -> Answer {
        let key = call.processInstanceKey
        guard let instance = try reading({ () throws(StorageFailure) in try self.state.instance(key) }) else {
            throw .rejected(.unknownInstance(key))
        }
        let all = try reading { () throws(StorageFailure) in try self.state.variables(of: instance) }
        let variables = all.sortedScopes.flatMap { scope in
            all.names(in: scope).compactMap { name in
                all[scope, name].map { VariableView(scope: scope, name: name, value: $0) }
            }
        }
        return .getProcessInstance(
            ProcessInstanceTree(
                summary: summary(of: instance), elements: instance.elements.map { $0.view(in: instance) },
                variables: variables, tokens: instance.tokens))
    }

    func list(_ call: ListProcessInstances) throws(CommandFailure) -> Answer {
        let definitionKey = try key(of: call.definition, tenant: call.tenant)
        let cursor = try PageCursor(call.page)
        let examinedMax = call.isFiltered ? PageCursor.examinedMax : cursor.size
        let page = try page(cursor, examiningAtMost: examinedMax) { (visit) throws(StorageFailure) in
            try self.state.storage.scanInstances(of: definitionKey, after: ProcessInstanceKey(cursor.after)) {
                (key) throws(StorageFailure) in try visit(key, key)
            }
        } view: { (_: ProcessInstanceKey, instance) in
            instance.tenant == call.tenant && call.admits(instance) ? self.summary(of: instance) : nil
        }
        return .listProcessInstances(
            ListProcessInstances.Answer(instances: page.views, nextPageToken: page.nextPageToken))
    }

    func list(_ call: ListIncidents) throws(CommandFailure) -> Answer {
        let definitionKey = try key(of: call.definition, tenant: call.tenant)
        let cursor = try PageCursor(call.page)
        func admits(_ instance: ProcessInstance) -> Bool {
            instance.tenant == call.tenant && (definitionKey.map { $0 == instance.definitionKey } ?? true)
        }
        let page: ListPage<IncidentView>
        if let key = call.processInstanceKey {
            let instance = try listedInstance(key)
            let all = admits(instance) ? instance.elements.flatMap { $0.incidents(in: instance) } : []
            let rest = all.filter { $0.key.rawValue > cursor.after && call.admits($0) }.sorted { $0.key < $1.key }
            page = self.page(cursor, of: rest, weight: { $0.message.utf8.count }) { $0.key.rawValue }
        } else {
            page = try self.page(cursor) { (visit) throws(StorageFailure) in
                try self.state.storage.scanIncidents(after: IncidentKey(cursor.after), visit)
            } weight: {
                $0.message.utf8.count
            } view: { (key: IncidentKey, instance) in
                guard admits(instance) else { return nil }
                return instance.element(owning: key)?.incidents(in: instance).first {
                    $0.key == key && call.admits($0)
                }
            }
        }
        return .listIncidents(ListIncidents.Answer(incidents: page.views, nextPageToken: page.nextPageToken))
    }

    private func summary(of instance: ProcessInstance) -> ProcessInstanceSummary {
        let record = state.definitions[instance.definitionKey]?.definition
        let active = Set(
            instance.elements.lazy.filter { !$0.kind.isScope && $0.kind != .adHocInnerInstance }.map(\.elementID))
        return ProcessInstanceSummary(
            key: instance.key, definitionKey: instance.definitionKey, processID: record?.processID ?? "",
            version: record?.version ?? 0, startedAt: instance.startedAt, incidents: Int32(instance.incidentCount),
            tenant: instance.tenant,
            state: instance.isBanned ? .banned : instance.isSuspended ? .suspended : .active,
            activeElements: active.sorted(), tags: instance.tags, businessID: instance.businessID)
    }
}

extension ListProcessInstances {
    /// Some of the instances looked at may not be listed.
    fileprivate var isFiltered: Bool {
        !elementID.isEmpty || state != .all || tenant != .default || !tag.isEmpty || !businessID.isEmpty
            || parent != nil
    }

    fileprivate func admits(_ instance: ProcessInstance) -> Bool {
        if !elementID.isEmpty, !instance.elements.contains(where: { $0.elementID == elementID }) { return false }
        if !tag.isEmpty, !instance.tags.contains(tag) { return false }
        if !businessID.isEmpty, instance.businessID != businessID { return false }
        if let parent, instance.parent?.instance != parent { return false }
        return switch state {
        case .all: true
        case .withIncidents: instance.incidentCount > 0
        case .withoutIncidents: instance.incidentCount == 0
        case .banned: instance.isBanned
        case .suspended: instance.isSuspended && !instance.isBanned
        }
    }
}

extension ListIncidents {
    fileprivate func admits(_ incident: IncidentView) -> Bool {
        (type.map { $0 == incident.type } ?? true) && (jobKey.map { $0 == incident.job } ?? true)
    }
}
