/// Lets elements of an active ad-hoc subprocess begin, each in an inner instance of its own. Errors: `NOT_FOUND` for the
/// subprocess and for elements that cannot begin there, `INVALID_ARGUMENT` for one named twice, `FAILED_PRECONDITION`
/// for a subprocess that is ending. Source: Camunda 8, `ActivateAdHocSubProcessActivities`.
public struct ActivateAdHocActivities: Hashable, Sendable {
    /// That of its element instance.
    public var adHocInstanceKey: ElementInstanceKey
    /// At least one.
    public var activities: [AdHocActivation]

    public init(adHocInstanceKey: ElementInstanceKey, activities: [AdHocActivation]) {
        self.adHocInstanceKey = adHocInstanceKey
        self.activities = activities
    }
}

/// An element that is to begin in an ad-hoc subprocess.
public struct AdHocActivation: Hashable, Sendable {
    public var elementID: String
    /// Seen by this element and what follows it, and by nothing else.
    public var variables: Variables

    public init(elementID: String, variables: Variables = Variables()) {
        self.elementID = elementID
        self.variables = variables
    }
}

/// What a worker that looks after an ad-hoc subprocess has decided.
public struct AdHocResult: Hashable, Sendable {
    public var activities: [AdHocActivation]
    /// The subprocess ends when nothing is left inside, and the worker is not asked again.
    public var isFulfilled: Bool
    /// What runs inside ends now.
    public var cancelsRemaining: Bool

    public init(activities: [AdHocActivation] = [], isFulfilled: Bool = false, cancelsRemaining: Bool = false) {
        self.activities = activities
        self.isFulfilled = isFulfilled
        self.cancelsRemaining = cancelsRemaining
    }
}
