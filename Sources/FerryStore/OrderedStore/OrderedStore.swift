package import FerryEngine

/// Bytes under ordered keys: what the tables are made of.
///
/// Staging (`put`, `delete`, `deleteRange`) and `commit` belong to one thread; reads, scans and `sync` may come from
/// any. Reads see what is committed, not what is staged.
package protocol OrderedStore: AnyObject, Sendable {
    /// Decodes the value in place; nil where there is none.
    func read<Value>(
        _ space: KeySpace, _ key: [UInt8], _ decode: (RawSpan) throws(StorageFailure) -> Value
    ) throws(StorageFailure) -> Value?

    /// Visits keys and values from `lower` up to but not including `upper`, in order, until told false.
    func scan(
        _ space: KeySpace, from lower: [UInt8], to upper: [UInt8],
        _ visit: (RawSpan, RawSpan) throws(StorageFailure) -> Bool
    ) throws(StorageFailure)

    /// The greatest key from `lower` up to but not including `upper`.
    func lastKey(_ space: KeySpace, from lower: [UInt8], to upper: [UInt8]) throws(StorageFailure) -> [UInt8]?

    func put(_ space: KeySpace, _ key: [UInt8], _ value: RawSpan)
    func delete(_ space: KeySpace, _ key: [UInt8])
    func deleteRange(_ space: KeySpace, from lower: [UInt8], to upper: [UInt8])
    var hasStaged: Bool { get }

    /// Makes everything staged visible, whole or not at all, without waiting for the disk.
    func commit() throws(StorageFailure)
    /// Returns when everything committed before the call is safe. After a failure nothing later is to be trusted.
    func sync() throws(StorageFailure)
    /// Gives back the space that deleted keys of a range still take. May do nothing.
    func reclaim(_ space: KeySpace, from lower: [UInt8], to upper: [UInt8]) throws(StorageFailure)
    /// Roughly what a range takes on disk.
    func byteCount(_ space: KeySpace, from lower: [UInt8], to upper: [UInt8]) throws(StorageFailure) -> UInt64
    /// Makes a copy of everything committed in a directory that is not there yet. Any thread may, at any time.
    func checkpoint(to directory: String) throws(StorageFailure)
    /// What the store takes of memory and disk; nil when it has no answer.
    var gauges: StoreGauges? { get }
    /// Syncs and lets go of the disk. The last call: no other may be under way or follow.
    func close() throws(StorageFailure)
}

extension OrderedStore {
    package func byteCount(_ space: KeySpace, from lower: [UInt8], to upper: [UInt8]) throws(StorageFailure) -> UInt64 {
        var bytes: UInt64 = 0
        try scan(space, from: lower, to: upper) { key, value in
            bytes += UInt64(key.byteCount + value.byteCount)
            return true
        }
        return bytes
    }

    package func checkpoint(to directory: String) throws(StorageFailure) {
        throw StorageFailure(.io, "a store in memory has no files to copy")
    }

    package var gauges: StoreGauges? { nil }
}

/// Two sets of keys with lives of their own: tables change everywhere, the log grows at one end and is cut at the other.
package enum KeySpace: Int, Hashable, Sendable, CaseIterable {
    case state
    case log
}
