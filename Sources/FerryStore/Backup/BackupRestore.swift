import FerryModel

/// Copies a backup into a fresh data directory, which becomes one only when the copy was looked through and found whole.
package enum BackupRestore {
    /// What was restored, and what the check found of each partition.
    package struct Outcome {
        package let manifest: BackupManifest
        package let report: DirectoryCheck.Report
    }

    package static func restore(from backup: String, to path: String) throws(BackupProblem) -> Outcome {
        let manifest = try read(backup)
        try makeFresh(path)
        for number in 1...manifest.positions.count {
            let partition = PartitionID(UInt16(number))
            try problems { () throws(FileProblem) in
                try Files.copyTree(
                    DataDirectory.path(of: partition, in: backup), to: DataDirectory.path(of: partition, in: path))
            }
        }
        let report = DirectoryCheck.partitions(
            in: path, count: manifest.positions.count, options: .init(replays: false))
        for (partition, position) in zip(report.partitions, manifest.positions) where partition.applied != position {
            throw .damaged(
                path: backup,
                problem: "partition \(partition.partition) ends at position \(partition.applied), expected \(position)")
        }
        guard report.isSound else { throw .damaged(path: backup, problem: report.findings.joined(separator: "; ")) }
        let data = DataDirectoryManifest(
            clusterID: manifest.clusterID, partitions: manifest.positions.count, isComplete: true)
        try problems { () throws(FileProblem) in
            try Files.replace(DataDirectoryManifest.fileName, in: path, with: data.json)
        }
        return Outcome(manifest: manifest, report: report)
    }

    private static func read(_ backup: String) throws(BackupProblem) -> BackupManifest {
        let file = "\(backup)/\(BackupManifest.fileName)"
        guard Files.exists(file) else {
            throw .notABackup(path: backup, problem: "there is no \(BackupManifest.fileName)")
        }
        let text = try problems { () throws(FileProblem) in try Files.read(file) }
        guard let manifest = BackupManifest(parsing: text) else {
            throw .notABackup(path: backup, problem: "\(BackupManifest.fileName) is not as it was written")
        }
        return manifest
    }

    private static func makeFresh(_ path: String) throws(BackupProblem) {
        try problems { () throws(FileProblem) in
            guard !Files.exists(path) else { return }
            try Files.makeDirectory(path)
            try Files.syncDirectory(path + "/..")
        }
        let found = try problems { () throws(FileProblem) in try Files.names(in: path) }.filter { $0 != "lost+found" }
        guard found.isEmpty else { throw .targetNotEmpty(path: path, found: found) }
    }
}
