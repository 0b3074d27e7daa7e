package import FerryModel

/// Six fields from second to day of the week, as Spring understands them, by the clock of UTC. A moment has to fit all.
package struct CronExpression: Hashable, Sendable {
    private let second: CronField
    private let minute: CronField
    private let hour: CronField
    private let dayOfMonth: [CronDayRule]
    private let month: CronField
    private let dayOfWeek: [CronDayRule]

    package init?(_ text: String) {
        let text = Self.macros[text] ?? text
        let fields = text.split(omittingEmptySubsequences: true) { $0 == " " || $0 == "\t" }
        guard fields.count == 6, let second = CronField(fields[0], .second), let minute = CronField(fields[1], .minute),
            let hour = CronField(fields[2], .hour), let dayOfMonth = CronDayRule.readDaysOfMonth(fields[3]),
            let month = CronField(fields[4], .month), let dayOfWeek = CronDayRule.readDaysOfWeek(fields[5])
        else { return nil }
        (self.second, self.minute, self.hour) = (second, minute, hour)
        (self.dayOfMonth, self.month, self.dayOfWeek) = (dayOfMonth, month, dayOfWeek)
    }

    /// The first full second after a moment that fits; nil if there is none within a hundred years.
    package func next(after moment: Timestamp) -> Timestamp? {
        // Far beyond all calendars in use, where a century more could not be counted.
        guard moment.milliseconds.magnitude < 1 << 60 else { return nil }
        let start = Int(moment.milliseconds).flooredQuotient(by: 1000) + 1
        let today = start.flooredQuotient(by: 86_400)
        var day = CalendarDay(epochDay: today)
        if fits(day), let found = firstSecond(from: start - today * 86_400) {
            return Timestamp(milliseconds: Int64((today * 86_400 + found) * 1000))
        }
        guard let daily = firstSecond(from: 0) else { return nil }
        let last = day.year + 100
        while day.year <= last {
            day = CalendarDay(epochDay: day.epochDay + 1)
            while !month.contains(day.month), day.year <= last { day = day.firstOfNextMonth }
            if fits(day) { return Timestamp(milliseconds: Int64((day.epochDay * 86_400 + daily) * 1000)) }
        }
        return nil
    }

    private func firstSecond(from start: Int) -> Int? {
        var (hours, minutes, seconds) = (start / 3600, start / 60 % 60, start % 60)
        while let hour = hour.first(from: hours), hour < 24 {
            if hour != hours { (minutes, seconds) = (0, 0) }
            while let minute = minute.first(from: minutes), minute < 60 {
                if minute != minutes { seconds = 0 }
                if let second = second.first(from: seconds) { return (hour * 60 + minute) * 60 + second }
                (minutes, seconds) = (minute + 1, 0)
            }
            (hours, minutes, seconds) = (hour + 1, 0, 0)
        }
        return nil
    }

    private func fits(_ day: CalendarDay) -> Bool {
        month.contains(day.month) && dayOfMonth.contains { $0.fits(day) } && dayOfWeek.contains { $0.fits(day) }
    }

    private static let macros = [
        "@yearly": "0 0 0 1 1 *", "@annually": "0 0 0 1 1 *", "@monthly": "0 0 0 1 * *", "@weekly": "0 0 0 * * 0",
        "@daily": "0 0 0 * * *", "@midnight": "0 0 0 * * *", "@hourly": "0 0 * * * *",
    ]
}
