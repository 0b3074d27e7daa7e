import FerryEngine
import FerryModel
import Glibc
import Testing

@testable import FerryStore

/// Three write-ahead logs of one database, as a power cut leaves them before any went into table files.
@Suite(.serialized) struct PowerLossBetweenLogsTests {
    private let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    /// In the order of their numbers.
    private struct Logs {
        var names: [String] = []
        var contents: [[UInt8]] = []
        var states: [LogPosition: [StateRow]] = [:]
        var lastPosition = LogPosition.none
    }

    @Test func threeWholeLogsAreReadOneAfterTheOther() throws {
        let logs = try write()
        try leave(logs, in: "copy")

        let found = try open("copy")

        #expect(try found.loadMeta().applied == logs.lastPosition)
        #expect(try found.dumpState() == logs.states[logs.lastPosition])
        #expect(found.mended == nil)
        try found.close()
    }

    /// Whoever is killed while it mends a hole leaves what the next start mends to the same end.
    @Test func whatIsCutOffGoesFromTheEndAndCanBeBrokenOff() throws {
        var logs = try write()
        let hole = (LogBatches(logs.contents[0]).batches[8].offset / 512 + 1) * 512
        for place in hole..<(hole + 512) { logs.contents[0][place] = 0 }
        try leave(logs, in: "copy")
        let cuts = try PowerLoss.cuts(in: directory["copy"])

        #expect(cuts.map(\.name) == Array(logs.names.reversed()))
        #expect(cuts.dropLast().allSatisfy { $0.offset == 0 })
        for count in 0...cuts.count {
            try leave(logs, in: "copy-\(count)")
            for cut in cuts.prefix(count) { try PowerLoss.make(cut, in: directory["copy-\(count)"]) }
            let found = try open("copy-\(count)")
            let applied = try found.loadMeta().applied
            #expect(applied > .none && applied < logs.lastPosition)
            #expect(try found.dumpState() == logs.states[applied], "after \(count) of \(cuts.count) cuts")
            try found.close()
        }
    }

    /// Nothing in it is torn; only the next one tells that something is missing.
    @Test(arguments: [0, 1]) func aLogThatLostItsEndBetweenTwoBatchesIsTheLast(log: Int) throws {
        var logs = try write()
        logs.contents[log].removeLast(try bytes(ofLastBatches: 2, in: logs.contents[log]))
        try leave(logs, in: "copy")

        let found = try open("copy")

        let applied = try found.loadMeta().applied
        #expect(applied > .none && applied < logs.lastPosition)
        #expect(try found.dumpState() == logs.states[applied])
        #expect(found.mended == logs.names[(log + 1)...].joined(separator: ", "))
        try found.close()
    }

    @Test func refusesALogWithoutItsEndWhenALaterOneKnowsItToBeSynced() throws {
        var logs = try write(syncingWithLog: 1)
        logs.contents[0].removeLast(try bytes(ofLastBatches: 1, in: logs.contents[0]))
        try leave(logs, in: "copy")

        let failure = #expect(throws: StorageFailure.self) { try open("copy") }

        #expect(failure?.kind == .corruption)
        #expect(failure?.message.contains("\(logs.names[1]) goes on with change") == true)
        let left = try TemporaryDirectory.read("\(directory["copy"])/\(logs.names[1])")
        #expect(left == logs.contents[1], "nothing was cut off")
    }

    /// It changes nothing, and does not call damage what a start mends.
    @Test func aReaderIsToldThatAStartWouldMendIt() throws {
        var logs = try write()
        logs.contents[0].removeLast(try bytes(ofLastBatches: 1, in: logs.contents[0]))
        try leave(logs, in: "copy")

        let failure = #expect(throws: StorageFailure.self) { try RocksOrderedStore.reading(path: directory["copy"]) }

        #expect(failure?.message.contains("This is no damage") == true)
        #expect(failure?.message.contains(logs.names[1...].joined(separator: ", ")) == true)
        for (name, content) in zip(logs.names, logs.contents) {
            #expect(try TemporaryDirectory.read("\(directory["copy"])/\(name)") == content)
        }
    }

    /// Turns without a sync, but for one when the log of that number is the newest, until there are three logs. Each is
    /// held by a link, since it goes when its changes are in table files; `directory["start"]` is the database without.
    private func write(syncingWithLog syncing: Int? = nil) throws -> Logs {
        let storage = try PartitionStorage(
            over: RocksOrderedStore(
                path: directory["db"], settings: StoreSettings(writeBufferBytes: 64 << 10), createIfMissing: true))
        try TemporaryDirectory.copy(directory["db"], to: directory["start"])
        var workload = StorageWorkload(seed: 12)
        var logs = Logs()
        var isSynced = false
        while logs.names.count < 3 {
            try workload.turn(on: storage)
            logs.lastPosition = try storage.loadMeta().applied
            logs.states[logs.lastPosition] = try storage.dumpState()
            for name in try TemporaryDirectory.names(in: directory["db"])
            where name.hasSuffix(".log") && !logs.names.contains(name) {
                #expect(link("\(directory["db"])/\(name)", "\(directory.path)/\(name)") == 0)
                logs.names.append(name)
            }
            if logs.names.count - 1 == syncing, !isSynced {
                try storage.syncer.sync()
                isSynced = true
            }
        }
        // The newest has to be handed to the kernel; that this sync succeeded is what nothing in it knows.
        try storage.syncer.sync()
        logs.contents = try logs.names.map { try TemporaryDirectory.read("\(directory.path)/\($0)") }
        try storage.close()
        return logs
    }

    private func leave(_ logs: Logs, in name: String) throws {
        try TemporaryDirectory.copy(directory["start"], to: directory[name])
        for (log, content) in zip(logs.names, logs.contents) {
            try TemporaryDirectory.write(content, to: "\(directory[name])/\(log)")
        }
    }

    private func bytes(ofLastBatches count: Int, in log: [UInt8]) throws -> Int {
        let batches = LogBatches(log).batches
        return log.count - (try #require(batches.dropLast(count - 1).last)).offset
    }

    private func open(_ name: String) throws -> PartitionStorage {
        try PartitionStorage(over: RocksOrderedStore(path: directory[name], createIfMissing: false))
    }
}
