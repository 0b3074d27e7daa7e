private import CRocksDB

/// Owns one value where RocksDB keeps it: reading it copies nothing.
@safe struct RocksPinnedSlice: ~Copyable {
    private let handle: OpaquePointer

    init(_ handle: OpaquePointer) { unsafe self.handle = handle }

    deinit { unsafe rocksdb_pinnableslice_destroy(handle) }

    borrowing func withBytes<Result, Failure: Error>(
        _ body: (RawSpan) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        var count = 0
        let start = unsafe rocksdb_pinnableslice_value(handle, &count)
        let bytes = unsafe UnsafeRawBufferPointer(start: start, count: count)
        return try body(unsafe bytes.bytes)
    }
}
