/// What a migration does to one event that an element instance waits for: what is waited for before, and after.
///
/// Read from right to left it is the way back.
public struct MovedEvent: Hashable, Sendable {
    /// Who waits.
    public var element: ElementInstanceKey
    /// nil: opened by the migration.
    public var before: EventSubscription?
    /// nil: closed by the migration.
    public var after: EventSubscription?

    public enum Outcome: String, Sendable {
        /// The subscription or timer lives on with its old data, on another event of the model.
        case kept = "KEPT"
        /// It waits for something else than before, by what the target says.
        case updated = "UPDATED"
        case closed = "CLOSED"
        case opened = "OPENED"
    }

    public var outcome: Outcome {
        guard let after else { return .closed }
        guard let before else { return .opened }
        return before.key == after.key && before.trigger == after.trigger ? .kept : .updated
    }

    public init(element: ElementInstanceKey, before: EventSubscription?, after: EventSubscription?) {
        self.element = element
        self.before = before
        self.after = after
    }
}
