/// Names one deployed version of one form.
public struct FormKey: Key {
    public let rawValue: Int64
    public init(rawValue: Int64) { self.rawValue = rawValue }
}

/// How a caller names a form.
public enum FormReference: Hashable, Sendable, CustomStringConvertible {
    /// A deleted one, too: open user tasks keep the key of their form.
    case key(FormKey)
    case latest(formID: String)
    /// The form that the none start event of this definition names.
    case start(of: DefinitionReference)

    public var description: String {
        switch self {
        case .key(let key): "\(key)"
        case .latest(let formID): formID
        case .start(let definition): "to start \(definition)"
        }
    }
}

/// What a broker says of one deployed form.
public struct FormDefinition: Hashable, Sendable {
    public var key: FormKey
    /// The `id` inside its document.
    public var formID: String
    /// Counts the deployments of one form id from 1.
    public var version: Int32
    public var versionTag: String
    /// The file it came from, as named by the caller.
    public var resourceName: String
    /// SHA-256 of that file, lower-case hex.
    public var contentHash: String
    public var deployedAt: Timestamp
    public var tenant: TenantID
    /// Shared by everything that was deployed together.
    public var deploymentKey: DeploymentKey

    public init(
        key: FormKey, formID: String, version: Int32, versionTag: String = "", resourceName: String,
        contentHash: String, deployedAt: Timestamp, tenant: TenantID = .default, deploymentKey: DeploymentKey
    ) {
        self.key = key
        self.formID = formID
        self.version = version
        self.versionTag = versionTag
        self.resourceName = resourceName
        self.contentHash = contentHash
        self.deployedAt = deployedAt
        self.tenant = tenant
        self.deploymentKey = deploymentKey
    }
}
