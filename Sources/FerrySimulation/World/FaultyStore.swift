import FerryEngine
import FerryStore

/// A disk in memory that can be told to fail.
final class FaultyStore: OrderedStore {
    private let inner: MemoryOrderedStore
    // One thread runs a simulation.
    nonisolated(unsafe) var failsCommits = false

    init(_ inner: MemoryOrderedStore) { self.inner = inner }

    var unsyncedCommits: Int { inner.unsyncedCommits }

    func afterCrash(sparing commits: Int) -> MemoryOrderedStore { inner.afterCrash(sparing: commits) }

    func read<Value>(
        _ space: KeySpace, _ key: [UInt8], _ decode: (RawSpan) throws(StorageFailure) -> Value
    ) throws(StorageFailure) -> Value? {
        try inner.read(space, key, decode)
    }

    func scan(
        _ space: KeySpace, from lower: [UInt8], to upper: [UInt8],
        _ visit: (RawSpan, RawSpan) throws(StorageFailure) -> Bool
    ) throws(StorageFailure) {
        try inner.scan(space, from: lower, to: upper, visit)
    }

    func lastKey(_ space: KeySpace, from lower: [UInt8], to upper: [UInt8]) throws(StorageFailure) -> [UInt8]? {
        inner.lastKey(space, from: lower, to: upper)
    }

    func put(_ space: KeySpace, _ key: [UInt8], _ value: RawSpan) { inner.put(space, key, value) }
    func delete(_ space: KeySpace, _ key: [UInt8]) { inner.delete(space, key) }

    func deleteRange(_ space: KeySpace, from lower: [UInt8], to upper: [UInt8]) {
        inner.deleteRange(space, from: lower, to: upper)
    }

    var hasStaged: Bool { inner.hasStaged }

    func commit() throws(StorageFailure) {
        if failsCommits, hasStaged { throw StorageFailure(.io, "the simulated disk is full") }
        inner.commit()
    }

    func sync() throws(StorageFailure) { inner.sync() }
    func reclaim(_ space: KeySpace, from lower: [UInt8], to upper: [UInt8]) throws(StorageFailure) {}
    func close() throws(StorageFailure) { inner.close() }
}
