import FerryModel

/// The running instances of each definition.
///
/// - `definitionMembers`: definition key, chunk number -> `MemberChunk`
/// - `definitionChanges`: number of a turn -> `DefinitionChanges`
enum DefinitionIndexTables {
    static func members(_ chunk: DefinitionIndex.ChunkID, _ encoder: inout KeyEncoder) {
        encoder.begin(.definitionMembers)
        encoder.append(chunk.definition)
        encoder.append(chunk.number)
    }

    static func chunk(ofKey bytes: RawSpan) throws(RecordFault) -> DefinitionIndex.ChunkID {
        var reader = KeyReader()
        let definition: ProcessDefinitionKey = try reader.key(in: bytes)
        let number = try reader.int64(in: bytes)
        try reader.end(in: bytes)
        return DefinitionIndex.ChunkID(definition: definition, number: number)
    }

    static func changes(_ row: UInt64, _ encoder: inout KeyEncoder) {
        encoder.begin(.definitionChanges)
        encoder.append(row)
    }

    static func row(ofKey bytes: RawSpan) throws(RecordFault) -> UInt64 {
        var reader = KeyReader()
        let row = try reader.uint64(in: bytes)
        try reader.end(in: bytes)
        return row
    }

    /// Whether it is a key of one of these tables.
    static func holdsKey(_ bytes: RawSpan) -> Bool {
        guard bytes.byteCount > 0 else { return false }
        let table = Table(rawValue: unsafe bytes.unsafeLoad(as: UInt8.self))
        return table == .definitionMembers || table == .definitionChanges
    }
}
