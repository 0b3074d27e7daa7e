/// What a migration would lead to and nobody can want; it refuses nothing.
public struct MigrationWarning: Hashable, Sendable {
    /// `JOIN_CANNOT_COMPLETE` or `TOKEN_CANNOT_LEAVE`.
    public var code: String
    /// When a plan is judged: the element of the source this holds for, wherever an instance stands at it. Empty when
    /// an instance is judged.
    public var from: String
    /// The element of the target where it gets stuck.
    public var elementID: String
    /// For people.
    public var message: String
    /// What goes on before nothing does: ids of elements of the target, the last where it gets stuck.
    public var path: [String]

    public init(code: String, from: String = "", elementID: String, message: String, path: [String] = []) {
        self.code = code
        self.from = from
        self.elementID = elementID
        self.message = message
        self.path = path
    }
}
