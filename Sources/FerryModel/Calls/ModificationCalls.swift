/// Changes where one running instance stands: begins elements, ends element instances, or moves from one to another;
/// all of it or nothing.
///
/// All activations come first, in the order given, then all terminations. A scope in which nothing is left is
/// terminated too, and so on outwards: it never completes. No instruction at all is legal and changes nothing.
///
/// Errors: `NOT_FOUND` for the instance, `INVALID_ARGUMENT` with every reason why the instructions cannot be followed.
public struct ModifyProcessInstance: Hashable, Sendable {
    public var processInstanceKey: ProcessInstanceKey
    public var activate: [ElementActivation]
    public var terminate: [ElementSelection]
    public var move: [ElementMove]
    /// True: answers what would happen and changes nothing.
    public var dryRun: Bool

    public init(
        processInstanceKey: ProcessInstanceKey, activate: [ElementActivation] = [],
        terminate: [ElementSelection] = [], move: [ElementMove] = [], dryRun: Bool = false
    ) {
        self.processInstanceKey = processInstanceKey
        self.activate = activate
        self.terminate = terminate
        self.move = move
        self.dryRun = dryRun
    }
}

/// An element that is to begin. Scopes around it that are not there are brought in with it.
public struct ElementActivation: Hashable, Sendable {
    public var elementID: String
    /// Where several instances of a scope around the element are active: the one to begin in, or an element instance
    /// further out, in which new scopes are made. nil: there is only one of each.
    public var ancestor: ElementInstanceKey?
    public var variables: [ScopeVariables]

    public init(elementID: String, ancestor: ElementInstanceKey? = nil, variables: [ScopeVariables] = []) {
        self.elementID = elementID
        self.ancestor = ancestor
        self.variables = variables
    }
}

/// Variables for the element that begins, or for one of the scopes around it.
public struct ScopeVariables: Hashable, Sendable {
    /// The id of the scope in the model; empty for the process.
    public var scopeID: String
    public var variables: Variables

    public init(scopeID: String = "", variables: Variables) {
        self.scopeID = scopeID
        self.variables = variables
    }
}

/// Which element instances are meant.
public enum ElementSelection: Hashable, Sendable {
    case instance(ElementInstanceKey)
    /// All active ones of this element. None is no error.
    case element(String)
}

/// Ends element instances and begins another element for each.
public struct ElementMove: Hashable, Sendable {
    public var source: ElementSelection
    public var target: String
    public var ancestor: Ancestor
    public var variables: [ScopeVariables]

    /// In which scopes the target begins.
    public enum Ancestor: Hashable, Sendable {
        /// In the nearest scope of the source that has the target inside.
        case inferred
        /// In the scope of the source.
        case sourceScope
        /// Wherever there is only one.
        case any
        case instance(ElementInstanceKey)
    }

    public init(
        source: ElementSelection, target: String, ancestor: Ancestor = .inferred, variables: [ScopeVariables] = []
    ) {
        self.source = source
        self.target = target
        self.ancestor = ancestor
        self.variables = variables
    }
}

/// What a modification did.
public struct ModificationReport: Hashable, Sendable {
    public var processInstanceKey: ProcessInstanceKey
    public var isDryRun: Bool
    /// What began because an instruction named it, in the order of the instructions.
    public var activated: [ElementInstanceReference]
    /// What instructions ended, and the scopes that were left empty; what was inside is not named.
    public var terminated: [ElementInstanceReference]
    /// Nothing was left of the instance.
    public var hasEnded: Bool

    public init(
        processInstanceKey: ProcessInstanceKey, isDryRun: Bool, activated: [ElementInstanceReference],
        terminated: [ElementInstanceReference], hasEnded: Bool
    ) {
        self.processInstanceKey = processInstanceKey
        self.isDryRun = isDryRun
        self.activated = activated
        self.terminated = terminated
        self.hasEnded = hasEnded
    }
}

public struct ElementInstanceReference: Hashable, Sendable {
    public var key: ElementInstanceKey
    public var elementID: String

    public init(key: ElementInstanceKey, elementID: String) {
        self.key = key
        self.elementID = elementID
    }
}
