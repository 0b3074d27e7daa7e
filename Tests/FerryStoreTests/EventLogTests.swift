import FerryEngine
import FerryModel
import Testing

@testable import FerryStore

@Suite(.serialized) struct EventLogTests {
    private let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    @Test(arguments: [true, false]) func readsFromAnyPositionInWholeRecords(onDisk: Bool) throws {
        let storage = try filled(onDisk)
        let log = storage.eventLog

        #expect(try firsts(log.read(from: .none)) == [1, 4, 7, 10])
        #expect(try firsts(log.read(from: LogPosition(4))) == [4, 7, 10])
        #expect(try firsts(log.read(from: LogPosition(6))) == [4, 7, 10])
        #expect(try firsts(log.read(from: LogPosition(12))) == [10])
        #expect(try firsts(log.read(from: LogPosition(13))) == [])
        #expect(try log.firstPosition() == LogPosition(1))
        #expect(try log.lastPosition() == LogPosition(12))
        try storage.close()
    }

    @Test(arguments: [true, false]) func readsNoMoreThanAskedFor(onDisk: Bool) throws {
        let storage = try filled(onDisk)
        let log = storage.eventLog

        #expect(try firsts(log.read(from: .none, recordsMax: 2)) == [1, 4])
        #expect(try firsts(log.read(from: .none, recordsMax: 0)) == [])
        #expect(try firsts(log.read(from: .none, bytesMax: 1)) == [1])
        #expect(try firsts(log.read(from: .none, through: LogPosition(9))) == [1, 4, 7])
        #expect(try firsts(log.read(from: .none, through: LogPosition(8))) == [1, 4])
        try storage.close()
    }

    @Test(arguments: [true, false]) func isCutOnlyFromItsOldEnd(onDisk: Bool) throws {
        let storage = try filled(onDisk)

        try storage.truncateLog(before: LogPosition(6))
        #expect(try firsts(storage.eventLog.read(from: .none)) == [4, 7, 10])
        #expect(try firsts(storage.eventLog.read(from: LogPosition(2))) == [4, 7, 10])
        try storage.truncateLog(before: LogPosition(3))
        #expect(try storage.eventLog.firstPosition() == LogPosition(4))
        try storage.truncateLog(before: LogPosition(.max))
        #expect(try firsts(storage.eventLog.read(from: .none)) == [10])
        try storage.close()
    }

    @Test func isReadByAnotherThreadWhileItGrows() async throws {
        let storage = try filled(true)
        let log = storage.eventLog

        async let lengths = Task.detached {
            try (0..<50).map { _ in try log.read(from: .none).count }
        }.value
        for index in 0..<200 { try Self.append(UInt64(13 + index * 3), to: storage) }

        let seen = try await lengths
        #expect(seen == seen.sorted())
        #expect(try log.read(from: .none).count == 204)
        try storage.close()
    }

    @Test func refusesToOpenWhenLogAndTablesDisagree() throws {
        let store = MemoryOrderedStore()
        let storage = try PartitionStorage(over: store)
        try Self.append(1, to: storage)
        storage.saveMeta(PartitionMeta(applied: LogPosition(9)))
        try storage.commit()

        let failure = #expect(throws: StorageFailure.self) { try PartitionStorage(over: store) }

        #expect(failure?.kind == .corruption)
        #expect(failure?.message.contains("ends at position 3, but the tables contain the events up to 9") == true)
    }

    private func filled(_ onDisk: Bool) throws -> PartitionStorage {
        let store: any OrderedStore =
            onDisk ? try RocksOrderedStore(path: directory["db"], createIfMissing: true) : MemoryOrderedStore()
        let storage = try PartitionStorage(over: store)
        for first in [1, 4, 7, 10] as [UInt64] { try Self.append(first, to: storage) }
        return storage
    }

    /// A record of three events.
    private static func append(_ first: UInt64, to storage: PartitionStorage) throws {
        let events = (0..<3).map { index in
            InstanceEvent(instance: 5, event: .jobCompleted(JobKey(rawValue: Int64(first) + Int64(index))))
        }
        let record = LogRecord(first: LogPosition(first), timestamp: Timestamp(milliseconds: 1), events: events)
        storage.append(record)
        storage.saveMeta(PartitionMeta(applied: record.last))
        try storage.commit()
    }

    private func firsts(_ records: [LogRecord]) -> [UInt64] { records.map(\.first.rawValue) }
}
