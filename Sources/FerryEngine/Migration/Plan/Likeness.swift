/// What of a text is compared where two texts are almost the same: its letters, two by two, and its digits.
///
/// Case, blanks and punctuation do not count; numbers count wholly, for `task-1` is not almost `task-2`.
struct Likeness {
    private let digits: [UInt8]
    /// Sorted; with repetitions.
    private let pairs: [UInt16]

    private static let lettersMax = 64

    init(_ text: String) {
        var letters: [UInt8] = []
        var digits: [UInt8] = []
        for byte in text.utf8.prefix(4 * Self.lettersMax) where letters.count + digits.count < Self.lettersMax {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digits.append(byte)
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): letters.append(byte | 0x20)
            case UInt8(ascii: "a")...UInt8(ascii: "z"), 0x80...: letters.append(byte)
            default: continue
            }
        }
        self.digits = digits
        pairs = zip(letters, letters.dropFirst()).map { UInt16($0) << 8 | UInt16($1) }.sorted()
    }

    /// At least seven tenths of the pairs are in both.
    func isAlmost(_ other: Likeness) -> Bool {
        guard digits == other.digits, !pairs.isEmpty, !other.pairs.isEmpty else { return false }
        var (left, right, shared) = (0, 0, 0)
        while left < pairs.count, right < other.pairs.count {
            if pairs[left] == other.pairs[right] {
                (left, right, shared) = (left + 1, right + 1, shared + 1)
            } else if pairs[left] < other.pairs[right] {
                left += 1
            } else {
                right += 1
            }
        }
        return shared * 20 >= (pairs.count + other.pairs.count) * 7
    }
}
