import FerryEngine
import FerryModel
import Testing

@testable import FerryStore

@Suite struct DefinitionIndexTests {
    /// Few and many in a chunk, at its ends, in several chunks, of several definitions.
    @Test(arguments: UInt64(0)..<4)
    func holdsWhatAPlainSetWouldHold(seed: UInt64) {
        var random = Seeded(seed: seed)
        var index = DefinitionIndex()
        var plain: [ProcessDefinitionKey: Set<ProcessInstanceKey>] = [:]
        for _ in 0..<30_000 {
            let change = random.change(definitions: 3, instances: 12_000)
            index.apply(change)
            if change.isThere {
                plain[change.definition, default: []].insert(change.instance)
            } else {
                plain[change.definition]?.remove(change.instance)
            }
        }

        for (definition, members) in plain {
            let sorted = members.sorted()
            #expect(index.members(of: definition).count == sorted.count)
            for start in [ProcessInstanceKey(rawValue: .min), sorted[0], sorted[sorted.count / 2], 0xFFFF, 0x1_0000] {
                #expect(index.keys(of: definition, after: start) == sorted.filter { $0 > start })
            }
        }
        #expect(index.count == plain.values.reduce(0) { $0 + $1.count })
    }

    /// 4,095 are a list, one more makes a bitmap, one less a list again.
    @Test(arguments: [1, 2, 4_095, 4_096, 4_097, 65_536])
    func aChunkComesBackFromItsBytes(count: Int) throws {
        var chunk = MemberChunk()
        for member in 0..<count { _ = chunk.insert(UInt16(65_535 - member)) }

        let found = try MemberChunk(chunk.bytes.span.bytes)

        #expect(found == chunk)
        #expect(found.count == count)
        #expect(chunk.bytes.count == (count < 4_096 ? count * 2 : 8_192))
    }

    @Test func theSameMembersAreTheSameChunkHoweverTheyCameTogether() {
        var grown = MemberChunk()
        for member in 0..<4_095 { _ = grown.insert(UInt16(member * 16)) }
        var shrunk = grown
        for member in 0..<9 { _ = shrunk.insert(UInt16(member * 16 + 1)) }
        for member in 0..<9 { _ = shrunk.remove(UInt16(member * 16 + 1)) }

        #expect(shrunk == grown)
        #expect(shrunk.bytes == grown.bytes)
        let (isNew, wasThere) = (grown.insert(16), grown.remove(1))
        #expect(!isNew)
        #expect(!wasThere)
    }

    @Test(arguments: [
        [], [1], [1, 0, 1], [2, 0, 1, 0], [1, 0, 1, 0], [UInt8](repeating: 0, count: 8_192),
        [UInt8](repeating: 1, count: 8_190) + [0, 0, 0, 0],
    ])
    func refusesBytesThatAreNoChunk(bytes: [UInt8]) {
        #expect(throws: RecordFault.self) { try MemberChunk(bytes.span.bytes) }
    }

    @Test func aTurnsChangesComeBackFromTheirBytes() throws {
        var random = Seeded(seed: 3)
        var changes = (0..<200).map { _ in random.change(definitions: 9, instances: 1 << 40) }
        changes.append(.init(definition: .init(rawValue: .min), instance: .init(rawValue: .max), isThere: true))
        changes.append(.init(definition: .init(rawValue: .max), instance: .init(rawValue: .min), isThere: false))
        var writer = RecordWriter()

        DefinitionChangesRecord.write(changes, to: &writer)

        #expect(try DefinitionChangesRecord.read(writer.bytes.span.bytes) == changes)
    }

    @Test(arguments: [
        [], [0x12, 0], [0x12, 1, 0], [0x12, 2, 2, 0],
        [9, 1, 0, 0, 0, 0, 0, 0, 0, 0x12, 2, 2, 0], [9, 1, 0, 0, 0, 0, 0, 0, 0, 0x12, 3, 0, 2, 1],
    ] as [[UInt8]])
    func refusesBytesThatAreNoChanges(bytes: [UInt8]) {
        #expect(throws: RecordFault.self) { try DefinitionChangesRecord.read(bytes.span.bytes) }
    }
}

