/// An exact decimal of up to 34 significant digits, rounded half to even: IEEE 754 decimal128 without its specials.
///
/// The form is canonical, so equal numbers have equal fields: zero is 0E0; with a negative exponent the coefficient
/// does not end in 0; with a positive exponent the coefficient has all 34 digits. Hence every whole number below
/// 10^34 has exponent 0, which makes arithmetic of integers cheap.
package struct FEELNumber: Hashable, Sendable {
    static let digitsMax = 34
    /// The exponent of the leading digit reaches from -6143 to 6144; below is zero, above is no number.
    static let leadingExponentMax = 6144
    static let leadingExponentMin = -6143

    private let high: UInt64
    private let low: UInt64
    private let storedExponent: Int16
    let isNegative: Bool

    package static let zero = FEELNumber(canonical: 0, exponent: 0, isNegative: false)
    package static let one = FEELNumber(canonical: 1, exponent: 0, isNegative: false)

    private init(canonical coefficient: UInt128, exponent: Int, isNegative: Bool) {
        high = UInt64(truncatingIfNeeded: coefficient >> 64)
        low = UInt64(truncatingIfNeeded: coefficient)
        storedExponent = Int16(exponent)
        self.isNegative = isNegative
    }

    package init(_ integer: Int) {
        self.init(canonical: UInt128(integer.magnitude), exponent: 0, isNegative: integer < 0)
    }

    /// A whole number below 10^34, which is canonical as it stands.
    init(whole magnitude: UInt128, _ isNegative: Bool) {
        self.init(canonical: magnitude, exponent: 0, isNegative: isNegative && magnitude != 0)
    }

    /// A number made of its parts, rounded to 34 digits; nil above the largest number.
    init?(_ coefficient: UInt128, exponent: Int, isNegative: Bool = false) {
        self.init(WideInteger(low: coefficient), exponent: exponent, isNegative: isNegative)
    }

    init?(_ coefficient: WideInteger, exponent: Int, isNegative: Bool) {
        var (coefficient, dropped) = coefficient.rounded(toDigits: Self.digitsMax)
        var exponent = exponent + dropped
        let leading = exponent + PowersOfTen.digitCount(coefficient) - 1
        guard coefficient != 0, leading >= Self.leadingExponentMin else {
            self = .zero
            return
        }
        guard leading <= Self.leadingExponentMax else { return nil }
        while exponent < 0, coefficient & 1 == 0 {
            let (quotient, remainder) = coefficient.quotientAndRemainder(dividingBy: 10)
            guard remainder == 0 else { break }
            coefficient = quotient
            exponent += 1
        }
        if coefficient == PowersOfTen.all[Self.digitsMax] {
            coefficient /= 10
            exponent += 1
        }
        if exponent > 0 {
            let room = min(exponent, Self.digitsMax - PowersOfTen.digitCount(coefficient))
            coefficient *= PowersOfTen.all[room]
            exponent -= room
        }
        self.init(canonical: coefficient, exponent: exponent, isNegative: isNegative)
    }

    var coefficient: UInt128 { UInt128(high) << 64 | UInt128(low) }
    var exponent: Int { Int(storedExponent) }

    /// The coefficient of a whole number below 2^64, the case worth a short cut.
    var smallMagnitude: UInt64? { high == 0 && storedExponent == 0 ? low : nil }

    package var isZero: Bool { high == 0 && low == 0 }
    package var isInteger: Bool { storedExponent >= 0 }

    /// The number as a machine integer; nil if it has a fraction or does not fit.
    package var integer: Int? {
        guard let magnitude = smallMagnitude else { return nil }
        return isNegative ? Int(exactly: -Int128(magnitude)) : Int(exactly: magnitude)
    }

    package var negated: FEELNumber {
        isZero ? self : FEELNumber(canonical: coefficient, exponent: exponent, isNegative: !isNegative)
    }

    package var magnitude: FEELNumber { isNegative ? negated : self }

    /// The power of ten of the leading digit; 0 for zero.
    var leadingExponent: Int { isZero ? 0 : exponent + PowersOfTen.digitCount(coefficient) - 1 }
}

extension FEELNumber: Comparable {
    package static func < (left: FEELNumber, right: FEELNumber) -> Bool {
        if left.isNegative != right.isNegative { return left.isNegative }
        return left.isNegative ? right.magnitudeIsLess(than: left) : left.magnitudeIsLess(than: right)
    }

    private func magnitudeIsLess(than other: FEELNumber) -> Bool {
        if storedExponent == other.storedExponent { return coefficient < other.coefficient }
        if isZero || other.isZero { return isZero && !other.isZero }
        if leadingExponent != other.leadingExponent { return leadingExponent < other.leadingExponent }
        // Same leading digit place, so the exponents differ by 33 at most.
        let gap = exponent - other.exponent
        return gap > 0
            ? coefficient * PowersOfTen.all[gap] < other.coefficient
            : coefficient < other.coefficient * PowersOfTen.all[-gap]
    }
}

extension FEELNumber: ExpressibleByIntegerLiteral {
    package init(integerLiteral value: Int) { self.init(value) }
}
