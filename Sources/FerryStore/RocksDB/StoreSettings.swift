/// How much memory and how many files one partition's database may use.
package struct StoreSettings: Hashable, Sendable {
    /// Blocks of table files kept in memory.
    package var blockCacheBytes: Int
    /// Written data kept in memory before it becomes a table file; also bounds what a restart must read again.
    package var writeBufferBytes: Int
    package var openFilesMax: Int

    package init(
        blockCacheBytes: Int = Self.brokerCacheBytes, writeBufferBytes: Int = 64 << 20, openFilesMax: Int = 512
    ) {
        self.blockCacheBytes = blockCacheBytes
        self.writeBufferBytes = writeBufferBytes
        self.openFilesMax = openFilesMax
    }

    /// One partition's share of a broker's cache.
    package init(brokerCacheBytes: Int = Self.brokerCacheBytes, partitions: Int) {
        self.init(blockCacheBytes: brokerCacheBytes / max(partitions, 1))
    }

    package static let brokerCacheBytes = 256 << 20
}
