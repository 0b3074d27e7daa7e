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

/// A DMN file of a deployment that has been checked and compiled.
package struct CheckedDecisions: Hashable, Sendable {
    package struct Decision: Hashable, Sendable {
        package let id: String
        package let name: String
        package let versionTag: String

        package init(id: String, name: String, versionTag: String) {
            self.id = id
            self.name = name
            self.versionTag = versionTag
        }
    }

    /// The id of the file's `definitions`.
    package let requirementsID: String
    /// At least one.
    package let decisions: [Decision]
    package let resourceName: String
    /// SHA-256 of the file, lower-case hex.
    package let contentHash: String
    package let xml: [UInt8]

    package init(
        requirementsID: String, decisions: [Decision], resourceName: String, contentHash: String, xml: [UInt8]
    ) {
        self.requirementsID = requirementsID
        self.decisions = decisions
        self.resourceName = resourceName
        self.contentHash = contentHash
        self.xml = xml
    }
}

/// A form of a deployment that has been read.
package struct CheckedForm: Hashable, Sendable {
    package let formID: String
    package let versionTag: String
    package let resourceName: String
    /// SHA-256 of the file, lower-case hex.
    package let contentHash: String
    package let content: [UInt8]

    package init(formID: String, versionTag: String, resourceName: String, contentHash: String, content: [UInt8]) {
        self.formID = formID
        self.versionTag = versionTag
        self.resourceName = resourceName
        self.contentHash = contentHash
        self.content = content
    }
}

/// What is deployed together: all of it or nothing.
package struct CheckedDeployment: Hashable, Sendable {
    package var processes: [CheckedProcess]
    package var decisions: [CheckedDecisions]
    package var forms: [CheckedForm]

    package init(
        processes: [CheckedProcess], decisions: [CheckedDecisions] = [], forms: [CheckedForm] = []
    ) {
        self.processes = processes
        self.decisions = decisions
        self.forms = forms
    }
}

/// Definitions are decided by partition 1 and carried to the others by its outbox.
extension Engine {
    /// Gives keys and versions to what is new; what equals its latest version keeps that.
    package func deploy(
        _ deployment: CheckedDeployment, tenant: TenantID, to others: [PartitionID], at time: Timestamp
    ) throws(StorageFailure) -> Outcome {
        try command(at: time) { () throws(CommandFailure) in
            var answers: [ProcessDefinition] = []
            var fresh: [DeployedDefinition] = []
            var deploymentKey: DeploymentKey?
            for process in deployment.processes {
                let latest = self.state.definitions.latest(process.processID, tenant: tenant)
                let versionGiven = self.state.definitions.versionGiven(process.processID, tenant: tenant)
                // Behind a deleted version nothing is a duplicate (C128).
                if let latest, latest.definition.contentHash == process.contentHash,
                    latest.definition.version == versionGiven
                {
                    answers.append(latest.definition)
                    continue
                }
                let together = deploymentKey ?? self.state.nextKey()
                deploymentKey = together
                let definition = ProcessDefinition(
                    key: self.state.nextKey(), processID: process.processID,
                    version: versionGiven + 1, name: process.name, versionTag: process.versionTag,
                    resourceName: process.resourceName, contentHash: process.contentHash, deployedAt: self.state.now,
                    tenant: tenant, deploymentKey: together)
                let deployed = DeployedDefinition(definition: definition, xml: process.xml)
                guard let process = self.compiler.process(of: deployed) else {
                    throw .rejected(.unknownDefinition(.key(definition.key)))
                }
                let timers = try self.startTimers(of: Definition(record: definition, process: process))
                self.state.emit(.processDefinitionDeployed(deployed))
                try self.replaceStartTimers(of: latest?.definition.key, by: timers)
                answers.append(definition)
                fresh.append(deployed)
            }
            var decisions: [DecisionDefinition] = []
            var freshDecisions: [DeployedDecisions] = []
            for file in deployment.decisions {
                if let standing = self.standingDecisions(of: file, tenant: tenant) {
                    decisions += standing
                    continue
                }
                let together = deploymentKey ?? self.state.nextKey()
                deploymentKey = together
                let deployed = self.numbered(file, tenant: tenant, deploymentKey: together)
                self.state.emit(.decisionsDeployed(deployed))
                decisions += deployed.decisions
                freshDecisions.append(deployed)
            }
            var forms: [FormDefinition] = []
            var freshForms: [DeployedForm] = []
            for form in deployment.forms {
                let versionGiven = self.state.forms.versionGiven(form.formID, tenant: tenant)
                if let latest = self.state.forms.latest(form.formID, tenant: tenant)?.form,
                    latest.contentHash == form.contentHash, latest.version == versionGiven
                {
                    forms.append(latest)
                    continue
                }
                let together = deploymentKey ?? self.state.nextKey()
                deploymentKey = together
                let definition = FormDefinition(
                    key: self.state.nextKey(), formID: form.formID, version: versionGiven + 1,
                    versionTag: form.versionTag, resourceName: form.resourceName, contentHash: form.contentHash,
                    deployedAt: self.state.now, tenant: tenant, deploymentKey: together)
                let deployed = DeployedForm(form: definition, content: form.content)
                self.state.emit(.formDeployed(deployed))
                forms.append(definition)
                freshForms.append(deployed)
            }
            if !fresh.isEmpty || !freshDecisions.isEmpty || !freshForms.isEmpty {
                for other in others { self.send(.deploy(fresh, freshDecisions, freshForms), to: other) }
            }
            return .deployResources(DeployResources.Answer(definitions: answers, decisions: decisions, forms: forms))
        }
    }

    /// What an equal file was deployed as, where each of its decisions still is the latest of its id (C131).
    private func standingDecisions(of file: CheckedDecisions, tenant: TenantID) -> [DecisionDefinition]? {
        var standing: [DecisionDefinition] = []
        for decision in file.decisions {
            guard let latest = state.decisions.latest(decision.id, tenant: tenant),
                latest.contentHash == file.contentHash,
                latest.version == state.decisions.versionGiven(decision.id, tenant: tenant)
            else { return nil }
            standing.append(latest)
        }
        return standing
    }

    private func numbered(
        _ file: CheckedDecisions, tenant: TenantID, deploymentKey: DeploymentKey
    ) -> DeployedDecisions {
        let requirementsKey: DecisionRequirementsKey = state.nextKey()
        let decisions = file.decisions.map { decision in
            DecisionDefinition(
                key: state.nextKey(), decisionID: decision.id,
                version: state.decisions.versionGiven(decision.id, tenant: tenant) + 1, name: decision.name,
                versionTag: decision.versionTag, requirementsKey: requirementsKey,
                requirementsID: file.requirementsID, resourceName: file.resourceName, contentHash: file.contentHash,
                deployedAt: state.now, tenant: tenant, deploymentKey: deploymentKey)
        }
        return DeployedDecisions(decisions: decisions, xml: file.xml)
    }
}
