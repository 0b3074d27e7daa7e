package import FerryEngine
package import FerryModel

/// Messages and those who wait for them.
extension PartitionStorage {
    package func loadMessage(_ message: MessageKey) throws(StorageFailure) -> Message? {
        MessageTables.message(message, &key)
        return try readRow { bytes throws(RecordFault) in try MessageRecord.read(RecordCursor(bytes), in: bytes) }
    }

    package func findMessage(_ address: MessageAddress, id: String) throws(StorageFailure) -> MessageKey? {
        MessageTables.id(address, id, &key)
        return try readRow { bytes throws(RecordFault) in try MessageReference.read(bytes) }
    }

    package func isMarked(_ mark: MessageMark) throws(StorageFailure) -> Bool {
        MessageTables.mark(mark, &key)
        return try readRow { _ in true } ?? false
    }

    package func marks(of message: MessageKey) throws(StorageFailure) -> [String] {
        var processIDs: [String] = []
        MessageTables.marks(message, &key)
        try scanRows(key.bytes) { (key, _) throws(RecordFault) in
            try MessageTables.mark(ofKey: key).processID
        } visit: { processID in
            processIDs.append(processID)
            return true
        }
        return processIDs
    }

    package func loadMessageSubscription(
        _ address: MessageAddress, _ subscription: EventSubscriptionKey
    ) throws(StorageFailure) -> MessageSubscription? {
        MessageTables.subscription(address, subscription, &key)
        return try readRow { bytes throws(RecordFault) in
            try MessageSubscriptionRecord.read(RecordCursor(bytes), in: bytes)
        }
    }

    package func holder(of lock: MessageStartLock) throws(StorageFailure) -> ProcessInstanceKey? {
        MessageTables.lock(lock, &key)
        return try readRow { bytes throws(RecordFault) in try InstanceReference.read(bytes) }
    }

    package func holder(of businessID: HeldBusinessID) throws(StorageFailure) -> ProcessInstanceKey? {
        BusinessIDTable.key(businessID, &key)
        return try readRow { bytes throws(RecordFault) in try InstanceReference.read(bytes) }
    }

    package func scanMessages(
        _ address: MessageAddress, _ visit: (MessageKey) throws(StorageFailure) -> Bool
    ) throws(StorageFailure) {
        MessageTables.prefix(.messageAddress, address, &key)
        let prefix = key.bytes
        try scanRows(prefix) { (key, _) throws(RecordFault) in
            try MessageTables.message(ofKey: key, prefixCount: prefix.count)
        } visit: { message throws(StorageFailure) in
            try visit(message)
        }
    }

    package func scanMessageSubscriptions(
        _ address: MessageAddress, _ visit: (MessageSubscription) throws(StorageFailure) -> Bool
    ) throws(StorageFailure) {
        MessageTables.prefix(.messageSubscription, address, &key)
        try scanMessageSubscriptions(behind: key.bytes, visit)
    }

    /// Of all addresses.
    package func scanMessageSubscriptions(
        _ visit: (MessageSubscription) throws(StorageFailure) -> Bool
    ) throws(StorageFailure) {
        key.begin(.messageSubscription)
        try scanMessageSubscriptions(behind: key.bytes, visit)
    }

    private func scanMessageSubscriptions(
        behind prefix: [UInt8], _ visit: (MessageSubscription) throws(StorageFailure) -> Bool
    ) throws(StorageFailure) {
        try scanRows(prefix) { (_, value) throws(RecordFault) in
            try MessageSubscriptionRecord.read(RecordCursor(value), in: value)
        } visit: { subscription throws(StorageFailure) in
            try visit(subscription)
        }
    }
}
