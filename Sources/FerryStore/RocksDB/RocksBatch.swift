private import CRocksDB

/// Owns changes that will be written together or not at all. Belongs to one thread.
@safe struct RocksBatch: ~Copyable {
    let handle: OpaquePointer
    private let database: RocksDatabase

    init(_ database: RocksDatabase) {
        guard let batch = unsafe rocksdb_writebatch_create() else { fatalError("out of memory for a write batch") }
        unsafe handle = batch
        self.database = database
        begin()
    }

    deinit { unsafe rocksdb_writebatch_destroy(handle) }

    var isEmpty: Bool { unsafe rocksdb_writebatch_count(handle) == 0 }

    mutating func clear() {
        unsafe rocksdb_writebatch_clear(handle)
        begin()
    }

    /// The mark comes first, where it is found without knowing the changes.
    private func begin() {
        let mark = database.mark.bytes
        unsafe mark.withUnsafeBytes { mark in
            unsafe rocksdb_writebatch_put_log_data(
                handle, mark.baseAddress?.assumingMemoryBound(to: CChar.self), mark.count)
        }
    }

    mutating func put(_ space: KeySpace, _ key: [UInt8], _ value: RawSpan) {
        let family = unsafe database.family(space)
        unsafe key.withUnsafeBytes { key in
            unsafe value.withUnsafeBytes { value in
                unsafe rocksdb_writebatch_put_cf(
                    handle, family, key.baseAddress?.assumingMemoryBound(to: CChar.self), key.count,
                    value.baseAddress?.assumingMemoryBound(to: CChar.self), value.count)
            }
        }
    }

    mutating func delete(_ space: KeySpace, _ key: [UInt8]) {
        let family = unsafe database.family(space)
        unsafe key.withUnsafeBytes { key in
            unsafe rocksdb_writebatch_delete_cf(
                handle, family, key.baseAddress?.assumingMemoryBound(to: CChar.self), key.count)
        }
    }

    mutating func deleteRange(_ space: KeySpace, from lower: [UInt8], to upper: [UInt8]) {
        let family = unsafe database.family(space)
        unsafe lower.withUnsafeBytes { lower in
            unsafe upper.withUnsafeBytes { upper in
                unsafe rocksdb_writebatch_delete_range_cf(
                    handle, family, lower.baseAddress?.assumingMemoryBound(to: CChar.self), lower.count,
                    upper.baseAddress?.assumingMemoryBound(to: CChar.self), upper.count)
            }
        }
    }
}
