import FerryModel

/// What the turn has staged and the tables do not show yet, as far as point reads need to know it.
struct TurnOverlay {
    var isDirty = false
    private var saved: Set<ProcessInstanceKey> = []
    private var gone: Set<ProcessInstanceKey> = []
    private var locators: [Locator: ProcessInstanceKey?] = [:]
    private var answers: [[UInt8]: RecordedAnswer] = [:]

    private struct Locator: Hashable {
        let table: LocatorTable
        let key: Int64
    }

    func holds(_ key: ProcessInstanceKey) -> Bool { saved.contains(key) }
    func isGone(_ key: ProcessInstanceKey) -> Bool { gone.contains(key) }

    /// nil: nothing staged; else what was staged, which may be that there is none.
    func locate(_ table: LocatorTable, _ key: Int64) -> ProcessInstanceKey?? {
        locators.isEmpty ? nil : locators[Locator(table: table, key: key)]
    }

    func answer(_ idempotencyKey: [UInt8]) -> RecordedAnswer? { answers[idempotencyKey] }

    mutating func noteSaved(_ key: ProcessInstanceKey) { saved.insert(key) }

    mutating func noteGone(_ key: ProcessInstanceKey) {
        saved.remove(key)
        gone.insert(key)
    }

    mutating func note(_ change: StateChange) {
        switch change {
        case .putLocator(let table, let key, let instance): locators[Locator(table: table, key: key)] = .some(instance)
        case .deleteLocator(let table, let key): locators[Locator(table: table, key: key)] = .some(nil)
        case .putAnswer(let answer): answers[answer.idempotencyKey] = answer
        case .deleteAnswer(let entry): answers[entry.idempotencyKey] = nil
        default: break
        }
    }
}
