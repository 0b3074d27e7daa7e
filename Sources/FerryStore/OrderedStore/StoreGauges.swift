/// What a partition's database takes at the moment, in bytes.
package struct StoreGauges: Hashable, Sendable {
    package let blockCacheBytes: UInt64
    package let writeBufferBytes: UInt64
    /// Indexes and filters of open table files that lie outside the block cache.
    package let tableReaderBytes: UInt64
    /// On disk.
    package let tableFileBytes: UInt64
}
