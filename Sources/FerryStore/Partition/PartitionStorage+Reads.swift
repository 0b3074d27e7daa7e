package import FerryEngine
package import FerryModel

extension PartitionStorage {
    package func loadMeta() throws(StorageFailure) -> PartitionMeta {
        MetaTable.key(&key)
        return try readRow { bytes throws(RecordFault) in try MetaRecord.read(bytes) } ?? PartitionMeta()
    }

    package func loadInstance(_ instance: ProcessInstanceKey) throws(StorageFailure) -> ProcessInstance? {
        InstanceTable.key(instance, &key)
        guard let root = try loadRoot(instance) else { return nil }
        guard root.spilledElements != nil else { return root.instance }
        var elements: [ElementInstance] = []
        InstanceTable.elementsPrefix(instance, &key)
        try scanRows(key.bytes) { (_, value) throws(RecordFault) in
            try ElementRecord.read(RecordCursor(value), in: value)
        } visit: { element in
            elements.append(element)
            return true
        }
        let tokens = root.spilledTokens > 0 ? try loadTokens(of: instance) : []
        do throws(RecordFault) {
            return try InstanceRecord.complete(root, with: elements, tokens)
        } catch {
            InstanceTable.key(instance, &key)
            throw StorageFailure(corruptRow: key.bytes, error)
        }
    }

    /// Its key lies in `key`.
    private func loadRoot(_ instance: ProcessInstanceKey) throws(StorageFailure) -> InstanceRecord.Root? {
        let rowKey = key.bytes
        let known = try recordCache.find(instance) { bytes throws(StorageFailure) in
            do throws(RecordFault) {
                return try InstanceRecord.read(instance, in: bytes)
            } catch {
                throw StorageFailure(corruptRow: rowKey, error)
            }
        }
        if let known { return known }
        return try readRow { bytes throws(RecordFault) in
            let root = try InstanceRecord.read(instance, in: bytes)
            recordCache.insert(instance, bytes)
            return root
        }
    }

    private func loadTokens(of instance: ProcessInstanceKey) throws(StorageFailure) -> [WaitingToken] {
        var tokens: [WaitingToken] = []
        InstanceTokenTable.prefix(instance, &key)
        try scanRows(key.bytes) { (_, value) throws(RecordFault) in
            try TokenRecord.read(RecordCursor(value), in: value)
        } visit: { token in
            tokens.append(token)
            return true
        }
        return tokens
    }

    package func loadVariables(
        of instance: ProcessInstanceKey, withItems: Bool
    ) throws(StorageFailure) -> InstanceVariables {
        let variables = InstanceVariables()
        VariableTable.prefix(instance, &key)
        try scanRows(key.bytes) { (key, value) throws(RecordFault) in
            let (scope, name) = try VariableTable.parts(ofKey: key)
            return (scope, name, JSONValue(trusted: [UInt8](value)))
        } visit: { scope, name, value in
            variables[scope, name] = value
            return true
        }
        if withItems { try loadItems(of: instance, into: variables) }
        return variables
    }

    private func loadItems(
        of instance: ProcessInstanceKey, into variables: InstanceVariables
    ) throws(StorageFailure) {
        ListItemTable.prefix(instance, &key)
        try scanRows(key.bytes) { (key, value) throws(RecordFault) in
            (try ListItemTable.parts(ofKey: key), JSONValue(trusted: [UInt8](value)), [UInt8](key))
        } visit: { place, value, key throws(StorageFailure) in
            guard variables.setItem(place.index, of: place.name, in: place.scope, to: value) else {
                throw StorageFailure(corruptRow: key, .inconsistent("there is no list that this is an item of"))
            }
            return true
        }
    }

    package func locate(_ table: LocatorTable, _ number: Int64) throws(StorageFailure) -> ProcessInstanceKey? {
        LocatorTables.key(table, number, &key)
        return try readRow { bytes throws(RecordFault) in try InstanceReference.read(bytes) }
    }

    package func loadAnswer(idempotencyKey: [UInt8]) throws(StorageFailure) -> RecordedAnswer? {
        AnswerTable.key(idempotencyKey, &key)
        return try readRow { bytes throws(RecordFault) in try AnswerRowRecord.read(bytes) }
    }

    /// Reads the row whose key lies in `key`.
    func readRow<Row>(_ read: (RawSpan) throws(RecordFault) -> Row) throws(StorageFailure) -> Row? {
        let key = key.bytes
        return try store.read(.state, key) { bytes throws(StorageFailure) in
            do throws(RecordFault) {
                return try read(bytes)
            } catch {
                throw StorageFailure(corruptRow: key, error)
            }
        }
    }
}
