import FerryBPMN
import FerryBroker
import FerryEngine
import FerryModel

/// Draws calls: most make sense for what is there, some do not.
struct CallSource {
    private var random: SeededRandom
    private var author: ModelAuthor
    private var plans: PlanSource
    private var deployments = 0
    private static let deploymentsMax = 30
    private static let instancesMax = 60

    init(random: inout SeededRandom) {
        self.random = random.split()
        author = ModelAuthor(random: random.split())
        plans = PlanSource(random: random.split())
    }

    private enum Kind {
        case deploy, create, activate, complete, fail, updateRetries, resolve, setVariables, cancel, migrate
        case show, list, listIncidents, definitions, ping
    }

    mutating func next(_ eye: Eye, order: Int, at now: Timestamp) -> (Call, CallMetadata) {
        let crowd = eye.instanceCount
        let kind: Kind = random.weighted([
            (eye.definitions.isEmpty ? 120 : deployments < Self.deploymentsMax ? 5 : 0, .deploy),
            (crowd < Self.instancesMax ? 18 : 1, .create), (14, .activate), (20, .complete), (8, .fail),
            (4, .updateRetries), (9, .resolve), (6, .setVariables), (crowd < Self.instancesMax ? 3 : 9, .cancel),
            (26, .migrate), (3, .show), (3, .list), (2, .listIncidents), (2, .definitions), (1, .ping),
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
        case .deploy:
            deployments += 1
            let files = (0..<random.weighted([(6, 1), (2, 2)])).map { _ in author.next() }
            return .deployResources(
                DeployResources(
                    resources: files.map { .init(name: "\($0.processID).bpmn", content: $0.xml) }, tenant: tenant))
        case .create: return create(eye, order, tenant)
        case .activate:
            return .activateJobs(
                ActivateJobs(
                    type: random.pick(ModelAuthor.jobTypes + ["io.camunda.zeebe:userTask"]) ?? "a", worker: "w\(order)",
                    timeoutMilliseconds: Int64(random.within(1...20_000)), maxJobs: Int32(random.within(0...6)),
                    waitMilliseconds: random.chance(40) ? Int64(random.below(10_000)) : 0, tenant: tenant))
        case .complete: return .completeJob(CompleteJob(jobKey: job(eye), variables: variables()))
        case .fail:
            return .failJob(
                FailJob(
                    jobKey: job(eye), retries: Int32(random.within(-1...2)),
                    backoffMilliseconds: random.chance(40) ? Int64(random.within(-1...9_000)) : 0, message: "no",
                    variables: random.chance(20) ? variables() : Variables()))
        case .updateRetries:
            return .updateJobRetries(UpdateJobRetries(jobKey: job(eye), retries: Int32(random.within(0...4))))
        case .resolve: return .resolveIncident(ResolveIncident(incidentKey: incident(eye)))
        case .setVariables:
            let instance = eye.anyInstance(&random)
            let scope = instance.flatMap { random.pick($0.elements.map(\.key)) } ?? ElementInstanceKey(key())
            return .setVariables(
                SetVariables(scope: scope, variables: variables(), local: random.chance(40)))
        case .cancel: return .cancelProcessInstance(CancelProcessInstance(processInstanceKey: instanceKey(eye)))
        case .migrate:
            guard !random.chance(3), let instance = eye.anyInstance(&random) else {
                let plan = MigrationPlan(target: .latest(processID: "p0"), autoMap: .equal)
                return .migrateProcessInstance(
                    MigrateProcessInstance(processInstanceKey: ProcessInstanceKey(key()), plan: plan))
            }
            return .migrateProcessInstance(
                MigrateProcessInstance(
                    processInstanceKey: instance.key, plan: plans.plan(for: instance, eye), dryRun: random.chance(15)))
        case .show: return .getProcessInstance(GetProcessInstance(processInstanceKey: instanceKey(eye)))
        case .list:
            return .listProcessInstances(
                ListProcessInstances(
                    definition: random.chance(30) ? .latest(processID: "p0") : nil,
                    elementID: random.chance(20) ? "n1" : "",
                    state: ListProcessInstances.Filter(rawValue: Int32(random.below(4))) ?? .all,
                    page: Page(size: Int32(random.within(0...5))), tenant: tenant))
        case .listIncidents:
            return .listIncidents(
                ListIncidents(
                    processInstanceKey: random.chance(30) ? instanceKey(eye) : nil,
                    page: Page(size: Int32(random.within(0...5))), tenant: tenant))
        case .definitions:
            return random.chance(50)
                ? .listProcessDefinitions(ListProcessDefinitions(latestOnly: random.chance(50), tenant: tenant))
                : .getProcessDefinition(GetProcessDefinition(definition: .latest(processID: "p1"), tenant: tenant))
        case .ping: return random.chance(50) ? .ping(Ping(payload: [1])) : .topology
        }
    }

    private mutating func create(_ eye: Eye, _ order: Int, _ tenant: TenantID) -> Call {
        let deployed = random.pick(eye.definitions)
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
                tenant: random.chance(90) ? definition?.tenant ?? tenant : tenant))
    }

    // MARK: Keys and values

    private mutating func tenant() -> TenantID { random.chance(85) ? .default : TenantID(rawValue: "other") }

    /// Of something that hardly is.
    private mutating func key() -> Int64 {
        random.weighted([
            (
                4,
                ProcessInstanceKey(
                    partition: PartitionID(UInt16(random.within(1...3))), counter: Int64(random.within(1...400))
                ).rawValue
            ),
            (1, 0), (1, -5), (1, Int64(9) << 51 + 1),
        ])
    }

    private mutating func instanceKey(_ eye: Eye) -> ProcessInstanceKey {
        random.chance(7) ? ProcessInstanceKey(key()) : eye.anyInstance(&random)?.key ?? ProcessInstanceKey(key())
    }

    private mutating func job(_ eye: Eye) -> JobKey {
        for _ in 0..<4 where !random.chance(3) {
            let jobs = eye.anyInstance(&random)?.elements.compactMap { $0.job?.key } ?? []
            if let job = random.pick(jobs) { return job }
        }
        return JobKey(key())
    }

    private mutating func incident(_ eye: Eye) -> IncidentKey {
        for _ in 0..<8 where !random.chance(2) {
            let elements = eye.anyInstance(&random)?.elements ?? []
            let incidents = elements.flatMap { [$0.incident?.key, $0.job?.incident?.key].compactMap { $0 } }
            if let incident = random.pick(incidents) { return incident }
        }
        return IncidentKey(key())
    }

    private mutating func variables() -> Variables {
        var document = Variables()
        let choices = [
            ("route", ["0", "1", "2", "null"]), ("ok", ["true", "true", "false"]), ("again", ["true", "false"]),
            ("kind", ["\"a\"", "\"b\"", "7"]), ("tries", ["1", "3", "\"x\""]), ("result", ["1", "{\"a\":[1,2]}"]),
        ]
        for (name, values) in choices where random.chance(40) {
            document[name] = JSONValue(trusted: Array((random.pick(values) ?? "null").utf8))
        }
        return document
    }
}
