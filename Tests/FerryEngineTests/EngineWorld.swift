import FerryBPMN
import FerryEngine
import FerryModel
import FerryStore
import FerryTestSupport
import Testing

/// One partition's engine over storage in memory, with a clock that tests turn.
final class EngineWorld {
    let store: any OrderedStore
    let storage: PartitionStorage
    let engine: Engine
    private(set) var now = Timestamp(milliseconds: 1_000_000)

    convenience init(
        store: MemoryOrderedStore = MemoryOrderedStore(), cachedElements: Int = 10_000,
        compiler: any ProcessCompiler = Compiler(), rules: EngineRules = EngineRules()
    ) throws {
        try self.init(over: store, cachedElements: cachedElements, compiler: compiler, rules: rules)
    }

    init(
        over store: any OrderedStore, cachedElements: Int, compiler: any ProcessCompiler = Compiler(),
        rules: EngineRules = EngineRules()
    ) throws {
        self.store = store
        storage = try PartitionStorage(over: store)
        let state = try PartitionState(partition: PartitionID(1), storage: storage, cachedElements: cachedElements)
        engine = Engine(state: state, compiler: compiler, rules: rules)
    }

    var state: PartitionState { engine.state }

    func pass(milliseconds: Int64) throws {
        now = now.advanced(byMilliseconds: milliseconds)
        _ = try engine.expire(at: now)
    }

    // MARK: Calls

    @discardableResult
    func call(_ call: Call, idempotencyKey: String = "") throws -> Answer {
        let metadata = CallMetadata(idempotencyKey: Array(idempotencyKey.utf8), caller: "test")
        return try engine.execute(call, metadata, at: now).result.get()
    }

    /// The refusal of a call that must be refused.
    func refusal(_ call: Call, idempotencyKey: String = "") throws -> Rejection {
        let metadata = CallMetadata(idempotencyKey: Array(idempotencyKey.utf8), caller: "test")
        switch try engine.execute(call, metadata, at: now).result {
        case .failure(let rejection): return rejection
        case .success(let answer):
            Issue.record("accepted: \(answer)")
            return Rejection(.unknown, "was accepted")
        }
    }

    @discardableResult
    func deploy(_ xml: [UInt8]) throws -> ProcessDefinition {
        let hash = ContentHash.sha256Hex(xml)
        let checked = try BPMNDocument.parse(xml).map {
            CheckedProcess(
                processID: $0.id, name: $0.name ?? "", versionTag: $0.versionTag ?? "", resourceName: "test.bpmn",
                contentHash: hash, xml: xml)
        }
        let outcome = try engine.deploy(CheckedDeployment(processes: checked), tenant: .default, to: [], at: now)
        guard case .deployResources(let answer) = try outcome.result.get() else { throw Unexpected() }
        return try #require(answer.definitions.last)
    }

    func create(
        _ definition: ProcessDefinition, _ variables: String = "{}", at elements: [String] = []
    ) throws -> ProcessInstanceKey {
        let answer = try call(
            .createProcessInstance(
                CreateProcessInstance(
                    definition: .key(definition.key), variables: try Variables(parsing: variables),
                    startElements: elements)))
        guard case .createProcessInstance(let created) = answer else { throw Unexpected() }
        return created.processInstanceKey
    }

    func jobs(_ type: String, max: Int32 = 100, timeout: Int64 = 60_000) throws -> [ActivatedJob] {
        let answer = try call(
            .activateJobs(ActivateJobs(type: type, worker: "w", timeoutMilliseconds: timeout, maxJobs: max)))
        guard case .activateJobs(let activated) = answer else { throw Unexpected() }
        return activated.jobs
    }

    /// Takes one job of a type and completes it.
    func work(_ type: String, _ variables: String = "{}") throws {
        let job = try #require(try jobs(type, max: 1).first, "no job of type \(type)")
        try call(.completeJob(CompleteJob(jobKey: job.key, variables: try Variables(parsing: variables))))
    }

    /// Takes one job of a type and fails it for good.
    func breakJob(_ type: String, message: String = "broken") throws -> IncidentView {
        let job = try #require(try jobs(type, max: 1).first, "no job of type \(type)")
        try call(.failJob(FailJob(jobKey: job.key, retries: 0, message: message)))
        return try #require(try tree(job.processInstanceKey).incidents.first)
    }

    func tree(_ key: ProcessInstanceKey) throws -> ProcessInstanceTree {
        let answer = try call(.getProcessInstance(GetProcessInstance(processInstanceKey: key)))
        guard case .getProcessInstance(let tree) = answer else { throw Unexpected() }
        return tree
    }

    func isRunning(_ key: ProcessInstanceKey) throws -> Bool { try state.instance(key) != nil }

    func migrate(
        _ key: ProcessInstanceKey, to target: ProcessDefinition, _ map: [(String, String)] = [],
        autoMap: AutoMap = .none, dryRun: Bool = false
    ) throws -> MigrationReport {
        let answer = try call(migration(key, to: target, map, autoMap: autoMap, dryRun: dryRun))
        guard case .migrateProcessInstance(let report) = answer else { throw Unexpected() }
        return report
    }

    func migration(
        _ key: ProcessInstanceKey, to target: ProcessDefinition, _ map: [(String, String)] = [],
        autoMap: AutoMap = .none, dryRun: Bool = false
    ) -> Call {
        .migrateProcessInstance(
            MigrateProcessInstance(
                processInstanceKey: key,
                plan: MigrationPlan(
                    target: .key(target.key),
                    instructions: map.map { MigrationInstruction(from: $0.0, to: $0.1) }, autoMap: autoMap),
                dryRun: dryRun))
    }

    // MARK: What is on disk

    func dump() throws -> [StateRow] {
        try state.commit()
        return try storage.dumpState()
    }

    /// The state rebuilt from the log alone.
    func replayed() throws -> [StateRow] {
        try state.commit()
        let other = try PartitionStorage(over: MemoryOrderedStore())
        let state = try PartitionState(partition: PartitionID(1), storage: other)
        for record in try storage.eventLog.read(from: LogPosition(1)) { try state.replay(record) }
        try state.commit()
        return try other.dumpState()
    }

    func events() throws -> [EventView] {
        try state.commit()
        return try storage.eventLog.read(from: LogPosition(1)).flatMap { $0.views(from: LogPosition(1)) }
    }

    struct Unexpected: Error {}
}

/// Compiles each time: tests have few definitions.
final class Compiler: ProcessCompiler {
    func process(of deployed: DeployedDefinition) -> ExecutableProcess? {
        try? BPMNDocument.parse(deployed.xml).first { $0.id == deployed.definition.processID }
    }
}

extension ProcessInstanceTree {
    var incidents: [IncidentView] { elements.flatMap(\.incidents) }
    /// Active elements that are not scopes, in order.
    var active: [String] { elements.filter { $0.kind != "PROCESS" && $0.kind != "SUB_PROCESS" }.map(\.elementID) }

    func variable(_ name: String, in scope: ElementInstanceKey? = nil) -> String? {
        variables.first { $0.name == name && $0.scope == (scope ?? summary.key.root) }?.value.text
    }

    func element(_ id: String) -> ElementInstanceView? { elements.first { $0.elementID == id } }
}
