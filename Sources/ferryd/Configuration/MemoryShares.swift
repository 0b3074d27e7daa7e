import FerryStore
import Foundation

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
        let shares = (ProcessInfo.processInfo.environment["FERRY_SHARES"] ?? "3,4,6,1").split(separator: ",").map { Int($0)! }
        blockCacheBytes = shares[0] * sixteenth
        writeBufferBytes = shares[1] * sixteenth
        recordCacheBytes = shares[2] * sixteenth
        instanceBytes = shares[3] * sixteenth
    }

    func store(partitions: Int) -> StoreSettings {
        StoreSettings(
            blockCachesBytes: blockCacheBytes, writeBuffersBytes: writeBufferBytes,
            recordCachesBytes: recordCacheBytes, partitions: partitions)
    }
}
