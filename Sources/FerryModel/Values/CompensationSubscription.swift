/// A completed activity that can still be compensated, or is being compensated.
public struct CompensationSubscription: Hashable, Sendable {
    public let key: CompensationKey
    /// The activity that completed.
    public var activityID: String
    /// Its element instance, which is gone: what completed inside it names this as its scope.
    public let activityInstance: ElementInstanceKey
    /// The scope it completed in.
    public let scope: ElementInstanceKey
    /// The compensation boundary event; nil for a scope that has no handler of its own but activities inside that do.
    public var eventID: String?
    /// The throw event that asked for it; nil: nobody has.
    public var thrower: ElementInstanceKey?
    /// What a scope knew of its own when it completed, for the handlers in it and its own. Not part of answers.
    public let variables: Variables

    public init(
        key: CompensationKey, activityID: String, activityInstance: ElementInstanceKey, scope: ElementInstanceKey,
        eventID: String?, thrower: ElementInstanceKey? = nil, variables: Variables = Variables()
    ) {
        self.key = key
        self.activityID = activityID
        self.activityInstance = activityInstance
        self.scope = scope
        self.eventID = eventID
        self.thrower = thrower
        self.variables = variables
    }
}
