package import FerryModel

/// Deleting what was deployed (Camunda 8: C142-C148). Partition 1 decides, as for deployments, when the others have said
/// that nothing runs there; what begins there in between runs on to its end, for the definition is only hidden.
extension Engine {
    func delete(_ call: DeleteResource) throws(CommandFailure) -> Answer {
        let definitionKey = ProcessDefinitionKey(call.resourceKey.rawValue)
        if let deployed = state.definitions.find(.key(definitionKey), tenant: call.tenant) {
            try delete(deployed)
            for other in others { send(.deleteDefinition(definitionKey), to: other) }
            return .done
        }
        let requirementsKey = DecisionRequirementsKey(call.resourceKey.rawValue)
        if state.decisions.file(requirementsKey, tenant: call.tenant) != nil {
            state.emit(.decisionsDeleted(requirementsKey))
            for other in others { send(.deleteDecisions(requirementsKey), to: other) }
            return .done
        }
        let formKey = FormKey(call.resourceKey.rawValue)
        guard let form = state.forms.find(formKey, tenant: call.tenant), !form.isDeleted else {
            throw .rejected(
                .notFound(
                    "a process definition, DMN file or form \(call.resourceKey)", "RESOURCE_NOT_FOUND",
                    hint: "list what is deployed: decisions are deleted by their requirements key"
                ))
        }
        state.emit(.formDeleted(formKey))
        for other in others { send(.deleteForm(formKey), to: other) }
        return .done
    }

    private func delete(_ deployed: DeployedDefinition) throws(CommandFailure) {
        let definition = deployed.definition
        if let instance = try reading({ () throws(StorageFailure) in try self.runningInstance(of: definition.key) }) {
            throw .rejected(.inUse(definition.key, by: instance))
        }
        func latest() -> ProcessDefinitionKey? {
            state.definitions.latest(definition.processID, tenant: definition.tenant)?.definition.key
        }
        let wasLatest = latest() == definition.key
        state.emit(.processDefinitionDeleted(definition.key))
        guard wasLatest else { return }
        try cancelStartTimers(of: definition.key)
        // The version before it takes over.
        guard let previous = latest() else { return }
        for timer in try startTimers(of: try self.definition(previous)) { state.emit(.startTimerCreated(timer)) }
    }

    /// Some instance of a definition that runs on this partition and is not banned.
    package func runningInstance(of definition: ProcessDefinitionKey) throws(StorageFailure) -> ProcessInstanceKey? {
        try state.commit()
        var keys: [ProcessInstanceKey] = []
        try state.storage.scanInstances(of: definition, after: 0) { (key) throws(StorageFailure) in
            keys.append(key)
            return keys.count < Self.bannedLookedAtMax
        }
        for key in keys {
            guard let instance = try state.instance(key) else { continue }
            if !instance.isBanned { return key }
        }
        return keys.count < Self.bannedLookedAtMax ? nil : keys.last
    }

    /// With more banned instances than this, a definition is taken to be in use.
    private static let bannedLookedAtMax = 1_000
}

extension Rejection {
    package static func inUse(_ key: ProcessDefinitionKey, by instance: ProcessInstanceKey) -> Rejection {
        Rejection(
            .failedPrecondition, "definition \(key) is in use",
            reasons: [
                Reason(
                    code: "DEFINITION_IN_USE", expected: "no running instance of it", found: "instance \(instance)",
                    hint: "wait for its instances to end, migrate them to another definition, or cancel them")
            ])
    }
}
