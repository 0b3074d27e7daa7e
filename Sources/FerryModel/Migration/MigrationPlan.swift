/// How running instances get to another process definition. Pure data: the same plan serves a dry run, one instance
/// and a fleet.
public struct MigrationPlan: Hashable, Sendable {
    public var target: DefinitionReference
    /// When given, instances of any other definition are refused.
    public var source: DefinitionReference?
    public var instructions: [MigrationInstruction]
    public var autoMap: AutoMap
    public var mode: MigrationMode
    /// What becomes of the instance's variables, step by step in this order, each seeing what the ones before it did;
    /// worked out before anything moves.
    public var variables: [VariableChange]
    public var unmappedCompensation: UnmappedCompensation
    /// No listeners run for scopes that adaptive mode creates or removes.
    public var skipListeners: Bool
    /// No mappings run for scopes that adaptive mode creates or removes.
    public var skipIOMappings: Bool

    public init(
        target: DefinitionReference, source: DefinitionReference? = nil, instructions: [MigrationInstruction] = [],
        autoMap: AutoMap = .none, mode: MigrationMode = .strict, variables: [VariableChange] = [],
        unmappedCompensation: UnmappedCompensation = .reject, skipListeners: Bool = false, skipIOMappings: Bool = false
    ) {
        self.target = target
        self.source = source
        self.instructions = instructions
        self.autoMap = autoMap
        self.mode = mode
        self.variables = variables
        self.unmappedCompensation = unmappedCompensation
        self.skipListeners = skipListeners
        self.skipIOMappings = skipIOMappings
    }
}

/// One arrow of a plan. Ids are those of elements, or of sequence flows for tokens waiting at a join.
public struct MigrationInstruction: Hashable, Sendable {
    public var from: String
    public var to: String
    public var trigger: TriggerTreatment
    /// The finer choice for timers; nil does what `trigger` says.
    public var timer: TimerTreatment?
    public var job: JobTreatment

    public init(
        from: String, to: String, trigger: TriggerTreatment = .keep, timer: TimerTreatment? = nil,
        job: JobTreatment = .keep
    ) {
        self.from = from
        self.to = to
        self.trigger = trigger
        self.timer = timer
        self.job = job
    }

    /// What happens to a timer of this element.
    public var timerTreatment: TimerTreatment { timer ?? (trigger == .update ? .restart : .keepDue) }
}

/// What becomes of what a mapped element waits for: its subscription or timer.
public enum TriggerTreatment: Int32, Sendable {
    /// It lives on with the data it has.
    case keep = 0
    /// It is evaluated anew from the target.
    case update = 1
}

/// When a timer that moves is due.
public enum TimerTreatment: Int32, Sendable {
    /// When it was due before.
    case keepDue = 1
    /// As if it began at the target now.
    case restart = 2
    /// The target's duration less the time it has waited already, and not before now.
    case creditElapsed = 3
}

/// What becomes of the job of a mapped element.
public enum JobTreatment: Int32, Sendable {
    /// It lives on, with its type, retries and headers.
    case keep = 0
    /// It is cancelled, and another made with the type, retries, headers and input mappings of the target.
    case recreate = 1
}

/// What to do about a completed activity whose compensation has nowhere to go.
public enum UnmappedCompensation: Int32, Sendable {
    /// The instance is refused.
    case reject = 0
    /// It can no longer be compensated.
    case drop = 1
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
    /// Camunda 7's rules: scopes may appear and vanish.
    case adaptive = 1
}
