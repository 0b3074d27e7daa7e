package import FerryModel

/// Decides commands of one partition: reads state, emits events, answers. Never waits, never asks the time.
///
/// Belongs to one partition thread. Each public entry is one command: it is kept whole or leaves nothing.
package final class Engine {
    package let state: PartitionState
    let compiler: any ProcessCompiler
    /// Checked plans, so that a fleet pays for one check.
    var checkedPlans = CheckedPlanCache()
    private var definitions: [ProcessDefinitionKey: Definition] = [:]
    /// Instances whose creators wait for the end, with what they want to know. Lost in a crash, as their callers are.
    var awaited: [ProcessInstanceKey: AwaitedInstance] = [:]
    var effects = Effects()

    struct AwaitedInstance {
        var answer: CreateProcessInstance.Answer
        let fetchVariables: [String]
    }

    package init(state: PartitionState, compiler: any ProcessCompiler) {
        self.state = state
        self.compiler = compiler
    }

    /// Carries out one call. Throws only when the partition must stop.
    package func execute(
        _ call: Call, _ metadata: CallMetadata = CallMetadata(), at time: Timestamp
    ) throws(StorageFailure) -> Outcome {
        try command(at: time) { () throws(CommandFailure) in
            guard !metadata.idempotencyKey.isEmpty, call.changesState else {
                return try self.decide(call, metadata)
            }
            return try self.once(call, metadata) { () throws(CommandFailure) in try self.decide(call, metadata) }
        }
    }

    /// True while the creator of a running instance waits for its result.
    package func isAwaited(_ key: ProcessInstanceKey) -> Bool { awaited[key] != nil }

    /// One command around a decision: kept when it answers, discarded when it fails.
    func command(
        at time: Timestamp, _ decide: () throws(CommandFailure) -> Answer
    ) throws(StorageFailure) -> Outcome {
        state.begin(at: time)
        effects = Effects()
        let failure: CommandFailure
        do throws(CommandFailure) {
            let answer = try decide()
            if answer.isOnlyAPreview {
                try reading { () throws(StorageFailure) in try self.state.discard() }
            } else {
                state.keep()
            }
            var outcome = Outcome(.success(answer))
            outcome.effects = effects
            return outcome
        } catch {
            failure = error
        }
        try state.discard()
        switch failure {
        case .rejected(let rejection): return Outcome(.failure(rejection))
        case .storage(let failure): throw failure
        case .broken(let key, let invariant): return Outcome(.failure(try ban(key, invariant, at: time)))
        }
    }

    private func decide(_ call: Call, _ metadata: CallMetadata) throws(CommandFailure) -> Answer {
        switch call {
        case .createProcessInstance(let call): try create(call)
        case .cancelProcessInstance(let call): try cancel(call)
        case .migrateProcessInstance(let call): try migrate(call, caller: metadata.caller)
        case .getProcessInstance(let call): try show(call)
        case .listProcessInstances(let call): try list(call)
        case .setVariables(let call): try setVariables(call)
        case .activateJobs(let call): try activateJobs(call)
        case .completeJob(let call): try complete(call)
        case .failJob(let call): try fail(call)
        case .updateJobRetries(let call): try updateRetries(call)
        case .listIncidents(let call): try list(call)
        case .resolveIncident(let call): try resolve(call)
        case .getProcessDefinition(let call): try show(call)
        case .listProcessDefinitions(let call): try list(call)
        case .ping, .topology, .deployResources, .streamEvents:
            throw .rejected(Rejection(.internal, "\(call.name) is not a partition's call"))
        }
    }

    /// An internal check failed: the instance is left as it was before the command, and alone from now on.
    private func ban(
        _ key: ProcessInstanceKey, _ invariant: String, at time: Timestamp
    ) throws(StorageFailure) -> Rejection {
        state.begin(at: time)
        if let instance = try state.instance(key) {
            try state.emit(.processInstanceBanned(ProcessInstanceBanned(reason: invariant)), of: instance)
            state.keep()
        }
        return Rejection(
            .internal, "an internal check failed; process instance \(key) was banned and nothing else changed",
            reasons: [
                Reason(
                    code: "INTERNAL_CHECK_FAILED", expected: "an invariant to hold", found: invariant,
                    hint: "please report this as a bug of Ferry, with the instance's events")
            ])
    }

    // MARK: What decisions share

    func definition(_ key: ProcessDefinitionKey) throws(CommandFailure) -> Definition {
        if let known = definitions[key] { return known }
        guard let deployed = state.definitions[key] else {
            throw .rejected(.unknownDefinition(.key(key)))
        }
        guard let process = compiler.process(of: deployed) else {
            throw .rejected(
                Rejection(
                    .failedPrecondition, "definition \(key) was deployed by another release and is refused by this one",
                    reasons: [
                        Reason(
                            code: "DEFINITION_NOT_EXECUTABLE", elementID: deployed.definition.processID,
                            expected: "a definition this release can run", found: deployed.definition.resourceName,
                            hint: "deploy the file again to see what is wrong with it")
                    ]))
        }
        let definition = Definition(record: deployed.definition, process: process)
        definitions[key] = definition
        return definition
    }

    /// A running instance that takes commands.
    func activeInstance(_ key: ProcessInstanceKey) throws(CommandFailure) -> ProcessInstance {
        guard let instance = try reading({ () throws(StorageFailure) in try self.state.instance(key) }) else {
            throw .rejected(.unknownInstance(key))
        }
        try refuseBanned(instance)
        return instance
    }

    func refuseBanned(_ instance: ProcessInstance) throws(CommandFailure) {
        guard instance.isBanned else { return }
        throw .rejected(
            Rejection(
                .failedPrecondition, "process instance \(instance.key) is banned",
                reasons: [
                    Reason(
                        code: "INSTANCE_NOT_ACTIVE", expected: "an instance that takes commands",
                        found: "an instance banned after an internal error",
                        hint: "cancel it, and create another at the same elements")
                ]))
    }

    func execution(of instance: ProcessInstance) throws(CommandFailure) -> Execution {
        let definition = try definition(instance.definitionKey)
        let execution = Execution(state: state, instance: instance, process: definition.process)
        execution.isAwaited = awaited[instance.key] != nil
        return execution
    }

    /// Collects what an execution has to tell the world.
    func absorb(_ execution: Execution) {
        let instance = execution.instance
        for type in execution.jobTypes {
            effects.jobsAvailable.append(JobType(tenant: instance.tenant, name: type))
        }
        guard execution.hasEnded, let waiting = awaited.removeValue(forKey: instance.key) else { return }
        let result: Result<CreateProcessInstance.Answer, Rejection>
        if let variables = execution.result {
            var answer = waiting.answer
            answer.result = variables.picking(waiting.fetchVariables)
            result = .success(answer)
        } else {
            result = .failure(
                Rejection(.cancelled, "process instance \(instance.key) was cancelled before it came to a result"))
        }
        effects.awaitedEnds.append(AwaitedEnd(processInstanceKey: instance.key, result: result))
    }
}

extension Answer {
    /// Shows what would happen: nothing of it is kept.
    var isOnlyAPreview: Bool {
        if case .migrateProcessInstance(let report) = self { return report.isDryRun }
        return false
    }
}

extension Variables {
    /// Those of the given names, in that order; all when none is given.
    func picking(_ names: [String]) -> Variables {
        guard !names.isEmpty else { return self }
        return Variables(names.compactMap { name in self[name].map { Entry(name: name, value: $0) } })
    }
}
