/// One step by which a migration changes variables.
public struct VariableChange: Hashable, Sendable {
    /// Whose variables: the id of an element of the source, meaning each active instance of it; empty for the process.
    public var scopeID: String
    public var action: Action

    public enum Action: Hashable, Sendable {
        case set(String, JSONValue)
        /// To the value of a FEEL expression, written without a leading `=`.
        case evaluate(String, String)
        /// No error where there is none.
        case remove(String)
        /// No error where there is none.
        case rename(String, to: String)
    }

    public init(scopeID: String = "", _ action: Action) {
        self.scopeID = scopeID
        self.action = action
    }
}
