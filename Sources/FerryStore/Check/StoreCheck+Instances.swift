import FerryEngine
import FerryModel

extension StoreCheck {
    mutating func checkInstances() throws(StorageFailure) {
        var last = ProcessInstanceKey(rawValue: .min)
        while let keys = try instanceKeys(after: last) {
            for key in keys { try checkInstance(key) }
            last = keys[keys.count - 1]
        }
        if counts != meta.instances {
            report.find("the meta row counts \(meta.instances), but there are \(counts)")
        }
    }

    /// The next thousand; nil when there are no more.
    private func instanceKeys(after key: ProcessInstanceKey) throws(StorageFailure) -> [ProcessInstanceKey]? {
        var encoder = KeyEncoder()
        InstanceTable.key(key, &encoder)
        let lower = encoder.bytes + [0]
        InstanceTable.prefix(&encoder)
        var keys: [ProcessInstanceKey] = []
        try store.scan(.state, from: lower, to: KeyEncoder.end(of: encoder.bytes)) { key, _ throws(StorageFailure) in
            do throws(RecordFault) {
                keys.append(try InstanceTable.instance(ofKey: key))
            } catch {
                throw StorageFailure(corruptRow: key, error)
            }
            return keys.count < 1_000
        }
        return keys.isEmpty ? nil : keys
    }

    private mutating func checkInstance(_ key: ProcessInstanceKey) throws(StorageFailure) {
        expected[.instance, default: 0] += 1
        checkKey(key.rawValue, "instance")
        let instance: ProcessInstance
        do {
            guard let loaded = try storage.loadInstance(key) else { return }
            instance = loaded
        } catch  where error.kind == .corruption {
            report.find(error.message)
            return
        }
        guard let standing = instance.standing else {
            report.find("instance \(key) has no element instance")
            return
        }
        counts.add(1, to: standing)
        if !definitions.contains(instance.definitionKey) {
            report.find("instance \(key) runs definition \(instance.definitionKey), which is not there")
        }
        if instance.savedForm == .spilled {
            expected[.instanceElement, default: 0] += instance.elementCount
            expected[.instanceToken, default: 0] += instance.waiting.count - instance.changedTokens.count
        }
        var encoder = KeyEncoder()
        if !storage.definitionIndex.contains(key, of: instance.definitionKey) {
            report.find("instance \(key) is missing among those of its definition \(instance.definitionKey)")
        }
        if let lock = instance.startLock {
            MessageTables.lock(lock, &encoder)
            try expect(.messageStartLock, encoder.bytes, instance: key, "instance \(key)")
        }
        if let held = instance.heldBusinessID {
            BusinessIDTable.key(held, &encoder)
            try expect(.businessID, encoder.bytes, instance: key, "instance \(key)")
        }
        for element in instance.elements { try check(element, of: instance) }
        try checkVariables(of: instance)
    }

    private mutating func check(
        _ element: ElementInstance, of instance: ProcessInstance
    ) throws(StorageFailure) {
        checkKey(element.key.rawValue, "element instance")
        if element.scope != nil { try expectLocator(.element, .elementLocator, element.key.rawValue, instance) }
        if element.userTask != nil { try expectLocator(.userTask, .userTaskLocator, element.key.rawValue, instance) }
        if let form = element.userTask?.formKey, !forms.contains(form) {
            report.find("user task \(element.key): form \(form) is not there")
        }
        if let incident = element.incident { try check(incident, of: instance) }
        for subscription in element.subscriptions { try check(subscription, of: element, in: instance) }
        if let due = element.continuation?.due, !instance.isHalted {
            var encoder = KeyEncoder()
            DueTable.key(due, element.key.rawValue, &encoder)
            try expect(.due, encoder.bytes, "continuation of element instance \(element.key)")
        }
        guard let job = element.job else { return }
        checkKey(job.key.rawValue, "job")
        try expectLocator(.job, .jobLocator, job.key.rawValue, instance)
        if let incident = job.incident { try check(incident, of: instance) }
        // Nobody works on a banned or suspended instance: its jobs stand in no queue and at no time.
        guard !instance.isHalted else { return }
        var encoder = KeyEncoder()
        if job.state == .activatable {
            JobQueueTable.key(job.queued(in: instance.tenant), &encoder)
            try expect(.jobQueue, encoder.bytes, instance: instance.key, "job \(job.key)")
        }
        if let due = job.due {
            DueTable.key(due, job.key.rawValue, &encoder)
            try expect(.due, encoder.bytes, instance: instance.key, "job \(job.key)")
        }
    }

    private mutating func check(
        _ subscription: EventSubscription, of element: ElementInstance, in instance: ProcessInstance
    ) throws(StorageFailure) {
        checkKey(subscription.key.rawValue, "subscription")
        guard !instance.isHalted else { return }
        var encoder = KeyEncoder()
        let words = "subscription \(subscription.key) of instance \(instance.key)"
        switch subscription.trigger {
        case .timer(let timer):
            DueTable.key(timer.due, subscription.key.rawValue, &encoder)
            try expect(.due, encoder.bytes, words)
        case .signal(let name):
            SignalSubscriptionTable.key(instance.tenant, name, subscription.key, &encoder)
            try expect(.signalSubscription, encoder.bytes, words)
        case .message, .conditional: break
        }
    }

    private mutating func check(_ incident: Incident, of instance: ProcessInstance) throws(StorageFailure) {
        checkKey(incident.key.rawValue, "incident")
        try expectLocator(.incident, .incidentLocator, incident.key.rawValue, instance)
    }

    private mutating func expectLocator(
        _ locator: LocatorTable, _ table: Table, _ key: Int64, _ instance: ProcessInstance
    ) throws(StorageFailure) {
        var encoder = KeyEncoder()
        LocatorTables.key(locator, key, &encoder)
        try expect(table, encoder.bytes, instance: instance.key, "\(locator) \(key) of instance \(instance.key)")
    }

    private mutating func checkVariables(of instance: ProcessInstance) throws(StorageFailure) {
        let variables = try storage.loadVariables(of: instance.key, withItems: true)
        for scope in variables.sortedScopes {
            // Those of a scope that does not know it has any are left to be found as strays.
            guard instance.element(scope)?.hasVariables == true else { continue }
            let names = variables.names(in: scope)
            expected[.variable, default: 0] += names.count
            expected[.listItem, default: 0] += names.reduce(0) { $0 + variables.itemsApart($1, in: scope).count }
        }
    }
}
