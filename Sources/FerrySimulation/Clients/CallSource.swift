import FerryBPMN
import FerryBroker
import FerryEngine
import FerryModel

/// Draws calls: most make sense for what is there, some do not.
struct CallSource {
    var random: SeededRandom
    private var author: ModelAuthor
    private var plans: PlanSource
    private var deployments = 0
    /// In some worlds much goes wrong.
    private let failing: Int
    var met = Encounters()
    private static let deploymentsMax = 30
    private static let instancesMax = 60

    init(random: inout SeededRandom) {
        self.random = random.split()
        failing = random.weighted([(2, 1), (1, 4)])
        author = ModelAuthor(random: random.split())
        plans = PlanSource(random: random.split())
    }

    enum Kind {
        case deploy, create, activate, stream, complete, fail, throwError, updateRetries, updateTimeout, updateJob
        case resolve, setVariables, cancel, migrate, modify, suspend, resume, choose, delete
        case publish, correlate, broadcast, evaluateConditions, assign, updateTask, completeTask
        case show, list, definitions, decide, ping
    }

    /// `met`: what commands have met in this world so far; what they have not is looked for.
    mutating func next(
        _ eye: Eye, _ met: Encounters, order: Int, at now: Timestamp
    ) -> (Call, CallMetadata) {
        self.met = met
        let crowd = eye.instanceCount
        let isCrowded = crowd >= Self.instancesMax
        let kind: Kind = random.weighted([
            (eye.definitions.isEmpty ? 120 : deployments < Self.deploymentsMax ? 5 : 0, .deploy),
            (isCrowded ? 1 : crowd < 6 ? 60 : 14, .create), (14, .activate), (24, .complete), (7 * failing, .fail),
            (eye.node.openStreams < 4 ? 2 : 0, .stream), (5, .throwError), (4, .updateRetries), (3, .updateTimeout),
            (3, .updateJob), (6, .choose), (1, .delete), (10, .resolve), (7, .setVariables),
            (isCrowded ? 9 : 2, .cancel),
            (20, .migrate), (9, .modify), (3, .suspend), (6, .resume), (10, .publish), (4, .correlate), (3, .broadcast),
            (isCrowded ? 0 : 2, .evaluateConditions), (2, .assign), (2, .updateTask), (5, .completeTask),
            (3, .show), (4, .list), (2, .definitions), (2, .decide), (1, .ping),
        ])
        let call = draw(kind, eye, order)
        var metadata = CallMetadata(caller: "client")
        if random.chance(8) { metadata.deadline = now.advanced(byMilliseconds: Int64(random.below(8_000))) }
        if random.chance(60), call.changesState {
            // Now and then a client forgets that it used a key before.
            let number = random.chance(3) && order > 1 ? random.below(order) : order
            metadata.idempotencyKey = Array("order \(number)".utf8)
        }
        return (call, metadata)
    }

    private mutating func draw(_ kind: Kind, _ eye: Eye, _ order: Int) -> Call {
        let tenant = tenant()
        switch kind {
        case .deploy: return deploy(tenant)
        case .create: return create(eye, order, tenant)
        case .activate, .stream, .complete, .fail, .throwError, .updateRetries, .updateTimeout, .updateJob:
            return job(kind, eye, order, tenant)
        case .choose: return choose(eye)
        case .delete: return delete(eye, tenant)
        case .resolve: return .resolveIncident(ResolveIncident(incidentKey: incident(eye)))
        case .setVariables:
            let place = place(eye, "SetVariables") { _, _ in true }
            let scope = place?.element.key ?? ElementInstanceKey(key())
            return .setVariables(
                SetVariables(scope: scope, variables: variables(), local: random.chance(40)))
        case .cancel:
            return .cancelProcessInstance(
                CancelProcessInstance(processInstanceKey: instanceKey(eye, "CancelProcessInstance")))
        case .migrate:
            guard !random.chance(3), let instance = instance(eye, "MigrateProcessInstance") else {
                let plan = MigrationPlan(target: .latest(processID: "p0"), autoMap: .equal)
                return .migrateProcessInstance(
                    MigrateProcessInstance(processInstanceKey: ProcessInstanceKey(key()), plan: plan))
            }
            return .migrateProcessInstance(
                MigrateProcessInstance(
                    processInstanceKey: instance.key, plan: plans.plan(for: instance, eye), dryRun: random.chance(15)))
        case .modify: return modify(eye)
        case .suspend:
            let key = instanceKey(eye, "SuspendProcessInstance")
            return .suspendProcessInstance(SuspendProcessInstance(processInstanceKey: key))
        case .resume:
            let stopped = eye.anyInstance(&random) { $0.isSuspended }?.key
            return .resumeProcessInstance(ResumeProcessInstance(processInstanceKey: stopped ?? instanceKey(eye)))
        case .publish, .correlate, .broadcast, .evaluateConditions: return event(kind, eye, tenant)
        case .assign, .updateTask, .completeTask: return userTask(kind, eye)
        case .show, .list, .definitions, .decide, .ping: return look(kind, eye, tenant)
        }
    }

