package import FerryModel

/// The decisions a partition knows: by key, by version, by file.
package struct DecisionTable {
    private var files: [DecisionRequirementsKey: DeployedDecisions] = [:]
    private var byKey: [DecisionDefinitionKey: DecisionDefinition] = [:]
    /// Ascending versions of what is not deleted.
    private var versions: [Name: [DecisionDefinitionKey]] = [:]
    /// The highest version ever given.
    private var versionsGiven: [Name: Int32] = [:]
    /// Names in the order of `ListDecisions`.
    private var names: [Name] = []

    private struct Name: Hashable, Comparable {
        let tenant: TenantID
        let decisionID: String

        static func < (left: Self, right: Self) -> Bool {
            (left.tenant, left.decisionID) < (right.tenant, right.decisionID)
        }
    }

    package init() {}

    mutating func insert(_ deployed: DeployedDecisions) {
        guard files.updateValue(deployed, forKey: deployed.requirementsKey) == nil else { return }
        for decision in deployed.decisions {
            let name = Name(tenant: decision.tenant, decisionID: decision.decisionID)
            versionsGiven[name] = max(versionsGiven[name] ?? 0, decision.version)
            guard !deployed.isDeleted else { continue }
            byKey[decision.key] = decision
            if versions[name] == nil {
                let index = names.firstIndex { name < $0 } ?? names.count
                names.insert(name, at: index)
            }
            var keys = versions[name] ?? []
            let index = keys.firstIndex { byKey[$0]!.version > decision.version } ?? keys.count
            keys.insert(decision.key, at: index)
            versions[name] = keys
        }
    }

    /// nil: there is no such file, or no more.
    mutating func delete(_ key: DecisionRequirementsKey) -> DeployedDecisions? {
        guard var deployed = files[key], !deployed.isDeleted else { return nil }
        deployed.isDeleted = true
        files[key] = deployed
        for decision in deployed.decisions {
            byKey[decision.key] = nil
            let name = Name(tenant: decision.tenant, decisionID: decision.decisionID)
            versions[name]?.removeAll { $0 == decision.key }
            if versions[name]?.isEmpty == true {
                versions[name] = nil
                names.removeAll { $0 == name }
            }
        }
        return deployed
    }

    /// A file by its key, in its tenant; nil when it is deleted.
    func file(_ key: DecisionRequirementsKey, tenant: TenantID) -> DeployedDecisions? {
        files[key].flatMap { $0.decisions[0].tenant == tenant && !$0.isDeleted ? $0 : nil }
    }

    /// The highest version ever given, deleted ones included; 0 for none.
    func versionGiven(_ decisionID: String, tenant: TenantID) -> Int32 {
        versionsGiven[Name(tenant: tenant, decisionID: decisionID)] ?? 0
    }

    package subscript(key: DecisionDefinitionKey) -> DecisionDefinition? { byKey[key] }

    /// The file a decision came from.
    package func file(of decision: DecisionDefinition) -> DeployedDecisions? { files[decision.requirementsKey] }

    package func latest(_ decisionID: String, tenant: TenantID) -> DecisionDefinition? {
        versions[Name(tenant: tenant, decisionID: decisionID)]?.last.flatMap { byKey[$0] }
    }

    /// The decision a caller means, in its tenant.
    package func find(_ reference: DecisionReference, tenant: TenantID) -> DecisionDefinition? {
        switch reference {
        case .key(let key): byKey[key].flatMap { $0.tenant == tenant ? $0 : nil }
        case .latest(let decisionID): latest(decisionID, tenant: tenant)
        }
    }

    /// Every version of one decision id, oldest first.
    package func all(_ decisionID: String, tenant: TenantID) -> [DecisionDefinition] {
        (versions[Name(tenant: tenant, decisionID: decisionID)] ?? []).compactMap { byKey[$0] }
    }

    /// Every decision of a tenant: by decision id, then version.
    package func all(tenant: TenantID) -> [DecisionDefinition] {
        names.filter { $0.tenant == tenant }.flatMap { all($0.decisionID, tenant: tenant) }
    }
}
