/// Dates, times and durations from their text: what `@"…"` and the functions named after them take.
extension FEELValue {
    /// The value of `@"text"`; nil for text that is none of them.
    package init?(temporal text: String) {
        var scanner = TemporalScanner(text)
        if let duration = scanner.duration() {
            self = duration
        } else if let date = FEELDate(text) {
            self = .date(date)
        } else if let dateTime = FEELDateTime(text) {
            self = .dateTime(dateTime)
        } else if let time = FEELTime(text) {
            self = .time(time)
        } else {
            return nil
        }
    }
}

extension FEELDate {
    /// `2024-02-29`
    package init?(_ text: String) {
        var scanner = TemporalScanner(text)
        guard let date = scanner.date(), scanner.isAtEnd else { return nil }
        self = date
    }
}

extension FEELTime {
    /// `10:30`, `10:30:00.5`, `T10:30:00`; with a zone the seconds are needed.
    package init?(_ text: String) {
        var scanner = TemporalScanner(text)
        _ = scanner.accept("T")
        guard let (nanosecond, hasSeconds) = scanner.clock(), nanosecond < Self.nanosecondsADay else { return nil }
        guard !scanner.isAtEnd else {
            self.init(nanosecondOfDay: nanosecond, zone: nil)
            return
        }
        guard hasSeconds, let zone = scanner.zone() else { return nil }
        self.init(nanosecondOfDay: nanosecond, zone: zone)
    }
}

extension FEELDateTime {
    /// `2024-02-29`, `2024-02-29T10:30`, with `Z`, `+02:00`, `@Europe/Paris` or `+02:00[Europe/Paris]`.
    package init?(_ text: String) {
        var scanner = TemporalScanner(text)
        guard var date = scanner.date() else { return nil }
        if scanner.isAtEnd {
            self.init(date, nanosecondOfDay: 0, zone: nil)
            return
        }
        guard scanner.accept("T"), var (nanosecond, _) = scanner.clock() else { return nil }
        if nanosecond == FEELTime.nanosecondsADay {
            guard let next = date.adding(days: 1) else { return nil }
            (date, nanosecond) = (next, 0)
        }
        guard !scanner.isAtEnd else {
            self.init(date, nanosecondOfDay: nanosecond, zone: nil)
            return
        }
        if let zone = scanner.zone() {
            self.init(date, nanosecondOfDay: nanosecond, zone: zone)
        } else if let (offset, rules) = scanner.offsetAndRegion(),
            let fixed = FEELDateTime(date, nanosecondOfDay: nanosecond, zone: .offset(Int32(offset)))
        {
            self.init(instant: fixed.instant, zone: .region(rules))
        } else {
            return nil
        }
    }
}
