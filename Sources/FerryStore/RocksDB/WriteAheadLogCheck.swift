import FerryEngine

/// Looks for damage in write-ahead logs and manifests that RocksDB's own recovery would take for their end.
///
/// RocksDB checks a record's sum only when it believes the record's header. A header damaged in its type reads as a
/// recycled record ("end of log"), one damaged in its length as a record cut short by a crash, a zeroed one as unused
/// space: everything behind it would vanish without a word. So before RocksDB opens a directory, the headers are
/// walked: a log may end in the middle of a record, but then nothing whole may follow, in this file or a later one.
///
/// Format (RocksDB wiki, "Write Ahead Log File Format"): blocks of 32 KiB; records of 4 bytes CRC, 2 bytes length,
/// 1 byte type, payload; no record crosses a block; up to 6 zero bytes fill a block's end.
struct WriteAheadLogCheck {
    private static let blockBytes = 32 << 10
    private static let headerBytes = 7
    /// Whole record, or its first, middle or last part.
    private static let types: ClosedRange<UInt8> = 1...4

    private let path: String
    private let bytes: [UInt8]

    /// Checks all logs of a database; a directory without any is fine.
    static func directory(_ path: String) throws(StorageFailure) {
        guard Files.exists(path) else { return }
        let names = try Files.storageCall { () throws(FileProblem) in try Files.names(in: path) }
        for name in names where name.hasPrefix("MANIFEST-") {
            _ = try WriteAheadLogCheck(path + "/" + name).endsWhole()
        }
        var torn: String?
        // The numbers are padded to the same width, so their order is that of the names.
        for name in names where name.hasSuffix(".log") {
            let log = try WriteAheadLogCheck(path + "/" + name)
            if let torn, !log.bytes.isEmpty {
                throw StorageFailure(
                    .corruption, "\(path)/\(torn) ends in the middle of a record although \(name) goes on after it")
            }
            if try !log.endsWhole() { torn = name }
        }
    }

    private init(_ path: String) throws(StorageFailure) {
        self.path = path
        bytes = try Files.storageCall { () throws(FileProblem) in try Files.read(path) }
    }

    /// False when the last record was cut short.
    private func endsWhole() throws(StorageFailure) -> Bool {
        var offset = 0
        while offset < bytes.count {
            let blockEnd = (offset / Self.blockBytes + 1) * Self.blockBytes
            guard blockEnd - offset >= Self.headerBytes else {
                offset = blockEnd
                continue
            }
            guard offset + Self.headerBytes <= bytes.count else { return false }
            let type = bytes[offset + 6]
            if type == 0, length(at: offset) == 0 {
                guard bytes[offset...].allSatisfy({ $0 == 0 }) else { throw damage(at: offset, "a gap") }
                return false
            }
            guard Self.types.contains(type) else { throw damage(at: offset, "a record of type \(type)") }
            let end = offset + Self.headerBytes + length(at: offset)
            guard end <= blockEnd else { throw damage(at: offset, "a record longer than its block") }
            if end > bytes.count {
                if let next = wholeRecord(after: offset) {
                    throw damage(at: offset, "a record with a wrong length (another one stands whole at byte \(next))")
                }
                return false
            }
            offset = end
        }
        return true
    }

    private func length(at offset: Int) -> Int { Int(bytes[offset + 4]) | Int(bytes[offset + 5]) << 8 }

    /// Where something with a right sum begins. Chance alone agrees once in four billion tries.
    private func wholeRecord(after offset: Int) -> Int? {
        var start = offset + 1
        while start + Self.headerBytes <= bytes.count {
            let end = start + Self.headerBytes + length(at: start)
            if Self.types.contains(bytes[start + 6]), end <= bytes.count,
                CRC32C.masked(of: bytes[(start + 6)..<end]) == sum(at: start)
            {
                return start
            }
            start += 1
        }
        return nil
    }

    private func sum(at offset: Int) -> UInt32 {
        bytes[offset..<(offset + 4)].reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }

    private func damage(at offset: Int, _ found: String) -> StorageFailure {
        StorageFailure(
            .corruption, "\(path) is damaged at byte \(offset): expected a record or the end of the log, found \(found)"
        )
    }
}
