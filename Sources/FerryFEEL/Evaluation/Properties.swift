/// What stands behind the point of a value that is no context: `date.year`, `range.start`.
enum Properties {
    /// Those of two words, which a path reads as one name.
    static let names: Set<String> = ["time offset", "start included", "end included"]

    /// Nil if the value has no property of that name.
    static func value(of name: String, in value: FEELValue) -> FEELValue? {
        switch value {
        case .date(let date): property(name, of: date)
        case .time(let time): property(name, of: time, offset: time.zone?.standardOffset)
        case .dateTime(let moment):
            property(name, of: moment.date)
                ?? property(name, of: moment.time, offset: moment.zone == nil ? nil : moment.offset)
        case .daysDuration(let duration): property(name, of: duration)
        case .monthsDuration(let duration): property(name, of: duration)
        case .range(let range): property(name, of: range)
        default: nil
        }
    }

    private static func property(_ name: String, of date: FEELDate) -> FEELValue? {
        switch name {
        case "year": .number(date.year)
        case "month": .number(date.month)
        case "day": .number(date.day)
        case "weekday": .number(date.weekday)
        default: nil
        }
    }

    private static func property(_ name: String, of time: FEELTime, offset: Int?) -> FEELValue? {
        switch name {
        case "hour": .number(time.hour)
        case "minute": .number(time.minute)
        case "second": .number(time.second)
        case "time offset": offset.flatMap { FEELDaysDuration(seconds: $0) }.map(FEELValue.daysDuration) ?? .null
        case "timezone": time.zone?.name.map(FEELValue.string) ?? .null
        default: nil
        }
    }

    /// Normalised, whole and with the sign of the whole.
    private static func property(_ name: String, of duration: FEELDaysDuration) -> FEELValue? {
        switch name {
        case "days": .number(duration.seconds / 86_400)
        case "hours": .number(duration.seconds / 3600 % 24)
        case "minutes": .number(duration.seconds / 60 % 60)
        case "seconds": .number(duration.seconds % 60)
        default: nil
        }
    }

    private static func property(_ name: String, of duration: FEELMonthsDuration) -> FEELValue? {
        switch name {
        case "years": .number(duration.months / 12)
        case "months": .number(duration.months % 12)
        default: nil
        }
    }

    private static func property(_ name: String, of range: FEELRange) -> FEELValue? {
        switch name {
        case "start": range.lower ?? .null
        case "end": range.upper ?? .null
        case "start included": .boolean(range.includesLower)
        case "end included": .boolean(range.includesUpper)
        default: nil
        }
    }
}
