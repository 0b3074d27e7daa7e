package import FerryEngine
package import FerryModel
package import FerryStore

/// What one partition stands on: its tables, its sync, its log.
package struct PartitionDisk {
    package let id: PartitionID
    /// Used by the partition's thread alone.
    package let storage: any StateStorage
    /// Returns when everything committed before the call is safe. Called by the flusher's thread.
    package let sync: @Sendable () throws(StorageFailure) -> Void
    /// Read by the stream thread.
    package let log: any EventLog
    /// The last call, when the partition's threads have ended.
    package let close: @Sendable () throws(StorageFailure) -> Void
    /// Where the old end of the log can be cut off; used by the partition's thread alone. nil keeps everything.
    package var trimmableLog: (any TrimmableLog)?
    /// For backups and measurements; nil when there are no files.
    package var files: StorageFiles?

    package init(
        id: PartitionID, storage: any StateStorage, sync: @escaping @Sendable () throws(StorageFailure) -> Void,
        log: any EventLog, close: @escaping @Sendable () throws(StorageFailure) -> Void
    ) {
        self.id = id
        self.storage = storage
        self.sync = sync
        self.log = log
        self.close = close
    }
}

extension PartitionDisk {
    /// `storage` is the partition's own from here on.
    package init(_ id: PartitionID, _ storage: sending PartitionStorage) {
        // Closed only when both threads of the partition have ended.
        nonisolated(unsafe) let storage = storage
        let syncer = storage.syncer
        self.init(
            id: id, storage: storage, sync: { () throws(StorageFailure) in try syncer.sync() }, log: storage.eventLog,
            close: { () throws(StorageFailure) in try storage.close() })
        trimmableLog = storage
        files = storage.files
    }
}

extension EventLogReader: EventLog {
    package func read(
        from position: LogPosition, through last: LogPosition, bytesMax: Int
    ) throws(StorageFailure) -> [LogRecord] {
        try read(from: position, through: last, recordsMax: .max, bytesMax: bytesMax)
    }
}

/// A partition's history, readable from any thread while it grows.
package protocol EventLog: AnyObject, Sendable {
    /// Records from the one that holds `position` (or the oldest kept) on, up to the last that lies wholly at or before
    /// `last`, or that brings the bytes to `bytesMax`.
    func read(
        from position: LogPosition, through last: LogPosition, bytesMax: Int
    ) throws(StorageFailure) -> [LogRecord]
}
