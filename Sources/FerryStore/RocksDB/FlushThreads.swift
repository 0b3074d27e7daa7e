private import Glibc

/// The threads of RocksDB that write memory out as table files.
///
/// On few cores they would take a partition's turn at a processor for as long as a file takes. Merging has the lowest
/// priority there is and can wait long; these must not starve: when all write buffers are full, writers stand.
enum FlushThreads {
    /// As RocksDB calls them.
    private static let name = Array("rocksdb:high".utf8)
    /// A tenth of what others get of a busy processor; all of an idle one.
    private static let niceness: Int32 = 10
    private static let tasks = "/proc/self/task"

    /// Called with a database open: all databases of a process share these threads, and the first has made them.
    static func yieldToPartitions() {
        // A matter of speed alone: what is refused is left.
        for thread in (try? Files.names(in: tasks)) ?? [] {
            guard let id = id_t(thread), name(ofThread: thread).starts(with: name) else { continue }
            _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), id, niceness)
        }
    }

    /// Such a file says that it has no bytes, so it is read until it ends.
    private static func name(ofThread thread: String) -> [UInt8] {
        let file = unsafe open("\(tasks)/\(thread)/comm", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return [] }
        defer { close(file) }
        return unsafe [UInt8](unsafeUninitializedCapacity: 64) { buffer, count in
            count = max(0, unsafe read(file, buffer.baseAddress, buffer.count))
        }
    }
}
