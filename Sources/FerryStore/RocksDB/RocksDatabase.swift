private import CRocksDB
import FerryEngine
import Synchronization

/// Owns one open RocksDB database. Its batches and iterators keep it alive.
///
/// `@unchecked Sendable`: RocksDB allows any call from any thread but `close`, which its owner makes last and alone.
@safe final class RocksDatabase: @unchecked Sendable {
    private var handle: OpaquePointer?
    private let families: [OpaquePointer]
    private let writeOptions: OpaquePointer
    private let readOptions: OpaquePointer
    let path: String
    /// What a power cut had left of the write-ahead logs and was cut off, in words.
    let mended: String?
    private let opened: UInt64
    /// The newest change that is safe on disk.
    private let synced: Atomic<UInt64>
    /// The first failure to write or sync; held while the log's buffer is written to. RocksDB asserts that nobody
    /// writes to a log that has failed, and a later sync would say nothing about what an earlier one lost.
    private let failure = Mutex<StorageFailure?>(nil)

    /// The order is that of `KeySpace`. RocksDB insists on a family of the name `default`: it holds the state.
    private static let familyNames: [StaticString] = ["default", "log"]

    /// `forReading`: nothing on disk changes, and `write` and `syncLog` are refused.
    init(
        _ path: String, _ settings: StoreSettings, createIfMissing: Bool, forReading: Bool = false
    ) throws(StorageFailure) {
        let options = RocksOptions(settings, createIfMissing: createIfMissing)
        var mended: String?
        let database: Opened
        do throws(StorageFailure) {
            unsafe database = try unsafe Self.open(path, options, forReading: forReading)
        } catch {
            guard error.kind == .corruption else { throw error }
            if forReading { throw Self.mendable(path) ?? error }
            mended = try PowerLoss.mend(path)
            guard mended != nil else { throw error }
            unsafe database = try unsafe Self.open(path, options, forReading: forReading)
        }
        unsafe handle = database.handle
        unsafe families = database.families
        self.mended = mended
        opened = unsafe rocksdb_get_latest_sequence_number(database.handle)
        // What recovery read is in table files now.
        synced = Atomic(opened)
        guard let writing = unsafe rocksdb_writeoptions_create(), let reading = unsafe rocksdb_readoptions_create()
        else { fatalError("out of memory for RocksDB's options") }
        unsafe writeOptions = writing
        unsafe readOptions = reading
        unsafe rocksdb_readoptions_set_verify_checksums(reading, 1)
        self.path = path
    }

    /// What stands in the way of a reader and goes away when the database is opened for writing.
    private static func mendable(_ path: String) -> StorageFailure? {
        guard let cuts = try? PowerLoss.cuts(in: path), !cuts.isEmpty else { return nil }
        return StorageFailure(
            .corruption,
            "\(path) is as a power cut leaves it: what was never synced is there in part. This is no damage; the next "
                + "start cuts it off (\(PowerLoss.inWords(cuts))), and then it can be checked")
    }

    private typealias Opened = (handle: OpaquePointer?, families: [OpaquePointer])

