/// How much memory and how many files one partition's database may use.
package struct StoreSettings: Hashable, Sendable {
    /// Blocks of table files kept in memory, their indexes and filters included.
    package var blockCacheBytes: Int
    /// Written data kept in memory before it becomes a table file, for each key space. When a table file is being
    /// written, or waits for it, two more of these may be there. It also bounds what a restart must read again.
    package var writeBufferBytes: Int
    /// Instances as they are stored, for finding them without a look into table files.
    package var recordCacheBytes: Int
    package var openFilesMax: Int

    /// In memory at once for each key space: one that takes writes, two on their way to disk.
    static let writeBuffersMax = 3

    package init(
        blockCacheBytes: Int = 64 << 20, writeBufferBytes: Int = 32 << 20, recordCacheBytes: Int = 16 << 20,
        openFilesMax: Int = 512
    ) {
        self.blockCacheBytes = blockCacheBytes
        self.writeBufferBytes = writeBufferBytes
        self.recordCacheBytes = recordCacheBytes
        self.openFilesMax = openFilesMax
    }

    /// One partition's share of what a broker's partitions may take together.
    package init(blockCachesBytes: Int, writeBuffersBytes: Int, recordCachesBytes: Int, partitions: Int) {
        let partitions = max(partitions, 1)
        let buffers = partitions * KeySpace.allCases.count * Self.writeBuffersMax
        self.init(
            blockCacheBytes: blockCachesBytes / partitions,
            // RocksDB takes nothing smaller.
            writeBufferBytes: max(64 << 10, writeBuffersBytes / buffers),
            recordCacheBytes: recordCachesBytes / partitions)
    }
}
