/// A point or a range as two ends; a point is a closed range of one value. An end that is nil lies at infinity.
struct Span {
    private let lower: FEELValue?
    private let includesLower: Bool
    private let upper: FEELValue?
    private let includesUpper: Bool

    /// Nil for values without an order, and for strings, which are no points.
    init?(_ value: FEELValue) {
        switch value {
        case .range(let range):
            guard let end = range.lower ?? range.upper, FEELValue.order(end, end) != nil else { return nil }
            (lower, includesLower) = (range.lower, range.includesLower)
            (upper, includesUpper) = (range.upper, range.includesUpper)
        default:
            guard FEELValue.order(value, value) != nil else { return nil }
            (lower, includesLower, upper, includesUpper) = (value, true, value, true)
        }
    }

    func isComparable(to other: Span) -> Bool {
        guard let end = lower ?? upper, let otherEnd = other.lower ?? other.upper else { return false }
        return FEELValue.order(end, otherEnd) != nil
    }

    // The relations; both spans must be comparable.

    func isBefore(_ other: Span) -> Bool {
        guard let upper, let lower = other.lower else { return false }
        let order = Self.order(upper, lower)
        return order < 0 || (order == 0 && !(includesUpper && other.includesLower))
    }

    func meets(_ other: Span) -> Bool {
        guard let upper, let lower = other.lower else { return false }
        return Self.order(upper, lower) == 0 && includesUpper && other.includesLower
    }

    func overlaps(_ other: Span) -> Bool { !isBefore(other) && !other.isBefore(self) }

    func overlapsBefore(_ other: Span) -> Bool {
        let order = lowerOrder(other)
        let startsEarlier = order < 0 || (order == 0 && includesLower && !other.includesLower)
        return startsEarlier && !isBefore(other) && other.coversEnd(of: self)
    }

    func finishes(_ other: Span) -> Bool {
        upperOrder(other) == 0 && includesUpper == other.includesUpper && other.coversStart(of: self)
    }

    func starts(_ other: Span) -> Bool {
        lowerOrder(other) == 0 && includesLower == other.includesLower && other.coversEnd(of: self)
    }

    func includes(_ other: Span) -> Bool { coversStart(of: other) && coversEnd(of: other) }

    func coincides(_ other: Span) -> Bool {
        lowerOrder(other) == 0 && upperOrder(other) == 0 && includesLower == other.includesLower
            && includesUpper == other.includesUpper
    }

    private func coversStart(of other: Span) -> Bool {
        let order = lowerOrder(other)
        return order < 0 || (order == 0 && (includesLower || !other.includesLower))
    }

    private func coversEnd(of other: Span) -> Bool {
        let order = upperOrder(other)
        return order > 0 || (order == 0 && (includesUpper || !other.includesUpper))
    }

    private func lowerOrder(_ other: Span) -> Int {
        switch (lower, other.lower) {
        case (nil, nil): 0
        case (nil, _): -1
        case (_, nil): 1
        case (let lower?, let otherLower?): Self.order(lower, otherLower)
        }
    }

    private func upperOrder(_ other: Span) -> Int {
        switch (upper, other.upper) {
        case (nil, nil): 0
        case (nil, _): 1
        case (_, nil): -1
        case (let upper?, let otherUpper?): Self.order(upper, otherUpper)
        }
    }

    private static func order(_ left: FEELValue, _ right: FEELValue) -> Int { FEELValue.order(left, right) ?? 0 }
}
