import FerryModel

/// `ferry.record.v1.DefinitionChanges`: which instances came to and left which definitions in one turn.
enum DefinitionChangesRecord {
    static func write(_ changes: [DefinitionIndex.Change], to writer: inout RecordWriter) {
        var definitions: [ProcessDefinitionKey] = []
        for change in changes where !definitions.contains(change.definition) {
            definitions.append(change.definition)
            writer.key(1, change.definition)
        }
        writer.message(2) { writer in
            var before: Int64 = 0
            for change in changes {
                let index = definitions.firstIndex(of: change.definition) ?? 0
                writer.packed(UInt64(index) << 1 | (change.isThere ? 1 : 0))
                // Instances of one turn are often neighbours.
                let step = change.instance.rawValue &- before
                writer.packed(UInt64(bitPattern: step << 1 ^ step >> 63))
                before = change.instance.rawValue
            }
        }
    }

    static func read(_ bytes: RawSpan) throws(RecordFault) -> [DefinitionIndex.Change] {
        var definitions: [ProcessDefinitionKey] = []
        var changes: [DefinitionIndex.Change] = []
        var cursor = RecordCursor(bytes)
        while let field = try cursor.next(in: bytes) {
            switch field.number {
            case 1: definitions.append(try field.key())
            case 2: try read(field.content(), in: bytes, definitions, &changes)
            default: break
            }
        }
        guard !changes.isEmpty else { throw .missing("a change") }
        return changes
    }

    private static func read(
        _ cursor: RecordCursor, in bytes: RawSpan, _ definitions: [ProcessDefinitionKey],
        _ changes: inout [DefinitionIndex.Change]
    ) throws(RecordFault) {
        var cursor = cursor
        var before: Int64 = 0
        while let head = try cursor.nextPacked(in: bytes) {
            guard let tail = try cursor.nextPacked(in: bytes) else { throw .missing("an instance") }
            guard head >> 1 < UInt64(definitions.count) else {
                throw .inconsistent("there is no definition number \(head >> 1)")
            }
            before = before &+ (Int64(bitPattern: tail >> 1) ^ -Int64(bitPattern: tail & 1))
            changes.append(
                DefinitionIndex.Change(
                    definition: definitions[Int(head >> 1)], instance: ProcessInstanceKey(rawValue: before),
                    isThere: head & 1 == 1))
        }
    }
}
