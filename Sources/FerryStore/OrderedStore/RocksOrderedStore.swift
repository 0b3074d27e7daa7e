package import FerryEngine

/// A partition's database on disk. Idle, it does nothing.
///
/// `@unchecked Sendable`: the staged batch is touched only by the one thread that stages and commits; the database
/// itself may be read and synced from any thread.
package final class RocksOrderedStore: OrderedStore, @unchecked Sendable {
    private let database: RocksDatabase
    private var batch: RocksBatch

    /// `createIfMissing` false: a database that is not there is one that was lost.
    package init(
        path: String, settings: StoreSettings = StoreSettings(), createIfMissing: Bool
    ) throws(StorageFailure) {
        database = try RocksDatabase(path, settings, createIfMissing: createIfMissing)
        batch = RocksBatch(database)
    }

    /// For looking only: nothing on disk changes, nothing may be committed or synced.
    package static func reading(
        path: String, settings: StoreSettings = StoreSettings()
    ) throws(StorageFailure) -> RocksOrderedStore {
        RocksOrderedStore(try RocksDatabase(path, settings, createIfMissing: false, forReading: true))
    }

    private init(_ database: RocksDatabase) {
        self.database = database
        batch = RocksBatch(database)
    }

    package func read<Value>(
        _ space: KeySpace, _ key: [UInt8], _ decode: (RawSpan) throws(StorageFailure) -> Value
    ) throws(StorageFailure) -> Value? {
        guard let slice = try database.get(space, key) else { return nil }
        return try slice.withBytes(decode)
    }

    package func scan(
        _ space: KeySpace, from lower: [UInt8], to upper: [UInt8],
        _ visit: (RawSpan, RawSpan) throws(StorageFailure) -> Bool
    ) throws(StorageFailure) {
        var iterator = database.iterator(space, from: lower, to: upper)
        while iterator.isAtKey {
            guard try iterator.withEntry(visit) else { return }
            iterator.advance()
        }
        try iterator.check()
    }

    package func lastKey(
        _ space: KeySpace, from lower: [UInt8], to upper: [UInt8]
    ) throws(StorageFailure) -> [UInt8]? {
        var iterator = database.iterator(space, from: lower, to: upper)
        iterator.moveToLast()
        try iterator.check()
        guard iterator.isAtKey else { return nil }
        let key = iterator.withEntry { key, _ in [UInt8](key) }
        return SortedBytes.precedes(key, lower) ? nil : key
    }

    package func put(_ space: KeySpace, _ key: [UInt8], _ value: RawSpan) { batch.put(space, key, value) }

    package func delete(_ space: KeySpace, _ key: [UInt8]) { batch.delete(space, key) }

    package func deleteRange(_ space: KeySpace, from lower: [UInt8], to upper: [UInt8]) {
        batch.deleteRange(space, from: lower, to: upper)
    }

    package var hasStaged: Bool { !batch.isEmpty }

    package func commit() throws(StorageFailure) {
        guard !batch.isEmpty else { return }
        try database.write(batch)
        batch.clear()
    }

    package func sync() throws(StorageFailure) { try database.syncLog() }

    package func reclaim(_ space: KeySpace, from lower: [UInt8], to upper: [UInt8]) throws(StorageFailure) {
        try database.dropFiles(space, from: lower, to: upper)
    }

    /// Moves everything from memory into table files, so that the next open has no log to read.
    package func flushTables() throws(StorageFailure) { try database.flushTables() }

    /// Makes a copy of everything committed in a directory that is not there yet. Any thread may, at any time.
    package func checkpoint(to directory: String) throws(StorageFailure) { try database.checkpoint(to: directory) }

    package func byteCount(_ space: KeySpace, from lower: [UInt8], to upper: [UInt8]) throws(StorageFailure) -> UInt64 {
        try database.byteCount(space, from: lower, to: upper)
    }

    package var gauges: StoreGauges? {
        func sum(_ property: String) -> UInt64 {
            KeySpace.allCases.reduce(0) { $0 + (database.property(property, of: $1) ?? 0) }
        }
        return StoreGauges(
            // One cache serves both key spaces.
            blockCacheBytes: database.property("rocksdb.block-cache-usage", of: .state) ?? 0,
            writeBufferBytes: sum("rocksdb.size-all-mem-tables"),
            tableReaderBytes: sum("rocksdb.estimate-table-readers-mem"),
            tableFileBytes: sum("rocksdb.total-sst-files-size"))
    }

    /// What a power cut had left of the write-ahead logs and was cut off when this was opened, in words.
    package var mended: String? { database.mended }

    package func close() throws(StorageFailure) { try database.close() }
}
