package import FerryEngine
package import FerryModel

extension PartitionStorage {
    package func scanDefinitions(
        _ visit: (DeployedDefinition) throws(StorageFailure) -> Bool
    ) throws(StorageFailure) {
        DefinitionTable.prefix(&key)
        try scanRows(key.bytes) { (_, value) throws(RecordFault) in
            try DefinitionRecord.read(RecordCursor(value), in: value)
        } visit: { definition throws(StorageFailure) in
            try visit(definition)
        }
    }

    package func scanDecisions(
        _ visit: (DeployedDecisions) throws(StorageFailure) -> Bool
    ) throws(StorageFailure) {
        DecisionTable.prefix(&key)
        try scanRows(key.bytes) { (_, value) throws(RecordFault) in
            try DecisionsRecord.read(RecordCursor(value), in: value)
        } visit: { deployed throws(StorageFailure) in
            try visit(deployed)
        }
    }

    package func scanForms(_ visit: (DeployedForm) throws(StorageFailure) -> Bool) throws(StorageFailure) {
        FormTable.prefix(&key)
        try scanRows(key.bytes) { (_, value) throws(RecordFault) in
            try FormRecord.read(RecordCursor(value), in: value)
        } visit: { deployed throws(StorageFailure) in
            try visit(deployed)
        }
    }

    package func scanQueue(
        tenant: TenantID, type: String, _ visit: (JobKey, ProcessInstanceKey) throws(StorageFailure) -> Bool
    ) throws(StorageFailure) {
        JobQueueTable.prefix(tenant, type, &key)
        let prefix = key.bytes
        try scanQueueRows(prefix, to: KeyEncoder.end(of: prefix)) { (key, value) throws(RecordFault) in
            (try JobQueueTable.job(ofKey: key), try InstanceReference.read(value))
        } visit: { job, instance throws(StorageFailure) in
            try visit(job, instance)
        }
    }

    package func scanDue(
        upTo time: Timestamp, _ visit: (Timestamp, Int64, DueThing) throws(StorageFailure) -> Bool
    ) throws(StorageFailure) {
        DueTable.prefix(at: time, &key)
        let end = KeyEncoder.end(of: key.bytes)
        DueTable.prefix(&key)
        try scanQueueRows(key.bytes, to: end) { (key, value) throws(RecordFault) in
            let (time, number) = try DueTable.parts(ofKey: key)
            return (time, number, try DueTable.thing(value))
        } visit: { time, number, thing throws(StorageFailure) in
            try visit(time, number, thing)
        }
    }

    package func scanSignalSubscriptions(
        tenant: TenantID, name: String,
        _ visit: (EventSubscriptionKey, EventOwner) throws(StorageFailure) -> Bool
    ) throws(StorageFailure) {
        SignalSubscriptionTable.prefix(tenant, name, &key)
        let prefix = key.bytes
        try scanRows(prefix) { (key, value) throws(RecordFault) in
            (
                try SignalSubscriptionTable.subscription(ofKey: key, prefixCount: prefix.count),
                try EventOwnerReference.read(value)
            )
        } visit: { subscription, owner throws(StorageFailure) in
            try visit(subscription, owner)
        }
    }

    package func startTimers(of definition: ProcessDefinitionKey) throws(StorageFailure) -> [StartTimer] {
        var timers: [StartTimer] = []
        StartTimerTable.prefix(definition, &key)
        try scanRows(key.bytes) { (_, value) throws(RecordFault) in
            try StartTimerRecord.read(RecordCursor(value), in: value)
        } visit: { timer in
            timers.append(timer)
            return true
        }
        return timers
    }

    package func scanInstances(
        of definition: ProcessDefinitionKey?, after: ProcessInstanceKey,
        _ visit: (ProcessInstanceKey) throws(StorageFailure) -> Bool
    ) throws(StorageFailure) {
        if let definition {
            try definitionIndex.members(of: definition).visit(after: after, visit)
        } else {
            InstanceTable.prefix(&key)
            let end = KeyEncoder.end(of: key.bytes)
            InstanceTable.key(after, &key)
            try scanRows(from: KeyEncoder.end(of: key.bytes), to: end) { (key, _) throws(RecordFault) in
                try InstanceTable.instance(ofKey: key)
            } visit: { instance throws(StorageFailure) in
                try visit(instance)
            }
        }
    }

    package func scanExpiredAnswers(
        upTo time: Timestamp, _ visit: (AnswersForgotten.Entry) throws(StorageFailure) -> Bool
    ) throws(StorageFailure) {
        AnswerTable.expiryPrefix(at: time, &key)
        let end = KeyEncoder.end(of: key.bytes)
        AnswerTable.expiryPrefix(&key)
        try scanQueueRows(key.bytes, to: end) { (key, _) throws(RecordFault) in
            try AnswerTable.entry(ofExpiryKey: key)
        } visit: { entry throws(StorageFailure) in
            try visit(entry)
        }
    }

    package func scanOutbox(_ visit: (OutboxMessage) throws(StorageFailure) -> Bool) throws(StorageFailure) {
        OutboxTable.prefix(&key)
        try scanRows(key.bytes) { (_, value) throws(RecordFault) in
            try OutboxRecord.read(RecordCursor(value), in: value)
        } visit: { message throws(StorageFailure) in
            try visit(message)
        }
    }

    /// Scans everything that begins with `prefix`.
    func scanRows<Row>(
        _ prefix: [UInt8], read: (RawSpan, RawSpan) throws(RecordFault) -> Row,
        visit: (Row) throws(StorageFailure) -> Bool
    ) throws(StorageFailure) {
        try scanRows(from: prefix, to: KeyEncoder.end(of: prefix), read: read, visit: visit)
    }

    func scanRows<Row>(
        from lower: [UInt8], to upper: [UInt8], read: (RawSpan, RawSpan) throws(RecordFault) -> Row,
        visit: (Row) throws(StorageFailure) -> Bool
    ) throws(StorageFailure) {
        try store.scan(.state, from: lower, to: upper) { key, value throws(StorageFailure) in
            let row: Row
            do throws(RecordFault) {
                row = try read(key, value)
            } catch {
                throw StorageFailure(corruptRow: key, error)
            }
            return try visit(row)
        }
    }

    /// Scans a queue from its front, and remembers where that is now.
    private func scanQueueRows<Row>(
        _ prefix: [UInt8], to upper: [UInt8], read: (RawSpan, RawSpan) throws(RecordFault) -> Row,
        visit: (Row) throws(StorageFailure) -> Bool
    ) throws(StorageFailure) {
        let start = floors.start(of: prefix)
        guard SortedBytes.precedes(start, upper) else { return }
        // The scan does not see staged rows; one of them may stand before the first it finds.
        var knowsFront = store.hasStaged
        try scanRows(from: start, to: upper) { (key, value) throws(RecordFault) in
            if !knowsFront {
                floors.raise(prefix, to: [UInt8](key))
                knowsFront = true
            }
            return try read(key, value)
        } visit: { row throws(StorageFailure) in
            try visit(row)
        }
        if !knowsFront { floors.raise(prefix, to: upper) }
    }
}
