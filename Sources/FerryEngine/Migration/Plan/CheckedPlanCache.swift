import FerryModel

/// The plans checked last, most recent first.
struct CheckedPlanCache {
    private var entries: [CheckedPlan] = []
    /// How many plans were not known.
    private(set) var checkedCount = 0
    private static let entriesMax = 16

    mutating func plan(_ plan: MigrationPlan, from source: Definition, to target: Definition) -> CheckedPlan {
        let found = entries.firstIndex { entry in
            entry.source.key == source.key && entry.target.key == target.key && entry.plan == plan
        }
        if let found {
            if found != 0 { entries.swapAt(found, 0) }
            return entries[0]
        }
        checkedCount += 1
        let checked = CheckedPlan(plan, from: source, to: target)
        if entries.count == Self.entriesMax { entries.removeLast() }
        entries.insert(checked, at: 0)
        return checked
    }
}
