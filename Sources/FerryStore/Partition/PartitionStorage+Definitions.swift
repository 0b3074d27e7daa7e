import FerryEngine
import FerryModel

/// The index of instances by definition, and how it comes from the disk and goes there.
extension PartitionStorage {
    func loadDefinitionIndex() throws(StorageFailure) {
        try scanRows([Table.definitionMembers.rawValue]) { (key, value) throws(RecordFault) in
            (try DefinitionIndexTables.chunk(ofKey: key), try MemberChunk(value))
        } visit: { id, chunk in
            definitionIndex.adopt(chunk, id)
            return true
        }
        try scanRows([Table.definitionChanges.rawValue]) { (key, value) throws(RecordFault) in
            let changes = try DefinitionChangesRecord.read(value)
            try definitionJournal.found(try DefinitionIndexTables.row(ofKey: key), changes)
            return changes
        } visit: { changes in
            for change in changes { definitionIndex.apply(change) }
            return true
        }
    }

    /// Makes the turn's changes in memory, and stages what must be written of them.
    func stageDefinitionChanges() {
        guard !definitionChanges.isEmpty else { return }
        for change in definitionChanges { definitionIndex.apply(change) }
        let step = definitionJournal.step(definitionChanges)
        DefinitionIndexTables.changes(step.row, &key)
        put { DefinitionChangesRecord.write(definitionChanges, to: &$0) }
        for id in step.chunks {
            DefinitionIndexTables.members(id, &key)
            if let chunk = definitionIndex.chunk(id) {
                let bytes = chunk.bytes
                store.put(.state, key.bytes, unsafe bytes.span.bytes)
            } else {
                store.delete(.state, key.bytes)
            }
        }
        for row in step.forgotten {
            DefinitionIndexTables.changes(row, &key)
            store.delete(.state, key.bytes)
        }
        definitionChanges.removeAll(keepingCapacity: true)
    }

    /// What the index says, as rows that do not depend on how it came about: definition key, instance key.
    var definitionRows: [StateRow] {
        var rows: [StateRow] = []
        for definition in definitionIndex.definitions {
            definitionIndex.members(of: definition).visit(after: ProcessInstanceKey(rawValue: .min)) { instance in
                var encoder = KeyEncoder()
                encoder.begin(.definitionMembers)
                encoder.append(definition)
                encoder.append(instance)
                rows.append(StateRow(key: encoder.bytes, value: []))
                return true
            }
        }
        return rows
    }
}
