import FerryModel

/// Which instances run on which definition. Lies in memory whole, so that listing is exact and moving an instance from
/// one definition to another changes two bits; `DefinitionJournal` keeps it on disk.
struct DefinitionIndex: Hashable {
    private var sets: [ProcessDefinitionKey: MemberSet] = [:]

    /// An instance comes to a definition, or leaves it.
    struct Change: Hashable, Sendable {
        let definition: ProcessDefinitionKey
        let instance: ProcessInstanceKey
        let isThere: Bool

        var chunk: ChunkID { ChunkID(definition: definition, number: MemberSet.number(of: instance)) }
    }

    /// Names one chunk of one definition.
    struct ChunkID: Hashable, Sendable {
        let definition: ProcessDefinitionKey
        let number: Int64
    }

    /// Sorted.
    var definitions: [ProcessDefinitionKey] { sets.keys.sorted() }

    var count: Int { sets.values.reduce(0) { $0 + $1.count } }

    func contains(_ instance: ProcessInstanceKey, of definition: ProcessDefinitionKey) -> Bool {
        sets[definition]?.contains(instance) ?? false
    }

    func members(of definition: ProcessDefinitionKey) -> MemberSet { sets[definition] ?? MemberSet() }

    func chunk(_ id: ChunkID) -> MemberChunk? { sets[id.definition]?.chunk(id.number) }

    /// Changes that were made already are made again without harm.
    mutating func apply(_ change: Change) {
        if change.isThere {
            sets[change.definition, default: MemberSet()].insert(change.instance)
        } else {
            sets[change.definition]?.remove(change.instance)
            if sets[change.definition]?.count == 0 { sets[change.definition] = nil }
        }
    }

    mutating func adopt(_ chunk: MemberChunk, _ id: ChunkID) {
        sets[id.definition, default: MemberSet()].adopt(chunk, id.number)
    }
}
