package import FerryModel

/// A backup being made. It lies under a name that nobody takes for a backup until `finish` gives it its own.
///
/// A finished backup is a data directory with one file more, `backup.json`. A partition's directory is made by
/// whoever copies it.
package struct BackupDraft: Sendable {
    private let directory: String
    private let name: String

    package var path: String { "\(directory)/\(name)" }
    private var draft: String { "\(directory)/.\(name).making" }

    /// What an earlier attempt of this name left behind is removed.
    package static func begin(_ name: String, in directory: String) throws(BackupProblem) -> BackupDraft {
        guard isName(name) else { throw .badName(name) }
        let backup = BackupDraft(directory: directory, name: name)
        guard !Files.exists(backup.path) else { throw .exists(path: backup.path) }
        try problems { () throws(FileProblem) in
            if !Files.exists(directory) { try Files.makeDirectory(directory) }
            if Files.exists(backup.draft) { try Files.removeTree(backup.draft) }
            try Files.makeDirectory(backup.draft)
        }
        return backup
    }

    private static func isName(_ name: String) -> Bool {
        (1...64).contains(name.utf8.count) && name.first != "."
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }

    /// Where a partition's copy is to be made.
    package func path(of partition: PartitionID) -> String { DataDirectory.path(of: partition, in: draft) }

    /// The copies are there: makes them safe on disk and gives the backup its name.
    package func finish(_ manifest: BackupManifest) throws(BackupProblem) {
        let data = DataDirectoryManifest(
            clusterID: manifest.clusterID, partitions: manifest.positions.count, isComplete: true)
        try problems { () throws(FileProblem) in
            for number in 1...manifest.positions.count {
                try Files.syncTree(path(of: PartitionID(UInt16(number))))
            }
            try Files.replace(DataDirectoryManifest.fileName, in: draft, with: data.json)
            try Files.replace(BackupManifest.fileName, in: draft, with: manifest.json)
            try Files.move(draft, to: path)
            try Files.syncDirectory(directory)
        }
    }

    /// Nothing comes of it.
    package func discard() { try? Files.removeTree(draft) }
}

/// Runs file operations of a backup.
func problems<Result>(_ body: () throws(FileProblem) -> Result) throws(BackupProblem) -> Result {
    do {
        return try body()
    } catch {
        throw .failed(error.message)
    }
}
