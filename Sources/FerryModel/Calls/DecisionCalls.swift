/// Evaluates a deployed decision with all it requires.
///
/// A failing evaluation is an answer, too. Errors: `NOT_FOUND`.
public struct EvaluateDecision: Hashable, Sendable {
    public var decision: DecisionReference
    public var variables: Variables
    public var tenant: TenantID

    public struct Answer: Hashable, Sendable {
        public var evaluationKey: DecisionEvaluationKey
        public var decision: DecisionDefinition
        /// nil: the evaluation failed.
        public var output: JSONValue?
        /// Why there is no output.
        public var failure: DecisionFailureView?
        /// What was required comes first. If the evaluation failed, the last one is the one that failed.
        public var evaluatedDecisions: [EvaluatedDecisionView]
        /// Decisions, inputs and rules that were left out because all together were larger than 256 KiB, and values that
        /// are null in their place.
        public var omitted: Int32

        public init(
            evaluationKey: DecisionEvaluationKey, decision: DecisionDefinition, output: JSONValue?,
            failure: DecisionFailureView? = nil, evaluatedDecisions: [EvaluatedDecisionView], omitted: Int32 = 0
        ) {
            self.evaluationKey = evaluationKey
            self.decision = decision
            self.output = output
            self.failure = failure
            self.evaluatedDecisions = evaluatedDecisions
            self.omitted = omitted
        }
    }

    public init(decision: DecisionReference, variables: Variables = Variables(), tenant: TenantID = .default) {
        self.decision = decision
        self.variables = variables
        self.tenant = tenant
    }
}

/// Decisions by decision id, then version, newest last.
public struct ListDecisions: Hashable, Sendable {
    /// Only this decision id; empty for all.
    public var decisionID: String
    public var latestOnly: Bool
    public var page: Page
    public var tenant: TenantID

    public struct Answer: Hashable, Sendable {
        public var decisions: [DecisionDefinition]
        /// Ask again with this to go on; empty at the end.
        public var nextPageToken: [UInt8]

        public init(decisions: [DecisionDefinition], nextPageToken: [UInt8]) {
            self.decisions = decisions
            self.nextPageToken = nextPageToken
        }
    }

    public init(decisionID: String = "", latestOnly: Bool = false, page: Page = Page(), tenant: TenantID = .default) {
        self.decisionID = decisionID
        self.latestOnly = latestOnly
        self.page = page
        self.tenant = tenant
    }
}
