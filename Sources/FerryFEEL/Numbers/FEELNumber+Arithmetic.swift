/// Each operation is correctly rounded to 34 digits; nil says that the result is too large or not defined.
extension FEELNumber {
    package func adding(_ other: FEELNumber) -> FEELNumber? {
        if let left = smallMagnitude, let right = other.smallMagnitude {
            if isNegative == other.isNegative { return FEELNumber(whole: UInt128(left) + UInt128(right), isNegative) }
            return left >= right
                ? FEELNumber(whole: UInt128(left - right), isNegative)
                : FEELNumber(whole: UInt128(right - left), other.isNegative)
        }
        if isZero { return other }
        if other.isZero { return self }
        return exponent >= other.exponent ? aligned(with: other) : other.aligned(with: self)
    }

    package func subtracting(_ other: FEELNumber) -> FEELNumber? { adding(other.negated) }

    /// The sum with a number of a lower or equal exponent.
    private func aligned(with lower: FEELNumber) -> FEELNumber? {
        let gap = exponent - lower.exponent
        let shift = min(gap, 38)
        let left = WideInteger(product: coefficient, PowersOfTen.all[shift])
        var right = lower.coefficient
        let lost = gap - shift
        if lost > 0 {
            // What lies below the scaled coefficient can only tip a rounding: one digit stands for all of it.
            let divisor = lost + 1 <= 38 ? PowersOfTen.all[lost + 1] : UInt128.max
            let (quotient, remainder) = right.quotientAndRemainder(dividingBy: divisor)
            right = quotient * 10 + (remainder == 0 ? 0 : 1)
        }
        let other = WideInteger(low: right)
        let base = exponent - shift
        if isNegative == lower.isNegative {
            return FEELNumber(left.adding(other), exponent: base, isNegative: isNegative)
        }
        return left < other
            ? FEELNumber(other.subtracting(left), exponent: base, isNegative: lower.isNegative)
            : FEELNumber(left.subtracting(other), exponent: base, isNegative: isNegative)
    }

    package func multiplied(by other: FEELNumber) -> FEELNumber? {
        let isNegative = isNegative != other.isNegative
        if let left = smallMagnitude, let right = other.smallMagnitude {
            let (high, low) = left.multipliedFullWidth(by: right)
            if high == 0 { return FEELNumber(whole: UInt128(low), isNegative) }
        }
        return FEELNumber(
            WideInteger(product: coefficient, other.coefficient), exponent: exponent + other.exponent,
            isNegative: isNegative)
    }

    /// Nil for a divisor of zero.
    package func divided(by other: FEELNumber) -> FEELNumber? {
        guard !other.isZero else { return nil }
        guard !isZero else { return .zero }
        let isNegative = isNegative != other.isNegative
        if let left = smallMagnitude, let right = other.smallMagnitude, left % right == 0 {
            return FEELNumber(whole: UInt128(left / right), isNegative)
        }
        // Scaled so that the whole quotient has 35 or 36 digits, one more then says whether anything is left over.
        let divisor = other.coefficient
        let digits = PowersOfTen.digitCount(coefficient)
        let shift = max(0, 35 + PowersOfTen.digitCount(divisor) - digits)
        let first = min(shift, 38 - digits)
        let scaled = WideInteger(product: coefficient * PowersOfTen.all[first], PowersOfTen.all[shift - first])
        let (quotient, remainder) = divisor.dividingFullWidth((scaled.high, scaled.low))
        return FEELNumber(
            quotient * 10 + (remainder == 0 ? 0 : 1), exponent: exponent - other.exponent - shift - 1,
            isNegative: isNegative)
    }

