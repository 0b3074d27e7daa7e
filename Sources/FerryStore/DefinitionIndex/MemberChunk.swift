/// Some of 65,536 neighbouring numbers: a sorted list while they are few, a bitmap when that is smaller.
///
/// The same numbers are always kept in the same form, however they came together.
struct MemberChunk: Hashable {
    private(set) var count = 0
    /// Sorted; empty in a bitmap.
    private var few: [UInt16] = []
    /// 1,024 words of 64 bits; empty in a list.
    private var words: [UInt64] = []

    /// Of two bytes each: with one more, a bitmap takes as much.
    private static let fewMax = 4_095
    private static let wordCount = 1_024
    static let bitmapBytes = wordCount * 8

    var isEmpty: Bool { count == 0 }

    func contains(_ member: UInt16) -> Bool {
        guard words.isEmpty else { return words[Int(member >> 6)] & Self.bit(member) != 0 }
        let index = lowerBound(member)
        return index < few.count && few[index] == member
    }

    /// False: it was there already.
    mutating func insert(_ member: UInt16) -> Bool {
        guard words.isEmpty else {
            let isNew = words[Int(member >> 6)] & Self.bit(member) == 0
            words[Int(member >> 6)] |= Self.bit(member)
            if isNew { count += 1 }
            return isNew
        }
        let index = lowerBound(member)
        guard index == few.count || few[index] != member else { return false }
        few.insert(member, at: index)
        count += 1
        if count > Self.fewMax { becomeBitmap() }
        return true
    }

    /// False: it was not there.
    mutating func remove(_ member: UInt16) -> Bool {
        guard words.isEmpty else {
            guard words[Int(member >> 6)] & Self.bit(member) != 0 else { return false }
            words[Int(member >> 6)] &= ~Self.bit(member)
            count -= 1
            if count <= Self.fewMax { becomeList() }
            return true
        }
        let index = lowerBound(member)
        guard index < few.count, few[index] == member else { return false }
        few.remove(at: index)
        count -= 1
        return true
    }

    /// Visits members in order from one on, until told false; answers whether it came to the end.
    func visit<Failure: Error>(
        from first: UInt16, _ body: (UInt16) throws(Failure) -> Bool
    ) throws(Failure) -> Bool {
        guard !words.isEmpty else {
            for member in few[lowerBound(first)...] {
                guard try body(member) else { return false }
            }
            return true
        }
        for index in Int(first >> 6)..<Self.wordCount {
            var rest = words[index]
            if index == Int(first >> 6) { rest &= ~(Self.bit(first) - 1) }
            while rest != 0 {
                guard try body(UInt16(index << 6 + rest.trailingZeroBitCount)) else { return false }
                rest &= rest - 1
            }
        }
        return true
    }

    private mutating func becomeBitmap() {
        words = [UInt64](repeating: 0, count: Self.wordCount)
        for member in few { words[Int(member >> 6)] |= Self.bit(member) }
        few = []
    }

    private mutating func becomeList() {
        var members: [UInt16] = []
        members.reserveCapacity(count)
        _ = visit(from: 0) { member in
            members.append(member)
            return true
        }
        few = members
        words = []
    }

    private static func bit(_ member: UInt16) -> UInt64 { 1 << UInt64(member & 63) }

    private func lowerBound(_ member: UInt16) -> Int {
        var low = 0
        var high = few.count
        while low < high {
            let middle = (low + high) / 2
            if few[middle] < member { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

/// On disk: the members as two bytes each, or the bitmap as 8,192 bytes; the lowest byte first.
extension MemberChunk {
    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(words.isEmpty ? few.count * 2 : Self.bitmapBytes)
        for member in few {
            bytes.append(UInt8(truncatingIfNeeded: member))
            bytes.append(UInt8(truncatingIfNeeded: member >> 8))
        }
        for word in words {
            unsafe withUnsafeBytes(of: word.littleEndian) { unsafe bytes.append(contentsOf: $0) }
        }
        return bytes
    }

    init(_ bytes: RawSpan) throws(RecordFault) {
        if bytes.byteCount == Self.bitmapBytes {
            words = (0..<Self.wordCount).map { index in
                UInt64(littleEndian: unsafe bytes.unsafeLoadUnaligned(fromByteOffset: index * 8, as: UInt64.self))
            }
            count = words.reduce(0) { $0 + $1.nonzeroBitCount }
            guard count > Self.fewMax else { throw .inconsistent("a bitmap of only \(count) members") }
            return
        }
        guard bytes.byteCount > 0, bytes.byteCount.isMultiple(of: 2), bytes.byteCount / 2 <= Self.fewMax else {
            throw .inconsistent("\(bytes.byteCount) bytes are neither a list nor a bitmap of members")
        }
        few = (0..<bytes.byteCount / 2).map { index in
            UInt16(littleEndian: unsafe bytes.unsafeLoadUnaligned(fromByteOffset: index * 2, as: UInt16.self))
        }
        count = few.count
        for index in few.indices.dropFirst() where few[index - 1] >= few[index] {
            throw .inconsistent("member \(few[index]) is out of order")
        }
    }
}
