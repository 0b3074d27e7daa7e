import FerryModel

/// Builds keys whose order as bytes is the order of their parts, in one buffer that is used again and again.
struct KeyEncoder {
    private(set) var bytes: [UInt8] = []

    mutating func begin(_ table: Table) {
        bytes.removeAll(keepingCapacity: true)
        bytes.append(table.rawValue)
    }

    mutating func append(_ key: some Key) { append(key.rawValue) }

    mutating func append(_ time: Timestamp) { append(time.rawValue) }

    /// Negative numbers stand before positive ones because the sign bit is turned over.
    mutating func append(_ number: Int64) { append(UInt64(bitPattern: number) ^ 1 << 63) }

    mutating func append(_ number: UInt64) {
        unsafe withUnsafeBytes(of: number.bigEndian) { unsafe bytes.append(contentsOf: $0) }
    }

    mutating func append(_ partition: PartitionID) {
        bytes.append(UInt8(truncatingIfNeeded: partition.rawValue >> 8))
        bytes.append(UInt8(truncatingIfNeeded: partition.rawValue))
    }

    /// Text that other parts follow: its end is marked, so that no text is the beginning of another.
    ///
    /// 00 within the text becomes 00 FF; 00 01 ends it and stands before everything that could go on instead.
    mutating func append(_ text: String) {
        for byte in text.utf8 {
            bytes.append(byte)
            if byte == 0 { bytes.append(0xFF) }
        }
        bytes.append(0)
        bytes.append(1)
    }

    /// The last part of a key; its end is the key's.
    mutating func appendTail(_ tail: [UInt8]) { bytes.append(contentsOf: tail) }

    mutating func appendTail(_ tail: String) { bytes.append(contentsOf: tail.utf8) }

    /// The first key behind all that begin with `prefix`.
    static func end(of prefix: [UInt8]) -> [UInt8] {
        var end = prefix
        while let last = end.popLast() {
            if last < 0xFF {
                end.append(last + 1)
                return end
            }
        }
        preconditionFailure("a prefix begins with a table's number, which is not FF")
    }
}
