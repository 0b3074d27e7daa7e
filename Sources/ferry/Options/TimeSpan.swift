import ArgumentParser

/// A positive length of time as people type it: a whole number and its unit, `500ms`, `10s` or `2m`.
struct TimeSpan: Hashable, Sendable, CustomStringConvertible {
    let duration: Duration
    let description: String

    private static let millisecondsPerUnit: [(suffix: String, milliseconds: Int64)] = [
        ("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000),
    ]
    /// A day: longer is a slip of the finger, where somebody waits.
    private static let millisecondsMax: Int64 = 86_400_000
    /// Ten years: for what waits by itself.
    private static let millisecondsMaxUnattended: Int64 = 10 * 366 * 86_400_000

    init(_ duration: Duration) {
        self.duration = duration
        let milliseconds = duration.wholeMilliseconds
        description = milliseconds % 1_000 == 0 ? "\(milliseconds / 1_000)s" : "\(milliseconds)ms"
    }

    init(argument: String) throws(InputError) { try self.init(argument, isUnattended: false) }

    /// Of something that waits by itself: days are possible, too.
    init(unattended argument: String) throws(InputError) { try self.init(argument, isUnattended: true) }

    private init(_ argument: String, isUnattended: Bool) throws(InputError) {
        let max = isUnattended ? Self.millisecondsMaxUnattended : Self.millisecondsMax
        if isUnattended, argument.hasSuffix("d"), let days = Int64(argument.dropLast()), days > 0, days <= 3_660 {
            self.init(.milliseconds(days * 86_400_000))
            return
        }
        for (suffix, factor) in Self.millisecondsPerUnit where argument.hasSuffix(suffix) {
            guard let count = Int64(argument.dropLast(suffix.count)) else { continue }
            let (milliseconds, overflow) = count.multipliedReportingOverflow(by: factor)
            guard !overflow, milliseconds > 0, milliseconds <= max else {
                throw InputError("a duration is more than nothing and at most \(isUnattended ? "3660d" : "24h")")
            }
            self.init(.milliseconds(milliseconds))
            return
        }
        let units = isUnattended ? "ms, s, m, h, d" : "ms, s, m, h"
        throw InputError("a duration is a whole number and a unit (\(units)), for example 500ms, 10s or 2m")
    }

    var wholeMilliseconds: Int64 { duration.wholeMilliseconds }
}

extension Duration {
    var wholeMilliseconds: Int64 { components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000 }
    var wholeMicroseconds: Int64 { components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000 }
    var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
