package import FerryEngine
package import FerryModel

/// A broker's directory, held by this process alone: `ferry.json`, `LOCK` and a database for each partition.
///
/// Where a complete manifest stands, every partition was made: a database that is missing then was lost, and is never
/// quietly made anew.
package final class DataDirectory: Sendable {
    package let path: String
    /// Drawn when the directory was made.
    package let clusterID: String
    package let partitionCount: Int
    private let lock: DirectoryLock

    /// More than any one machine needs; a key has room for 4095.
    package static let partitionsMax = 1024

    private init(_ path: String, _ manifest: DataDirectoryManifest, _ lock: consuming DirectoryLock) {
        self.path = path
        clusterID = manifest.clusterID
        partitionCount = manifest.partitions
        self.lock = lock
    }

    /// Opens a directory, or makes it where there is none yet.
    ///
    /// `partitions` nil: as many as the directory was made with, or `defaultPartitions` for a new one.
    package static func open(
        _ path: String, partitions: Int? = nil, defaultPartitions: Int = 2, clusterID: String? = nil
    ) throws(DataDirectoryError) -> DataDirectory {
        if let partitions, !(1...partitionsMax).contains(partitions) {
            throw .partitionCountOutOfRange(asked: partitions)
        }
        try makeUsable(path)
        // Before the lock is made: nothing is left behind in a directory that is not ours.
        _ = try readManifest(path)
        let lock = try takeLock(path)
        var manifest = try readManifest(path)
        if manifest?.isComplete != true {
            manifest = try make(path, partitions ?? defaultPartitions, clusterID ?? drawClusterID(), after: manifest)
        }
        guard let manifest else { preconditionFailure("a directory that was made has a manifest") }
        if let partitions, partitions != manifest.partitions {
            throw .otherPartitionCount(path: path, asked: partitions, found: manifest.partitions)
        }
        let directory = DataDirectory(path, manifest, lock)
        for number in 1...manifest.partitions {
            let partition = directory.path(of: PartitionID(UInt16(number)))
            guard Files.exists(partition + "/CURRENT") else { throw .partitionMissing(path: partition) }
        }
        return directory
    }

    package var partitions: [PartitionID] { (1...partitionCount).map { PartitionID(UInt16($0)) } }

    /// Opens a partition's tables. Hand the result to the partition's thread, or call this there.
    package func openPartition(
        _ partition: PartitionID, _ settings: StoreSettings
    ) throws(StorageFailure) -> sending PartitionStorage {
        let store = try RocksOrderedStore(path: path(of: partition), settings: settings, createIfMissing: false)
        return try PartitionStorage(over: store, recordCacheBytes: settings.recordCacheBytes)
    }

    /// The same after the disk failed: only if it takes data again.
    package func reopenPartition(
        _ partition: PartitionID, _ settings: StoreSettings
    ) throws(StorageFailure) -> sending PartitionStorage {
        try DiskTrial.run(beside: path(of: partition))
        return try openPartition(partition, settings)
    }

    package func path(of partition: PartitionID) -> String { Self.path(of: partition, in: path) }

    static func path(of partition: PartitionID, in path: String) -> String {
        let digits = String(partition.rawValue)
        return "\(path)/partition-\(String(repeating: "0", count: max(0, 3 - digits.count)))\(digits)"
    }

    private static func makeUsable(_ path: String) throws(DataDirectoryError) {
        if !Files.exists(path) {
            try files { () throws(FileProblem) in
                try Files.makeDirectory(path)
                // The name of a new directory is safe only when the one around it is.
                try Files.syncDirectory(path + "/..")
            }
        }
        guard Files.isDirectory(path) else { throw .notADirectory(path: path) }
        guard Files.mayReadAndWrite(path) else { throw .noPermission(path: path) }
    }

    private static func takeLock(_ path: String) throws(DataDirectoryError) -> DirectoryLock {
        do {
            return try DirectoryLock(path + "/LOCK")
        } catch {
            switch error {
            case .held(let holder): throw .inUse(path: path, holder: holder)
            case .problem(let problem) where problem.isDenied: throw .noPermission(path: path + "/LOCK")
            case .problem(let problem): throw .failed(problem.message)
            }
        }
    }

    private static func readManifest(_ path: String) throws(DataDirectoryError) -> DataDirectoryManifest? {
        let file = "\(path)/\(DataDirectoryManifest.fileName)"
        guard Files.exists(file) else {
            // A crash before the manifest first stood leaves nothing behind but these.
            let ownNames = ["LOCK", "lost+found", DataDirectoryManifest.fileName + ".new"]
            let names = try files { () throws(FileProblem) in try Files.names(in: path) }
            let found = names.filter { !ownNames.contains($0) }
            guard found.isEmpty else { throw .notOurs(path: path, found: found) }
            return nil
        }
        let text = try files { () throws(FileProblem) in try Files.read(file) }
        do throws(DataDirectoryManifest.Fault) {
            return try DataDirectoryManifest(parsing: text)
        } catch {
            switch error {
            case .unreadable(let problem): throw .unreadableManifest(path: file, problem: problem)
            case .otherFormatVersion(let version):
                throw .otherFormatVersion(path: file, expected: DataDirectoryManifest.formatVersion, found: version)
            }
        }
    }

    /// Makes the partitions between an incomplete and a complete manifest, so that a crash in between is noticed and
    /// the making begun again.
    private static func make(
        _ path: String, _ partitions: Int, _ clusterID: String, after unfinished: DataDirectoryManifest?
    ) throws(DataDirectoryError) -> DataDirectoryManifest {
        var manifest = DataDirectoryManifest(
            clusterID: clusterID, partitions: max(partitions, unfinished?.partitions ?? 0), isComplete: false)
        try write(manifest, path)
        for number in 1...manifest.partitions {
            let directory = Self.path(of: PartitionID(UInt16(number)), in: path)
            try files { () throws(FileProblem) in
                if Files.exists(directory) { try Files.removeDirectory(directory) }
                if number <= partitions { try Files.makeDirectory(directory) }
            }
            guard number <= partitions else { continue }
            do {
                try RocksOrderedStore(path: directory, createIfMissing: true).close()
            } catch {
                throw .failed(error.message)
            }
            try files { () throws(FileProblem) in try Files.syncDirectory(directory) }
        }
        manifest.partitions = partitions
        manifest.isComplete = true
        try write(manifest, path)
        return manifest
    }

    private static func write(_ manifest: DataDirectoryManifest, _ path: String) throws(DataDirectoryError) {
        try files { () throws(FileProblem) in
            try Files.replace(DataDirectoryManifest.fileName, in: path, with: manifest.json)
        }
    }

    private static func drawClusterID() -> String {
        String((0..<12).map { _ in "abcdefghijkmnpqrstuvwxyz23456789".randomElement() ?? "a" })
    }

    private static func files<Result>(
        _ body: () throws(FileProblem) -> Result
    ) throws(DataDirectoryError) -> Result {
        do {
            return try body()
        } catch {
            throw .failed(error.message)
        }
    }
}
