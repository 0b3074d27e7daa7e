package import FerryModel

/// One process of a deployment that has been checked and compiled.
package struct CheckedProcess: Hashable, Sendable {
    package let processID: String
    package let name: String
    package let versionTag: String
    package let resourceName: String
    /// SHA-256 of the file, lower-case hex.
    package let contentHash: String
    package let xml: [UInt8]

    package init(
        processID: String, name: String, versionTag: String, resourceName: String, contentHash: String, xml: [UInt8]
    ) {
        self.processID = processID
        self.name = name
        self.versionTag = versionTag
        self.resourceName = resourceName
        self.contentHash = contentHash
        self.xml = xml
    }
}

/// Definitions are decided by partition 1 and carried to the others by its outbox.
extension Engine {
    /// Gives keys and versions to what is new; what equals its latest version keeps that.
    package func deploy(
        _ processes: [CheckedProcess], tenant: TenantID, to others: [PartitionID], at time: Timestamp
    ) throws(StorageFailure) -> Outcome {
        try command(at: time) { () throws(CommandFailure) in
            var answers: [ProcessDefinition] = []
            var fresh: [DeployedDefinition] = []
            var deploymentKey: DeploymentKey?
            for process in processes {
                let latest = self.state.definitions.latest(process.processID, tenant: tenant)
                if let latest, latest.definition.contentHash == process.contentHash {
                    answers.append(latest.definition)
                    continue
                }
                let deployment = deploymentKey ?? self.state.nextKey()
                deploymentKey = deployment
                let definition = ProcessDefinition(
                    key: self.state.nextKey(), processID: process.processID,
                    version: (latest?.definition.version ?? 0) + 1, name: process.name, versionTag: process.versionTag,
                    resourceName: process.resourceName, contentHash: process.contentHash, deployedAt: self.state.now,
                    tenant: tenant, deploymentKey: deployment)
                let deployed = DeployedDefinition(definition: definition, xml: process.xml)
                self.state.emit(.processDefinitionDeployed(deployed))
                answers.append(definition)
                fresh.append(deployed)
            }
            if !fresh.isEmpty { for other in others { self.send(.deploy(fresh), to: other) } }
            return .deployResources(DeployResources.Answer(definitions: answers))
        }
    }
}
