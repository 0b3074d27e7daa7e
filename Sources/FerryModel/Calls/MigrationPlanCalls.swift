/// Holds a plan against its two definitions, without any instance: everything that can be known, all at once.
///
/// Errors: `NOT_FOUND` for a definition, `INVALID_ARGUMENT` when neither the call nor the plan names a source. Faults of
/// the plan are the answer, not an error.
public struct ValidateMigrationPlan: Hashable, Sendable {
    /// What instances would come from; nil: the plan's source.
    public var source: DefinitionReference?
    public var plan: MigrationPlan
    public var tenant: TenantID

    public struct Answer: Hashable, Sendable {
        public var source: ProcessDefinition
        public var target: ProcessDefinition
        /// Every fault; empty: the plan is good.
        public var reasons: [Reason]
        /// Where each element of the source goes, in the order of the model, the process first.
        public var mapping: [ElementMapping]
        public var warnings: [MigrationWarning]

        public init(
            source: ProcessDefinition, target: ProcessDefinition, reasons: [Reason], mapping: [ElementMapping],
            warnings: [MigrationWarning]
        ) {
            self.source = source
            self.target = target
            self.reasons = reasons
            self.mapping = mapping
            self.warnings = warnings
        }
    }

    public init(source: DefinitionReference? = nil, plan: MigrationPlan, tenant: TenantID = .default) {
        self.source = source
        self.plan = plan
        self.tenant = tenant
    }
}

/// Where one element of the source goes.
public struct ElementMapping: Hashable, Sendable {
    public var from: String
    /// BPMN's name in Camunda's spelling, for example `USER_TASK`.
    public var kind: String
    /// The element of the target; empty when it goes nowhere.
    public var to: String
    public var origin: Origin
    /// What it waits for and what may happen to it.
    public var events: [EventMapping]

    public enum Origin: Int32, Sendable {
        /// No instruction: an instance where it is active is refused, or in adaptive mode loses it.
        case unmapped = 0
        case explicit = 1
        /// By `auto-map`, or because the process always becomes the process.
        case generated = 2
        /// Its instruction is faulty.
        case faulty = 3
    }

    public init(from: String, kind: String, to: String, origin: Origin, events: [EventMapping] = []) {
        self.from = from
        self.kind = kind
        self.to = to
        self.origin = origin
        self.events = events
    }
}

/// What becomes of one event that a mapped element waits for while it is active.
public struct EventMapping: Hashable, Sendable {
    /// The event of the source; empty when it is opened.
    public var from: String
    /// The event of the target; empty when it is closed.
    public var to: String
    /// For example `TIMER`.
    public var kind: String
    public var fate: Fate

    public enum Fate: Int32, Sendable {
        case kept = 0
        case updated = 1
        case closed = 2
        case opened = 3
    }

    public init(from: String, to: String, kind: String, fate: Fate) {
        self.from = from
        self.to = to
        self.kind = kind
        self.fate = fate
    }
}

/// Compares two definitions: what is equal, what looks alike, and what runs where now.
///
/// Goes through the running instances of the source page by page. The first page holds all that is known from the
/// models; each counts the instances it went through. Errors: `NOT_FOUND` for a definition.
public struct GenerateMigrationPlan: Hashable, Sendable {
    public var source: DefinitionReference
    public var target: DefinitionReference
    /// Its size is how many instances are gone through.
    public var page: Page
    public var tenant: TenantID

    public struct Answer: Hashable, Sendable {
        public var source: ProcessDefinition
        public var target: ProcessDefinition
        /// Elements that are equal: same id, same kind, same mapped parent. First page only.
        public var instructions: [MigrationInstruction]
        /// What looks alike, the likeliest for each element of the source that is not equal. First page only.
        public var proposals: [ProposedInstruction]
        /// Elements of the source that nothing in the target looks like. First page only.
        public var unmapped: [UnmappedElement]
        /// Elements of the target to which no instruction or proposal leads. First page only.
        public var added: [String]
        /// By element of the source, in the order of the model; those without active instances are left out.
        public var counts: [ElementCount]
        /// Instances gone through for this page.
        public var instancesCounted: Int32
        /// Ask again with this to count on; empty at the end. A page may have counted none.
        public var nextPageToken: [UInt8]

        public init(
            source: ProcessDefinition, target: ProcessDefinition, instructions: [MigrationInstruction] = [],
            proposals: [ProposedInstruction] = [], unmapped: [UnmappedElement] = [], added: [String] = [],
            counts: [ElementCount] = [], instancesCounted: Int32 = 0, nextPageToken: [UInt8] = []
        ) {
            self.source = source
            self.target = target
            self.instructions = instructions
            self.proposals = proposals
            self.unmapped = unmapped
            self.added = added
            self.counts = counts
            self.instancesCounted = instancesCounted
            self.nextPageToken = nextPageToken
        }
    }

    public init(
        source: DefinitionReference, target: DefinitionReference, page: Page = Page(), tenant: TenantID = .default
    ) {
        self.source = source
        self.target = target
        self.page = page
        self.tenant = tenant
    }
}

/// An instruction that somebody should look at before using it.
public struct ProposedInstruction: Hashable, Sendable {
    public var from: String
    public var to: String
    /// 1 to 100; how much speaks for it.
    public var score: Int32
    /// For people, for example `same job type 'charge'`.
    public var reasons: [String]

    public init(from: String, to: String, score: Int32, reasons: [String]) {
        self.from = from
        self.to = to
        self.score = score
        self.reasons = reasons
    }
}

public struct UnmappedElement: Hashable, Sendable {
    public var elementID: String
    public var kind: String
    /// Why it has not gone to its namesake, for people; empty when it has none.
    public var note: String

    public init(elementID: String, kind: String, note: String = "") {
        self.elementID = elementID
        self.kind = kind
        self.note = note
    }
}

/// How many instances of one element are active.
public struct ElementCount: Hashable, Sendable {
    public var elementID: String
    public var active: Int64
    /// How many of them stand at an incident, their own or their job's.
    public var withIncidents: Int64

    public init(elementID: String, active: Int64, withIncidents: Int64) {
        self.elementID = elementID
        self.active = active
        self.withIncidents = withIncidents
    }
}
