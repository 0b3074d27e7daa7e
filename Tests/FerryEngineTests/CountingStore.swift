import FerryEngine
import FerryStore

/// A store in memory that counts what is asked of it. One thread at a time.
final class CountingStore: OrderedStore, @unchecked Sendable {
    struct Work: Hashable {
        var rowsWritten = 0
        var bytesWritten = 0
        var rowsRead = 0
    }

    private(set) var work = Work()
    private let store = MemoryOrderedStore()

    func reset() { work = Work() }

    func read<Value>(
        _ space: KeySpace, _ key: [UInt8], _ decode: (RawSpan) throws(StorageFailure) -> Value
    ) throws(StorageFailure) -> Value? {
        work.rowsRead += 1
        return try store.read(space, key, decode)
    }

    func scan(
        _ space: KeySpace, from lower: [UInt8], to upper: [UInt8],
        _ visit: (RawSpan, RawSpan) throws(StorageFailure) -> Bool
    ) throws(StorageFailure) {
        try store.scan(space, from: lower, to: upper) { key, value throws(StorageFailure) in
            work.rowsRead += 1
            return try visit(key, value)
        }
    }

    func lastKey(_ space: KeySpace, from lower: [UInt8], to upper: [UInt8]) throws(StorageFailure) -> [UInt8]? {
        store.lastKey(space, from: lower, to: upper)
    }

    func put(_ space: KeySpace, _ key: [UInt8], _ value: RawSpan) {
        work.rowsWritten += 1
        work.bytesWritten += key.count + value.byteCount
        store.put(space, key, value)
    }

    func delete(_ space: KeySpace, _ key: [UInt8]) {
        work.rowsWritten += 1
        work.bytesWritten += key.count
        store.delete(space, key)
    }

    func deleteRange(_ space: KeySpace, from lower: [UInt8], to upper: [UInt8]) {
        store.deleteRange(space, from: lower, to: upper)
    }

    var hasStaged: Bool { store.hasStaged }

    func commit() throws(StorageFailure) { store.commit() }
    func sync() throws(StorageFailure) { store.sync() }
    func reclaim(_ space: KeySpace, from lower: [UInt8], to upper: [UInt8]) throws(StorageFailure) {
        store.reclaim(space, from: lower, to: upper)
    }
    func close() throws(StorageFailure) { store.close() }
}
