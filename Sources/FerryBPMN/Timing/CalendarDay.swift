/// A day of the Gregorian calendar, reckoned back before its time as well.
struct CalendarDay: Hashable, Sendable {
    let year: Int
    let month: Int
    let day: Int

    /// Nil for a day the calendar does not have.
    init?(year: Int, month: Int, day: Int) {
        guard (1...12).contains(month), day >= 1, day <= Self.length(ofMonth: month, year: year) else { return nil }
        (self.year, self.month, self.day) = (year, month, day)
    }

    /// The day so many days after 1970-01-01.
    ///
    /// Counts in eras of 400 years that begin on 1 March, so that a leap day is the last of its year.
    init(epochDay: Int) {
        let shifted = epochDay + 719_468
        let era = shifted.quotient(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    var epochDay: Int {
        let year = month <= 2 ? year - 1 : year
        let era = year.quotient(by: 400)
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// From 1, Monday, to 7.
    var weekday: Int { (epochDay + 3) - (epochDay + 3).quotient(by: 7) * 7 + 1 }

    /// The same day of another month, or that month's last.
    func adding(months: Int) -> CalendarDay {
        let sum = year * 12 + month - 1 + months
        let year = sum.quotient(by: 12)
        let month = sum - year * 12 + 1
        let day = min(day, Self.length(ofMonth: month, year: year))
        guard let moved = CalendarDay(year: year, month: month, day: day) else {
            preconditionFailure("a day no later than its month's last is a day")
        }
        return moved
    }

    var firstOfNextMonth: CalendarDay {
        CalendarDay(epochDay: epochDay - day + 1 + Self.length(ofMonth: month, year: year))
    }

    static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

extension BinaryInteger {
    /// Rounded down, below zero as well; by a divisor above zero.
    func quotient(by divisor: Self) -> Self {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
