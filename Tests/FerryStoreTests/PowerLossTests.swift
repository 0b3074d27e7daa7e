import FerryEngine
import FerryModel
import Testing

@testable import FerryStore

/// A log that lost a part of what was written last, and kept what came after it.
@Suite(.serialized) struct PowerLossTests {
    private let directory: TemporaryDirectory
    private static let sectorBytes = 512

    init() throws { directory = try TemporaryDirectory() }

    /// Turns whose log was synced each by itself, then many that were written together, in `copy`.
    private struct Written {
        let path: String
        let bytes: [UInt8]
        /// Where the log ended when everything before was synced.
        let syncedBytes: Int
        let syncedPosition: LogPosition
        let lastPosition: LogPosition
        let states: [LogPosition: [StateRow]]
    }

    @Test(arguments: [1, 3, 8]) func dropsTheRestBehindAHoleInWhatWasNeverSynced(sector: Int) throws {
        let written = try write(syncedTurns: 6, unsyncedTurns: 60)
        let first = (written.syncedBytes / Self.sectorBytes + sector) * Self.sectorBytes
        try harm(written) { bytes in for place in first..<(first + Self.sectorBytes) { bytes[place] = 0 } }

        let found = try open("copy")

        let applied = try found.loadMeta().applied
        #expect(applied >= written.syncedPosition && applied < written.lastPosition)
        #expect(try found.dumpState() == written.states[applied])
        #expect(found.mended?.contains(".log from byte ") == true)
        try found.close()
        #expect(try open("copy").mended == nil, "it is mended once")
    }

    /// The last page that held something synced was to be written again, and was not.
    @Test func dropsTheRestBehindAPageThatKeptItsOldEnd() throws {
        let written = try write(syncedTurns: 6, unsyncedTurns: 60)
        let pageEnd = (written.syncedBytes / Self.sectorBytes + 1) * Self.sectorBytes
        try harm(written) { bytes in for place in written.syncedBytes..<pageEnd { bytes[place] = 0 } }

        let found = try open("copy")

        #expect(try found.loadMeta().applied == written.syncedPosition)
        try found.close()
    }

    @Test func refusesAHoleInWhatALaterBatchKnowsToBeSynced() throws {
        let written = try write(syncedTurns: 60, unsyncedTurns: 6)
        let first = (written.syncedBytes / 2 / Self.sectorBytes) * Self.sectorBytes
        try harm(written) { bytes in for place in first..<(first + Self.sectorBytes) { bytes[place] = 0 } }

        let failure = #expect(throws: StorageFailure.self) { try open("copy") }

        #expect(failure?.kind == .corruption)
        #expect(try TemporaryDirectory.read(written.path).count == written.bytes.count, "nothing was cut off")
    }

    @Test func refusesAHoleAnywhereAfterAnOrderlyClose() throws {
        let written = try write(syncedTurns: 0, unsyncedTurns: 60, isClosed: true)
        let first = Self.sectorBytes * 4
        try harm(written) { bytes in for place in first..<(first + Self.sectorBytes) { bytes[place] = 0 } }

        let failure = #expect(throws: StorageFailure.self) { try open("copy") }

        #expect(failure?.kind == .corruption)
    }

    @Test func refusesWhatChangedInsteadOfMissing() throws {
        let written = try write(syncedTurns: 6, unsyncedTurns: 60)
        try harm(written) { bytes in bytes[written.syncedBytes + 300] ^= 4 }

        let failure = #expect(throws: StorageFailure.self) { try open("copy") }

        #expect(failure?.kind == .corruption)
    }

    private func write(syncedTurns: Int, unsyncedTurns: Int, isClosed: Bool = false) throws -> Written {
        let storage = try open("db", create: true)
        var workload = StorageWorkload(seed: 12)
        var states: [LogPosition: [StateRow]] = [:]
        for _ in 0..<syncedTurns {
            try workload.turn(on: storage)
            try storage.syncer.sync()
        }
        let syncedBytes = try newestLog("db").bytes.count
        let syncedPosition = try storage.loadMeta().applied
        states[syncedPosition] = try storage.dumpState()
        for _ in 0..<unsyncedTurns {
            try workload.turn(on: storage)
            states[try storage.loadMeta().applied] = try storage.dumpState()
        }
        let lastPosition = try storage.loadMeta().applied
        // The log has to be handed to the kernel; that this sync succeeded is what nothing in the log knows yet.
        try storage.syncer.sync()
        if isClosed { try storage.close() }
        try TemporaryDirectory.copy(directory["db"], to: directory["copy"])
        if !isClosed { try storage.close() }
        let log = try newestLog("copy")
        return Written(
            path: log.path, bytes: log.bytes, syncedBytes: syncedBytes, syncedPosition: syncedPosition,
            lastPosition: lastPosition, states: states)
    }

    private func harm(_ written: Written, _ change: (inout [UInt8]) -> Void) throws {
        var bytes = written.bytes
        change(&bytes)
        try TemporaryDirectory.write(bytes, to: written.path)
    }

    private func newestLog(_ name: String) throws -> (path: String, bytes: [UInt8]) {
        let logs = try TemporaryDirectory.names(in: directory[name]).filter { $0.hasSuffix(".log") }
        let path = "\(directory[name])/\(try #require(logs.last))"
        return (path, try TemporaryDirectory.read(path))
    }

    private func open(_ name: String, create: Bool = false) throws -> PartitionStorage {
        try PartitionStorage(over: RocksOrderedStore(path: directory[name], createIfMissing: create))
    }
}
