import FerryBPMN
import FerryEngine
import FerryModel
import Glibc
import Testing

@testable import FerryStore

/// What a record and a commit cost. Run alone and in release:
/// `FERRY_BENCH=1 swift test -c release -Xswiftc -enable-testing --filter StoreBenchmark`
@Suite(.serialized, .enabled(if: getenv("FERRY_BENCH") != nil, "set FERRY_BENCH=1 to measure")) struct StoreBenchmark {
    @Test func smallInstance() throws {
        let instance = Self.instance(Self.key(77))
        var writer = RecordWriter()

        measure("instance encode", 500_000) {
            writer.reset()
            InstanceRecord.write(instance, isSpilled: false, to: &writer)
        }
        let bytes = writer.bytes
        try measure("instance decode (\(bytes.count) bytes)", 500_000) {
            _ = try InstanceRecord.read(instance.key, in: bytes.span.bytes)
        }
    }

    @Test func migrationRecord() throws {
        let record = Self.migration(at: 1, of: Self.key(77))
        var entry = LogEntryRecord()
        var writer = RecordWriter()

        measure("migration encode", 500_000) {
            writer.reset()
            entry.write(record, to: &writer)
        }
        let bytes = writer.bytes
        try measure("migration decode (\(bytes.count) bytes)", 500_000) {
            _ = try LogEntryRecord.read(first: record.first, in: bytes.span.bytes)
        }
    }

    /// Migration-shaped work on RocksDB: load, save, two index rows, a log record; 128 to a commit, never synced.
    @Test func migrationsOnDisk() throws {
        let directory = try TemporaryDirectory()
        let storage = try PartitionStorage(over: RocksOrderedStore(path: directory["db"], createIfMissing: true))
        let count = 200_000
        for index in 0..<count {
            storage.save(Self.instance(Self.key(index)))
            if index % 256 == 255 { try storage.commit() }
        }
        try storage.commit()
        var random = Seeded(seed: 1)
        var done = 0

        try measure("migration on disk", count) {
            let key = Self.key(random.below(count))
            guard let instance = try storage.loadInstance(key) else { return }
            storage.save(instance)
            storage.stage(.deleteDefinitionEntry(7, key))
            storage.stage(.putDefinitionEntry(8, key))
            storage.append(Self.migration(at: UInt64(done + 1), of: key))
            done += 1
            if done % 128 == 0 {
                storage.saveMeta(PartitionMeta(applied: LogPosition(UInt64(done))))
                try storage.commit()
            }
        }
        measure("sync after all of it", 1) { try? storage.syncer.sync() }
        try storage.close()
    }

    private func measure(_ name: String, _ count: Int, _ body: () throws -> Void) rethrows {
        let clock = ContinuousClock()
        let start = clock.now
        for _ in 0..<count { try body() }
        let (seconds, attoseconds) = (clock.now - start).components
        let nanoseconds = Double(seconds) * 1e9 + Double(attoseconds) / 1e9
        print("\(name): \(Int(nanoseconds / Double(count))) ns")
    }

    private static func key(_ index: Int) -> ProcessInstanceKey {
        ProcessInstanceKey(rawValue: 1 << 51 | Int64(index + 1) * 8)
    }

    private static func instance(_ key: ProcessInstanceKey) -> ProcessInstance {
        let job = Job(key: JobKey(rawValue: key.rawValue + 2), type: "charge-credit-card", retries: 3, headers: [])
        return ProcessInstance(
            key: key, tenant: .default, startedAt: Timestamp(milliseconds: 1_700_000_000_000),
            definitionKey: ProcessDefinitionKey(rawValue: 1 << 51 | 5),
            elements: [
                ElementInstance(
                    key: key.root, scope: nil, elementID: "orderProcess", kind: .process, state: .activated),
                ElementInstance(
                    key: ElementInstanceKey(rawValue: key.rawValue + 1), scope: key.root,
                    elementID: "Activity_ChargeCreditCard", kind: .serviceTask, state: .activated, job: job),
            ])
    }

    private static func migration(at position: UInt64, of key: ProcessInstanceKey) -> LogRecord {
        let moved = ProcessInstanceMigrated(
            source: 7, target: 8,
            elements: [
                MovedElement(key: key.root, from: "orderProcess", to: "orderProcess"),
                MovedElement(
                    key: ElementInstanceKey(rawValue: key.rawValue + 1), from: "Activity_ChargeCreditCard",
                    to: "Activity_ChargeCard", job: JobKey(rawValue: key.rawValue + 2)),
            ],
            tokens: [], caller: "bench")
        return LogRecord(
            first: LogPosition(position), timestamp: Timestamp(milliseconds: 1_700_000_000_000),
            events: [InstanceEvent(instance: key, event: .processInstanceMigrated(moved))])
    }
}
