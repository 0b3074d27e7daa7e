/// Reads what times are written with, piece by piece. A piece that is not there is nil and leaves the rest in doubt.
struct TimeScanner {
    private var rest: ArraySlice<UInt8>

    init(_ text: String) { rest = ArraySlice(text.utf8) }

    var isAtEnd: Bool { rest.isEmpty }

    func isAt(_ character: Unicode.Scalar) -> Bool { rest.first == UInt8(ascii: character) }

    mutating func accept(_ character: Unicode.Scalar) -> Bool {
        guard isAt(character) else { return false }
        rest = rest.dropFirst()
        return true
    }

    /// A whole number of so many digits.
    mutating func number(digits: ClosedRange<Int>) -> Int? {
        let found = rest.prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
        guard digits.contains(found.count) else { return nil }
        rest = rest.dropFirst(found.count)
        return found.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }

    mutating func twoDigits(upTo max: Int) -> Int? {
        guard let number = number(digits: 2...2), number <= max else { return nil }
        return number
    }

    /// A fraction of a second in milliseconds: what lies below them is cut off.
    mutating func fraction() -> Int? {
        let found = rest.prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
        guard (1...9).contains(found.count) else { return nil }
        rest = rest.dropFirst(found.count)
        return (found.map { Int($0 - UInt8(ascii: "0")) } + [0, 0]).prefix(3).reduce(0) { $0 * 10 + $1 }
    }

    /// `[Europe/Berlin]` at the end. Only its form is looked at: the offset before it says which instant is meant.
    mutating func acceptZoneName() -> Bool {
        guard accept("["), rest.last == UInt8(ascii: "]") else { return false }
        let name = rest.dropLast()
        rest = []
        return !name.isEmpty && name.allSatisfy(Self.isInZoneName)
    }

    private static func isInZoneName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "_"), UInt8(ascii: "-"),
            UInt8(ascii: "+"), UInt8(ascii: ":"):
            true
        default: false
        }
    }
}
