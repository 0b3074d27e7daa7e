package import FerryEngine
package import FerryModel

/// A partition's tables over any ordered store. Belongs to the partition's thread; `eventLog` and `syncer` do not.
package final class PartitionStorage: StateStorage {
    /// For readers of the history on other threads.
    package let eventLog: EventLogReader
    /// For the thread that waits for the disk.
    package let syncer: StorageSyncer

    let store: any OrderedStore
    // Used again and again, so that a row costs no allocation.
    var key = KeyEncoder()
    var writer = RecordWriter()
    var logEntry = LogEntryRecord()
    var answerRow = AnswerRowRecord()
    var floors = ScanFloors()
    /// What the next commit will have written included.
    var recordCache: RecordCache
    /// As of the last commit.
    var definitionIndex = DefinitionIndex()
    var definitionJournal: DefinitionJournal
    /// What the next commit does to the index.
    var definitionChanges: [DefinitionIndex.Change] = []

    /// Checks that tables and log end at the same event, which they do unless a file was lost or replaced.
    package convenience init(
        over store: any OrderedStore, recordCacheBytes: Int = 1 << 20
    ) throws(StorageFailure) {
        try self.init(over: store, DefinitionJournal.Pace(), recordCacheBytes: recordCacheBytes)
    }

    init(
        over store: any OrderedStore, _ pace: DefinitionJournal.Pace, recordCacheBytes: Int = 1 << 20
    ) throws(StorageFailure) {
        self.store = store
        recordCache = RecordCache(bytes: recordCacheBytes)
        definitionJournal = DefinitionJournal(pace)
        eventLog = EventLogReader(store)
        syncer = StorageSyncer(store)
        let applied = try loadMeta().applied
        let last = try eventLog.lastPosition()
        guard last == .none || last == applied else {
            throw StorageFailure(
                .corruption,
                "the event log ends at position \(last), but the tables contain the events up to \(applied)")
        }
        try loadDefinitionIndex()
    }

    /// After a failure this is not to be used any more: what it has in memory may be ahead of the disk.
    package func commit() throws(StorageFailure) {
        stageDefinitionChanges()
        try store.commit()
    }

    /// Forgets the records that lie wholly before a position; the newest record always stays. Nothing may be staged.
    package func truncateLog(before position: LogPosition) throws(StorageFailure) {
        precondition(!store.hasStaged, "the log is cut between commits")
        let lower = EventLogReader.bounds.lower
        let end = try eventLog.keyOfRecord(holding: position)
        guard end != lower else { return }
        store.deleteRange(.log, from: lower, to: end)
        try store.commit()
        // Only what is safely deleted may lose its files: otherwise a crash could leave a log with a hole.
        try store.sync()
        try store.reclaim(.log, from: lower, to: end)
    }

    /// Every row of the state in key order, for tests that compare one state with another. How the index of instances
    /// by definition lies on disk depends on the turns that led there; what it says is given as a row an instance.
    package func dumpState() throws(StorageFailure) -> [StateRow] {
        var rows: [StateRow] = []
        try store.scan(.state, from: [], to: [0xFF]) { key, value in
            guard !DefinitionIndexTables.holdsKey(key) else { return true }
            rows.append(StateRow(key: [UInt8](key), value: [UInt8](value)))
            return true
        }
        return rows + definitionRows
    }

    /// What a power cut had left unsynced and was cut off when the store was opened, in words; nil for nothing.
    package var mended: String? { (store as? RocksOrderedStore)?.mended }

    /// The last call: no reader and no syncer may be at work or follow.
    package func close() throws(StorageFailure) { try store.close() }
}

/// One row of the state as it is stored.
package struct StateRow: Hashable, Sendable {
    package let key: [UInt8]
    package let value: [UInt8]
}

/// Waits for the disk on a thread that has nothing else to do.
package final class StorageSyncer: Sendable {
    private let store: any OrderedStore

    init(_ store: any OrderedStore) { self.store = store }

    /// Returns when everything committed before this call is safe. After a failure the partition must stop: what the
    /// disk has is unknown, and a later sync that succeeds proves nothing about what an earlier one lost.
    package func sync() throws(StorageFailure) { try store.sync() }
}
