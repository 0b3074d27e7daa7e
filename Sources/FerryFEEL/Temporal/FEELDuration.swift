/// A length of time in days and smaller units, exact to the nanosecond.
package struct FEELDaysDuration: Hashable, Sendable {
    /// As many as 292 thousand million years have.
    static let nanosecondsMax = Int128(Int64.max) * 1_000_000_000

    private let high: Int64
    private let low: UInt64

    /// Nil for a length that cannot be held.
    package init?(nanoseconds: Int128) {
        guard nanoseconds.magnitude <= Self.nanosecondsMax.magnitude else { return nil }
        high = Int64(truncatingIfNeeded: nanoseconds >> 64)
        low = UInt64(truncatingIfNeeded: nanoseconds)
    }

    init?(seconds: Int) { self.init(nanoseconds: Int128(seconds) * 1_000_000_000) }

    package var nanoseconds: Int128 { Int128(high) << 64 | Int128(low) }

    /// Whole seconds, towards zero.
    var seconds: Int { Int(nanoseconds / 1_000_000_000) }

    var negated: FEELDaysDuration? { FEELDaysDuration(nanoseconds: -nanoseconds) }
}

extension FEELDaysDuration: CustomStringConvertible {
    /// `P1DT2H3M4.5S`; zero is `P0D`.
    package var description: String { text(days: true) }

    /// As JSON has it: `PT26H3M4.5S`; zero is `PT0S`.
    var hoursText: String { text(days: false) }

    private func text(days: Bool) -> String {
        let size = nanoseconds.magnitude
        guard size != 0 else { return days ? "P0D" : "PT0S" }
        var text = nanoseconds < 0 ? "-P" : "P"
        let day = days ? size / UInt128(FEELTime.nanosecondsADay) : 0
        var rest = size - day * UInt128(FEELTime.nanosecondsADay)
        if day != 0 { text += "\(day)D" }
        guard rest != 0 else { return text }
        text += "T"
        for (unit, letter) in [(3_600_000_000_000, "H"), (60_000_000_000, "M")] as [(UInt128, String)] {
            if rest >= unit { text += "\(rest / unit)\(letter)" }
            rest %= unit
        }
        guard rest != 0 else { return text }
        text += "\(rest / 1_000_000_000)"
        if rest % 1_000_000_000 != 0 { text += "." + FEELTime.fraction(Int(rest % 1_000_000_000)) }
        return text + "S"
    }
}

/// A number of months, twelve to the year.
package struct FEELMonthsDuration: Hashable, Sendable {
    package let months: Int

    /// Nil for more than 999999999 years.
    package init?(months: Int) {
        guard abs(months) <= 12 * FEELDate.yearMax else { return nil }
        self.months = months
    }

    var negated: FEELMonthsDuration? { FEELMonthsDuration(months: -months) }
}

extension FEELMonthsDuration: CustomStringConvertible {
    /// `P1Y2M`; zero is `P0Y`.
    package var description: String {
        guard months != 0 else { return "P0Y" }
        let size = abs(months)
        let years = size >= 12 ? "\(size / 12)Y" : ""
        return (months < 0 ? "-P" : "P") + years + (size % 12 != 0 ? "\(size % 12)M" : "")
    }

    /// As JSON has it: zero is `P0D`.
    var jsonText: String { months == 0 ? "P0D" : description }
}
