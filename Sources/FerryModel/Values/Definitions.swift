/// How a caller names a process definition.
///
/// Keys differ from stage to stage; id with version or content hash lets one plan file serve all of them.
public enum DefinitionReference: Hashable, Sendable, CustomStringConvertible {
    case key(ProcessDefinitionKey)
    case version(processID: String, version: Int32)
    case latest(processID: String)
    /// The SHA-256 of the deployed file, as lower-case hex; at least 8 leading digits.
    case contentHash(processID: String, hash: String)

    public var description: String {
        switch self {
        case .key(let key): "\(key)"
        case .version(let processID, let version): "\(processID):\(version)"
        case .latest(let processID): processID
        case .contentHash(let processID, let hash): "\(processID)@\(hash)"
        }
    }
}

/// What a broker says of one deployed process definition.
public struct ProcessDefinition: Hashable, Sendable {
    public var key: ProcessDefinitionKey
    public var processID: String
    /// Counts the deployments of one process id from 1.
    public var version: Int32
    public var name: String
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
        key: ProcessDefinitionKey, processID: String, version: Int32, name: String = "", versionTag: String = "",
        resourceName: String, contentHash: String, deployedAt: Timestamp, tenant: TenantID = .default,
        deploymentKey: DeploymentKey = 0
    ) {
        self.key = key
        self.processID = processID
        self.version = version
        self.name = name
        self.versionTag = versionTag
        self.resourceName = resourceName
        self.contentHash = contentHash
        self.deployedAt = deployedAt
        self.tenant = tenant
        self.deploymentKey = deploymentKey
    }
}
