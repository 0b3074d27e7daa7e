package import FerryEngine

extension PartitionStorage {
    /// The files under the partition's tables, for those who copy or measure them on other threads.
    package var files: StorageFiles { StorageFiles(store) }
}

/// The files under a partition's tables. Any thread may use it before the store is closed.
package final class StorageFiles: Sendable {
    private let store: any OrderedStore

    init(_ store: any OrderedStore) { self.store = store }

    /// What the partition takes of memory and disk; nil for a store in memory.
    package var gauges: StoreGauges? { store.gauges }

    /// Writes out what lies in memory, so that the next checkpoint finds little left to write.
    package func flush() throws(StorageFailure) { try (store as? RocksOrderedStore)?.flushTables() }

    /// Copies everything committed into a directory that is not there yet.
    package func checkpoint(to directory: String) throws(StorageFailure) { try store.checkpoint(to: directory) }
}
