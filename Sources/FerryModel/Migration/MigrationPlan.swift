/// How running instances get to another process definition. Pure data: the same plan serves a dry run, one instance
/// and a fleet.
public struct MigrationPlan: Hashable, Sendable {
    public var target: DefinitionReference
    /// When given, instances of any other definition are refused.
    public var source: DefinitionReference?
    public var instructions: [MigrationInstruction]
    public var autoMap: AutoMap
    public var mode: MigrationMode

    public init(
        target: DefinitionReference, source: DefinitionReference? = nil, instructions: [MigrationInstruction] = [],
        autoMap: AutoMap = .none, mode: MigrationMode = .strict
    ) {
        self.target = target
        self.source = source
        self.instructions = instructions
        self.autoMap = autoMap
        self.mode = mode
    }
}

/// One arrow of a plan. Ids are those of elements, or of sequence flows for tokens waiting at a join.
public struct MigrationInstruction: Hashable, Sendable {
    public var from: String
    public var to: String

    public init(from: String, to: String) {
        self.from = from
        self.to = to
    }
}

/// Which instructions a broker adds by itself.
public enum AutoMap: Int32, Sendable {
    case none = 0
    /// Same id, same kind, same mapped parent. An explicit instruction overrides a generated one.
    case equal = 1
}

/// How far a migration may change the shape of an instance.
public enum MigrationMode: Int32, Sendable {
    /// Camunda 8's rules: nesting and element kind stay, every active scope is mapped.
    case strict = 0
    /// Camunda 7's rules: scopes may appear and vanish. Answered `UNIMPLEMENTED` by this version.
    case adaptive = 1
}
