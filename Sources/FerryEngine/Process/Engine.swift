import FerryBPMN
import FerryFEEL
package import FerryModel

/// Decides commands of one partition: reads state, emits events, answers. Never waits, never asks the time.
///
/// Belongs to one partition thread. Each public entry is one command: it is kept whole or leaves nothing.
package final class Engine {
    package let state: PartitionState
    let compiler: any ProcessCompiler
    let others: [PartitionID]
    let rules: EngineRules
    /// What begins processes from outside, as of `revision` of the definitions.
    var startEvents = StartEvents()
    /// Checked plans, so that a fleet pays for one check.
    var checkedPlans = CheckedPlanCache()
    /// Conditions that no model in use has any more, as kept by subscriptions that a migration moved.
    private var conditions: [String: Expression] = [:]
    private var definitions: [ProcessDefinitionKey: Definition] = [:]
    /// Instances whose creators wait for the end, with what they want to know. Lost in a crash, as their callers are.
    var awaited: [ProcessInstanceKey: AwaitedInstance] = [:]
    var effects = Effects()
    /// What is left to do in other instances of the command being worked on, each with its chain.
    var followUps: [(work: FollowUp, chain: Int)] = []
    /// Of the command being worked on; the first is that of the command itself.
    var chains: [Chain] = []
    /// The one that is being worked on.
    var chain = 0
    /// Follow-ups are being worked on.
    var isSettling = false
    /// Of the instance being driven.
    var stepsTaken = 0
    /// Waits for signals that began within the command being worked on: a scan does not find them yet.
    var signalsOpened: [OpenedSignal] = []
    /// The command being worked on, if a repeat of it is to be answered.
    var request: UserTaskChange.Request?
    /// Where expressions of the command being worked on get their chance from.
    let chance = Chance()
    /// What commands have told their own partition and is still to be taken.
    var ownMessages: [OutboxMessage] = []
    /// What the command being worked on adds to that when it is kept.
    var saidHere: [OutboxMessage] = []
    /// Messages whose publishers wait to hear who took them, each with the number of instances that have not said yet.
    /// Lost in a crash, as their callers are.
    var awaitedCorrelations: [MessageKey: Int] = [:]
    /// Start events that have failed within the unrefusable command being worked on, with what went wrong.
    var failedStarts: [StartEvents.Place: String] = [:]
    /// What has failed in this try of it.
    var faults = Faults()
    var isRefusable = true
    /// Counts what lets the next try of an unrefusable command come further: instances banned.
    var bans = 0
    /// Those who waited for something of instances that were banned meanwhile, to be told so.
    var dismissed = Effects()
    /// The creation being worked on waits for the end of this instance.
    var awaitedHere: ProcessInstanceKey?

    struct AwaitedInstance {
        var answer: CreateProcessInstance.Answer
        let fetchVariables: [String]
    }

    /// `others`: the partitions beside this one.
    package init(
        state: PartitionState, compiler: any ProcessCompiler, others: [PartitionID] = [],
        rules: EngineRules = EngineRules()
    ) {
        self.state = state
        self.compiler = compiler
        self.others = others
        self.rules = rules
    }

    /// Carries out one call. Throws only when the partition must stop.
    package func execute(
        _ call: Call, _ metadata: CallMetadata = CallMetadata(), at time: Timestamp
    ) throws(StorageFailure) -> Outcome {
        let decide = { () throws(CommandFailure) -> Answer in
            guard !metadata.idempotencyKey.isEmpty, call.changesState else {
                return try self.decide(call, metadata)
            }
            return try self.once(call, metadata) { () throws(CommandFailure) in try self.decide(call, metadata) }
        }
        // One of many that cannot take a signal must not keep the others from hearing it: it is banned, as it would be
        // on any other partition.
        let outcome: Outcome
        if case .broadcastSignal = call {
            outcome = try unrefusable(at: time, decide)
        } else {
            outcome = try command(at: time, isDryRun: call.isDryRun, decide)
        }
        return try takeOwn(after: outcome, at: time)
    }

    /// True while the creator of a running instance waits for its result.
    package func isAwaited(_ key: ProcessInstanceKey) -> Bool { awaited[key] != nil }

    package var awaitedCount: Int { awaited.count }

    /// Keeps only those whose creators are still there.
    package func forgetAwaited(unless isWanted: (ProcessInstanceKey) -> Bool) {
        awaited = awaited.filter { isWanted($0.key) }
    }

    /// One command around a decision: kept when it answers, discarded when it fails.
    func command(
        at time: Timestamp, isDryRun: Bool = false, _ decide: () throws(CommandFailure) -> Answer
    ) throws(StorageFailure) -> Outcome {
        begin(at: time)
        var invariant: String?
        do throws(CommandFailure) {
            let answer = try decide()
            try settle()
            if !faults.isFound { return try keep(answer) }
        } catch {
            switch error {
            case .rejected(let rejection):
                try undo()
                return Outcome(.failure(rejection))
            case .storage(let failure):
                try state.discard()
                throw failure
            case .broken(let key, let found):
                invariant = found
                // What was only tried out harms nobody.
                if !isDryRun, let key = try lasting(key) { faults.ban(key, for: error) }
            }
        }
        try undo()
        return Outcome(.failure(try ban(faults, for: invariant, at: time)))
    }

    private func begin(at time: Timestamp) {
        state.begin(at: time)
        effects = Effects()
        request = nil
        followUps.removeAll(keepingCapacity: true)
        signalsOpened.removeAll(keepingCapacity: true)
        saidHere.removeAll(keepingCapacity: true)
        chains.removeAll(keepingCapacity: true)
        chains.append(Chain(cause: nil))
        chain = 0
        isSettling = false
        stepsTaken = 0
        faults = Faults()
        awaitedHere = nil
        chance.begin(at: state.nextPosition, of: state.partition)
    }

    private func keep(_ answer: Answer) throws(CommandFailure) -> Outcome {
        var outcome = Outcome(.success(answer))
        if answer.isOnlyAPreview {
            try reading { () throws(StorageFailure) in try self.state.discard() }
            return outcome
        }
        state.keep()
        ownMessages += saidHere
        for end in effects.awaitedEnds { awaited[end.processInstanceKey] = nil }
        outcome.effects = effects
        return outcome
    }

    private func undo() throws(StorageFailure) {
        try state.discard()
        if let awaitedHere { awaited[awaitedHere] = nil }
    }

    private func decide(_ call: Call, _ metadata: CallMetadata) throws(CommandFailure) -> Answer {
        switch call {
        case .createProcessInstance(let call): try create(call)
        case .cancelProcessInstance(let call): try cancel(call)
        case .migrateProcessInstance(let call): try migrate(call, caller: metadata.caller)
        case .validateMigrationPlan(let call): try validate(call)
        case .generateMigrationPlan(let call): try generate(call)
        case .modifyProcessInstance(let call): try modify(call, caller: metadata.caller)
        case .activateAdHocActivities(let call): try activate(call)
        case .suspendProcessInstance(let call): try suspend(call, caller: metadata.caller)
        case .resumeProcessInstance(let call): try resume(call, caller: metadata.caller)
        case .getProcessInstance(let call): try show(call)
        case .listProcessInstances(let call): try list(call)
        case .setVariables(let call): try setVariables(call)
        case .activateJobs(let call): try activateJobs(call)
        case .completeJob(let call): try complete(call)
        case .failJob(let call): try fail(call)
        case .updateJobRetries(let call): try updateRetries(call)
        case .throwError(let call): try throwError(call)
        case .updateJobTimeout(let call): try updateTimeout(call)
        case .broadcastSignal(let call): try broadcast(call)
        case .evaluateConditions(let call): try evaluateConditions(call)
        case .publishMessage(let call): try publish(call)
        case .correlateMessage(let call): try correlate(call)
        case .evaluateDecision(let call): try evaluate(call)
        case .listDecisions(let call): try list(call)
        case .getForm(let call): try show(call)
        case .listForms(let call): try list(call)
        case .listIncidents(let call): try list(call)
        case .resolveIncident(let call): try resolve(call)
        case .assignUserTask(let call): try assign(call)
        case .updateUserTask(let call): try update(call)
        case .completeUserTask(let call): try complete(call)
        case .getUserTask(let call): try show(call)
        case .listUserTasks(let call): try list(call)
        case .updateJob(let call): try update(call)
        case .deleteResource(let call): try delete(call)
        case .listJobs(let call): try list(call)
        case .listVariables(let call): try list(call)
        case .listMessages(let call): try list(call)
        case .listMessageSubscriptions(let call): try list(call)
        case .listTimers(let call): try list(call)
        case .getProcessDefinition(let call): try show(call)
        case .listProcessDefinitions(let call): try list(call)
        case .ping, .topology, .deployResources, .streamEvents, .streamJobs:
            throw .rejected(Rejection(.internal, "\(call.name) is not a partition's call"))
        }
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

    /// The condition of a conditional event as its subscription keeps it; after a migration the model's may differ.
    func condition(_ source: String, of eventID: String, in process: ExecutableProcess) -> Expression? {
        if case .conditional(let definition) = process.element(eventID)?.event, definition.condition.source == source {
            return definition.condition
        }
        if let known = conditions[source] { return known }
        guard source.hasPrefix("="), let expression = try? FEELExpression(String(source.dropFirst())) else {
            return nil
        }
        conditions[source] = .feel(expression)
        return .feel(expression)
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
        if instance.isBanned { throw .rejected(.banned(instance.key)) }
    }

    /// For commands that only an instance at work takes.
    func refuseSuspended(_ instance: ProcessInstance) throws(CommandFailure) {
        guard instance.isSuspended else { return }
        throw .rejected(
            Rejection(
                .failedPrecondition, "process instance \(instance.key) is suspended",
                reasons: [
                    Reason(
                        code: "INSTANCE_SUSPENDED", expected: "an instance at work", found: "a suspended one",
                        hint: "resume it first")
                ]))
    }

    func execution(of instance: ProcessInstance) throws(CommandFailure) -> Execution {
        let definition = try definition(instance.definitionKey)
        let execution = Execution(engine: self, instance: instance, process: definition.process)
        execution.isAwaited = awaited[instance.key] != nil
        return execution
    }

    /// Collects what an execution has to tell the world.
    func absorb(_ execution: Execution) {
        let instance = execution.instance
        for type in execution.jobTypes {
            effects.jobsAvailable.append(JobType(tenant: instance.tenant, name: type))
        }
        guard execution.hasEnded, let waiting = awaited[instance.key] else { return }
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

extension Call {
    fileprivate var isDryRun: Bool {
        switch self {
        case .migrateProcessInstance(let call): call.dryRun
        case .modifyProcessInstance(let call): call.dryRun
        default: false
        }
    }
}

extension Answer {
    /// Shows what would happen: nothing of it is kept.
    var isOnlyAPreview: Bool {
        switch self {
        case .migrateProcessInstance(let report): report.isDryRun
        case .modifyProcessInstance(let report): report.isDryRun
        default: false
        }
    }
}

extension Variables {
    /// Those of the given names, in that order; all when none is given.
    func picking(_ names: [String]) -> Variables {
        guard !names.isEmpty else { return self }
        return Variables(names.compactMap { name in self[name].map { Entry(name: name, value: $0) } })
    }
}
