/// Reads dates, times and durations from their ISO 8601 text, piece by piece; a piece that is not there is nil.
struct TemporalScanner {
    private let bytes: [UInt8]
    private var index = 0

    init(_ text: String) { bytes = Array(text.utf8) }

    var isAtEnd: Bool { index == bytes.count }

    private func isAt(_ character: Unicode.Scalar) -> Bool {
        index < bytes.count && bytes[index] == UInt8(ascii: character)
    }

    mutating func accept(_ character: Unicode.Scalar) -> Bool {
        guard isAt(character) else { return false }
        index += 1
        return true
    }

    /// As many digits as there are, up to `max`.
    private mutating func digits(_ max: Int) -> (value: Int, count: Int) {
        let start = index
        var value = 0
        while index < bytes.count, index - start < max, bytes[index] >= 0x30, bytes[index] <= 0x39 {
            value = value * 10 + Int(bytes[index] - 0x30)
            index += 1
        }
        return (value, index - start)
    }

    private mutating func twoDigits() -> Int? {
        let (value, count) = digits(2)
        return count == 2 ? value : nil
    }

    // Dates and times.

    /// `[-]yyyy-mm-dd`; a year of more than four digits does not begin with 0.
    mutating func date() -> FEELDate? {
        let sign = accept("-") ? -1 : 1
        let beginsWithZero = isAt("0")
        let (year, count) = digits(10)
        guard count >= 4, count <= 9, count == 4 || !beginsWithZero, accept("-"), let month = twoDigits(), accept("-"),
            let day = twoDigits()
        else { return nil }
        return FEELDate(year: sign * year, month: month, day: day)
    }

    /// `hh:mm[:ss[.fraction]]` as nanoseconds since midnight, and whether it had seconds. `24:00:00` is a day's end.
    mutating func clock() -> (nanosecond: Int, hasSeconds: Bool)? {
        guard let hour = twoDigits(), hour <= 24, accept(":"), let minute = twoDigits(), minute <= 59 else {
            return nil
        }
        var nanosecond = (hour * 60 + minute) * 60_000_000_000
        let hasSeconds = accept(":")
        if hasSeconds {
            guard let second = twoDigits(), second <= 59 else { return nil }
            nanosecond += second * 1_000_000_000
            if accept(".") {
                guard let fraction = fraction() else { return nil }
                nanosecond += fraction
            }
        }
        guard nanosecond <= FEELTime.nanosecondsADay else { return nil }
        return (nanosecond, hasSeconds)
    }

    /// Up to nine digits, as nanoseconds.
    private mutating func fraction() -> Int? {
        var (value, count) = digits(9)
        guard count > 0 else { return nil }
        while count < 9 {
            value *= 10
            count += 1
        }
        return value
    }

    /// `Z` or `±hh:mm[:ss]`, up to 18 hours, in seconds.
    mutating func offset() -> Int? {
        if accept("Z") { return 0 }
        guard isAt("+") || isAt("-") else { return nil }
        let sign = accept("-") ? -1 : 1
        if sign == 1 { _ = accept("+") }
        guard let hours = twoDigits(), accept(":"), let minutes = twoDigits(), minutes <= 59 else { return nil }
        var seconds = hours * 3600 + minutes * 60
        if accept(":") {
            guard let more = twoDigits(), more <= 59 else { return nil }
            seconds += more
        }
        return seconds <= FEELZone.offsetMax ? sign * seconds : nil
    }

    /// `Z`, `+02:00` or `@Europe/Paris`, to the end of the text; else nil, and nothing is read.
    mutating func zone() -> FEELZone? {
        let start = index
        if accept("@") {
            if let rules = ZoneTable.rules(named: rest()) { return .region(rules) }
        } else if let offset = offset(), isAtEnd {
            return .offset(Int32(offset))
        }
        index = start
        return nil
    }

    /// `+02:00[Europe/Paris]`, to the end of the text.
    mutating func offsetAndRegion() -> (offset: Int, region: ZoneRules)? {
        guard let offset = offset(), accept("["), bytes.last == UInt8(ascii: "]"),
            let rules = ZoneTable.rules(named: String(rest().dropLast()))
        else { return nil }
        return (offset, rules)
    }

    private mutating func rest() -> String {
        defer { index = bytes.count }
        return String(decoding: bytes[index...], as: UTF8.self)
    }

    // Durations.

    /// A whole number with an optional sign.
    private mutating func signed() -> Int128? {
        let sign: Int128 = accept("-") ? -1 : 1
        let (value, count) = digits(18)
        return count > 0 ? sign * Int128(value) : nil
    }

    /// `[-]P…`: years and months, or days and smaller; never both.
    mutating func duration() -> FEELValue? {
        let sign: Int128 = accept("-") ? -1 : 1
        guard accept("P"), !isAtEnd else { return nil }
        var months: Int128 = 0
        var nanoseconds: Int128 = 0
        var hasMonths = false
        var hasDays = false
        for unit: (letter: Unicode.Scalar, size: Int128) in [("Y", 12), ("M", 1)] {
            let start = index
            if let count = signed(), accept(unit.letter) {
                months += count * unit.size
                hasMonths = true
            } else {
                index = start
            }
        }
        let start = index
        if let count = signed(), accept("D") {
            nanoseconds += count * Int128(FEELTime.nanosecondsADay)
            hasDays = true
        } else {
            index = start
        }
        if accept("T") {
            guard let clock = clockDuration() else { return nil }
            nanoseconds += clock
            hasDays = true
        }
        guard isAtEnd, hasMonths != hasDays else { return nil }
        if hasMonths {
            return Int(exactly: sign * months).flatMap { FEELMonthsDuration(months: $0) }.map(FEELValue.monthsDuration)
        }
        return FEELDaysDuration(nanoseconds: sign * nanoseconds).map(FEELValue.daysDuration)
    }

    /// What stands behind the `T` of a duration, in nanoseconds; a fraction of a second needs no digits.
    private mutating func clockDuration() -> Int128? {
        var nanoseconds: Int128 = 0
        var isEmpty = true
        for unit: (letter: Unicode.Scalar, size: Int128) in [("H", 3_600_000_000_000), ("M", 60_000_000_000)] {
            let start = index
            if let count = signed(), accept(unit.letter) {
                nanoseconds += count * unit.size
                isEmpty = false
            } else {
                index = start
            }
        }
        if !isAtEnd {
            let isNegative = isAt("-")
            guard let seconds = signed() else { return nil }
            nanoseconds += seconds * 1_000_000_000
            if accept(".") { nanoseconds += Int128(fraction() ?? 0) * (isNegative ? -1 : 1) }
            guard accept("S") else { return nil }
            isEmpty = false
        }
        return isEmpty ? nil : nanoseconds
    }
}
