package import FerryModel

/// The decisions a partition knows: by key, by version, by file.
package struct DecisionTable {
    private var files: [DecisionRequirementsKey: DeployedDecisions] = [:]
    private var byKey: [DecisionDefinitionKey: DecisionDefinition] = [:]
    /// Ascending versions.
    private var versions: [Name: [DecisionDefinitionKey]] = [:]
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
            byKey[decision.key] = decision
            let name = Name(tenant: decision.tenant, decisionID: decision.decisionID)
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
