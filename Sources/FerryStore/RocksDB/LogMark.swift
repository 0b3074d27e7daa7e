/// What a batch says in the write-ahead log of the log itself; RocksDB carries it and takes no notice.
///
/// A power cut may lose any part of what was written since the last sync, also its beginning and not its end. By what
/// later batches knew to be synced, such a loss can be told from damage to what was safe.
struct LogMark: Hashable {
    /// The newest change when the database was opened: everything up to it lies in table files.
    let opened: UInt64
    /// The newest change that was synced when the batch was begun.
    let synced: UInt64

    static let byteCount = 16
    /// Sequence number, count, the tag and length of the mark, the mark.
    static let batchHeadBytes = 12 + 2 + byteCount

    private static let logDataTag: UInt8 = 3

    init(opened: UInt64, synced: UInt64) {
        self.opened = opened
        self.synced = synced
    }

    /// Reads what a batch begins with.
    init?(ofBatch head: [UInt8]) {
        guard head.count >= Self.batchHeadBytes, head[12] == Self.logDataTag, head[13] == UInt8(Self.byteCount) else {
            return nil
        }
        opened = Self.number(head[14..<22])
        synced = Self.number(head[22..<30])
    }

    var bytes: [UInt8] { Self.bytes(opened) + Self.bytes(synced) }

    private static func bytes(_ number: UInt64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }

    /// The lowest byte first, as RocksDB writes numbers.
    static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) } }
}