/// The index must be had again from the disk after every turn, whatever was written when.
@Suite struct DefinitionJournalTests {
    private static let paces = [
        DefinitionJournal.Pace(), DefinitionJournal.Pace(changesPerChunk: 1, rowsMax: 3, forgottenMax: 2),
        DefinitionJournal.Pace(changesPerChunk: 40, rowsMax: 5, forgottenMax: 2),
        DefinitionJournal.Pace(changesPerChunk: 1_000, rowsMax: 20, forgottenMax: 3),
    ]

    @Test(arguments: paces, UInt64(0)..<3)
    func leadsToTheSameIndexAfterEveryTurn(pace: DefinitionJournal.Pace, seed: UInt64) throws {
        var random = Seeded(seed: seed)
        let store = MemoryOrderedStore()
        var storage = try PartitionStorage(over: store, pace)

        for turn in 0..<300 {
            // Chunks of 65,536 keys, some of which end empty.
            for _ in 0..<random.below(12) {
                storage.stage(random.stateChange(definitions: 3, instances: random.pick([4, 40 << 16])))
            }
            try storage.commit()

            let found = try PartitionStorage(over: store, pace)
            #expect(found.definitionIndex == storage.definitionIndex)
            #expect(try found.dumpState() == storage.dumpState())
            // Goes on from what lies on disk, as after a restart.
            if turn % 7 == 0 { storage = found }
        }
    }

    /// However small the turns, a restart goes over so many rows and no more.
    @Test(arguments: paces)
    func keepsABoundedNumberOfRows(pace: DefinitionJournal.Pace) throws {
        var random = Seeded(seed: 5)
        let store = MemoryOrderedStore()
        let storage = try PartitionStorage(over: store, pace)
        var most = 0

        for _ in 0..<1_000 {
            storage.stage(random.stateChange(definitions: 2, instances: 10 << 16))
            try storage.commit()
            most = max(most, try Self.rows(in: store))
        }

        #expect(most <= min(1_000, Int(pace.rowsMax) * 2))
    }

    @Test func aMissingRowOfChangesIsDamage() throws {
        let store = MemoryOrderedStore()
        let storage = try PartitionStorage(over: store)
        for instance in 1...3 as ClosedRange<Int64> {
            storage.stage(.putDefinitionEntry(7, ProcessInstanceKey(rawValue: instance)))
            try storage.commit()
        }
        var encoder = KeyEncoder()
        DefinitionIndexTables.changes(2, &encoder)
        store.delete(.state, encoder.bytes)
        store.commit()

        let failure = #expect(throws: StorageFailure.self) { try PartitionStorage(over: store) }

        #expect(failure?.kind == .corruption)
    }

    @Test func aTurnWithoutChangesWritesNothing() throws {
        let store = MemoryOrderedStore()
        let storage = try PartitionStorage(over: store)
        storage.stage(.putLocator(.job, 1, 2))
        try storage.commit()

        #expect(try Self.rows(in: store) == 0)
    }

    private static func rows(in store: MemoryOrderedStore) throws -> Int {
        var count = 0
        try store.scan(
            .state, from: [Table.definitionChanges.rawValue], to: [Table.definitionChanges.rawValue + 1]
        ) { _, _ in
            count += 1
            return true
        }
        return count
    }
}

extension DefinitionIndex {
    fileprivate func keys(
        of definition: ProcessDefinitionKey, after key: ProcessInstanceKey
    ) -> [ProcessInstanceKey] {
        var keys: [ProcessInstanceKey] = []
        members(of: definition).visit(after: key) { key in
            keys.append(key)
            return true
        }
        return keys
    }
}

extension Seeded {
    fileprivate mutating func change(definitions: Int, instances: Int) -> DefinitionIndex.Change {
        DefinitionIndex.Change(
            definition: ProcessDefinitionKey(rawValue: Int64(below(definitions))),
            instance: ProcessInstanceKey(rawValue: Int64(below(instances))), isThere: chance(oneIn: 2))
    }

    fileprivate mutating func stateChange(definitions: Int, instances: Int) -> StateChange {
        let change = change(definitions: definitions, instances: instances)
        return change.isThere
            ? .putDefinitionEntry(change.definition, change.instance)
            : .deleteDefinitionEntry(change.definition, change.instance)
    }
}
