import FerryEngine
private import Glibc

/// Finds out whether a disk that failed takes data again and keeps it: a file is written, synced and removed.
///
/// Comes before a database is opened anew, because opening one writes too, and would stop halfway where the disk is
/// still full.
enum DiskTrial {
    /// A disk with less room than this would be full again at once.
    static let byteCount = 4 << 20

    static func run(beside directory: String) throws(StorageFailure) {
        let path = directory + ".trial"
        do throws(FileProblem) {
            defer { unsafe unlink(path) }
            try Files.write([UInt8](repeating: 0x46, count: byteCount), to: path)
            try Files.syncDirectory(directory)
        } catch {
            // Even a directory that is gone may be mounted again.
            throw StorageFailure(.io, error.message)
        }
    }
}
