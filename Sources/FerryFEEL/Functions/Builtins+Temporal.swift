import FerryModel

/// Dates, times and durations: making them, asking them.
extension Builtins {
    static let temporal: [Builtin] = constructors + calendar

    private static let constructors: [Builtin] = [
        Builtin("date", ["from"]) { _, arguments in
            switch arguments[0] {
            case .string(let text): FEELDate(text).map(FEELValue.date)
            case .date: arguments[0]
            case .dateTime(let moment): .date(moment.date)
            default: nil
            }
        },
        Builtin("date", ["year", "month", "day"]) { _, arguments in
            guard let (year, month, day) = wholeNumbers(arguments) else { return nil }
            return FEELDate(year: year, month: month, day: day).map(FEELValue.date)
        },
        Builtin("time", ["from"]) { _, arguments in
            switch arguments[0] {
            case .string(let text): FEELTime(text).map(FEELValue.time)
            case .time: arguments[0]
            case .dateTime(let moment): .time(moment.time)
            case .date: .time(FEELTime(nanosecondOfDay: 0, zone: .utc))
            default: nil
            }
        },
        Builtin("time", ["hour", "minute", "second"]) { _, arguments in time(arguments, offset: .null) },
        Builtin("time", ["hour", "minute", "second", "offset"]) { _, arguments in
            time(arguments, offset: arguments[3])
        },
        Builtin("date and time", ["from"]) { _, arguments in
            switch arguments[0] {
            case .string(let text): FEELDateTime(text).map(FEELValue.dateTime)
            case .dateTime: arguments[0]
            case .date(let date): FEELDateTime(date, nanosecondOfDay: 0, zone: nil).map(FEELValue.dateTime)
            default: nil
            }
        },
        Builtin("date and time", ["date", "time"]) { _, arguments in dateTime(arguments) },
        Builtin("date and time", ["date", "timezone"]) { _, arguments in dateTime(arguments) },
        Builtin("duration", ["from"]) { _, arguments in
            switch arguments[0] {
            case .string(let text):
                var scanner = TemporalScanner(text)
                return scanner.duration()
            case .daysDuration, .monthsDuration: return arguments[0]
            default: return nil
            }
        },
        Builtin("years and months duration", ["from", "to"]) { _, arguments in
            guard let from = date(of: arguments[0]), let to = date(of: arguments[1]) else { return nil }
            return FEELMonthsDuration(months: from.months(to: to)).map(FEELValue.monthsDuration)
        },
    ]

    private static let calendar: [Builtin] = [
        Builtin("now", []) { evaluator, _ in moment(of: evaluator).map(FEELValue.dateTime) },
        Builtin("today", []) { evaluator, _ in moment(of: evaluator).map { .date($0.date) } },
        Builtin("day of year", ["date"]) { _, arguments in
            date(of: arguments[0]).map { .number($0.dayOfYear) }
        },
        Builtin("week of year", ["date"]) { _, arguments in
            date(of: arguments[0]).map { .number($0.weekOfYear) }
        },
        Builtin("day of week", ["date"]) { _, arguments in
            date(of: arguments[0]).map { .string(weekdays[$0.weekday - 1]) }
        },
        Builtin("month of year", ["date"]) { _, arguments in
            date(of: arguments[0]).map { .string(months[$0.month - 1]) }
        },
        Builtin("last day of month", ["date"]) { _, arguments in
            date(of: arguments[0])?.lastOfMonth.map(FEELValue.date)
        },
    ]

    private static let weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]

    private static func date(of value: FEELValue) -> FEELDate? {
        switch value {
        case .date(let date): date
        case .dateTime(let moment): moment.date
        default: nil
        }
    }

    /// The time of the evaluation, in UTC.
    private static func moment(of evaluator: Evaluator) -> FEELDateTime? {
        evaluator.scope.now.flatMap { FEELDateTime(instant: Int128($0.milliseconds) * 1_000_000, zone: .utc) }
    }

    private static func wholeNumbers(_ arguments: [FEELValue]) -> (Int, Int, Int)? {
        guard case .number(let first) = arguments[0], case .number(let second) = arguments[1],
            case .number(let third) = arguments[2]
        else { return nil }
        return (first.truncated, second.truncated, third.truncated)
    }

    /// Seconds may have a fraction; no offset makes a local time.
    private static func time(_ arguments: [FEELValue], offset: FEELValue) -> FEELValue? {
        guard let (hour, minute, second) = wholeNumbers(arguments), case .number(let seconds) = arguments[2] else {
            return nil
        }
        var zone: FEELZone?
        switch offset {
        case .null: break
        case .daysDuration(let duration):
            guard abs(duration.seconds) <= FEELZone.offsetMax else { return nil }
            zone = .offset(Int32(duration.seconds))
        default: return nil
        }
        let nanosecond = seconds.subtracting(FEELNumber(second))?.shifted(by: 9)?.truncated ?? 0
        guard nanosecond >= 0 else { return nil }
        return FEELTime(hour: hour, minute: minute, second: second, nanosecond: nanosecond, zone: zone)
            .map(FEELValue.time)
    }

    /// A day with a time of day, or a moment as another zone's clocks show it.
    private static func dateTime(_ arguments: [FEELValue]) -> FEELValue? {
        switch (arguments[0], arguments[1]) {
        case (.dateTime(let moment), .string(let name)):
            FEELZone(name).flatMap { moment.at($0) }.map(FEELValue.dateTime)
        case (let day, .time(let time)):
            date(of: day).flatMap { FEELDateTime($0, nanosecondOfDay: time.nanosecondOfDay, zone: time.zone) }
                .map(FEELValue.dateTime)
        default: nil
        }
    }
}
