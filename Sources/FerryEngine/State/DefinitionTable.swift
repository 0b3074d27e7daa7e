package import FerryModel

/// The process definitions a partition knows: by key, by version, by content.
package struct DefinitionTable {
    private var byKey: [ProcessDefinitionKey: DeployedDefinition] = [:]
    /// Ascending versions of what is not deleted.
    private var versions: [Name: [ProcessDefinitionKey]] = [:]
    /// The highest version ever given.
    private var versionsGiven: [Name: Int32] = [:]
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
        versionsGiven[name] = max(versionsGiven[name] ?? 0, definition.version)
        guard !deployed.isDeleted else { return }
        if versions[name] == nil {
            let index = names.firstIndex { name < $0 } ?? names.count
            names.insert(name, at: index)
        }
        var keys = versions[name] ?? []
        let index = keys.firstIndex { byKey[$0]!.definition.version > definition.version } ?? keys.count
        keys.insert(definition.key, at: index)
        versions[name] = keys
    }

    /// nil: there is no such definition, or no more.
    mutating func delete(_ key: ProcessDefinitionKey) -> DeployedDefinition? {
        guard var deployed = byKey[key], !deployed.isDeleted else { return nil }
        revision += 1
        deployed.isDeleted = true
        byKey[key] = deployed
        let name = Name(tenant: deployed.definition.tenant, processID: deployed.definition.processID)
        versions[name]?.removeAll { $0 == key }
        if versions[name]?.isEmpty == true {
            versions[name] = nil
            names.removeAll { $0 == name }
        }
        return deployed
    }

    /// The highest version ever given, deleted ones included; 0 for none.
    func versionGiven(_ processID: String, tenant: TenantID) -> Int32 {
        versionsGiven[Name(tenant: tenant, processID: processID)] ?? 0
    }

    /// Back to what it was. The revision goes on: whoever noted one has seen what is gone now.
    mutating func restore(_ earlier: DefinitionTable) {
        let revision = revision
        self = earlier
        self.revision = revision + 1
    }

    /// Deleted ones included: instances may still run on them.
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
            return byKey[key].flatMap { $0.definition.tenant == tenant && !$0.isDeleted ? $0 : nil }
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
