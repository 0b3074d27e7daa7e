/// The order of values that are cheap to compare: all but strings.
extension FEELValue {
    /// Below, at or above 0; nil for values of different types or of one without an order, and for strings.
    static func order(_ left: FEELValue, _ right: FEELValue) -> Int? {
        switch (left, right) {
        case (.number(let left), .number(let right)): compare(left, right)
        case (.date(let left), .date(let right)): compare(left, right)
        case (.time(let left), .time(let right)):
            // A local time is on no time line with one that has a zone.
            (left.zone == nil) == (right.zone == nil)
                ? compare(left.universalNanosecond, right.universalNanosecond) : nil
        case (.dateTime(let left), .dateTime(let right)):
            (left.zone == nil) == (right.zone == nil) ? compare(left.instant, right.instant) : nil
        case (.daysDuration(let left), .daysDuration(let right)): compare(left.nanoseconds, right.nanoseconds)
        case (.monthsDuration(let left), .monthsDuration(let right)): compare(left.months, right.months)
        default: nil
        }
    }

    private static func compare<Value: Comparable>(_ left: Value, _ right: Value) -> Int {
        left == right ? 0 : left < right ? -1 : 1
    }
}
