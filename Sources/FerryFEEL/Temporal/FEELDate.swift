/// A day of the Gregorian calendar, reckoned back before its time as well; the years -999999999 to 999999999.
package struct FEELDate: Hashable, Sendable {
    static let yearMax = 999_999_999

    private let storedYear: Int32
    private let storedMonth: UInt8
    private let storedDay: UInt8

    package var year: Int { Int(storedYear) }
    package var month: Int { Int(storedMonth) }
    package var day: Int { Int(storedDay) }

    /// Nil for a day the calendar does not have.
    package init?(year: Int, month: Int, day: Int) {
        guard year >= -Self.yearMax, year <= Self.yearMax, (1...12).contains(month), day >= 1,
            day <= Self.length(ofMonth: month, year: year)
        else { return nil }
        storedYear = Int32(year)
        storedMonth = UInt8(month)
        storedDay = UInt8(day)
    }

    /// The day so many days after 1970-01-01; nil outside the years there are.
    package init?(epochDay: Int) {
        guard abs(epochDay) < 366_000_000_000 else { return nil }
        let civil = Self.civil(epochDay: epochDay)
        self.init(year: civil.year, month: civil.month, day: civil.day)
    }

    package var epochDay: Int { Self.epochDay(year: year, month: month, day: day) }

    /// From 1, Monday.
    var weekday: Int { (epochDay + 3).flooredRemainder(by: 7) + 1 }

    var dayOfYear: Int { epochDay - Self.epochDay(year: year, month: 1, day: 1) + 1 }

    /// The week of ISO 8601: the first is the one that holds the year's first Thursday.
    var weekOfYear: Int {
        let thursday = epochDay + 4 - weekday
        let year = Self.civil(epochDay: thursday).year
        return (thursday - Self.epochDay(year: year, month: 1, day: 1)) / 7 + 1
    }

    var lastOfMonth: FEELDate? {
        FEELDate(year: year, month: month, day: Self.length(ofMonth: month, year: year))
    }

    func adding(days: Int) -> FEELDate? {
        let (sum, overflow) = epochDay.addingReportingOverflow(days)
        return overflow ? nil : FEELDate(epochDay: sum)
    }

    /// The same day of another month, or that month's last.
    func adding(months: Int) -> FEELDate? {
        let (sum, overflow) = (year * 12 + month - 1).addingReportingOverflow(months)
        guard !overflow else { return nil }
        let year = sum.flooredQuotient(by: 12)
        let month = sum.flooredRemainder(by: 12) + 1
        guard abs(year) <= Self.yearMax else { return nil }
        return FEELDate(year: year, month: month, day: min(day, Self.length(ofMonth: month, year: year)))
    }

    /// Whole months from this day to another, towards zero.
    func months(to other: FEELDate) -> Int {
        let months = (other.year - year) * 12 + other.month - month
        if months > 0, other.day < day { return months - 1 }
        if months < 0, other.day > day { return months + 1 }
        return months
    }

    // The calendar.

    static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Counts in eras of 400 years that begin on 1 March, so that a leap day is the last of its year.
    static func epochDay(year: Int, month: Int, day: Int) -> Int {
        let year = month <= 2 ? year - 1 : year
        let era = year.flooredQuotient(by: 400)
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    static func civil(epochDay: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = epochDay + 719_468
        let era = shifted.flooredQuotient(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }
}

extension FEELDate: Comparable {
    package static func < (left: FEELDate, right: FEELDate) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }
}

extension FEELDate: CustomStringConvertible {
    /// `2024-02-29`; at least four digits for the year.
    package var description: String {
        let digits = String(year.magnitude)
        let padding = String(repeating: "0", count: max(0, 4 - digits.utf8.count))
        return (year < 0 ? "-" : "") + padding + digits + "-" + month.twoDigits + "-" + day.twoDigits
    }
}
