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
    /// Syncs and lets go of the disk. The last call: no other may be under way or follow.
    func close() throws(StorageFailure)
}

/// Two sets of keys with lives of their own: tables change everywhere, the log grows at one end and is cut at the other.
package enum KeySpace: Int, Hashable, Sendable, CaseIterable {
    case state
    case log
}