    /// The remainder with the sign of the divisor; nil for a divisor of zero.
    package func modulo(_ divisor: FEELNumber) -> FEELNumber? {
        guard !divisor.isZero else { return nil }
        let gap = exponent - divisor.exponent
        let base = min(exponent, divisor.exponent)
        let rest: UInt128
        if gap >= 0 {
            let modulus = divisor.coefficient
            rest = modulus.remainder(of: coefficient % modulus, times: modulus.remainder(ofTenTo: gap))
        } else if -gap + PowersOfTen.digitCount(divisor.coefficient) <= 38 {
            rest = coefficient % (divisor.coefficient * PowersOfTen.all[-gap])
        } else {
            // The divisor is larger than anything the coefficient can be.
            rest = coefficient
        }
        guard rest != 0, isNegative != divisor.isNegative else {
            return FEELNumber(rest, exponent: base, isNegative: divisor.isNegative)
        }
        return FEELNumber(rest, exponent: base, isNegative: isNegative)?.adding(divisor)
    }

    /// Whole exponents by squaring with four guard digits; others through `exp` and `ln`.
    package func raised(to power: FEELNumber) -> FEELNumber? {
        guard power.isInteger else {
            if isZero { return power.isNegative ? nil : .zero }
            if isNegative { return nil }
            if power == FEELNumber.half { return squareRoot }
            return naturalLogarithm?.multiplied(by: power)?.exponential
        }
        if power.isZero { return .one }
        if isZero { return power.isNegative ? nil : .zero }
        if magnitude == .one { return isNegative && power.isOdd ? self : .one }
        // A base other than 1 has left the range long before an exponent of 2^63.
        guard let whole = power.integer else { return isShrinking(under: power) ? .zero : nil }
        var remaining = whole.magnitude
        var factor = GuardedDecimal(coefficient: coefficient, exponent: exponent)
        var result = GuardedDecimal(coefficient: 1, exponent: 0)
        while true {
            if remaining & 1 == 1 { result = result.multiplied(by: factor) }
            remaining >>= 1
            if remaining == 0 { break }
            factor = factor.multiplied(by: factor)
            if abs(result.exponent) > 100_000 || abs(factor.exponent) > 100_000 {
                return isShrinking(under: power) ? .zero : nil
            }
        }
        let isNegative = isNegative && power.isOdd
        if whole > 0 { return FEELNumber(result.coefficient, exponent: result.exponent, isNegative: isNegative) }
        return result.reciprocal(isNegative: isNegative)
    }

    package var isOdd: Bool { exponent == 0 && coefficient & 1 == 1 }
    package var isEven: Bool { isInteger && !isOdd }

    private func isShrinking(under power: FEELNumber) -> Bool { (magnitude < .one) != power.isNegative }

    static let half = FEELNumber(5, exponent: -1) ?? .zero
}

/// A positive decimal of 38 digits: the intermediate results of a power, four digits finer than its answer.
private struct GuardedDecimal {
    let coefficient: UInt128
    let exponent: Int

    func multiplied(by other: GuardedDecimal) -> GuardedDecimal {
        let (rounded, dropped) = WideInteger(product: coefficient, other.coefficient).rounded(toDigits: 38)
        return GuardedDecimal(coefficient: rounded, exponent: exponent + other.exponent + dropped)
    }

    func reciprocal(isNegative: Bool) -> FEELNumber? {
        let digits = PowersOfTen.digitCount(coefficient)
        let scaled = WideInteger(product: PowersOfTen.all[36], PowersOfTen.all[digits])
        let (quotient, remainder) = coefficient.dividingFullWidth((scaled.high, scaled.low))
        return FEELNumber(
            WideInteger(product: quotient, 10).adding(WideInteger(low: remainder == 0 ? 0 : 1)),
            exponent: -exponent - 36 - digits - 1, isNegative: isNegative)
    }
}

/// Arithmetic modulo a number, exact at any size.
extension UInt128 {
    fileprivate func remainder(of left: UInt128, times right: UInt128) -> UInt128 {
        let product = left.multipliedFullWidth(by: right)
        return dividingFullWidth(product).remainder
    }

    fileprivate func remainder(ofTenTo power: Int) -> UInt128 {
        var result = 1 % self
        var factor = 10 % self
        var remaining = power
        while remaining > 0 {
            if remaining & 1 == 1 { result = remainder(of: result, times: factor) }
            factor = remainder(of: factor, times: factor)
            remaining >>= 1
        }
        return result
    }
}
