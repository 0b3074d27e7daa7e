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
    /// Decoded instances.
    let instanceBytes: Int

    init(mebibytes: Int) {
        let eighth = mebibytes << 17
        blockCacheBytes = 3 * eighth
        writeBufferBytes = 3 * eighth
        instanceBytes = eighth
    }

    func store(partitions: Int) -> StoreSettings {
        StoreSettings(blockCachesBytes: blockCacheBytes, writeBuffersBytes: writeBufferBytes, partitions: partitions)
    }
}
