import ArgumentParser

/// A positive length of time as people type it: a whole number and its unit, `500ms`, `10s` or `2m`.
struct TimeSpan: Hashable, Sendable, CustomStringConvertible {
    let duration: Duration
    let description: String

    private static let millisecondsPerUnit: [(suffix: String, milliseconds: Int64)] = [
        ("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000),
    ]
    /// A day: longer is a slip of the finger.
    private static let millisecondsMax: Int64 = 86_400_000

    init(_ duration: Duration) {
        self.duration = duration
        let milliseconds = duration.wholeMilliseconds
        description = milliseconds % 1_000 == 0 ? "\(milliseconds / 1_000)s" : "\(milliseconds)ms"
    }

    init(argument: String) throws(InputError) {
        for (suffix, factor) in Self.millisecondsPerUnit where argument.hasSuffix(suffix) {
            guard let count = Int64(argument.dropLast(suffix.count)) else { continue }
            let (milliseconds, overflow) = count.multipliedReportingOverflow(by: factor)
            guard !overflow, milliseconds > 0, milliseconds <= Self.millisecondsMax else {
                throw InputError("a duration is more than nothing and at most 24h")
            }
            self.init(.milliseconds(milliseconds))
            return
        }
        throw InputError("a duration is a whole number and a unit (ms, s, m, h), for example 500ms, 10s or 2m")
    }

    var wholeMilliseconds: Int64 { duration.wholeMilliseconds }
}

extension Duration {
    var wholeMilliseconds: Int64 { components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000 }
    var wholeMicroseconds: Int64 { components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000 }
    var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
