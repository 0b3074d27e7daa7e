private import CRocksDB
import FerryEngine

/// Owns a walk through a range of keys as they were when it began. Belongs to one thread.
@safe struct RocksIterator: ~Copyable {
    private let handle: OpaquePointer
    private let options: OpaquePointer
    /// RocksDB keeps a pointer to the upper bound, so it lies here, at a fixed address.
    private let upperBound: UnsafeMutableRawBufferPointer
    private let database: RocksDatabase

    init(_ database: RocksDatabase, _ space: KeySpace, lower: [UInt8], upper: [UInt8]) {
        self.database = database
        unsafe upperBound = UnsafeMutableRawBufferPointer.allocate(byteCount: upper.count, alignment: 1)
        unsafe upperBound.copyBytes(from: upper)
        guard let options = unsafe rocksdb_readoptions_create() else { fatalError("out of memory for read options") }
        unsafe self.options = options
        unsafe rocksdb_readoptions_set_iterate_upper_bound(
            options, upperBound.baseAddress?.assumingMemoryBound(to: CChar.self), upperBound.count)
        // Readers of history must not push the state out of memory.
        unsafe rocksdb_readoptions_set_fill_cache(options, space == .log ? 0 : 1)
        guard let iterator = unsafe database.makeIterator(space, options) else {
            fatalError("out of memory to iterate")
        }
        unsafe handle = iterator
        unsafe lower.withUnsafeBytes { lower in
            unsafe rocksdb_iter_seek(handle, lower.baseAddress?.assumingMemoryBound(to: CChar.self), lower.count)
        }
    }

    deinit {
        unsafe rocksdb_iter_destroy(handle)
        unsafe rocksdb_readoptions_destroy(options)
        unsafe upperBound.deallocate()
    }

    var isAtKey: Bool { unsafe rocksdb_iter_valid(handle) != 0 }

    mutating func advance() { unsafe rocksdb_iter_next(handle) }

    mutating func moveToLast() { unsafe rocksdb_iter_seek_to_last(handle) }

    /// Throws when the walk ended because of a failure and not because there is no more.
    func check() throws(StorageFailure) {
        try unsafe rocks("scanning \(database.path)") { error in unsafe rocksdb_iter_get_error(handle, error) }
    }

    borrowing func withEntry<Result, Failure: Error>(
        _ body: (RawSpan, RawSpan) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        var keyCount = 0
        var valueCount = 0
        let keyStart = unsafe rocksdb_iter_key(handle, &keyCount)
        let valueStart = unsafe rocksdb_iter_value(handle, &valueCount)
        let key = unsafe UnsafeRawBufferPointer(start: keyStart, count: keyCount)
        let value = unsafe UnsafeRawBufferPointer(start: valueStart, count: valueCount)
        return try body(unsafe key.bytes, unsafe value.bytes)
    }
}
