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
        var definitionKey: ProcessDefinitionKey?
        if let reference = call.definition {
            guard let deployed = state.definitions.find(reference, tenant: call.tenant) else {
                throw .rejected(.unknownDefinition(reference))
            }
            definitionKey = deployed.definition.key
        }
        let cursor = try PageCursor(call.page)
        let keysMax = call.isFiltered ? PageCursor.examinedMax : cursor.size
        var keys: [ProcessInstanceKey] = []
        try reading { () throws(StorageFailure) in
            try self.state.commit()
            try self.state.storage.scanInstances(of: definitionKey, after: ProcessInstanceKey(cursor.after)) {
                (key) throws(StorageFailure) in
                keys.append(key)
                return keys.count < keysMax
            }
        }
        var instances: [ProcessInstanceSummary] = []
        var last: Int64?
        var elements = 0
        for key in keys {
            guard instances.count < cursor.size, elements < PageCursor.elementsMax else { break }
            last = key.rawValue
            let found = try reading({ () throws(StorageFailure) in try self.state.instance(key) })
            elements += found?.elementCount ?? 0
            guard let instance = found, instance.tenant == call.tenant, call.admits(instance) else { continue }
            instances.append(summary(of: instance))
        }
        let isWhole = keys.count < keysMax && last == keys.last?.rawValue
        return .listProcessInstances(
            ListProcessInstances.Answer(
                instances: instances, nextPageToken: isWhole ? [] : PageCursor.token(after: last ?? cursor.after)))
    }

    func list(_ call: ListIncidents) throws(CommandFailure) -> Answer {
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
            let matches = definitionKey.map { $0 == instance.definitionKey } ?? true
            return .listIncidents(
                matches ? page(of: instance, cursor) : ListIncidents.Answer(incidents: [], nextPageToken: []))
        }
        var found: [(IncidentKey, ProcessInstanceKey)] = []
        try reading { () throws(StorageFailure) in
            try self.state.commit()
            try self.state.storage.scanIncidents(after: IncidentKey(cursor.after)) {
                (key, owner) throws(StorageFailure) in
                found.append((key, owner))
                return found.count < PageCursor.examinedMax
            }
        }
        var incidents: [IncidentView] = []
        var last: Int64?
        var elements = 0
        var lastOwner: ProcessInstanceKey?
        for (key, owner) in found {
            guard incidents.count < cursor.size, elements < PageCursor.elementsMax else { break }
            last = key.rawValue
            let read = try reading({ () throws(StorageFailure) in try self.state.instance(owner) })
            if owner != lastOwner { elements += read?.elementCount ?? 0 }
            lastOwner = owner
            guard let instance = read, instance.tenant == call.tenant,
                definitionKey.map({ $0 == instance.definitionKey }) ?? true,
                let view = instance.element(owning: key)?.incidents(in: instance).first(where: { $0.key == key })
            else { continue }
            incidents.append(view)
        }
        let isWhole = found.count < PageCursor.examinedMax && last == found.last?.0.rawValue
        return .listIncidents(
            ListIncidents.Answer(
                incidents: incidents, nextPageToken: isWhole ? [] : PageCursor.token(after: last ?? cursor.after)))
    }

    private func page(of instance: ProcessInstance, _ cursor: PageCursor) -> ListIncidents.Answer {
        let all = instance.elements.flatMap { $0.incidents(in: instance) }.sorted { $0.key < $1.key }
        let rest = all.drop { $0.key.rawValue <= cursor.after }
        let page = Array(rest.prefix(cursor.size))
        let isWhole = page.count == rest.count
        return ListIncidents.Answer(
            incidents: page, nextPageToken: isWhole ? [] : PageCursor.token(after: page.last?.key.rawValue ?? 0))
    }

    private func summary(of instance: ProcessInstance) -> ProcessInstanceSummary {
        let record = state.definitions[instance.definitionKey]?.definition
        let active = Set(instance.elements.lazy.filter { !$0.kind.isScope }.map(\.elementID))
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
    }

    fileprivate func admits(_ instance: ProcessInstance) -> Bool {
        if !elementID.isEmpty, !instance.elements.contains(where: { $0.elementID == elementID }) { return false }
        if !tag.isEmpty, !instance.tags.contains(tag) { return false }
        if !businessID.isEmpty, instance.businessID != businessID { return false }
        return switch state {
        case .all: true
        case .withIncidents: instance.incidentCount > 0
        case .withoutIncidents: instance.incidentCount == 0
        case .banned: instance.isBanned
        case .suspended: instance.isSuspended && !instance.isBanned
        }
    }
}
