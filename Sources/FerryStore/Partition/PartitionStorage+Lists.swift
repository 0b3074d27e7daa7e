package import FerryEngine
package import FerryModel

/// Scans of whole tables, for lists.
extension PartitionStorage {
    package func scanJobs(
        after: JobKey, _ visit: (JobKey, ProcessInstanceKey) throws(StorageFailure) -> Bool
    ) throws(StorageFailure) {
        try scanLocators(.job, after: after, visit)
    }

    package func scanUserTasks(
        after: ElementInstanceKey, _ visit: (ElementInstanceKey, ProcessInstanceKey) throws(StorageFailure) -> Bool
    ) throws(StorageFailure) {
        try scanLocators(.userTask, after: after, visit)
    }

    package func scanIncidents(
        after: IncidentKey, _ visit: (IncidentKey, ProcessInstanceKey) throws(StorageFailure) -> Bool
    ) throws(StorageFailure) {
        try scanLocators(.incident, after: after, visit)
    }

    private func scanLocators<K: Key>(
        _ table: LocatorTable, after: K, _ visit: (K, ProcessInstanceKey) throws(StorageFailure) -> Bool
    ) throws(StorageFailure) {
        LocatorTables.prefix(table, &key)
        let end = KeyEncoder.end(of: key.bytes)
        LocatorTables.key(table, after.rawValue, &key)
        try scanRows(from: KeyEncoder.end(of: key.bytes), to: end) { (key, value) throws(RecordFault) in
            let thing: K = try LocatorTables.thing(ofKey: key)
            return (thing, try InstanceReference.read(value))
        } visit: { thing, instance throws(StorageFailure) in
            try visit(thing, instance)
        }
    }

    package func scanMessages(
        after: MessageKey, _ visit: (Message) throws(StorageFailure) -> Bool
    ) throws(StorageFailure) {
        MessageTables.messages(&key)
        let end = KeyEncoder.end(of: key.bytes)
        MessageTables.message(after, &key)
        try scanRows(from: KeyEncoder.end(of: key.bytes), to: end) { (_, value) throws(RecordFault) in
            try MessageRecord.read(RecordCursor(value), in: value)
        } visit: { message throws(StorageFailure) in
            try visit(message)
        }
    }

    package func scanMessageSubscriptions(
        tenant: TenantID, name: String?, after: MessageSubscriptionPlace?,
        _ visit: (MessageSubscription) throws(StorageFailure) -> Bool
    ) throws(StorageFailure) {
        MessageTables.subscriptions(of: tenant, name, &key)
        let prefix = key.bytes
        var start = prefix
        if let after {
            MessageTables.subscription(after.address, after.key, &key)
            // A place of another name, from a token that was tampered with, must not lead out of the prefix.
            if SortedBytes.precedes(prefix, key.bytes) { start = KeyEncoder.end(of: key.bytes) }
        }
        let end = KeyEncoder.end(of: prefix)
        guard SortedBytes.precedes(start, end) else { return }
        try scanRows(from: start, to: end) { (_, value) throws(RecordFault) in
            try MessageSubscriptionRecord.read(RecordCursor(value), in: value)
        } visit: { subscription throws(StorageFailure) in
            try visit(subscription)
        }
    }

    package func scanDue(
        after: DuePlace?, _ visit: (DuePlace, DueThing) throws(StorageFailure) -> Bool
    ) throws(StorageFailure) {
        guard let after else {
            return try scanDue(upTo: Timestamp(milliseconds: .max)) { (time, key, thing) throws(StorageFailure) in
                try visit(DuePlace(time, key), thing)
            }
        }
        DueTable.prefix(&key)
        let end = KeyEncoder.end(of: key.bytes)
        DueTable.key(after.time, after.key, &key)
        try scanRows(from: KeyEncoder.end(of: key.bytes), to: end) { (key, value) throws(RecordFault) in
            let (time, number) = try DueTable.parts(ofKey: key)
            return (DuePlace(time, number), try DueTable.thing(value))
        } visit: { place, thing throws(StorageFailure) in
            try visit(place, thing)
        }
    }
}
