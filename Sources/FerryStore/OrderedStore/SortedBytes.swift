/// Keys and values in two arrays, sorted by key.
struct SortedBytes: Sendable {
    private(set) var keys: [[UInt8]] = []
    private(set) var values: [[UInt8]] = []

    /// Puts a value, or with nil deletes one.
    struct Change: Sendable {
        let space: KeySpace
        let key: [UInt8]
        let value: [UInt8]?
    }

    func value(of key: [UInt8]) -> [UInt8]? {
        let index = lowerBound(key)
        return index < keys.count && keys[index] == key ? values[index] : nil
    }

    func range(from lower: [UInt8], to upper: [UInt8]) -> Range<Int> {
        let start = lowerBound(lower)
        return start..<max(start, lowerBound(upper))
    }

    /// Answers the value that was there before.
    @discardableResult
    mutating func apply(_ change: Change) -> [UInt8]? {
        let index = lowerBound(change.key)
        let isThere = index < keys.count && keys[index] == change.key
        let old = isThere ? values[index] : nil
        switch (isThere, change.value) {
        case (true, .some(let value)): values[index] = value
        case (true, nil):
            keys.remove(at: index)
            values.remove(at: index)
        case (false, .some(let value)):
            keys.insert(change.key, at: index)
            values.insert(value, at: index)
        case (false, nil): break
        }
        return old
    }

    private func lowerBound(_ key: [UInt8]) -> Int {
        // The log, and most tables, grow at their end.
        if let last = keys.last, Self.precedes(last, key) { return keys.count }
        var low = 0
        var high = keys.count
        while low < high {
            let middle = (low + high) / 2
            if Self.precedes(keys[middle], key) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    static func precedes(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        left.lexicographicallyPrecedes(right)
    }
}

extension [UInt8] {
    init(_ span: RawSpan) {
        self = unsafe span.withUnsafeBytes { unsafe Array($0) }
    }
}
