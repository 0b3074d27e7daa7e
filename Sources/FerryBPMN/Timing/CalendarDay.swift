import FerryModel

/// A day of the Gregorian calendar, reckoned back before its time as well.
struct CalendarDay: Hashable, Sendable {
    let year: Int
    let month: Int
    let day: Int

    /// Nil for a day the calendar does not have.
    init?(year: Int, month: Int, day: Int) {
        guard (1...12).contains(month), day >= 1, day <= CivilCalendar.length(ofMonth: month, year: year) else {
            return nil
        }
        (self.year, self.month, self.day) = (year, month, day)
    }

    /// The day so many days after 1970-01-01.
    init(epochDay: Int) { (year, month, day) = CivilCalendar.civil(epochDay: epochDay) }

    var epochDay: Int { CivilCalendar.epochDay(year: year, month: month, day: day) }

    /// From 1, Monday, to 7.
    var weekday: Int { (epochDay + 3).flooredRemainder(by: 7) + 1 }

    /// The same day of another month, or that month's last.
    func adding(months: Int) -> CalendarDay {
        let sum = year * 12 + month - 1 + months
        let year = sum.flooredQuotient(by: 12)
        let month = sum - year * 12 + 1
        let day = min(day, CivilCalendar.length(ofMonth: month, year: year))
        guard let moved = CalendarDay(year: year, month: month, day: day) else {
            preconditionFailure("a day no later than its month's last is a day")
        }
        return moved
    }

    var firstOfNextMonth: CalendarDay {
        CalendarDay(epochDay: epochDay - day + 1 + CivilCalendar.length(ofMonth: month, year: year))
    }
}
