/// Why a data directory cannot be used: what was expected, what was found, what helps.
package enum DataDirectoryError: Error, Hashable, Sendable, CustomStringConvertible {
    case notADirectory(path: String)
    case noPermission(path: String)
    case inUse(path: String, holder: String)
    /// Something other than Ferry made it, or its manifest was lost.
    case notOurs(path: String, found: [String])
    case unreadableManifest(path: String, problem: String)
    case otherFormatVersion(path: String, expected: Int, found: Int)
    case otherPartitionCount(path: String, asked: Int, found: Int)
    case partitionCountOutOfRange(asked: Int)
    case partitionMissing(path: String)
    /// The system, or the database, did not do what was asked.
    case failed(String)

    package var description: String {
        switch self {
        case .notADirectory(let path):
            "\(path): expected a directory, found a file; name another path for the data"
        case .noPermission(let path):
            "\(path): expected to read and write it, but permission is denied; change its owner or mode, or run as its owner"
        case .inUse(let path, let holder):
            "\(path): in use by \(holder); stop that process, or give this one a data directory of its own"
        case .notOurs(let path, let found):
            "\(path): expected an empty directory or Ferry's \(DataDirectoryManifest.fileName), found \(Self.list(found)); "
                + "name an empty directory, or restore the manifest from a backup"
        case .unreadableManifest(let path, let problem):
            "\(path): \(problem); restore the file from a backup, the data itself is untouched"
        case .otherFormatVersion(let path, let expected, let found):
            "\(path): made with format version \(found), this ferryd reads version \(expected); "
                + "use the ferryd that made it, or start with a new directory"
        case .otherPartitionCount(let path, let asked, let found):
            "\(path): made with \(found) partitions, asked for \(asked); "
                + "the number is fixed when the directory is made, so ask for \(found) or leave it out"
        case .partitionCountOutOfRange(let asked):
            "asked for \(asked) partitions, expected 1 to \(DataDirectory.partitionsMax)"
        case .partitionMissing(let path):
            "\(path): expected the data of a partition, found nothing; restore the directory from a backup"
        case .failed(let problem): problem
        }
    }

    private static func list(_ names: [String]) -> String {
        names.prefix(3).joined(separator: ", ") + (names.count > 3 ? " and \(names.count - 3) more" : "")
    }
}