    private static func open(
        _ path: String, _ options: borrowing RocksOptions, forReading: Bool
    ) throws(StorageFailure) -> Opened {
        try WriteAheadLogCheck.directory(path)
        var names = unsafe Self.familyNames.map { name in
            unsafe UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self) as UnsafePointer<CChar>?
        }
        var familyOptions = unsafe [options.state, options.log] as [OpaquePointer?]
        var opened = unsafe [OpaquePointer?](repeating: nil, count: Self.familyNames.count)
        let state = unsafe options.state
        let handle = try unsafe rocks("opening \(path)") { error in
            forReading
                ? unsafe rocksdb_open_for_read_only_column_families(
                    state, path, Int32(names.count), &names, &familyOptions, &opened, 0, error)
                : unsafe rocksdb_open_column_families(
                    state, path, Int32(names.count), &names, &familyOptions, &opened, error)
        }
        return unsafe (handle, opened.compactMap { unsafe $0 })
    }

    deinit {
        closeHandle()
        unsafe rocksdb_writeoptions_destroy(writeOptions)
        unsafe rocksdb_readoptions_destroy(readOptions)
    }

    func close() throws(StorageFailure) {
        guard unsafe handle != nil else { return }
        defer { closeHandle() }
        try syncLog()
        // Spares the next start from reading the log again; without it nothing is lost.
        if property("rocksdb.cur-size-all-mem-tables", of: .state) ?? 0 > Self.logBytesReadQuickly {
            try? flushTables()
        }
        guard synced.load(ordering: .relaxed) > opened else { return }
        // Says of everything before it that it was synced.
        try write(RocksBatch(self))
        try syncLog()
    }

    private static let logBytesReadQuickly: UInt64 = 4 << 20

    private func closeHandle() {
        guard let open = unsafe handle else { return }
        for space in KeySpace.allCases { unsafe rocksdb_column_family_handle_destroy(family(space)) }
        unsafe rocksdb_close(open)
        unsafe handle = nil
    }

    private var open: OpaquePointer {
        guard let handle = unsafe handle else { preconditionFailure("the store was closed before its last use") }
        return unsafe handle
    }

    /// For the next batch.
    var mark: LogMark { LogMark(opened: opened, synced: synced.load(ordering: .acquiring)) }

    func family(_ space: KeySpace) -> OpaquePointer { unsafe families[space.rawValue] }

    func get(_ space: KeySpace, _ key: [UInt8]) throws(StorageFailure) -> RocksPinnedSlice? {
        let slice = try unsafe rocks("reading from \(path)") { error in
            unsafe key.withUnsafeBytes { key in
                unsafe rocksdb_get_pinned_cf(
                    open, readOptions, family(space), key.baseAddress?.assumingMemoryBound(to: CChar.self), key.count,
                    error)
            }
        }
        return unsafe slice.map { unsafe RocksPinnedSlice($0) }
    }

    func iterator(_ space: KeySpace, from lower: [UInt8], to upper: [UInt8]) -> RocksIterator {
        RocksIterator(self, space, lower: lower, upper: upper)
    }

    /// For `RocksIterator` alone.
    func makeIterator(_ space: KeySpace, _ options: OpaquePointer) -> OpaquePointer? {
        unsafe rocksdb_create_iterator_cf(open, options, family(space))
    }

    func write(_ batch: borrowing RocksBatch) throws(StorageFailure) {
        try unlessFailed { () throws(StorageFailure) in
            try unsafe rocks("writing to \(path)") { error in
                unsafe rocksdb_write(open, writeOptions, batch.handle, error)
            }
        }
    }

    /// Hands the buffered write-ahead log to the kernel and waits until it is on the disk.
    func syncLog() throws(StorageFailure) {
        let newest = try unlessFailed { () throws(StorageFailure) in
            try unsafe rocks("writing out the log of \(path)") { error in unsafe rocksdb_flush_wal(open, 0, error) }
            return unsafe rocksdb_get_latest_sequence_number(open)
        }
        do {
            // Writers need not wait for the disk.
            try unsafe rocks("syncing \(path)") { error in unsafe rocksdb_flush_wal(open, 1, error) }
        } catch {
            failure.withLock { $0 = $0 ?? error }
            throw error
        }
        synced.max(newest, ordering: .acquiringAndReleasing)
    }

    private func unlessFailed<Result: Sendable>(
        _ body: () throws(StorageFailure) -> Result
    ) throws(StorageFailure) -> Result {
        try failure.withLock { (failure) throws(StorageFailure) in
            if let failure { throw failure }
            do throws(StorageFailure) {
                return try body()
            } catch {
                failure = error
                throw error
            }
        }
    }

    /// Drops the table files that lie wholly inside a range of deleted keys.
    func dropFiles(_ space: KeySpace, from lower: [UInt8], to upper: [UInt8]) throws(StorageFailure) {
        try unsafe rocks("dropping old files of \(path)") { error in
            unsafe lower.withUnsafeBytes { lower in
                unsafe upper.withUnsafeBytes { upper in
                    unsafe rocksdb_delete_file_in_range_cf(
                        open, family(space), lower.baseAddress?.assumingMemoryBound(to: CChar.self), lower.count,
                        upper.baseAddress?.assumingMemoryBound(to: CChar.self), upper.count, error)
                }
            }
        }
    }

    /// Makes a copy of everything committed in a directory that is not there yet; table files are linked where that
    /// can be done, else copied.
    func checkpoint(to directory: String) throws(StorageFailure) {
        let checkpoint = try unsafe rocks("beginning a copy of \(path)") { error in
            unsafe rocksdb_checkpoint_object_create(open, error)
        }
        defer { unsafe rocksdb_checkpoint_object_destroy(checkpoint) }
        try unsafe rocks("copying \(path) to \(directory)") { error in
            // 0: what is still in memory is written out first, so that the copy needs no write-ahead log.
            unsafe rocksdb_checkpoint_create(checkpoint, directory, 0, error)
        }
    }

    /// Roughly what a range takes in table files; what is still in memory counts for nothing.
    func byteCount(_ space: KeySpace, from lower: [UInt8], to upper: [UInt8]) throws(StorageFailure) -> UInt64 {
        var size: UInt64 = 0
        try unsafe rocks("measuring \(path)") { error in
            unsafe lower.withUnsafeBufferPointer { lower in
                unsafe upper.withUnsafeBufferPointer { upper in
                    var starts = unsafe [UnsafeRawPointer(lower.baseAddress)?.assumingMemoryBound(to: CChar.self)]
                    var ends = unsafe [UnsafeRawPointer(upper.baseAddress)?.assumingMemoryBound(to: CChar.self)]
                    var counts = (lower.count, upper.count)
                    unsafe rocksdb_approximate_sizes_cf(
                        open, family(space), 1, &starts, &counts.0, &ends, &counts.1, &size, error)
                }
            }
        }
        return size
    }

    /// A number RocksDB knows of itself, of one key space or of what both share; nil when it has none of that name.
    func property(_ name: String, of space: KeySpace) -> UInt64? {
        var value: UInt64 = 0
        return unsafe rocksdb_property_int_cf(open, family(space), name, &value) == 0 ? value : nil
    }

    /// Writes everything in memory out as table files.
    func flushTables() throws(StorageFailure) {
        let options = unsafe rocksdb_flushoptions_create()
        defer { unsafe rocksdb_flushoptions_destroy(options) }
        for space in KeySpace.allCases {
            try unsafe rocks("flushing \(path)") { error in
                unsafe rocksdb_flush_cf(open, options, family(space), error)
            }
        }
    }
}
