import FerryModel

/// What the operators make of dates, times and durations. Nil where they make nothing: null, with a warning.
enum TemporalArithmetic {
    static func result(of symbol: ArithmeticOperator, _ left: FEELValue, _ right: FEELValue) -> FEELValue? {
        switch symbol {
        case .add: sum(left, right) ?? sum(right, left)
        case .subtract: difference(left, right)
        case .multiply: product(left, right) ?? product(right, left)
        case .divide: quotient(left, right)
        case .power: nil
        }
    }

    static func negated(_ value: FEELValue) -> FEELValue? {
        switch value {
        case .daysDuration(let duration): duration.negated.map(FEELValue.daysDuration)
        case .monthsDuration(let duration): duration.negated.map(FEELValue.monthsDuration)
        default: nil
        }
    }

    private static func sum(_ left: FEELValue, _ right: FEELValue) -> FEELValue? {
        switch (left, right) {
        case (.daysDuration(let left), .daysDuration(let right)):
            days(left.nanoseconds + right.nanoseconds)
        case (.monthsDuration(let left), .monthsDuration(let right)): months(left.months + right.months)
        case (.date(let date), .daysDuration(let duration)):
            // Reckoned from midnight, then cut to the date.
            date.adding(days: Int(duration.nanoseconds.flooredQuotient(by: Int128(FEELTime.nanosecondsADay))))
                .map(FEELValue.date)
        case (.date(let date), .monthsDuration(let duration)): date.adding(months: duration.months).map(FEELValue.date)
        case (.dateTime(let moment), .daysDuration(let duration)):
            moment.adding(nanoseconds: duration.nanoseconds).map(FEELValue.dateTime)
        case (.dateTime(let moment), .monthsDuration(let duration)):
            moment.adding(months: duration.months).map(FEELValue.dateTime)
        case (.time(let time), .daysDuration(let duration)):
            .time(FEELTime.wrapping(Int128(time.nanosecondOfDay) + duration.nanoseconds, zone: time.zone).time)
        default: nil
        }
    }

    private static func difference(_ left: FEELValue, _ right: FEELValue) -> FEELValue? {
        switch (left, right) {
        case (.date(let left), .date(let right)):
            FEELDaysDuration(seconds: (left.epochDay - right.epochDay) * 86_400).map(FEELValue.daysDuration)
        case (.dateTime(let left), .dateTime(let right)):
            // A local time and an instant have no distance.
            (left.zone == nil) == (right.zone == nil) ? days(left.instant - right.instant) : nil
        case (.date(let left), .dateTime(let right)):
            instant(of: left, with: right).flatMap { days($0 - right.instant) }
        case (.dateTime(let left), .date(let right)):
            instant(of: right, with: left).flatMap { days(left.instant - $0) }
        case (.time(let left), .time(let right)):
            (left.zone == nil) == (right.zone == nil)
                ? days(Int128(left.universalNanosecond - right.universalNanosecond)) : nil
        default: negated(right).flatMap { sum(left, $0) }
        }
    }

    /// A date is midnight UTC to a moment with a zone; to a local one it is nothing.
    private static func instant(of date: FEELDate, with moment: FEELDateTime) -> Int128? {
        moment.zone == nil ? nil : Int128(date.epochDay) * Int128(FEELTime.nanosecondsADay)
    }

    private static func product(_ left: FEELValue, _ right: FEELValue) -> FEELValue? {
        guard case .number(let factor) = right else { return nil }
        switch left {
        case .daysDuration(let duration):
            return FEELNumber(duration.nanoseconds).multiplied(by: factor)?.wholePart.flatMap(days)
        case .monthsDuration(let duration):
            return FEELNumber(duration.months).multiplied(by: factor)?.wholePart.flatMap(months)
        default: return nil
        }
    }

    private static func quotient(_ left: FEELValue, _ right: FEELValue) -> FEELValue? {
        switch (left, right) {
        case (.daysDuration(let duration), .number(let divisor)):
            FEELNumber(duration.nanoseconds).divided(by: divisor)?.wholePart.flatMap(days)
        case (.monthsDuration(let duration), .number(let divisor)):
            FEELNumber(duration.months).divided(by: divisor)?.wholePart.flatMap(months)
        case (.daysDuration(let left), .daysDuration(let right)):
            FEELNumber(left.nanoseconds).divided(by: FEELNumber(right.nanoseconds)).map(FEELValue.number)
        case (.monthsDuration(let left), .monthsDuration(let right)):
            FEELNumber(left.months).divided(by: FEELNumber(right.months)).map(FEELValue.number)
        default: nil
        }
    }

    private static func days(_ nanoseconds: Int128) -> FEELValue? {
        FEELDaysDuration(nanoseconds: nanoseconds).map(FEELValue.daysDuration)
    }

    private static func months(_ months: some BinaryInteger) -> FEELValue? {
        Int(exactly: months).flatMap { FEELMonthsDuration(months: $0) }.map(FEELValue.monthsDuration)
    }
}

extension FEELNumber {
    init(_ integer: Int128) {
        // Below 10^28, so nothing is rounded.
        self = FEELNumber(integer.magnitude, exponent: 0, isNegative: integer < 0) ?? .zero
    }

    /// The whole part, towards zero; nil beyond 34 digits.
    var wholePart: Int128? {
        guard let whole = rounded(scale: 0, .down), whole.exponent == 0 else { return nil }
        return isNegative ? -Int128(whole.coefficient) : Int128(whole.coefficient)
    }
}
