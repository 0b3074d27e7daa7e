import FerryModel

/// Instance keys, in chunks of neighbours. Keys are given out in order, so those of one time lie close together: a key
/// takes from a bit to two bytes, and only one that is alone among 65,536 takes some hundred.
struct MemberSet: Hashable {
    private(set) var count = 0
    /// The keys of a chunk without their lowest 16 bits, sorted.
    private var numbers: [Int64] = []
    private var chunks: [MemberChunk] = []

    static func number(of key: ProcessInstanceKey) -> Int64 { key.rawValue >> 16 }

    private static func member(_ key: ProcessInstanceKey) -> UInt16 { UInt16(truncatingIfNeeded: key.rawValue) }

    func contains(_ key: ProcessInstanceKey) -> Bool {
        chunk(Self.number(of: key))?.contains(Self.member(key)) ?? false
    }

    func chunk(_ number: Int64) -> MemberChunk? {
        let index = lowerBound(number)
        return index < numbers.count && numbers[index] == number ? chunks[index] : nil
    }

    mutating func insert(_ key: ProcessInstanceKey) {
        let number = Self.number(of: key)
        let index = lowerBound(number)
        if index == numbers.count || numbers[index] != number {
            numbers.insert(number, at: index)
            chunks.insert(MemberChunk(), at: index)
        }
        if chunks[index].insert(Self.member(key)) { count += 1 }
    }

    mutating func remove(_ key: ProcessInstanceKey) {
        let number = Self.number(of: key)
        let index = lowerBound(number)
        guard index < numbers.count, numbers[index] == number, chunks[index].remove(Self.member(key)) else { return }
        count -= 1
        guard chunks[index].isEmpty else { return }
        numbers.remove(at: index)
        chunks.remove(at: index)
    }

    /// Takes a chunk as it was kept; there is none of that number yet.
    mutating func adopt(_ chunk: MemberChunk, _ number: Int64) {
        let index = lowerBound(number)
        numbers.insert(number, at: index)
        chunks.insert(chunk, at: index)
        count += chunk.count
    }

    /// Visits keys in order from behind one on, until told false.
    func visit<Failure: Error>(
        after key: ProcessInstanceKey, _ body: (ProcessInstanceKey) throws(Failure) -> Bool
    ) throws(Failure) {
        guard key.rawValue < .max else { return }
        let first = ProcessInstanceKey(rawValue: key.rawValue + 1)
        for index in lowerBound(Self.number(of: first))..<numbers.count {
            let number = numbers[index]
            let start = number == Self.number(of: first) ? Self.member(first) : 0
            let cameToEnd = try chunks[index].visit(from: start) { member throws(Failure) in
                try body(ProcessInstanceKey(rawValue: number << 16 | Int64(member)))
            }
            guard cameToEnd else { return }
        }
    }

    private func lowerBound(_ number: Int64) -> Int {
        // Most are born in the newest chunk.
        if let last = numbers.last, last < number { return numbers.count }
        var low = 0
        var high = numbers.count
        while low < high {
            let middle = (low + high) / 2
            if numbers[middle] < number { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
