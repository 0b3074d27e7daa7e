import FerryEngine

/// Looks for damage in write-ahead logs and manifests that RocksDB's own recovery would take for their end.
///
/// RocksDB checks a record's sum only when it believes the record's header. A header damaged in its type reads as a
/// recycled record ("end of log"), one damaged in its length as a record cut short by a crash, a zeroed one as unused
/// space: everything behind it would vanish without a word. So before RocksDB opens a directory, the headers are
/// walked: a log may end in the middle of a record, but then nothing whole may follow, in this file or a later one. And
/// each log must go on where the one before it ended: RocksDB does not ask whether the end of one is missing.
///
/// The logs may be as large as what RocksDB keeps in memory, so they are read in pieces.
///
/// Format (RocksDB wiki, "Write Ahead Log File Format"): blocks of 32 KiB; records of 4 bytes CRC, 2 bytes length,
/// 1 byte type, payload; no record crosses a block; up to 6 zero bytes fill a block's end.
struct WriteAheadLogCheck: ~Copyable {
    private static let blockBytes = 32 << 10
    private static let headerBytes = 7
    /// Of whole blocks, so that no record crosses a piece.
    private static let pieceBytes = 32 * blockBytes
    /// Whole record, or its first, middle or last part.
    private static let types: ClosedRange<UInt8> = 1...4

    private let file: FileInPieces
    private var piece: [UInt8] = []
    /// Where in the file `piece` begins.
    private var start = 0
    /// Where in the file the first and the last batch begin.
    private var ends: (first: Int, last: Int)?

    /// Checks all logs of a database; a directory without any is fine.
    static func directory(_ path: String) throws(StorageFailure) {
        guard Files.exists(path) else { return }
        let names = try Files.storageCall { () throws(FileProblem) in try Files.names(in: path) }
        for name in names where name.hasPrefix("MANIFEST-") {
            var manifest = try WriteAheadLogCheck(path + "/" + name)
            _ = try manifest.endsWhole()
        }
        var torn: String?
        var newest: (sequence: UInt64, log: String)?
        // The numbers are padded to the same width, so their order is that of the names.
        for name in names where name.hasSuffix(".log") {
            var log = try WriteAheadLogCheck(path + "/" + name)
            if let torn, log.file.byteCount > 0 {
                throw StorageFailure(
                    .corruption, "\(path)/\(torn) ends in the middle of a record although \(name) goes on after it")
            }
            if try !log.endsWhole() { torn = name }
            guard let ends = log.ends else { continue }
            if let newest, let first = try log.batch(at: ends.first), !PowerLoss.follows(first, newest.sequence) {
                throw StorageFailure(
                    .corruption,
                    "\(path)/\(newest.log) ends with change \(newest.sequence), but \(name) goes on with change "
                        + "\(first.sequence)")
            }
            if let last = try log.batch(at: ends.last) { newest = (last.last, name) }
        }
    }

    private init(_ path: String) throws(StorageFailure) {
        file = try Files.storageCall { () throws(FileProblem) in try FileInPieces(path) }
    }

    /// False when the last record was cut short.
    private mutating func endsWhole() throws(StorageFailure) -> Bool {
        while start < file.byteCount {
            piece = try bytes(from: start, Self.pieceBytes)
            if try !pieceEndsWhole() { return false }
            start += Self.pieceBytes
        }
        return true
    }

    private mutating func pieceEndsWhole() throws(StorageFailure) -> Bool {
        var offset = 0
        while offset < piece.count {
            let blockEnd = (offset / Self.blockBytes + 1) * Self.blockBytes
            guard blockEnd - offset >= Self.headerBytes else {
                offset = blockEnd
                continue
            }
            guard offset + Self.headerBytes <= piece.count else { return false }
            let type = piece[offset + 6]
            let length = Self.length(in: piece, at: offset)
            if type == 0, length == 0 {
                guard try rest(from: offset).allSatisfy({ $0 == 0 }) else { throw damage(at: offset, "a gap") }
                return false
            }
            guard Self.types.contains(type) else { throw damage(at: offset, "a record of type \(type)") }
            if type <= 2 { ends = (first: ends?.first ?? start + offset, last: start + offset) }
            let end = offset + Self.headerBytes + length
            guard end <= blockEnd else { throw damage(at: offset, "a record longer than its block") }
            if end > piece.count {
                if let distance = Self.wholeRecord(in: try rest(from: offset)) {
                    let next = start + offset + distance
                    throw damage(at: offset, "a record with a wrong length (another one stands whole at byte \(next))")
                }
                return false
            }
            offset = end
        }
        return true
    }

    /// Whose first record begins there; nil when its beginning is not whole. A record that ends its block with less is
    /// followed by one that has the rest.
    private func batch(at offset: Int) throws(StorageFailure) -> LogBatches.Batch? {
        let bytes = try bytes(from: offset, 2 * Self.headerBytes + LogMark.batchHeadBytes)
        var head: [UInt8] = []
        var record = 0
        while head.count < LogMark.batchHeadBytes, record + Self.headerBytes <= bytes.count {
            let end = record + Self.headerBytes + Self.length(in: bytes, at: record)
            head += bytes[(record + Self.headerBytes)..<min(end, bytes.count)]
            if [1, 4].contains(bytes[record + 6]) { break }
            record = end
        }
        return LogBatches.batch(Array(head.prefix(LogMark.batchHeadBytes)), at: offset)
    }

    /// The file from `offset` of the piece to its end.
    private func rest(from offset: Int) throws(StorageFailure) -> [UInt8] {
        try bytes(from: start + offset, file.byteCount)
    }

    private func bytes(from offset: Int, _ count: Int) throws(StorageFailure) -> [UInt8] {
        try Files.storageCall { () throws(FileProblem) in try file.read(count, at: offset) }
    }

    private static func length(in bytes: [UInt8], at offset: Int) -> Int {
        Int(bytes[offset + 4]) | Int(bytes[offset + 5]) << 8
    }

    /// Where, behind the first byte, something with a right sum begins. Chance alone agrees once in four billion tries.
    private static func wholeRecord(in bytes: [UInt8]) -> Int? {
        var start = 1
        while start + headerBytes <= bytes.count {
            let end = start + headerBytes + length(in: bytes, at: start)
            if types.contains(bytes[start + 6]), end <= bytes.count,
                CRC32C.masked(of: bytes[(start + 6)..<end]) == sum(in: bytes, at: start)
            {
                return start
            }
            start += 1
        }
        return nil
    }

    private static func sum(in bytes: [UInt8], at offset: Int) -> UInt32 {
        bytes[offset..<(offset + 4)].reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }

    private func damage(at offset: Int, _ found: String) -> StorageFailure {
        StorageFailure(
            .corruption,
            "\(file.path) is damaged at byte \(start + offset): expected a record or the end of the log, found \(found)"
        )
    }
}
