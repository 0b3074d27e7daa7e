import FerryModel

/// Which days of a month one item of a day field means.
enum CronDayRule: Hashable, Sendable {
    case daysOfMonth(CronField)
    case weekdays(CronField)
    /// `L`, `L-3`: so many days before the last.
    case beforeLast(Int)
    /// `15W`: the day from Monday to Friday that is nearest, in the same month.
    case nearestWorkday(Int)
    /// `LW`.
    case lastWorkday
    /// `5L`: the last Friday.
    case lastWeekday(Int)
    /// `5#2`: the second Friday.
    case nthWeekday(Int, Int)

    static func readDaysOfMonth(_ text: Substring) -> [CronDayRule]? {
        rules(text) { item in
            if item == "L" { return .beforeLast(0) }
            if item == "LW" { return .lastWorkday }
            if item.hasPrefix("L-") {
                return Int(item.dropFirst(2)).flatMap { (1...30).contains($0) ? .beforeLast($0) : nil }
            }
            if item.hasSuffix("W") {
                return CronField.Kind.dayOfMonth.value(item.dropLast()).map(CronDayRule.nearestWorkday)
            }
            return CronField(item, .dayOfMonth).map(CronDayRule.daysOfMonth)
        }
    }

    static func readDaysOfWeek(_ text: Substring) -> [CronDayRule]? {
        let weekday = { (text: Substring) in CronField.Kind.dayOfWeek.value(text).map { $0 == 0 ? 7 : $0 } }
        return rules(text) { item in
            if item.hasSuffix("L") { return weekday(item.dropLast()).map(CronDayRule.lastWeekday) }
            if let hash = item.firstIndex(of: "#") {
                guard let day = weekday(item[..<hash]), let count = Int(item[item.index(after: hash)...]),
                    (1...5).contains(count)
                else { return nil }
                return .nthWeekday(day, count)
            }
            return CronField(item, .dayOfWeek).map(CronDayRule.weekdays)
        }
    }

    private static func rules(_ text: Substring, _ rule: (Substring) -> CronDayRule?) -> [CronDayRule]? {
        let items = text.split(separator: ",", omittingEmptySubsequences: false)
        let rules = items.compactMap(rule)
        return rules.count == items.count ? rules : nil
    }

    func fits(_ day: CalendarDay) -> Bool {
        let length = CivilCalendar.length(ofMonth: day.month, year: day.year)
        switch self {
        case .daysOfMonth(let days): return days.contains(day.day)
        case .weekdays(let days): return days.contains(day.weekday)
        case .beforeLast(let distance): return day.day == length - distance
        case .nearestWorkday(let wanted): return Self.nearestWorkday(to: wanted, in: day, length: length) == day.day
        case .lastWorkday: return Self.nearestWorkday(to: length, in: day, length: length) == day.day
        case .lastWeekday(let weekday): return day.weekday == weekday && day.day + 7 > length
        case .nthWeekday(let weekday, let count): return day.weekday == weekday && (day.day + 6) / 7 == count
        }
    }

    private static func nearestWorkday(to wanted: Int, in month: CalendarDay, length: Int) -> Int? {
        guard let day = CalendarDay(year: month.year, month: month.month, day: wanted) else { return nil }
        switch day.weekday {
        case 6: return wanted > 1 ? wanted - 1 : wanted + 2
        case 7: return wanted < length ? wanted + 1 : wanted - 2
        default: return wanted
        }
    }
}
