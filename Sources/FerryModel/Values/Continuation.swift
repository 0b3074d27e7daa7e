/// A rest of the broker's own, before an element instance begins or after it has ended: what Camunda 7 calls a
/// transition instance (`camunda:asyncBefore`, `camunda:asyncAfter`). It is on disk before the broker goes on.
public struct Continuation: Hashable, Sendable {
    public var place: Place
    /// The flows that will be taken, in order; none before an element, or where its path ends.
    public var flowIDs: [String]
    /// How often going on may still be tried.
    public var retries: Int32
    /// From when on the broker goes on; nil: all tries have failed, and an incident tells why.
    public var due: Timestamp?
    /// Why the last try failed.
    public var errorMessage: String

    public enum Place: Int32, Sendable, CaseIterable, CustomStringConvertible {
        case before = 0
        case after = 1

        public var description: String {
            switch self {
            case .before: "BEFORE"
            case .after: "AFTER"
            }
        }
    }

    public init(
        place: Place, flowIDs: [String] = [], retries: Int32, due: Timestamp?, errorMessage: String = ""
    ) {
        self.place = place
        self.flowIDs = flowIDs
        self.retries = retries
        self.due = due
        self.errorMessage = errorMessage
    }
}
