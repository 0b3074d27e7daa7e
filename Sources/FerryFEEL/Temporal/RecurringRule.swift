import FerryModel

/// A zone's rule for all years to come, in POSIX's notation: `CET-1CEST,M3.5.0,M10.5.0/3`.
struct RecurringRule: Sendable {
    /// A day in each year and the second of its change, by the clock before it.
    private struct Change: Sendable {
        enum Day: Sendable {
            /// The `week`th (5: the last) `weekday` (0: Sunday) of a month.
            case weekday(month: Int, week: Int, weekday: Int)
            /// From 1, not counting 29 February.
            case julian(Int)
            /// From 0, counting it.
            case ordinal(Int)
        }

        let day: Day
        let second: Int
    }

    let standardOffset: Int
    private let summerOffset: Int
    private let start: Change?
    private let end: Change?

    /// Nil for text that is no rule.
    init?(_ text: String) {
        var reader = Reader(bytes: Array(text.utf8))
        guard reader.skipName(), let offset = reader.time() else { return nil }
        standardOffset = -offset
        guard !reader.isAtEnd, reader.skipName() else {
            (summerOffset, start, end) = (standardOffset, nil, nil)
            return
        }
        summerOffset = reader.isAt(",") ? standardOffset + 3600 : -(reader.time() ?? 0)
        guard let start = reader.change(), let end = reader.change() else { return nil }
        (self.start, self.end) = (start, end)
    }

    /// The offset at a second since 1970-01-01T00:00:00Z.
    func offset(at second: Int) -> Int {
        guard let start, let end else { return standardOffset }
        let year = Self.year(of: second + standardOffset)
        let begins = Self.second(of: start, in: year) - standardOffset
        let ends = Self.second(of: end, in: year) - summerOffset
        let isSummer =
            begins < ends ? second >= begins && second < ends : second >= begins || second < ends
        return isSummer ? summerOffset : standardOffset
    }

    private static func year(of second: Int) -> Int {
        CivilCalendar.civil(epochDay: second.flooredQuotient(by: 86_400)).year
    }

    /// The moment of a change in a year as the clock before it shows it.
    private static func second(of change: Change, in year: Int) -> Int {
        let newYear = CivilCalendar.epochDay(year: year, month: 1, day: 1)
        let day: Int
        switch change.day {
        case .weekday(let month, let week, let weekday):
            let first = CivilCalendar.epochDay(year: year, month: month, day: 1)
            let shift = (weekday - (first + 4)).flooredRemainder(by: 7)
            let candidate = first + shift + (week - 1) * 7
            let length = CivilCalendar.length(ofMonth: month, year: year)
            day = candidate < first + length ? candidate : candidate - 7
        case .julian(let number):
            day = newYear + number - 1 + (CivilCalendar.isLeap(year) && number >= 60 ? 1 : 0)
        case .ordinal(let number): day = newYear + number
        }
        return day * 86_400 + change.second
    }

    private struct Reader {
        let bytes: [UInt8]
        var index = 0

        var isAtEnd: Bool { index == bytes.count }

        func isAt(_ character: Unicode.Scalar) -> Bool {
            index < bytes.count && bytes[index] == UInt8(ascii: character)
        }

        private mutating func accept(_ character: Unicode.Scalar) -> Bool {
            guard isAt(character) else { return false }
            index += 1
            return true
        }

        /// `CET` or `<+01>`.
        mutating func skipName() -> Bool {
            let start = index
            if accept("<") {
                while index < bytes.count, bytes[index] != UInt8(ascii: ">") { index += 1 }
                return accept(">")
            }
            while index < bytes.count, bytes[index] | 0x20 >= 0x61, bytes[index] | 0x20 <= 0x7A { index += 1 }
            return index > start
        }

        private mutating func number() -> Int? {
            let start = index
            var number = 0
            while index < bytes.count, bytes[index] >= 0x30, bytes[index] <= 0x39 {
                number = number * 10 + Int(bytes[index] - 0x30)
                index += 1
            }
            return index > start ? number : nil
        }

        /// `[-]h[:mm[:ss]]` in seconds.
        mutating func time() -> Int? {
            let sign = accept("-") ? -1 : 1
            if sign == 1 { _ = accept("+") }
            guard let hours = number() else { return nil }
            var seconds = hours * 3600
            if accept(":") { seconds += (number() ?? 0) * 60 }
            if accept(":") { seconds += number() ?? 0 }
            return sign * seconds
        }

        /// `,M3.5.0/2`, `,J60`, `,59`, each with an optional time of day.
        mutating func change() -> Change? {
            guard accept(",") else { return nil }
            let day: Change.Day
            if accept("M") {
                guard let month = number(), accept("."), let week = number(), accept("."), let weekday = number()
                else { return nil }
                day = .weekday(month: month, week: week, weekday: weekday)
            } else if accept("J") {
                guard let number = number() else { return nil }
                day = .julian(number)
            } else {
                guard let number = number() else { return nil }
                day = .ordinal(number)
            }
            return Change(day: day, second: accept("/") ? time() ?? 7200 : 7200)
        }
    }
}
