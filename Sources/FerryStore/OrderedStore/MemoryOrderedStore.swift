package import FerryEngine
private import Synchronization

/// The twin of `RocksOrderedStore` without a disk, for tests and simulation.
///
/// It knows which commits were synced, so that `afterCrash` can answer what a disk would have kept.
package final class MemoryOrderedStore: OrderedStore, @unchecked Sendable {
    // Staged changes are touched only by the one thread that stages; everything shared lies behind the lock.
    private var staged: [SortedBytes.Change] = []
    private let committed = Mutex(Committed())

    private struct Committed {
        var spaces = KeySpace.allCases.map { _ in SortedBytes() }
        /// What takes back each commit since the last sync, oldest first.
        var unsynced: [[SortedBytes.Change]] = []
    }

    package init() {}

    private init(_ content: [SortedBytes]) {
        committed.withLock { $0.spaces = content }
    }

    package var unsyncedCommits: Int { committed.withLock { $0.unsynced.count } }

    /// The store as found after a crash that spared only the oldest so many of the commits not yet synced.
    package func afterCrash(sparing commits: Int = 0) -> MemoryOrderedStore {
        let content = committed.withLock { committed in
            var spaces = committed.spaces
            for undo in committed.unsynced.dropFirst(commits).reversed() {
                for change in undo.reversed() { spaces[change.space.rawValue].apply(change) }
            }
            return spaces
        }
        return MemoryOrderedStore(content)
    }

    package func read<Value>(
        _ space: KeySpace, _ key: [UInt8], _ decode: (RawSpan) throws(StorageFailure) -> Value
    ) throws(StorageFailure) -> Value? {
        guard let value = content(of: space).value(of: key) else { return nil }
        return try decode(unsafe value.span.bytes)
    }

    package func scan(
        _ space: KeySpace, from lower: [UInt8], to upper: [UInt8],
        _ visit: (RawSpan, RawSpan) throws(StorageFailure) -> Bool
    ) throws(StorageFailure) {
        let content = content(of: space)
        for index in content.range(from: lower, to: upper) {
            let (key, value) = (content.keys[index], content.values[index])
            guard try visit(unsafe key.span.bytes, unsafe value.span.bytes) else { return }
        }
    }

    package func lastKey(_ space: KeySpace, from lower: [UInt8], to upper: [UInt8]) -> [UInt8]? {
        let content = content(of: space)
        return content.range(from: lower, to: upper).last.map { content.keys[$0] }
    }

    package func put(_ space: KeySpace, _ key: [UInt8], _ value: RawSpan) {
        staged.append(SortedBytes.Change(space: space, key: key, value: [UInt8](value)))
    }

    package func delete(_ space: KeySpace, _ key: [UInt8]) {
        staged.append(SortedBytes.Change(space: space, key: key, value: nil))
    }

    package func deleteRange(_ space: KeySpace, from lower: [UInt8], to upper: [UInt8]) {
        let content = content(of: space)
        let stagedKeys = staged.filter { $0.space == space }.map(\.key)
        for key in content.keys[content.range(from: lower, to: upper)] { delete(space, key) }
        for key in stagedKeys where SortedBytes.precedes(key, upper) && !SortedBytes.precedes(key, lower) {
            delete(space, key)
        }
    }

    package var hasStaged: Bool { !staged.isEmpty }

    package func commit() {
        guard !staged.isEmpty else { return }
        let changes = staged
        staged.removeAll(keepingCapacity: true)
        committed.withLock { committed in
            var undo: [SortedBytes.Change] = []
            for change in changes {
                let space = change.space.rawValue
                let old = committed.spaces[space].apply(change)
                undo.append(SortedBytes.Change(space: change.space, key: change.key, value: old))
            }
            committed.unsynced.append(undo)
        }
    }

    package func sync() {
        committed.withLock { $0.unsynced.removeAll() }
    }

    package func reclaim(_ space: KeySpace, from lower: [UInt8], to upper: [UInt8]) {}

    package func close() { sync() }

    /// A copy, shared until written: visitors may call back into the store.
    private func content(of space: KeySpace) -> SortedBytes {
        committed.withLock { $0.spaces[space.rawValue] }
    }
}
