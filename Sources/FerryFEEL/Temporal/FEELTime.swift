import FerryModel

/// A time of day, by a clock in some zone or by none in particular.
package struct FEELTime: Hashable, Sendable {
    static let nanosecondsADay = 86_400_000_000_000

    /// Since midnight, less than a day.
    package let nanosecondOfDay: Int
    /// Nil for a local time.
    package let zone: FEELZone?

    /// The time of day, and the days that `nanoseconds` since some midnight go beyond it.
    static func wrapping(_ nanoseconds: Int128, zone: FEELZone?) -> (time: FEELTime, days: Int) {
        let day = Int128(nanosecondsADay)
        let time = FEELTime(nanosecondOfDay: Int(nanoseconds.flooredRemainder(by: day)), zone: zone)
        return (time, Int(nanoseconds.flooredQuotient(by: day)))
    }

    /// Nil for a time no clock shows.
    init?(hour: Int, minute: Int, second: Int, nanosecond: Int = 0, zone: FEELZone?) {
        guard (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second) else { return nil }
        self.init(nanosecondOfDay: ((hour * 60 + minute) * 60 + second) * 1_000_000_000 + nanosecond, zone: zone)
    }

    init(nanosecondOfDay: Int, zone: FEELZone?) {
        self.nanosecondOfDay = nanosecondOfDay
        self.zone = zone
    }

    static let midnight = FEELTime(nanosecondOfDay: 0, zone: nil)

    var hour: Int { nanosecondOfDay / 3_600_000_000_000 }
    var minute: Int { nanosecondOfDay / 60_000_000_000 % 60 }
    var second: Int { nanosecondOfDay / 1_000_000_000 % 60 }
    var nanosecond: Int { nanosecondOfDay % 1_000_000_000 }
    var secondOfDay: Int { nanosecondOfDay / 1_000_000_000 }

    /// Since midnight in UTC; a local time as it stands.
    var universalNanosecond: Int { nanosecondOfDay - (zone?.standardOffset ?? 0) * 1_000_000_000 }

    /// `10:30:00`, with as many digits of a fraction as there are.
    var clockText: String {
        let text = hour.twoDigits + ":" + minute.twoDigits + ":" + second.twoDigits
        return nanosecond == 0 ? text : text + "." + Self.fraction(nanosecond)
    }

    static func fraction(_ nanosecond: Int) -> String {
        var digits = String(nanosecond)
        digits = String(repeating: "0", count: 9 - digits.utf8.count) + digits
        while digits.utf8.last == UInt8(ascii: "0") { digits.removeLast() }
        return digits
    }
}

extension FEELTime: CustomStringConvertible {
    /// `10:30:00`, `10:30:00+02:00`, `10:30:00@Europe/Paris`.
    package var description: String { clockText + (zone?.text ?? "") }

    /// As `to json` has it: with the offset, not the zone.
    var offsetText: String {
        clockText + (zone.map { FEELZone.text(ofOffset: $0.standardOffset) } ?? "")
    }
}