    private mutating func deploy(_ tenant: TenantID) -> Call {
        deployments += 1
        // The first brings every process, so that they can call each other.
        let count = deployments == 1 ? 7 : random.weighted([(6, 1), (2, 2)])
        var resources: [DeployResources.Resource] = []
        for _ in 0..<count {
            let file = author.next()
            if count > 2, !file.isWhole || resources.contains(where: { $0.name == file.name }) { continue }
            resources.append(.init(name: file.name, content: file.content))
        }
        return .deployResources(DeployResources(resources: resources, tenant: tenant))
    }

    private mutating func create(_ eye: Eye, _ order: Int, _ tenant: TenantID) -> Call {
        let deployed = random.pick(random.chance(95) ? eye.liveDefinitions : eye.definitions)
        let definition = deployed?.definition
        let reference: DefinitionReference
        if let definition {
            reference = random.weighted([
                (10, .latest(processID: definition.processID)), (3, .key(definition.key)),
                (3, .version(processID: definition.processID, version: definition.version)),
                (2, .contentHash(processID: definition.processID, hash: definition.contentHash)),
                (1, .version(processID: definition.processID, version: 99)),
            ])
        } else {
            reference = .latest(processID: "p0")
        }
        var starts: [String] = []
        if let deployed, let process = eye.node.library.process(of: deployed), random.chance(25) {
            let ids = process.elements.map(\.id)
            for _ in 0..<random.within(1...3) { starts.append(random.pick(ids) ?? "nowhere") }
            // Enough to lie on disk in many records.
            if random.chance(15), let task = process.elements.first(where: { $0.job != nil }) {
                starts = Array(repeating: task.id, count: random.within(28...40))
            }
        }
        var document = variables()
        document["mark"] = JSONValue(trusted: Array("\(order)".utf8))
        return .createProcessInstance(
            CreateProcessInstance(
                definition: reference, variables: document, startElements: starts, awaitResult: random.chance(12),
                tenant: random.chance(90) ? definition?.tenant ?? tenant : tenant,
                tags: random.chance(15) ? ["red"] : [], businessID: random.chance(10) ? "b\(random.below(3))" : ""))
    }

    private mutating func job(_ kind: Kind, _ eye: Eye, _ order: Int, _ tenant: TenantID) -> Call {
        switch kind {
        case .activate:
            return .activateJobs(
                ActivateJobs(
                    type: random.pick(ModelAuthor.jobTypes + ["io.camunda.zeebe:userTask"]) ?? "a", worker: "w\(order)",
                    timeoutMilliseconds: Int64(random.within(1...20_000)), maxJobs: Int32(random.within(0...6)),
                    waitMilliseconds: random.chance(40) ? Int64(random.below(10_000)) : 0, tenant: tenant))
        case .stream:
            return .streamJobs(
                StreamJobs(
                    types: ModelAuthor.jobTypes.filter { _ in random.chance(60) }, worker: "w\(order)",
                    timeoutMilliseconds: Int64(random.within(0...20_000)), credits: Int32(random.within(0...6)),
                    tenants: random.chance(50) ? [tenant] : []))
        case .complete: return .completeJob(completion(eye))
        case .fail:
            return .failJob(
                FailJob(
                    jobKey: job(eye, "FailJob"), retries: Int32(random.within(-1...2)),
                    backoffMilliseconds: random.chance(50) ? Int64(random.within(-1...failing * 20_000)) : 0,
                    message: "no",
                    variables: random.chance(20) ? variables() : Variables()))
        case .throwError:
            return .throwError(
                ThrowError(
                    jobKey: job(eye, "ThrowError"), errorCode: random.pick(ModelWords.codes + ["e0", ""]) ?? "e0",
                    errorMessage: "no",
                    variables: random.chance(20) ? variables() : Variables()))
        case .updateTimeout:
            let isAnyMeant = random.chance(40)
            return .updateJobTimeout(
                UpdateJobTimeout(
                    jobKey: job(eye, "UpdateJobTimeout") { $0.state == .activated || isAnyMeant },
                    timeoutMilliseconds: Int64(random.within(0...20_000))))
        case .updateJob:
            return .updateJob(
                UpdateJob(
                    jobKey: job(eye, "UpdateJob"),
                    retries: random.chance(70) ? Int32(random.within(0...4)) : nil,
                    timeoutMilliseconds: random.chance(50) ? Int64(random.within(-1...20_000)) : nil))
        default:
            return .updateJobRetries(
                UpdateJobRetries(jobKey: job(eye, "UpdateJobRetries"), retries: Int32(random.within(0...4))))
        }
    }
}
