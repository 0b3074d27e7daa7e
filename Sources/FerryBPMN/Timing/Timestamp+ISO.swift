package import FerryModel

extension Timestamp {
    /// `2026-02-28T13:10:00.5+01:00`, with the zone's name in brackets behind it or without. Seconds may be left out,
    /// the offset may not.
    package init?(isoDateTime text: String) {
        var scanner = TimeScanner(text)
        guard let day = scanner.day(), scanner.accept("T"), let clock = scanner.clock(), let offset = scanner.offset(),
            scanner.isAtEnd || scanner.acceptZoneName()
        else { return nil }
        self.init(milliseconds: Int64((day.epochDay * 86_400 - offset) * 1000 + clock))
    }
}

extension TimeScanner {
    /// `[-]yyyy-mm-dd`; a year may have up to nine digits.
    fileprivate mutating func day() -> CalendarDay? {
        let sign = accept("-") ? -1 : 1
        if sign == 1 { _ = accept("+") }
        guard let year = number(digits: 4...9), accept("-"), let month = twoDigits(upTo: 12), accept("-"),
            let day = twoDigits(upTo: 31)
        else { return nil }
        return CalendarDay(year: sign * year, month: month, day: day)
    }

    /// Milliseconds since midnight.
    fileprivate mutating func clock() -> Int? {
        guard let hour = twoDigits(upTo: 23), accept(":"), let minute = twoDigits(upTo: 59) else { return nil }
        var clock = (hour * 60 + minute) * 60_000
        guard accept(":") else { return clock }
        guard let second = twoDigits(upTo: 59) else { return nil }
        clock += second * 1000
        guard accept(".") else { return clock }
        return fraction().map { clock + $0 }
    }

    /// `Z` or `±hh:mm`, in seconds.
    fileprivate mutating func offset() -> Int? {
        if accept("Z") { return 0 }
        let sign = accept("-") ? -1 : 1
        guard sign == -1 || accept("+"), let hours = twoDigits(upTo: 18), accept(":"),
            let minutes = twoDigits(upTo: 59)
        else { return nil }
        return sign * (hours * 60 + minutes) * 60
    }
}
