import FerryEngine
import FerryStore

/// A disk in memory that can be told to fail.
final class FaultyStore: OrderedStore {
    /// What lies on the disk, for those who look at it from outside the simulation.
    let memory: MemoryOrderedStore
    // One thread runs a simulation.
    nonisolated(unsafe) var trouble: Trouble?
    /// Reads that still succeed once they are to fail, so that a turn is struck in its middle.
    nonisolated(unsafe) var readsLeft = 0

    enum Trouble: String, CaseIterable {
        case commits = "commits fail"
        case syncs = "syncs fail"
        case reads = "reads fail"
        case corruption = "reads find damage"
    }

    init(_ memory: MemoryOrderedStore) { self.memory = memory }

    private func failReadIfDue() throws(StorageFailure) {
        guard trouble == .reads || trouble == .corruption else { return }
        guard readsLeft == 0 else {
            readsLeft -= 1
            return
        }
        throw trouble == .reads
            ? StorageFailure(.io, "the simulated disk cannot be read")
            : StorageFailure(.corruption, "the simulated disk is damaged")
    }

    func read<Value>(
        _ space: KeySpace, _ key: [UInt8], _ decode: (RawSpan) throws(StorageFailure) -> Value
    ) throws(StorageFailure) -> Value? {
        try failReadIfDue()
        return try memory.read(space, key, decode)
    }

    func scan(
        _ space: KeySpace, from lower: [UInt8], to upper: [UInt8],
        _ visit: (RawSpan, RawSpan) throws(StorageFailure) -> Bool
    ) throws(StorageFailure) {
        try failReadIfDue()
        try memory.scan(space, from: lower, to: upper, visit)
    }

    func lastKey(_ space: KeySpace, from lower: [UInt8], to upper: [UInt8]) throws(StorageFailure) -> [UInt8]? {
        try failReadIfDue()
        return memory.lastKey(space, from: lower, to: upper)
    }

    func put(_ space: KeySpace, _ key: [UInt8], _ value: RawSpan) { memory.put(space, key, value) }
    func delete(_ space: KeySpace, _ key: [UInt8]) { memory.delete(space, key) }

    func deleteRange(_ space: KeySpace, from lower: [UInt8], to upper: [UInt8]) {
        memory.deleteRange(space, from: lower, to: upper)
    }

    var hasStaged: Bool { memory.hasStaged }

    func commit() throws(StorageFailure) {
        if trouble == .commits, hasStaged { throw StorageFailure(.io, "the simulated disk is full") }
        memory.commit()
    }

    func sync() throws(StorageFailure) {
        if trouble == .syncs { throw StorageFailure(.io, "the simulated disk does not sync") }
        memory.sync()
    }

    func reclaim(_ space: KeySpace, from lower: [UInt8], to upper: [UInt8]) throws(StorageFailure) {}
    func close() throws(StorageFailure) { memory.close() }
}
