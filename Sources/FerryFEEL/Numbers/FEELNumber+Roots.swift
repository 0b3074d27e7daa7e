/// Roots, logarithms and exponentials by decimal series: no binary floating point, the same digits on every machine.
///
/// They are exact to about 32 digits; a square root that is a decimal itself comes out exact.
extension FEELNumber {
    /// Nil for negative numbers.
    package var squareRoot: FEELNumber? {
        guard !isNegative else { return nil }
        guard !isZero else { return .zero }
        // An even power of ten apart from a number between 1 and 100, whose root a Double knows to 15 digits.
        let shift = leadingExponent >= 0 ? leadingExponent & ~1 : -((-leadingExponent + 1) & ~1)
        guard let scaled = shifted(by: -shift) else { return nil }
        let estimate = Int((scaled.approximate.squareRoot() * 1e15).rounded())
        guard var root = FEELNumber(UInt128(estimate), exponent: -15) else { return nil }
        for _ in 0..<3 {
            guard let next = scaled.divided(by: root)?.adding(root)?.multiplied(by: .half) else { return nil }
            root = next
        }
        if let short = root.rounded(scale: 30, .halfEven), short.multiplied(by: short) == scaled { root = short }
        return root.shifted(by: shift / 2)
    }

    /// Nil for zero and negative numbers.
    package var naturalLogarithm: FEELNumber? {
        guard !isNegative, !isZero else { return nil }
        // Near 1 the series stands alone: any other term would cancel its digits.
        if self > .half, self < FEELNumber(2) { return Self.seriesLogarithm(self) }
        let power = leadingExponent
        guard var rest = shifted(by: -power) else { return nil }
        var halvings = 0
        while rest > FEELNumber(3).multiplied(by: .half) ?? .one {
            rest = rest.multiplied(by: .half) ?? rest
            halvings += 1
        }
        return Self.seriesLogarithm(rest)?
            .adding(Self.logarithmOfTwo.multiplied(by: FEELNumber(halvings)) ?? .zero)?
            .adding(Self.logarithmOfTen.multiplied(by: FEELNumber(power)) ?? .zero)
    }

    /// Nil above the largest number.
    package var exponential: FEELNumber? {
        if magnitude > 20_000 { return isNegative ? .zero : nil }
        let powers = divided(by: Self.logarithmOfTen)?.rounded(scale: 0, .halfEven) ?? .zero
        guard let rest = subtracting(powers.multiplied(by: Self.logarithmOfTen) ?? .zero) else { return nil }
        var term = FEELNumber.one
        var sum = FEELNumber.one
        for index in 1...60 {
            guard let next = term.multiplied(by: rest)?.divided(by: FEELNumber(index)) else { return nil }
            term = next
            guard !term.isZero, term.leadingExponent > -40 else { break }
            sum = sum.adding(term) ?? sum
        }
        return sum.shifted(by: powers.truncated)
    }

    /// The number times a power of ten.
    func shifted(by power: Int) -> FEELNumber? {
        FEELNumber(coefficient, exponent: exponent + power, isNegative: isNegative)
    }

    /// The nearest number of binary floating point, near enough to start an iteration from.
    private var approximate: Double {
        var value = Double(coefficient)
        let factor = Double(exponent < 0 ? 10 : 0.1)
        for _ in 0..<min(abs(exponent), 400) { value /= factor }
        return value
    }

    /// 2 artanh((x-1)/(x+1)), for x near 1.
    private static func seriesLogarithm(_ number: FEELNumber) -> FEELNumber? {
        guard let below = number.subtracting(.one), let above = number.adding(.one),
            let ratio = below.divided(by: above), let square = ratio.multiplied(by: ratio)
        else { return nil }
        var power = ratio
        var sum = ratio
        for index in 1...60 {
            power = power.multiplied(by: square) ?? .zero
            guard !power.isZero, power.leadingExponent > -40 else { break }
            sum = sum.adding(power.divided(by: FEELNumber(2 * index + 1)) ?? .zero) ?? sum
        }
        return sum.adding(sum)
    }

    private static let logarithmOfTwo = FEELNumber("0.6931471805599453094172321214581766") ?? .zero
    private static let logarithmOfTen = FEELNumber("2.302585092994045684017991454684364") ?? .zero
}
