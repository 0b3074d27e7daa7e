import FerryBroker
import FerryEngine
import FerryModel
import FerryTestSupport
import Foundation
import Testing

@testable import FerryStore

@Suite(.timeLimit(.minutes(1)))
struct CheckTests {
    @Test func aPartitionThatDidAllKindsOfThingsIsSound() async throws {
        let store = try await Self.busyStore()

        let report = StoreCheck.run(PartitionID(1), store, scratch: MemoryOrderedStore())

        #expect(report.findings == [])
        #expect(report.replay == .same)
        #expect(report.rows.map(\.table).contains("variable"))
    }

    @Test func anEmptyPartitionIsSound() {
        let report = StoreCheck.run(PartitionID(1), MemoryOrderedStore(), scratch: MemoryOrderedStore())

        #expect(report.isSound)
        #expect(report.replay == .same)
    }

    /// Each row of each of these tables, taken away, is missed.
    @Test(arguments: [
        Table.meta, .instance, .instanceElement, .variable, .jobLocator, .incidentLocator, .elementLocator,
        .definitionMembers, .jobQueue, .due, .definition, .answerExpiry,
    ])
    func missesARow(_ table: Table) async throws {
        let store = try await Self.busyStore()
        let key = try #require(try Self.firstKey(of: table, in: store))

        store.delete(.state, key)
        store.commit()

        let report = StoreCheck.run(PartitionID(1), store, scratch: MemoryOrderedStore())
        #expect(!report.isSound)
        // An instance's variable is missed by nobody but the log.
        if table != .variable { #expect(!StoreCheck.run(PartitionID(1), store).isSound) }
    }

    @Test(arguments: [
        Table.instanceElement, .variable, .jobLocator, .incidentLocator, .elementLocator, .definitionMembers,
        .jobQueue, .due, .answerExpiry,
    ])
    func findsARowTooMany(_ table: Table) async throws {
        let store = try await Self.busyStore()
        var key = try #require(try Self.firstKey(of: table, in: store))
        let value = try #require(try store.read(.state, key) { [UInt8]($0) })

        // Another key of the same form: the first number behind the table's is another one.
        key[table == .jobQueue ? key.count - 1 : 8] ^= 0x55
        store.put(.state, key, value.span.bytes)
        store.commit()

        let report = StoreCheck.run(PartitionID(1), store)
        #expect(!report.isSound)
    }

    @Test(arguments: [Table.instance, .definition, .jobLocator, .answer, .meta])
    func namesARowThatCannotBeRead(_ table: Table) async throws {
        let store = try await Self.busyStore()
        let key = try #require(try Self.firstKey(of: table, in: store))

        store.put(.state, key, [0xFF, 0xFF, 0xFF].span.bytes)
        store.commit()

        let report = StoreCheck.run(PartitionID(1), store)
        #expect(!report.isSound)
        #expect(report.findings.contains { $0.contains("\(table)") })
    }

    @Test func findsKeysBeyondTheCounter() async throws {
        let store = try await Self.busyStore()
        try Self.changeMeta(of: store) { $0.keyCounter = 3 }

        let report = StoreCheck.run(PartitionID(1), store)

        #expect(report.findings.contains { $0.contains("beyond the partition's 3") })
        #expect(report.findings.count == CheckReport.findingsMax)
        #expect(report.findingCount > CheckReport.findingsMax)
    }

    @Test func findsWrongCountsOfInstances() async throws {
        let store = try await Self.busyStore()
        try Self.changeMeta(of: store) { $0.instances.active += 1 }

        let report = StoreCheck.run(PartitionID(1), store)

        #expect(report.findings.count == 1)
        #expect(report.findings.contains { $0.contains("the meta row counts") })
    }

    @Test func findsAGapInTheLog() async throws {
        let store = try await Self.busyStore()
        let second = try PartitionStorage(over: store).eventLog.read(from: LogPosition(1), recordsMax: 2)[1].first
        var encoder = KeyEncoder()
        EventLogTable.key(second, &encoder)
        store.delete(.log, encoder.bytes)
        store.commit()

        let report = StoreCheck.run(PartitionID(1), store)

        #expect(report.findings.contains { $0.contains("gap") })
    }

    @Test func doesNotReplayALogThatWasCut() async throws {
        let store = try await Self.busyStore()
        try PartitionStorage(over: store).truncateLog(before: LogPosition(20))

        let report = StoreCheck.run(PartitionID(1), store, scratch: MemoryOrderedStore())

        #expect(report.isSound)
        guard case .notTried = report.replay else { return #expect(report.replay == .notTried("")) }
    }

    @Test func refusesADirectoryThatIsInUseOrNone() throws {
        let site = try TemporaryDirectory()
        let data = try DataDirectory.open(site["data"], partitions: 1)
        defer { withExtendedLifetime(data) {} }

        #expect(throws: DataDirectoryError.self) { try DirectoryCheck.run(site["data"]) }
        #expect(throws: DataDirectoryError.notOurs(path: site["none"], found: ["nothing"])) {
            try DirectoryCheck.run(site["none"])
        }
    }

    @Test func leavesADirectoryAsItIs() async throws {
        let site = try TemporaryDirectory()
        let ferry = try TestBroker(try DataDirectory.open(site["data"], partitions: 2))
        try await ferry.keepBusy()
        try ferry.broker.close()
        let before = try FileManager.default.subpathsOfDirectory(atPath: site["data"]).sorted()

        let report = try DirectoryCheck.run(site["data"], options: .init(scratch: site["scratch"]))

        #expect(report.findings == [])
        #expect(report.partitions.allSatisfy { $0.replay == .same })
        #expect(try FileManager.default.subpathsOfDirectory(atPath: site["data"]).sorted() == before)
        #expect(try FileManager.default.contentsOfDirectory(atPath: site.path) == ["data"])
    }

    // MARK: What is looked at

    /// Small and large instances, jobs in every state, incidents, repeats, migrations, some of it over again.
    static func busyStore() async throws -> MemoryOrderedStore {
        let store = MemoryOrderedStore()
        // Writes the index of instances by definition out early.
        let pace = DefinitionJournal.Pace(changesPerChunk: 2)
        let ferry = try TestBroker([PartitionDisk(PartitionID(1), try PartitionStorage(over: store, pace))])
        try await ferry.keepBusy()
        try ferry.broker.close()
        return store
    }

    private static func changeMeta(
        of store: MemoryOrderedStore, _ change: (inout PartitionMeta) -> Void
    ) throws {
        let storage = try PartitionStorage(over: store)
        var meta = try storage.loadMeta()
        change(&meta)
        storage.saveMeta(meta)
        try storage.commit()
    }

    private static func firstKey(of table: Table, in store: MemoryOrderedStore) throws -> [UInt8]? {
        var first: [UInt8]?
        try store.scan(.state, from: [table.rawValue], to: [table.rawValue + 1]) { key, _ in
            first = [UInt8](key)
            return false
        }
        return first
    }
}
