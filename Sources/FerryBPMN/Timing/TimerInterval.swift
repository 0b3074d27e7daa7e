package import FerryModel

/// An ISO 8601 duration: months and days by the calendar of UTC, then exact time.
package struct TimerInterval: Hashable, Sendable {
    private let months: Int
    private let days: Int
    private let milliseconds: Int

    /// No time at all.
    init() { (months, days, milliseconds) = (0, 0, 0) }

    /// `P1Y2M3W4DT5H6M7.5S`, any part of it; the whole and each part may have a sign.
    package init?(iso text: String) {
        var scanner = TimeScanner(text)
        let sign = scanner.sign()
        guard scanner.accept("P"), !scanner.isAtEnd,
            let calendar = scanner.amounts(of: [("Y", 12), ("M", 1), ("W", 7), ("D", 1)])
        else { return nil }
        var clock = [0, 0, 0]
        if scanner.accept("T") {
            let units: [(Unicode.Scalar, Int)] = [("H", 3_600_000), ("M", 60_000), ("S", 1000)]
            guard !scanner.isAtEnd, let amounts = scanner.amounts(of: units) else { return nil }
            clock = amounts
        }
        guard scanner.isAtEnd else { return nil }
        months = sign * (calendar[0] + calendar[1])
        days = sign * (calendar[2] + calendar[3])
        milliseconds = sign * clock.reduce(0, +)
    }

    /// True if it leads forwards from every moment.
    var isPositive: Bool { min(months, days, milliseconds) >= 0 && max(months, days, milliseconds) > 0 }

    /// The moment this much later. One beyond all counting is the last there is.
    package func after(_ moment: Timestamp) -> Timestamp {
        guard months != 0 || days != 0 else { return moment.advanced(byMilliseconds: Int64(milliseconds)) }
        let epochDay = Int(moment.milliseconds).flooredQuotient(by: Self.dayMilliseconds)
        // Not by multiplying back: the day a moment lies in may begin before all counting.
        let remainder = Int(moment.milliseconds) % Self.dayMilliseconds
        let clock = remainder < 0 ? remainder + Self.dayMilliseconds : remainder
        let day = CalendarDay(epochDay: epochDay).adding(months: months).epochDay + days
        let (start, overflow) = day.multipliedReportingOverflow(by: Self.dayMilliseconds)
        guard !overflow else { return Timestamp(milliseconds: day < 0 ? .min : .max) }
        return Timestamp(milliseconds: Int64(start)).advanced(byMilliseconds: Int64(clock))
            .advanced(byMilliseconds: Int64(milliseconds))
    }

    /// Its length if it begins with 1970.
    package var inMilliseconds: Int64 { after(Timestamp(milliseconds: 0)).milliseconds }

    private static let dayMilliseconds = 86_400_000
}

extension TimeScanner {
    fileprivate mutating func sign() -> Int {
        if accept("-") { return -1 }
        _ = accept("+")
        return 1
    }

    /// How much of each unit, multiplied with its size; units come in this order and each may be left out. Nil when a
    /// number stands before none of them. Only the last unit of a clock, the second, may have a fraction.
    fileprivate mutating func amounts(of units: [(letter: Unicode.Scalar, size: Int)]) -> [Int]? {
        var amounts = [Int](repeating: 0, count: units.count)
        var next = 0
        while !isAtEnd, !isAt("T") {
            let sign = sign()
            guard let number = number(digits: 1...10) else { return nil }
            var fraction: Int?
            if accept(".") || accept(",") {
                guard let found = self.fraction() else { return nil }
                fraction = found
            }
            guard let unit = units.indices.dropFirst(next).first(where: { accept(units[$0].letter) }) else {
                return nil
            }
            guard fraction == nil || units[unit].letter == "S" else { return nil }
            amounts[unit] = sign * (number * units[unit].size + (fraction ?? 0))
            next = unit + 1
        }
        return amounts
    }
}
