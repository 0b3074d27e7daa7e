import FerryBroker
import FerryEngine
import FerryModel
import FerryStore
import FerryTestSupport
import Foundation
import Testing

@Suite(.timeLimit(.minutes(2)))
struct BackupTests {
    @Test func aBackupOfARunningBrokerRestoresToASoundDirectory() async throws {
        let site = try TemporaryDirectory()
        let data = try DataDirectory.open(site["data"], partitions: 3)
        let ferry = try TestBroker(data) { $0.backupDirectory = site["backups"] }
        try await ferry.keepBusy()
        let instances = ferry.broker.metrics.sum("ferry_process_instances")

        let outcome = try await ferry.backUp("monday").get()
        try await ferry.keepBusy()
        try ferry.broker.close()
        let restored = try BackupRestore.restore(from: outcome.path, to: site["restored"])

        #expect(outcome.path == site["backups/monday"])
        #expect(restored.manifest.positions == outcome.positions)
        #expect(restored.report.isSound)
        #expect(
            try DirectoryCheck.run(site["restored"], options: .init(scratch: site["scratch"])).lines.isEmpty == false)
        #expect(try DirectoryCheck.run(site["restored"], options: .init(scratch: site["scratch"])).findings == [])
        let again = try TestBroker(try DataDirectory.open(site["restored"]))
        #expect(again.broker.metrics.sum("ferry_process_instances") == instances)
        #expect(again.broker.topology.partitions.map(\.lastPosition) == outcome.positions)
        try again.broker.close()
    }

    /// Deployments go from partition 1 to the others: whatever is under way, the copies must go together.
    @Test func copiesGoTogetherWhileDefinitionsAreUnderWay() async throws {
        let site = try TemporaryDirectory()
        let data = try DataDirectory.open(site["data"], partitions: 3)
        let ferry = try TestBroker(data) { $0.backupDirectory = site["backups"] }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for number in 0..<60 { _ = try await ferry.deploy(Model.oneTask("p\(number)")) }
            }
            group.addTask {
                for number in 0..<6 { _ = try await ferry.backUp("b\(number)").get() }
            }
            try await group.waitForAll()
        }
        try ferry.broker.close()

        for number in 0..<6 {
            let path = site["restored\(number)"]
            _ = try BackupRestore.restore(from: site["backups/b\(number)"], to: path)
            try Self.expectTogether(path)
            // And it goes on: what was under way arrives, and new definitions get their keys and versions.
            let again = try TestBroker(try DataDirectory.open(path))
            _ = try await again.deploy(Model.oneTask("after"))
            try again.broker.close()
            let definitions = try Self.definitions(path)
            #expect(Set(definitions).count == 1)
        }
    }

    /// Every definition of another partition is known to partition 1, and every one that partition 1 takes for
    /// delivered is there.
    private static func expectTogether(_ path: String) throws {
        let data = try DataDirectory.open(path)
        defer { withExtendedLifetime(data) {} }
        var sent: [PartitionID: UInt64] = [:]
        var unacknowledged: [PartitionID: UInt64] = [:]
        for id in data.partitions {
            let storage = try data.openPartition(id, StoreSettings(blockCacheBytes: 8 << 20))
            let meta = try storage.loadMeta()
            if id == PartitionID(1) {
                for entry in meta.outboxSequences { sent[entry.receiver] = entry.sequence }
                try storage.scanOutbox { message in
                    unacknowledged[message.receiver] = min(unacknowledged[message.receiver] ?? .max, message.sequence)
                    return true
                }
            } else {
                let taken = meta.inboxPositions.first { $0.sender == PartitionID(1) }?.sequence ?? 0
                let acknowledged = unacknowledged[id].map { $0 - 1 } ?? sent[id] ?? 0
                #expect(taken <= sent[id] ?? 0)
                #expect(taken >= acknowledged)
            }
            try storage.close()
        }
    }

    private static func definitions(_ path: String) throws -> [[ProcessDefinitionKey]] {
        let data = try DataDirectory.open(path)
        defer { withExtendedLifetime(data) {} }
        return try data.partitions.map { id in
            let storage = try data.openPartition(id, StoreSettings(blockCacheBytes: 8 << 20))
            var keys: [ProcessDefinitionKey] = []
            try storage.scanDefinitions { deployed in
                keys.append(deployed.definition.key)
                return true
            }
            try storage.close()
            return keys
        }
    }

    @Test(arguments: ["", ".hidden", "a/b", "..", "ä", String(repeating: "x", count: 65)])
    func refusesNamesThatAreNoFileNames(_ name: String) async throws {
        let site = try TemporaryDirectory()
        let data = try DataDirectory.open(site["data"], partitions: 1)
        let ferry = try TestBroker(data) { $0.backupDirectory = site["backups"] }

        let result = await ferry.backUp(name)

        guard case .failure(.badName) = result else { return #expect(result == .failure(.busy)) }
        #expect(FileManager.default.fileExists(atPath: site["backups"]) == false)
        try ferry.broker.close()
    }

    @Test func refusesANameTwiceAndABrokerWithoutABackupDirectory() async throws {
        let site = try TemporaryDirectory()
        let data = try DataDirectory.open(site["data"], partitions: 2)
        let ferry = try TestBroker(data) { $0.backupDirectory = site["backups"] }
        let other = try TestBroker(partitions: 1)

        _ = try await ferry.backUp("one").get()
        let twice = await ferry.backUp("one")
        let unconfigured = await other.backUp("one")
        try ferry.broker.close()
        let closed = await ferry.backUp("two")

        guard case .failure(.exists) = twice else { return #expect(twice == .failure(.busy)) }
        #expect(unconfigured == .failure(.notConfigured))
        #expect(closed == .failure(.notNow("the broker is shutting down")))
        #expect(try FileManager.default.contentsOfDirectory(atPath: site["backups"]) == ["one"])
        try other.broker.close()
    }

    @Test func aPartitionThatCannotCopyItselfLeavesNothingBehind() async throws {
        let site = try TemporaryDirectory()
        let ferry = try TestBroker(partitions: 2) { $0.backupDirectory = site["backups"] }

        let result = await ferry.backUp("one")

        guard case .failure(.notNow) = result else { return #expect(result == .failure(.busy)) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: site["backups"]) == [])
        try ferry.broker.close()
    }

    @Test func restoresOnlyWholeBackupsIntoFreshDirectories() async throws {
        let site = try TemporaryDirectory()
        let data = try DataDirectory.open(site["data"], partitions: 1)
        let ferry = try TestBroker(data) { $0.backupDirectory = site["backups"] }
        try await ferry.keepBusy()
        let backup = try await ferry.backUp("one").get().path
        try ferry.broker.close()
        try FileManager.default.createDirectory(atPath: site["full"], withIntermediateDirectories: false)
        try Data().write(to: URL(fileURLWithPath: site["full/file"]))

        #expect(throws: BackupProblem.targetNotEmpty(path: site["full"], found: ["file"])) {
            try BackupRestore.restore(from: backup, to: site["full"])
        }
        #expect(throws: BackupProblem.notABackup(path: site["data"], problem: "there is no backup.json")) {
            try BackupRestore.restore(from: site["data"], to: site["fresh"])
        }
        try Self.damageATableFile(in: "\(backup)/partition-001")
        #expect(throws: BackupProblem.self) { try BackupRestore.restore(from: backup, to: site["fresh"]) }
        // What was restored of it is no data directory, and nobody takes it for one.
        #expect(throws: DataDirectoryError.self) { try DataDirectory.open(site["fresh"]) }
    }

    private static func damageATableFile(in path: String) throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: path).filter { $0.hasSuffix(".sst") }
        for name in names {
            let file = URL(fileURLWithPath: "\(path)/\(name)")
            var bytes = try Data(contentsOf: file)
            bytes[bytes.count / 3] ^= 0x10
            try bytes.write(to: file)
        }
    }
}
