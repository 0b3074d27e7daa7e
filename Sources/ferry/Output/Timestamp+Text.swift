import FerryClient

extension Timestamp {
    /// ISO 8601 in UTC, with milliseconds: `2026-03-01T09:30:00.000Z`.
    ///
    /// Computed here because Foundation goes through a double, which loses a millisecond now and then.
    var iso8601: String {
        let millisecondsPerDay: Int64 = 86_400_000
        let day = Int64((Double(milliseconds) / Double(millisecondsPerDay)).rounded(.down))
        let time = milliseconds - day * millisecondsPerDay
        let (year, month, dayOfMonth) = Self.civilDate(daysSince1970: day)
        let date = "\(padded(year, 4))-\(padded(month, 2))-\(padded(dayOfMonth, 2))"
        let clock = "\(padded(time / 3_600_000, 2)):\(padded(time / 60_000 % 60, 2)):\(padded(time / 1_000 % 60, 2))"
        return "\(date)T\(clock).\(padded(time % 1_000, 3))Z"
    }

    /// Counts in years that begin on the first of March, where the leap day is the last one.
    private static func civilDate(daysSince1970 days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }

    private func padded(_ number: Int64, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
