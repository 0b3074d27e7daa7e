import FerryEngine
import FerryModel
import Testing

@testable import FerryStore

/// What a crash, and what a damaged disk, leave behind.
@Suite(.serialized) struct DurabilityTests {
    private let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    @Test func keepsWhatWasSyncedWhenTheProcessDies() throws {
        let storage = try open("db", create: true)
        var workload = StorageWorkload(seed: 3)
        for _ in 0..<30 { try workload.turn(on: storage) }
        try storage.syncer.sync()
        let synced = try storage.dumpState()
        let log = try storage.eventLog.read(from: .none)
        // Committed, but not handed to the kernel: gone with the process.
        try workload.turn(on: storage)

        try TemporaryDirectory.copy(directory["db"], to: directory["copy"])
        let found = try open("copy")

        #expect(try found.dumpState() == synced)
        #expect(try found.eventLog.read(from: .none) == log)
        try found.close()
        try storage.close()
    }

    @Test func losesOnlyWholeCommitsFromTheEndOfATornLog() throws {
        let (log, states) = try crashed()

        for count in stride(from: 0, to: log.bytes.count, by: 331) {
            try TemporaryDirectory.write(Array(log.bytes[..<count]), to: log.path)
            let found = try open("copy")
            let applied = try found.loadMeta().applied

            #expect(try states[applied] == found.dumpState())
            try found.close()
            try restoreCopy()
        }
    }

    @Test func noticesEveryFlippedBitInTheWriteAheadLog() throws {
        let (log, states) = try crashed()
        let complete = try #require(states.keys.max())
        var random = Seeded(seed: 5)
        // Every bit of every header, because RocksDB overlooks some of them, and bits anywhere.
        let headers = log.recordStarts.flatMap { start in (start * 8)..<((start + 7) * 8) }
        let bits = headers + (0..<60).map { _ in random.below(log.bytes.count * 8) }

        for bit in bits {
            var bytes = log.bytes
            bytes[bit / 8] ^= 1 << (bit % 8)
            try TemporaryDirectory.write(bytes, to: log.path)

            do {
                let found = try open("copy")
                let applied = try found.loadMeta().applied
                try found.close()
                // Only in the last record can damage look like a write cut short.
                #expect(applied == complete || bit / 8 >= log.recordStarts[5], "bit \(bit)")
            } catch let failure as StorageFailure {
                #expect(failure.kind == .corruption, "\(failure)")
            }
            try restoreCopy()
        }
    }

    @Test func noticesEveryFlippedBitInATableFileWhenItIsRead() throws {
        let state = try tableFiles()
        var random = Seeded(seed: 6)

        for name in try TemporaryDirectory.names(in: directory["db"]) where name.hasSuffix(".sst") {
            let bytes = try TemporaryDirectory.read(directory["db/" + name])
            for _ in 0..<40 {
                var damaged = bytes
                damaged[random.below(bytes.count)] ^= 1 << random.below(8)
                try restoreCopy()
                try TemporaryDirectory.write(damaged, to: directory["copy/" + name])

                do {
                    let found = try open("copy")
                    let content = try found.dumpState()
                    _ = try found.eventLog.read(from: .none)
                    try found.close()
                    // Bytes that carry no data (statistics of the file) may be wrong without harm.
                    #expect(content == state)
                } catch let failure as StorageFailure {
                    #expect(failure.kind == .corruption, "\(failure)")
                }
            }
        }
    }

    @Test func noticesFlippedBitsInTheFilesThatNameTheOthers() throws {
        let state = try tableFiles()
        let names = try TemporaryDirectory.names(in: directory["db"])
        var random = Seeded(seed: 7)

        for name in names where name == "CURRENT" || name.hasPrefix("MANIFEST") {
            let bytes = try TemporaryDirectory.read(directory["db/" + name])
            for _ in 0..<60 {
                var damaged = bytes
                damaged[random.below(bytes.count)] ^= 1 << random.below(8)
                try restoreCopy()
                try TemporaryDirectory.write(damaged, to: directory["copy/" + name])

                do {
                    let found = try open("copy")
                    #expect(try found.dumpState() == state)
                    try found.close()
                } catch let failure as StorageFailure {
                    #expect(failure.kind == .corruption, "\(failure)")
                }
            }
        }
    }

