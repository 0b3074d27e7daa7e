import FerryBPMN
import FerryModel

/// Everything one migration moves, makes and takes away.
extension PartitionState {
    func move(_ instance: ProcessInstance, by event: ProcessInstanceMigrated) throws(StorageFailure) {
        moveEvents(event.events, in: instance)
        for moved in event.elements { instance.update(moved.key) { $0.elementID = moved.to } }
        if !event.structure.isEmpty { try change(event.structure, in: instance) }
        if !event.tokens.isEmpty {
            instance.replaceTokens(
                by: event.tokens.map {
                    WaitingToken(
                        scope: $0.toScope ?? $0.scope, gatewayID: $0.toGateway, flowID: $0.toFlow, count: $0.count)
                })
        }
        openEvents(event.events, in: instance)
        moveMemories(by: event, in: instance)
        guard event.source != event.target else { return }
        if let held = instance.heldBusinessID { change(.deleteBusinessID(held)) }
        instance.definitionKey = event.target
        if let held = instance.heldBusinessID { change(.putBusinessID(held, instance.key)) }
        change(.deleteDefinitionEntry(event.source, instance.key))
        change(.putDefinitionEntry(event.target, instance.key))
    }

    private func change(_ structure: MigratedStructure, in instance: ProcessInstance) throws(StorageFailure) {
        for scope in structure.created { create(scope, in: instance) }
        for element in structure.reshaped { reshape(element, in: instance) }
        for moved in structure.continuations {
            instance.update(moved.key) { $0.continuation?.flowIDs = moved.toFlows }
        }
        for variable in structure.variables { try change(variable, in: instance) }
        for job in structure.jobs { replace(job, in: instance) }
        for scope in structure.removed { remove(scope, from: instance) }
        if !structure.compensations.isEmpty { move(structure.compensations, in: instance) }
        if !structure.reshaped.isEmpty || !structure.created.isEmpty || !structure.removed.isEmpty {
            instance.recountChildren()
        }
    }

    private func create(_ scope: CreatedScope, in instance: ProcessInstance) {
        instance.insert(
            ElementInstance(
                key: scope.key, scope: scope.scope, elementID: scope.elementID, kind: kind(scope.kind),
                state: .activated))
        instance.note(scope.key)
        change(.putLocator(.element, scope.key.rawValue, instance.key))
    }

    private func reshape(_ reshaped: ReshapedElement, in instance: ProcessInstance) {
        let kind = kind(reshaped.toKind)
        instance.update(reshaped.key) { element in
            element.kind = kind
            element.scope = reshaped.toScope
            if reshaped.endedIteration > 0 { element.loopCounter = 0 }
        }
    }

    private func change(_ variable: MigratedVariable, in instance: ProcessInstance) throws(StorageFailure) {
        if let value = variable.after {
            return try set(VariableSet(scope: variable.scope, name: variable.name, value: value), in: instance)
        }
        let variables = try variables(of: instance)
        deleteItems(of: variable.name, in: variable.scope, variables, instance)
        variables[variable.scope, variable.name] = nil
        change(.deleteVariable(instance.key, variable.scope, variable.name))
    }

    private func replace(_ job: ReplacedJob, in instance: ProcessInstance) {
        if let before = job.before {
            removeJob(before.key, of: instance)
            if let incident = job.incident {
                instance.noteIncident(incident, of: nil)
                change(.deleteLocator(.incident, incident.rawValue))
            }
        }
        if let after = job.after {
            create(
                JobCreated(
                    key: after.key, elementInstanceKey: job.elementInstanceKey, type: after.type,
                    retries: after.retries, headers: after.headers, kind: after.kind,
                    listenerIndex: after.listenerIndex, priority: after.priority), in: instance)
        }
        if let task = job.userTask {
            instance.update(job.elementInstanceKey) { $0.userTask = task }
            change(.putLocator(.userTask, job.elementInstanceKey.rawValue, instance.key))
        }
    }

    /// Its variables went as changes of their own.
    private func remove(_ scope: RemovedScope, from instance: ProcessInstance) {
        guard let element = instance.element(scope.key) else { return }
        instance.remove(element)
        instance.noteRemoved(scope.key)
        instance.variables?.removeScope(scope.key)
        change(.deleteLocator(.element, scope.key.rawValue))
    }

    private func move(_ moved: [MovedCompensation], in instance: ProcessInstance) {
        let gone = Set(moved.compactMap(\.before?.key))
        instance.compensations.removeAll { gone.contains($0.key) }
        instance.compensations += moved.compactMap(\.after)
        instance.compensations.sort { $0.key < $1.key }
    }

    private func kind(_ name: String) -> ElementKind {
        guard let kind = ElementKind(rawValue: name) else {
            preconditionFailure("the log holds only kinds this release knows: \(name)")
        }
        return kind
    }

    func noteKeys(of structure: MigratedStructure) {
        for scope in structure.created { noteKey(scope.key.rawValue) }
        for job in structure.jobs { if let key = job.after?.key { noteKey(key.rawValue) } }
        for moved in structure.compensations {
            guard let after = moved.after else { continue }
            noteKey(after.key.rawValue)
            noteKey(after.activityInstance.rawValue)
        }
    }
}
