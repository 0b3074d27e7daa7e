package import FerryEngine
package import FerryModel
package import FerryStore
import Foundation

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
    /// What was found half written, never synced, and cut off; nil for nothing.
    package var mended: String?
    /// Opens what lies on the disk anew, after `close`; nil when a failure is final.
    package var reopen: (@Sendable () throws(StorageFailure) -> PartitionDisk)?

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
        mended = storage.mended
    }
}

extension PartitionDisk {
    /// A partition of a data directory. It can be opened again after the disk failed.
    package init(
        _ id: PartitionID, of directory: DataDirectory, _ settings: StoreSettings
    ) throws(StorageFailure) {
        self.init(id, try directory.openPartition(id, settings))
        reopen = { () throws(StorageFailure) in
            PartitionDisk(id, try directory.reopenPartition(id, settings))
        }
    }

    /// All partitions of a data directory, opened at once on as many cores as there are: each may have to read again
    /// what was written last.
    package static func openAll(
        of directory: DataDirectory, _ settings: StoreSettings
    ) throws(StorageFailure) -> [PartitionDisk] {
        let ids = directory.partitions
        let lock = NSLock()
        // Each is handed over whole; nobody looks before all are there.
        nonisolated(unsafe) var opened: [PartitionID: Result<PartitionDisk, StorageFailure>] = [:]
        DispatchQueue.concurrentPerform(iterations: ids.count) { index in
            let id = ids[index]
            let disk = Result { () throws(StorageFailure) in try PartitionDisk(id, of: directory, settings) }
            lock.withLock { opened[id] = disk }
        }
        var disks: [PartitionDisk] = []
        for id in ids {
            if let disk = opened[id] { disks.append(try disk.get()) }
        }
        return disks
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
