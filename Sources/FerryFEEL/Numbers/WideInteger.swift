/// An unsigned integer of 256 bits: room for the exact product of two 38-digit coefficients.
struct WideInteger {
    private(set) var high: UInt128
    private(set) var low: UInt128

    init(high: UInt128 = 0, low: UInt128) {
        self.high = high
        self.low = low
    }

    init(product left: UInt128, _ right: UInt128) {
        (high, low) = left.multipliedFullWidth(by: right)
    }

    var isZero: Bool { high == 0 && low == 0 }

    func adding(_ other: WideInteger) -> WideInteger {
        let (sum, carry) = low.addingReportingOverflow(other.low)
        return WideInteger(high: high &+ other.high &+ (carry ? 1 : 0), low: sum)
    }

    /// Needs `other <= self`.
    func subtracting(_ other: WideInteger) -> WideInteger {
        let (difference, borrow) = low.subtractingReportingOverflow(other.low)
        return WideInteger(high: high &- other.high &- (borrow ? 1 : 0), low: difference)
    }

    static func < (left: WideInteger, right: WideInteger) -> Bool {
        left.high == right.high ? left.low < right.low : left.high < right.high
    }

    var digitCount: Int {
        guard high != 0 else { return PowersOfTen.digitCount(low) }
        let bits = 256 - high.leadingZeroBitCount
        var count = (bits * 1233) >> 12
        while count < PowersOfTen.wide.count, !(self < PowersOfTen.wide[count]) { count += 1 }
        return count
    }

    /// Divides in place by a power of ten below 2^64 and answers the remainder.
    private mutating func divide(by divisor: UInt64) -> UInt64 {
        var remainder: UInt64 = 0
        func step(_ limb: UInt64) -> UInt128 {
            let (quotient, rest) = divisor.dividingFullWidth((remainder, limb))
            remainder = rest
            return UInt128(quotient)
        }
        high = step(UInt64(truncatingIfNeeded: high >> 64)) << 64 | step(UInt64(truncatingIfNeeded: high))
        low = step(UInt64(truncatingIfNeeded: low >> 64)) << 64 | step(UInt64(truncatingIfNeeded: low))
        return remainder
    }

    /// The nearest integer of at most `digits` digits (38 at most), half to even, with the digits dropped for it.
    func rounded(toDigits digits: Int) -> (coefficient: UInt128, dropped: Int) {
        let excess = digitCount - digits
        guard excess > 0 else { return (low, 0) }
        var rest = self
        var isInexact = false
        var remaining = excess
        while remaining > 19 {
            isInexact = rest.divide(by: PowersOfTen.small[19]) != 0 || isInexact
            remaining -= 19
        }
        let divisor = PowersOfTen.small[remaining]
        let remainder = rest.divide(by: divisor)
        let half = divisor / 2
        var coefficient = rest.low
        if remainder > half || (remainder == half && (isInexact || coefficient & 1 == 1)) { coefficient += 1 }
        return (coefficient, excess)
    }
}

/// Tables of powers of ten.
enum PowersOfTen {
    /// 10^0 ... 10^19, all that fit 64 bits.
    static let small: [UInt64] = (0...19).map { exponent in (0..<exponent).reduce(1) { power, _ in power * 10 } }

    /// 10^0 ... 10^38, all that fit 128 bits.
    static let all: [UInt128] = (0...38).map { exponent in (0..<exponent).reduce(1) { power, _ in power * 10 } }

    /// 10^0 ... 10^76.
    static let wide: [WideInteger] = (0...76).map { exponent in
        WideInteger(product: all[min(exponent, 38)], all[max(0, exponent - 38)])
    }

    /// The decimal digits of a number; zero has none.
    static func digitCount(_ number: UInt128) -> Int {
        let bits = 128 - number.leadingZeroBitCount
        var count = (bits * 1233) >> 12
        while count < all.count, number >= all[count] { count += 1 }
        return count
    }
}
