/// Names one deployed version of one decision.
public struct DecisionDefinitionKey: Key {
    public let rawValue: Int64
    public init(rawValue: Int64) { self.rawValue = rawValue }
}

/// Names one deployed DMN file: its decisions and what they require of each other.
public struct DecisionRequirementsKey: Key {
    public let rawValue: Int64
    public init(rawValue: Int64) { self.rawValue = rawValue }
}

/// Names one evaluation of one decision.
public struct DecisionEvaluationKey: Key {
    public let rawValue: Int64
    public init(rawValue: Int64) { self.rawValue = rawValue }
}

/// How a caller names a decision.
public enum DecisionReference: Hashable, Sendable, CustomStringConvertible {
    case key(DecisionDefinitionKey)
    case latest(decisionID: String)

    public var description: String {
        switch self {
        case .key(let key): "\(key)"
        case .latest(let decisionID): decisionID
        }
    }
}

/// What a broker says of one deployed decision.
public struct DecisionDefinition: Hashable, Sendable {
    public var key: DecisionDefinitionKey
    public var decisionID: String
    /// Counts the deployments of one decision id from 1.
    public var version: Int32
    public var name: String
    public var versionTag: String
    /// Shared by the decisions of one file.
    public var requirementsKey: DecisionRequirementsKey
    /// The id of the file's `definitions`.
    public var requirementsID: String
    /// The file it came from, as named by the caller.
    public var resourceName: String
    /// SHA-256 of that file, lower-case hex.
    public var contentHash: String
    public var deployedAt: Timestamp
    public var tenant: TenantID
    /// Shared by everything that was deployed together.
    public var deploymentKey: DeploymentKey

    public init(
        key: DecisionDefinitionKey, decisionID: String, version: Int32, name: String = "", versionTag: String = "",
        requirementsKey: DecisionRequirementsKey, requirementsID: String = "", resourceName: String,
        contentHash: String, deployedAt: Timestamp, tenant: TenantID = .default, deploymentKey: DeploymentKey
    ) {
        self.key = key
        self.decisionID = decisionID
        self.version = version
        self.name = name
        self.versionTag = versionTag
        self.requirementsKey = requirementsKey
        self.requirementsID = requirementsID
        self.resourceName = resourceName
        self.contentHash = contentHash
        self.deployedAt = deployedAt
        self.tenant = tenant
        self.deploymentKey = deploymentKey
    }
}

/// One decision of an evaluation. Only decision tables have inputs and rules.
public struct EvaluatedDecisionView: Hashable, Sendable {
    public var decisionID: String
    public var name: String
    /// For example `DECISION_TABLE`.
    public var kind: String
    /// Null if the decision failed.
    public var output: JSONValue
    public var inputs: [EvaluatedValue]
    public var matchedRules: [MatchedRuleView]

    public init(
        decisionID: String, name: String, kind: String, output: JSONValue, inputs: [EvaluatedValue] = [],
        matchedRules: [MatchedRuleView] = []
    ) {
        self.decisionID = decisionID
        self.name = name
        self.kind = kind
        self.output = output
        self.inputs = inputs
        self.matchedRules = matchedRules
    }
}

public struct MatchedRuleView: Hashable, Sendable {
    public var id: String
    /// From 1.
    public var index: Int32
    public var outputs: [EvaluatedValue]

    public init(id: String, index: Int32, outputs: [EvaluatedValue]) {
        self.id = id
        self.index = index
        self.outputs = outputs
    }
}

/// An input of a decision table, or an output of one of its rules, with the value it had.
public struct EvaluatedValue: Hashable, Sendable {
    public var id: String
    /// The label, or what stands for it in the model.
    public var name: String
    public var value: JSONValue

    public init(id: String, name: String, value: JSONValue) {
        self.id = id
        self.name = name
        self.value = value
    }
}

/// Why a decision gave no result.
public struct DecisionFailureView: Hashable, Sendable {
    /// The decision that failed; it may be one that the decision asked for requires.
    public var decisionID: String
    /// The nearest element with an id around the place.
    public var elementID: String
    /// Stable, for example `HIT_POLICY_VIOLATED`.
    public var code: String
    public var message: String

    public init(decisionID: String, elementID: String, code: String, message: String) {
        self.decisionID = decisionID
        self.elementID = elementID
        self.code = code
        self.message = message
    }
}
