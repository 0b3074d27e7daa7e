import FerryBPMN
import FerryModel

/// Moments and lengths of time as people write them in scenarios, and as they are shown.
enum TimeText {
    private static let units: [(suffix: String, milliseconds: Int64)] = [
        ("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000),
    ]

    /// ISO 8601, or a whole number with a unit. Nil for anything else, and for more than a hundred years.
    static func milliseconds(_ text: String) -> Int64? {
        let found = TimerInterval(iso: text)?.inMilliseconds ?? short(text)
        return found.flatMap { $0.magnitude <= 36_525 * 86_400_000 ? $0 : nil }
    }

    private static func short(_ text: String) -> Int64? {
        for (suffix, factor) in units where text.hasSuffix(suffix) {
            guard let count = Int64(text.dropLast(suffix.count)) else { continue }
            let (product, overflow) = count.multipliedReportingOverflow(by: factor)
            return overflow ? nil : product
        }
        return nil
    }

    /// `PT50M`, `-PT0.5S`; days are written as such.
    static func duration(_ milliseconds: Int64) -> String {
        guard milliseconds != 0 else { return "PT0S" }
        var rest = milliseconds.magnitude
        func take(_ unit: UInt64) -> UInt64 {
            defer { rest %= unit }
            return rest / unit
        }
        let (days, hours, minutes) = (take(86_400_000), take(3_600_000), take(60_000))
        let (seconds, fraction) = (take(1_000), rest)
        var text = milliseconds < 0 ? "-P" : "P"
        if days > 0 { text += "\(days)D" }
        guard hours + minutes + seconds + fraction > 0 else { return text }
        text += "T"
        if hours > 0 { text += "\(hours)H" }
        if minutes > 0 { text += "\(minutes)M" }
        if fraction > 0 {
            text += "\(seconds).\(String(repeating: "0", count: 3 - "\(fraction)".count))\(fraction)S"
        } else if seconds > 0 {
            text += "\(seconds)S"
        }
        return text
    }

    static func moment(_ text: String) -> Timestamp? { Timestamp(isoDateTime: text) }

    /// ISO 8601 in UTC; whole seconds without their milliseconds.
    static func moment(_ time: Timestamp) -> String {
        let text = time.iso8601
        return text.hasSuffix(".000Z") ? "\(text.dropLast(5))Z" : text
    }
}