    @Test(arguments: ["CURRENT", ".sst", "MANIFEST"]) func noticesALostFile(kind: String) throws {
        _ = try tableFiles()
        try restoreCopy(without: kind)

        let failure = #expect(throws: StorageFailure.self) { try open("copy").dumpState() }

        #expect(failure?.kind == .corruption)
    }

    @Test func noticesARecordCutShortInAnOlderLog() throws {
        let (log, _) = try crashed()
        try TemporaryDirectory.write(Array(log.bytes.dropLast(3)), to: log.path)
        try TemporaryDirectory.write(log.bytes, to: directory["copy/900000.log"])

        let failure = #expect(throws: StorageFailure.self) { try open("copy") }

        #expect(failure?.message.contains("ends in the middle of a record although 900000.log goes on") == true)
    }

    @Test func noticesDamageInTheSecondMebibyteOfALongLog() throws {
        let log = try longLog()
        // Records fill their blocks, so this is the header of the first one in that piece.
        let place = 1 << 20
        var damaged = log.bytes
        damaged[place + 6] = 9
        try TemporaryDirectory.write(damaged, to: log.path)

        let failure = #expect(throws: StorageFailure.self) { try open("copy") }

        #expect(failure?.message.contains("is damaged at byte \(place): ") == true)
    }

    @Test func takesALongLogThatIsTornForOneThatEndsEarlier() throws {
        let log = try longLog()
        try TemporaryDirectory.write(Array(log.bytes[..<((1 << 20) + 3)]), to: log.path)

        let found = try open("copy")

        #expect(try found.loadMeta().applied > .none)
        try found.close()
    }

    /// A write-ahead log of more than one piece, as a killed process leaves it, in `copy`.
    private func longLog() throws -> (path: String, bytes: [UInt8]) {
        let storage = try open("db", create: true)
        var workload = StorageWorkload(seed: 9)
        repeat {
            for _ in 0..<200 { try workload.turn(on: storage) }
            try storage.syncer.sync()
        } while try newestLog("db").bytes.count < 3 << 19
        try restoreCopy()
        try storage.close()
        return try newestLog("copy")
    }

    private func open(_ name: String, create: Bool = false) throws -> PartitionStorage {
        try PartitionStorage(over: RocksOrderedStore(path: directory[name], createIfMissing: create))
    }

    private struct Log {
        let path: String
        let bytes: [UInt8]
        let recordStarts: [Int]
    }

    /// A database as a killed process leaves it, copied to `copy`: its log, and the state after each commit.
    private func crashed() throws -> (Log, [LogPosition: [StateRow]]) {
        let storage = try open("db", create: true)
        var workload = StorageWorkload(seed: 4)
        var states: [LogPosition: [StateRow]] = [.none: []]
        var sizes: [Int] = [0]
        for _ in 0..<6 {
            try workload.turn(on: storage)
            try storage.syncer.sync()
            states[try storage.loadMeta().applied] = try storage.dumpState()
            sizes.append(try newestLog("db").bytes.count)
        }
        try restoreCopy()
        try storage.close()
        try TemporaryDirectory.copy(directory["copy"], to: directory["crashed"])
        let log = try newestLog("copy")
        return (Log(path: log.path, bytes: log.bytes, recordStarts: sizes.dropLast()), states)
    }

    /// A database closed with everything in table files; what it holds.
    private func tableFiles() throws -> [StateRow] {
        let store = try RocksOrderedStore(path: directory["db"], createIfMissing: true)
        let storage = try PartitionStorage(over: store)
        var workload = StorageWorkload(seed: 8)
        for _ in 0..<40 { try workload.turn(on: storage) }
        try store.flushTables()
        let state = try storage.dumpState()
        try storage.close()
        return state
    }

    private func newestLog(_ name: String) throws -> (path: String, bytes: [UInt8]) {
        let logs = try TemporaryDirectory.names(in: directory[name]).filter { $0.hasSuffix(".log") }
        let path = "\(directory[name])/\(try #require(logs.last))"
        return (path, try TemporaryDirectory.read(path))
    }

    private func restoreCopy(without kind: String? = nil) throws {
        let names = try TemporaryDirectory.names(in: directory.path)
        if names.contains("copy") { TemporaryDirectory.remove(directory["copy"]) }
        try TemporaryDirectory.copy(directory[names.contains("crashed") ? "crashed" : "db"], to: directory["copy"])
        guard let kind else { return }
        for name in try TemporaryDirectory.names(in: directory["copy"]) where name.contains(kind) {
            TemporaryDirectory.remove(directory["copy/" + name])
        }
    }
}
