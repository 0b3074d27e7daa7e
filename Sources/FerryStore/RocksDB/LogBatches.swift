/// The batches in one write-ahead log, read with their sums, and the first place where something else stands.
///
/// Format: that of `WriteAheadLogCheck`; a batch is 8 bytes sequence number of its first change, 4 bytes count of
/// changes, changes. Ours begin with a `LogMark`.
struct LogBatches {
    struct Batch {
        let offset: Int
        let sequence: UInt64
        let count: UInt64
        /// nil for a batch of another release, or one whose beginning is cut in pieces.
        let mark: LogMark?

        var last: UInt64 { sequence &+ count &- 1 }
    }

    /// Something that is not whole: a batch, or what stands where one should.
    struct Break {
        let offset: Int
        /// What stands whole behind it, in the same log.
        let following: [Batch]
        /// Nothing whole follows and the file ends before the record does.
        let isCutOff: Bool
        /// Some of what should be there was never written: zeros up to the end of a sector.
        let hasHole: Bool
    }

    private(set) var batches: [Batch] = []
    private(set) var firstBreak: Break?
    private let bytes: [UInt8]

    private static let blockBytes = 32 << 10
    private static let headerBytes = 7
    private static let sectorBytes = 512
    /// Fewer zeros than this may well be somebody's data.
    private static let holeBytesMin = 32

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        var offset = 0
        while offset < bytes.count {
            var (head, next) = ([UInt8](), offset)
            guard takeBatch(&head, &next) else { break }
            if let batch = Self.batch(head, at: offset) { batches.append(batch) }
            offset = next
        }
        if offset < bytes.count { firstBreak = lookBehind(offset) }
    }

    /// Reads the parts of one batch; false when it is not whole.
    private func takeBatch(_ head: inout [UInt8], _ offset: inout Int) -> Bool {
        var isBegun = false
        while true {
            let room = Self.blockBytes - offset % Self.blockBytes
            if room < Self.headerBytes { offset += room }
            if offset >= bytes.count { return !isBegun }
            guard let record = record(at: offset), (record.type == 1 || record.type == 2) != isBegun else {
                return false
            }
            let missing = max(0, LogMark.batchHeadBytes - head.count)
            head += bytes[record.payload].prefix(missing)
            offset = record.payload.upperBound
            if record.type == 1 || record.type == 4 { return true }
            isBegun = true
        }
    }

    /// A record with a right sum that ends with its block.
    private func record(at offset: Int) -> (type: UInt8, payload: Range<Int>)? {
        guard offset + Self.headerBytes <= bytes.count else { return nil }
        let type = bytes[offset + 6]
        let end = offset + Self.headerBytes + Int(bytes[offset + 4]) + Int(bytes[offset + 5]) << 8
        guard 1...4 ~= type, end <= bytes.count, (end - 1) / Self.blockBytes == offset / Self.blockBytes else {
            return nil
        }
        let sum = bytes[offset..<(offset + 4)].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        guard CRC32C.masked(of: bytes[(offset + 6)..<end]) == sum else { return nil }
        return (type, (offset + Self.headerBytes)..<end)
    }

    /// `head`: what a batch begins with.
    static func batch(_ head: [UInt8], at offset: Int) -> Batch? {
        guard head.count >= 12 else { return nil }
        let sequence = LogMark.number(head[0..<8])
        return Batch(
            offset: offset, sequence: sequence, count: LogMark.number(head[8..<12]), mark: LogMark(ofBatch: head))
    }

    private func lookBehind(_ start: Int) -> Break {
        var following: [Batch] = []
        var gapEnd = bytes.count
        var offset = start + 1
        while offset < bytes.count {
            guard let record = record(at: offset) else {
                offset += 1
                continue
            }
            gapEnd = min(gapEnd, offset)
            if record.type <= 2, let batch = Self.batch(Array(bytes[record.payload]), at: offset) {
                following.append(batch)
            }
            offset = record.payload.upperBound
        }
        return Break(
            offset: start, following: following, isCutOff: gapEnd == bytes.count && reachesBeyondEnd(start),
            hasHole: hasHole(in: start..<gapEnd))
    }

    /// The record, or the last of the parts that stand whole, is longer than the file.
    private func reachesBeyondEnd(_ start: Int) -> Bool {
        var offset = start
        while let record = record(at: offset) {
            offset = record.payload.upperBound
            let room = Self.blockBytes - offset % Self.blockBytes
            if room < Self.headerBytes { offset += room }
        }
        guard offset + Self.headerBytes <= bytes.count else { return true }
        return offset + Self.headerBytes + Int(bytes[offset + 4]) + Int(bytes[offset + 5]) << 8 > bytes.count
    }

    private func hasHole(in range: Range<Int>) -> Bool {
        var zeros = 0
        for offset in range {
            zeros = bytes[offset] == 0 ? zeros + 1 : 0
            let isSectorEnd = (offset + 1) % Self.sectorBytes == 0 || offset + 1 == bytes.count
            if isSectorEnd, zeros >= Self.holeBytesMin { return true }
        }
        return false
    }
}
