import FerryModel

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
            day <= CivilCalendar.length(ofMonth: month, year: year)
        else { return nil }
        storedYear = Int32(year)
        storedMonth = UInt8(month)
        storedDay = UInt8(day)
    }

    /// The day so many days after 1970-01-01; nil outside the years there are.
    package init?(epochDay: Int) {
        guard abs(epochDay) < 366_000_000_000 else { return nil }
        let civil = CivilCalendar.civil(epochDay: epochDay)
        self.init(year: civil.year, month: civil.month, day: civil.day)
    }

    package var epochDay: Int { CivilCalendar.epochDay(year: year, month: month, day: day) }

    /// From 1, Monday.
    var weekday: Int { (epochDay + 3).flooredRemainder(by: 7) + 1 }

    var dayOfYear: Int { epochDay - CivilCalendar.epochDay(year: year, month: 1, day: 1) + 1 }

    /// The week of ISO 8601: the first is the one that holds the year's first Thursday.
    var weekOfYear: Int {
        let thursday = epochDay + 4 - weekday
        let year = CivilCalendar.civil(epochDay: thursday).year
        return (thursday - CivilCalendar.epochDay(year: year, month: 1, day: 1)) / 7 + 1
    }

    var lastOfMonth: FEELDate? {
        FEELDate(year: year, month: month, day: CivilCalendar.length(ofMonth: month, year: year))
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
        return FEELDate(year: year, month: month, day: min(day, CivilCalendar.length(ofMonth: month, year: year)))
    }

    /// Whole months from this day to another, towards zero.
    func months(to other: FEELDate) -> Int {
        let months = (other.year - year) * 12 + other.month - month
        if months > 0, other.day < day { return months - 1 }
        if months < 0, other.day > day { return months + 1 }
        return months
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
