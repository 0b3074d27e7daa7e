import FerryEngine
import FerryStore
import FerryTestSupport
import Foundation

/// Lets threads through while it is open, and says how many wait while it is shut.
final class Gate: @unchecked Sendable {
    // Safe to share: the property is read and written under `condition`.
    private let condition = NSCondition()
    private var isOpen = true
    let waiting = Watched(0)

    func shut() { set(false) }
    func open() { set(true) }

    /// Blocks the calling thread, never one of the cooperative pool: only partitions commit.
    func pass() {
        condition.lock()
        defer { condition.unlock() }
        guard !isOpen else { return }
        waiting.change { $0 += 1 }
        while !isOpen { condition.wait() }
        waiting.change { $0 -= 1 }
    }

    private func set(_ open: Bool) {
        condition.lock()
        isOpen = open
        condition.broadcast()
        condition.unlock()
    }
}

/// A store in memory whose commits wait at a gate, as on a disk that hangs.
final class GatedStore: OrderedStore {
    private let store = MemoryOrderedStore()
    private let gate: Gate

    init(_ gate: Gate) { self.gate = gate }

    func commit() throws(StorageFailure) {
        gate.pass()
        store.commit()
    }

    func read<Value>(
        _ space: KeySpace, _ key: [UInt8], _ decode: (RawSpan) throws(StorageFailure) -> Value
    ) throws(StorageFailure) -> Value? {
        try store.read(space, key, decode)
    }

    func scan(
        _ space: KeySpace, from lower: [UInt8], to upper: [UInt8],
        _ visit: (RawSpan, RawSpan) throws(StorageFailure) -> Bool
    ) throws(StorageFailure) {
        try store.scan(space, from: lower, to: upper, visit)
    }

    func lastKey(_ space: KeySpace, from lower: [UInt8], to upper: [UInt8]) -> [UInt8]? {
        store.lastKey(space, from: lower, to: upper)
    }

    func put(_ space: KeySpace, _ key: [UInt8], _ value: RawSpan) { store.put(space, key, value) }
    func delete(_ space: KeySpace, _ key: [UInt8]) { store.delete(space, key) }

    func deleteRange(_ space: KeySpace, from lower: [UInt8], to upper: [UInt8]) {
        store.deleteRange(space, from: lower, to: upper)
    }

    var hasStaged: Bool { store.hasStaged }
    func sync() { store.sync() }
    func reclaim(_ space: KeySpace, from lower: [UInt8], to upper: [UInt8]) {}
    func close() { store.close() }
}
