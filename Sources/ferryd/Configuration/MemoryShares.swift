import FerryStore

/// How the memory a broker may take is shared out. Whatever the number of instances, none of the parts grows beyond its
/// share.
///
/// An eighth is nobody's: for the program, its threads, and the calls and answers under way.
struct MemoryShares: Hashable {
    /// Blocks of table files.
    let blockCacheBytes: Int
    /// What was written and is not in a table file yet.
    let writeBufferBytes: Int
    /// Instances as they are stored.
    let recordCacheBytes: Int
    /// Decoded instances.
    let instanceBytes: Int

    init(mebibytes: Int) {
        let sixteenth = mebibytes << 16
        blockCacheBytes = 4 * sixteenth
        writeBufferBytes = 4 * sixteenth
        recordCacheBytes = 5 * sixteenth
        instanceBytes = sixteenth
    }

    func store(partitions: Int) -> StoreSettings {
        StoreSettings(
            blockCachesBytes: blockCacheBytes, writeBuffersBytes: writeBufferBytes,
            recordCachesBytes: recordCacheBytes, partitions: partitions)
    }
}
