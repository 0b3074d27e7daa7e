import FerryModel

/// A moment by calendar and clock; one with a zone is also an instant of universal time.
///
/// A local time that the zone's clocks skip has been moved on by the gap; of two it is the first.
package struct FEELDateTime: Hashable, Sendable {
    package let date: FEELDate
    let nanosecondOfDay: Int
    /// Nil for a local date and time.
    package let zone: FEELZone?
    /// Seconds east of UTC at this moment; 0 without a zone.
    let offset: Int

    /// Nil if the clocks' jump leads beyond the calendar.
    init?(_ date: FEELDate, nanosecondOfDay: Int, zone: FEELZone?) {
        var date = date
        var nanosecondOfDay = nanosecondOfDay
        switch zone {
        case nil: offset = 0
        case .offset(let seconds): offset = Int(seconds)
        case .region(let rules):
            let local = date.epochDay * 86_400 + nanosecondOfDay / 1_000_000_000
            let (offset, gap) = rules.offset(local: local)
            if gap != 0 {
                let moved = FEELTime.wrapping(Int128(nanosecondOfDay + gap * 1_000_000_000), zone: nil)
                guard let day = date.adding(days: moved.days) else { return nil }
                (date, nanosecondOfDay) = (day, moved.time.nanosecondOfDay)
            }
            self.offset = offset
        }
        (self.date, self.nanosecondOfDay, self.zone) = (date, nanosecondOfDay, zone)
    }

    /// The moment a zone's clocks show at an instant, counted in nanoseconds since 1970-01-01T00:00:00Z.
    ///
    /// Nil beyond the calendar.
    init?(instant: Int128, zone: FEELZone) {
        let second = instant.flooredQuotient(by: 1_000_000_000)
        guard second.magnitude < 1 << 55 else { return nil }
        offset = zone.offset(at: Int(second))
        let local = FEELTime.wrapping(instant + Int128(offset) * 1_000_000_000, zone: nil)
        guard let date = FEELDate(epochDay: local.days) else { return nil }
        (self.date, nanosecondOfDay, self.zone) = (date, local.time.nanosecondOfDay, zone)
    }

    var time: FEELTime { FEELTime(nanosecondOfDay: nanosecondOfDay, zone: zone) }

    /// Since 1970-01-01T00:00:00, by the clock.
    var localNanosecond: Int128 {
        Int128(date.epochDay) * Int128(FEELTime.nanosecondsADay) + Int128(nanosecondOfDay)
    }

    /// Since 1970-01-01T00:00:00Z; a local time is taken for UTC.
    var instant: Int128 { localNanosecond - Int128(offset) * 1_000_000_000 }

    /// Real time later: with a zone, the clock's changes count.
    func adding(nanoseconds: Int128) -> FEELDateTime? {
        if let zone { return FEELDateTime(instant: instant + nanoseconds, zone: zone) }
        let moved = FEELTime.wrapping(Int128(nanosecondOfDay) + nanoseconds, zone: nil)
        guard let day = date.adding(days: moved.days) else { return nil }
        return FEELDateTime(day, nanosecondOfDay: moved.time.nanosecondOfDay, zone: nil)
    }

    /// The same time of another month's day.
    func adding(months: Int) -> FEELDateTime? {
        date.adding(months: months).flatMap { FEELDateTime($0, nanosecondOfDay: nanosecondOfDay, zone: zone) }
    }

    /// The same instant by another clock; a local time is stamped with the zone.
    func at(_ zone: FEELZone) -> FEELDateTime? {
        guard self.zone != nil else { return FEELDateTime(date, nanosecondOfDay: nanosecondOfDay, zone: zone) }
        return FEELDateTime(instant: instant, zone: zone)
    }
}

extension FEELDateTime: CustomStringConvertible {
    /// `2024-01-31T10:30:00`, with `Z`, `+02:00` or `@Europe/Paris`.
    package var description: String { "\(date)T\(time)" }

    /// As JSON has it: `2024-01-31T10:30:00+01:00[Europe/Paris]`.
    var offsetText: String {
        guard let zone else { return description }
        let text = "\(date)T\(time.clockText)\(FEELZone.text(ofOffset: offset))"
        return zone.name.map { text + "[\($0)]" } ?? text
    }
}
