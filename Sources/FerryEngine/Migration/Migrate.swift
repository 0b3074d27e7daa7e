import FerryModel

/// Moving one running instance to another definition: check the plan, check the instance, apply one event.
///
/// A dry run takes the same path; the command around it discards what was applied.
extension Engine {
    func migrate(_ call: MigrateProcessInstance, caller: String) throws(CommandFailure) -> Answer {
        let plan = call.plan
        let instance = try activeInstance(call.processInstanceKey)
        guard let deployed = state.definitions.find(plan.target, tenant: instance.tenant) else {
            throw .rejected(.unknownDefinition(plan.target))
        }
        let source = try definition(instance.definitionKey)
        let target = try definition(deployed.definition.key)
        let expectedSource = try definition(named: plan.source, of: instance)

        let checked = checkedPlans.plan(plan, from: source, to: target)
        var check = InstanceCheck(engine: self, instance: instance, plan: checked)
        if let expectedSource, expectedSource != source.record { check.refuseSource(expectedSource) }
        try check.run()
        guard checked.faults.isEmpty, check.faults.isEmpty else {
            throw .rejected(
                .migration(
                    of: instance.key, from: source.record, to: target.record, checked.faults, check.faults))
        }

        if let draft = check.draft { check.structure.variables = try draft.changes() }
        let position = state.nextPosition
        let event = ProcessInstanceMigrated(
            source: source.key, target: target.key, elements: check.elements, tokens: check.tokens,
            structure: check.structure, caller: caller, events: check.events, pendingEvents: check.pendingEvents,
            interruptions: check.interruptions, formerProcessID: check.formerProcessID, startLock: check.startLock)
        let lockBefore = instance.startLock
        try reading { () throws(StorageFailure) in
            try self.state.emit(.processInstanceMigrated(event), of: instance)
        }
        var soundness = SoundnessCheck(of: instance, with: checked.soundness)
        let warnings = soundness.warnings()
        if !event.events.isEmpty { try execution(of: instance).announce(event) }
        if event.startLock != nil, let lockBefore {
            send(.releaseMessageStartLock(lockBefore), to: state.partition)
        }
        try goOn(after: check, isDryRun: call.dryRun)
        return .migrateProcessInstance(
            MigrationReport(
                processInstanceKey: instance.key, source: source.key, target: target.key, isDryRun: call.dryRun,
                elements: check.elements, tokens: check.tokens, events: check.events,
                position: call.dryRun ? .none : position,
                structure: check.structure, warnings: warnings))
    }

    /// What the move sets going: joins that have all they wait for in the target, workers for new jobs, listeners.
    private func goOn(
        after check: InstanceCheck, isDryRun: Bool
    ) throws(CommandFailure) {
        guard !check.tokens.isEmpty || !check.structure.jobs.isEmpty else { return }
        let execution = try execution(of: check.instance)
        for job in check.structure.jobs { if let made = job.after { execution.noteJob(ofType: made.type) } }
        for (task, assigned) in check.assignments {
            try execution.begin(
                UserTaskChange(kind: .assigning, requested: assigned), of: try execution.element(task))
        }
        if !check.instance.isSuspended { try execution.reviewJoins() }
        try execution.run()
        if isDryRun {
            // Nobody is to hear of what will not have happened.
            followUps.removeAll(keepingCapacity: true)
        } else {
            absorb(execution)
        }
    }

    /// The definition the plan expects instances to come from; nil when it expects none.
    private func definition(
        named reference: DefinitionReference?, of instance: ProcessInstance
    ) throws(CommandFailure) -> ProcessDefinition? {
        guard let reference else { return nil }
        guard let deployed = state.definitions.find(reference, tenant: instance.tenant) else {
            throw .rejected(.unknownDefinition(reference))
        }
        return deployed.definition
    }
}
