/// Where a number goes that lies between two of the wanted scale.
package enum RoundingMode: String, Sendable {
    case up = "UP"
    case down = "DOWN"
    case ceiling = "CEILING"
    case floor = "FLOOR"
    case halfUp = "HALF_UP"
    case halfDown = "HALF_DOWN"
    case halfEven = "HALF_EVEN"
    /// Refuses to round: the number must have the scale already.
    case unnecessary = "UNNECESSARY"
}

extension FEELNumber {
    /// The number with at most `scale` digits after the point (a negative scale rounds before the point).
    ///
    /// Nil if rounding is needed but declared unnecessary, or the result is too large.
    package func rounded(scale: Int, _ mode: RoundingMode) -> FEELNumber? {
        let scale = min(max(scale, -10_000), 10_000)
        let dropped = -scale - exponent
        guard dropped > 0, !isZero else { return self }
        let whole: UInt128
        let isRemainder: Bool
        let comparedToHalf: Int
        if dropped <= 38 {
            let divisor = PowersOfTen.all[dropped]
            let remainder: UInt128
            (whole, remainder) = coefficient.quotientAndRemainder(dividingBy: divisor)
            isRemainder = remainder != 0
            comparedToHalf = remainder < divisor / 2 ? -1 : remainder > divisor / 2 ? 1 : 0
        } else {
            (whole, isRemainder, comparedToHalf) = (0, true, -1)
        }
        guard isRemainder else { return FEELNumber(whole, exponent: -scale, isNegative: isNegative) }
        let growsAway: Bool
        switch mode {
        case .up: growsAway = true
        case .down: growsAway = false
        case .ceiling: growsAway = !isNegative
        case .floor: growsAway = isNegative
        case .halfUp: growsAway = comparedToHalf >= 0
        case .halfDown: growsAway = comparedToHalf > 0
        case .halfEven: growsAway = comparedToHalf > 0 || (comparedToHalf == 0 && whole & 1 == 1)
        case .unnecessary: return nil
        }
        return FEELNumber(growsAway ? whole + 1 : whole, exponent: -scale, isNegative: isNegative)
    }

    /// The whole part towards zero as a machine integer; saturates.
    package var truncated: Int {
        let whole = rounded(scale: 0, .down) ?? .zero
        return whole.integer ?? (isNegative ? .min : .max)
    }
}
