package import FerryModel

/// The process definitions a partition knows: by key, by version, by content.
package struct DefinitionTable {
    private var byKey: [ProcessDefinitionKey: DeployedDefinition] = [:]
    /// Ascending versions.
    private var versions: [Name: [ProcessDefinitionKey]] = [:]
    /// Names in the order of `ListProcessDefinitions`.
    private var names: [Name] = []

    /// Grows with every change.
    private(set) var revision = 0

    private struct Name: Hashable, Comparable {
        let tenant: TenantID
        let processID: String

        static func < (left: Self, right: Self) -> Bool {
            (left.tenant, left.processID) < (right.tenant, right.processID)
        }
    }

    package init() {}

    mutating func insert(_ deployed: DeployedDefinition) {
        let definition = deployed.definition
        guard byKey.updateValue(deployed, forKey: definition.key) == nil else { return }
        revision += 1
        let name = Name(tenant: definition.tenant, processID: definition.processID)
        if versions[name] == nil {
            let index = names.firstIndex { name < $0 } ?? names.count
            names.insert(name, at: index)
        }
        var keys = versions[name] ?? []
        let index = keys.firstIndex { byKey[$0]!.definition.version > definition.version } ?? keys.count
        keys.insert(definition.key, at: index)
        versions[name] = keys
    }

    /// Back to what it was. The revision goes on: whoever noted one has seen what is gone now.
    mutating func restore(_ earlier: DefinitionTable) {
        let revision = revision
        self = earlier
        self.revision = revision + 1
    }

    package subscript(key: ProcessDefinitionKey) -> DeployedDefinition? { byKey[key] }

    package func latest(_ processID: String, tenant: TenantID) -> DeployedDefinition? {
        versions[Name(tenant: tenant, processID: processID)]?.last.flatMap { byKey[$0] }
    }

    /// The latest version of every process of every tenant, by tenant and process id.
    var latest: [DeployedDefinition] { names.compactMap { versions[$0]?.last.flatMap { byKey[$0] } } }

    /// The definition a caller means, in its tenant.
    package func find(_ reference: DefinitionReference, tenant: TenantID) -> DeployedDefinition? {
        switch reference {
        case .key(let key):
            return byKey[key].flatMap { $0.definition.tenant == tenant ? $0 : nil }
        case .latest(let processID):
            return latest(processID, tenant: tenant)
        case .version(let processID, let version):
            return all(processID, tenant: tenant).first { $0.definition.version == version }
        case .contentHash(let processID, let hash):
            guard hash.utf8.count >= 8 else { return nil }
            return all(processID, tenant: tenant).last { $0.definition.contentHash.hasPrefix(hash) }
        }
    }

    /// Every version of one process id, oldest first.
    package func all(_ processID: String, tenant: TenantID) -> [DeployedDefinition] {
        (versions[Name(tenant: tenant, processID: processID)] ?? []).compactMap { byKey[$0] }
    }

    /// Every definition of a tenant: by process id, then version.
    package func all(tenant: TenantID) -> [DeployedDefinition] {
        names.filter { $0.tenant == tenant }.flatMap { all($0.processID, tenant: tenant) }
    }
}
