import FerryEngine
import FerryModel

/// Looks through a stopped broker's data directory without changing what is in it.
package enum DirectoryCheck {
    package struct Options: Sendable {
        /// Whether complete logs are replayed.
        package var replays: Bool
        /// Where the replayed state lies meanwhile; removed at the end.
        package var scratch: String

        package init(replays: Bool = true, scratch: String = "/tmp/ferryd-check") {
            self.replays = replays
            self.scratch = scratch
        }
    }

    package struct Report: Sendable {
        package let partitions: [CheckReport]

        package var isSound: Bool { partitions.allSatisfy(\.isSound) }
        package var findings: [String] { partitions.flatMap { $0.findings } }
        package var lines: [String] { partitions.flatMap { $0.lines } }
    }

    /// Refuses what is no data directory, or is in use.
    package static func run(_ path: String, options: Options = Options()) throws(DataDirectoryError) -> Report {
        guard let text = try? Files.read("\(path)/\(DataDirectoryManifest.fileName)"),
            (try? DataDirectoryManifest(parsing: text))?.isComplete != false
        else {
            throw .notOurs(path: path, found: (try? Files.names(in: path)) ?? ["nothing"])
        }
        let directory = try DataDirectory.open(path)
        defer { withExtendedLifetime(directory) {} }
        return partitions(in: path, count: directory.partitionCount, options: options)
    }

    static func partitions(in path: String, count: Int, options: Options) -> Report {
        Report(partitions: (1...count).map { check(PartitionID(UInt16($0)), in: path, options) })
    }

    private static func check(_ partition: PartitionID, in path: String, _ options: Options) -> CheckReport {
        let scratchPath = "\(options.scratch)-\(partition)"
        defer { if Files.exists(scratchPath) { try? Files.removeTree(scratchPath) } }
        do {
            let store = try RocksOrderedStore.reading(path: DataDirectory.path(of: partition, in: path))
            guard options.replays else { return StoreCheck.run(partition, store) }
            if Files.exists(scratchPath) {
                try Files.storageCall { () throws(FileProblem) in try Files.removeTree(scratchPath) }
            }
            let scratch = try RocksOrderedStore(path: scratchPath, createIfMissing: true)
            let report = StoreCheck.run(partition, store, scratch: scratch)
            try scratch.close()
            return report
        } catch {
            var report = CheckReport(partition)
            report.find(error.message)
            return report
        }
    }
}
