/// What the clocks of a region show: its offsets from UTC, by transitions and then by a recurring rule.
///
/// Two of them are equal if their names are.
package final class ZoneRules: Sendable {
    struct Transition: Sendable {
        /// Since 1970-01-01T00:00:00Z.
        let second: Int
        /// Of the clocks from then on, in seconds east of UTC.
        let offset: Int
    }

    package let name: String
    private let first: Int
    private let transitions: [Transition]
    private let after: RecurringRule?

    init(name: String, first: Int, transitions: [Transition], after: RecurringRule?) {
        self.name = name
        self.first = first
        self.transitions = transitions
        self.after = after
    }

    /// The offset without summer time, as it is now; what a time of day has that knows no date.
    var standardOffset: Int { after?.standardOffset ?? transitions.last?.offset ?? first }

    /// The offset at a second since 1970-01-01T00:00:00Z.
    func offset(at second: Int) -> Int {
        guard let last = transitions.last, second < last.second else {
            return after?.offset(at: second) ?? transitions.last?.offset ?? first
        }
        var low = 0
        var high = transitions.count
        while low < high {
            let middle = (low + high) / 2
            if transitions[middle].second <= second { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? first : transitions[low - 1].offset
    }

    /// The offset of clocks that show `local`, counted in seconds as if they showed UTC, and what they have skipped if
    /// they never show it: such a time moves on by the gap. Of what they show twice, the first time is meant.
    func offset(local: Int) -> (offset: Int, gap: Int) {
        let before = offset(at: local - 86_400)
        let here = offset(at: local - before)
        if here == before { return (before, 0) }
        return offset(at: local - here) == here ? (here, 0) : (here, here - before)
    }
}

extension ZoneRules: Hashable {
    package static func == (left: ZoneRules, right: ZoneRules) -> Bool { left.name == right.name }
    package func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
