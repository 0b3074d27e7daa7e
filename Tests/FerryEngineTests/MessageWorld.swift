import FerryBPMN
import FerryEngine
import FerryModel
import FerryStore
import Testing

/// Several partitions' engines over stores in memory that tell each other what they have to: everything is said and
/// heard before a call returns.
final class MessageWorld {
    private(set) var stores: [MemoryOrderedStore]
    private(set) var engines: [Engine] = []
    private(set) var now = Timestamp(milliseconds: 1_000_000)
    /// Every partition forgets what it has in memory before each step.
    private let reloads: Bool
    private var storages: [PartitionStorage] = []
    private(set) var correlations: [DecidedCorrelation] = []
    private var nextCreator = 0
    private var isHoldingBack = false

    struct Unexpected: Error {}

    init(partitions: Int, reloads: Bool = false, stores: [MemoryOrderedStore]? = nil) throws {
        self.stores = stores ?? (0..<partitions).map { _ in MemoryOrderedStore() }
        self.reloads = reloads
        for index in self.stores.indices {
            storages.append(try PartitionStorage(over: self.stores[index]))
            engines.append(try open(index))
        }
    }

    private func open(_ index: Int) throws -> Engine {
        let id = PartitionID(UInt16(index + 1))
        let state = try PartitionState(partition: id, storage: storages[index], cachedElements: 10_000)
        let others = stores.indices.map { PartitionID(UInt16($0 + 1)) }.filter { $0 != id }
        let engine = Engine(state: state, compiler: Compiler(), others: others)
        try engine.rememberOwn()
        return engine
    }

    /// Works something off on a partition.
    private func step<Value>(_ index: Int, _ body: (Engine) throws -> Value) throws -> Value {
        if reloads {
            try engines[index].state.commit()
            engines[index] = try open(index)
        }
        return try body(engines[index])
    }

    /// Delivers until nobody has anything to say any more.
    func settle() throws {
        var isQuiet = isHoldingBack
        while !isQuiet {
            isQuiet = true
            for sender in engines.indices {
                for message in try engines[sender].unacknowledged() {
                    isQuiet = false
                    let id = PartitionID(UInt16(sender + 1))
                    let outcome = try step(Int(message.receiver.rawValue) - 1) {
                        try $0.receive(message, from: id, at: now)
                    }
                    _ = try outcome.result.get()
                    correlations += outcome.effects.correlations
                    guard message.receiver != id else { continue }
                    let taken = OutboxAcknowledgement(receiver: message.receiver, sequence: message.sequence)
                    _ = try step(sender) { try $0.acknowledge(taken, at: now) }
                }
            }
        }
        for engine in engines { try engine.state.commit() }
    }

    func pass(milliseconds: Int64) throws {
        now = now.advanced(byMilliseconds: milliseconds)
        for index in engines.indices { _ = try step(index) { try $0.expire(at: now) } }
        try settle()
    }

    /// Time passes and nobody looks.
    func turnClock(milliseconds: Int64) throws { now = now.advanced(byMilliseconds: milliseconds) }

    /// What is said in the body is heard when it is over.
    func holdingBack(_ body: () throws -> Void) throws {
        isHoldingBack = true
        try body()
        isHoldingBack = false
        try settle()
    }

    /// The newest value that was given to a variable.
    func lastValue(of name: String) throws -> String? {
        var found: String?
        for storage in storages {
            for event in try storage.eventLog.read(from: LogPosition(1)).flatMap(\.events) {
                if case .variableSet(let variable) = event.event, variable.name == name { found = variable.value.text }
            }
        }
        return found
    }

    // MARK: Calls

    @discardableResult
    func call(_ call: Call, on partition: PartitionID, idempotencyKey: String = "") throws -> Answer {
        let metadata = CallMetadata(idempotencyKey: Array(idempotencyKey.utf8), caller: "test")
        let outcome = try step(Int(partition.rawValue) - 1) { try $0.execute(call, metadata, at: now) }
        correlations += outcome.effects.correlations
        let answer = try outcome.result.get()
        try settle()
        return answer
    }

    func deploy(_ xml: [UInt8]) throws {
        let checked = try BPMNDocument.parse(xml).map {
            CheckedProcess(
                processID: $0.id, name: "", versionTag: "", resourceName: "test.bpmn",
                contentHash: ContentHash.sha256Hex(xml), xml: xml)
        }
        let others = engines.indices.dropFirst().map { PartitionID(UInt16($0 + 1)) }
        _ = try step(0) { try $0.deploy(CheckedDeployment(processes: checked), tenant: .default, to: others, at: now) }
            .result.get()
        try settle()
    }

    /// On one partition after the other, unless one is asked for.
    @discardableResult
    func create(
        _ processID: String, _ variables: String = "{}", on partition: Int? = nil, idempotencyKey: String = ""
    ) throws -> ProcessInstanceKey {
        let index = partition ?? nextCreator % engines.count
        if partition == nil { nextCreator += 1 }
        let answer = try call(
            .createProcessInstance(
                CreateProcessInstance(
                    definition: .latest(processID: processID), variables: try Variables(parsing: variables))),
            on: PartitionID(UInt16(index + 1)), idempotencyKey: idempotencyKey)
        guard case .createProcessInstance(let created) = answer else { throw Unexpected() }
        return created.processInstanceKey
    }

    func home(_ correlationKey: String) -> PartitionID {
        PartitionID(forCorrelationKey: correlationKey, of: engines.count)
    }

    @discardableResult
    func publish(
        _ name: String, _ correlationKey: String, _ variables: String = "{}", ttl: Int64 = 0, id: String = "",
        idempotencyKey: String = ""
    ) throws -> MessageKey {
        let answer = try call(
            .publishMessage(
                PublishMessage(
                    name: name, correlationKey: correlationKey, timeToLiveMilliseconds: ttl, messageID: id,
                    variables: try Variables(parsing: variables))),
            on: home(correlationKey), idempotencyKey: idempotencyKey)
        guard case .publishMessage(let published) = answer else { throw Unexpected() }
        return published.messageKey
    }

    /// Who took it.
    func correlate(_ name: String, _ correlationKey: String, _ variables: String = "{}") throws -> ProcessInstanceKey {
        correlations = []
        let answer = try call(
            .correlateMessage(
                CorrelateMessage(
                    name: name, correlationKey: correlationKey, variables: try Variables(parsing: variables))),
            on: home(correlationKey))
        guard case .correlateMessage(let correlated) = answer else { throw Unexpected() }
        if correlated.processInstanceKey != 0 { return correlated.processInstanceKey }
        let decided = try #require(correlations.first { $0.message == correlated.messageKey })
        #expect(correlations.count == 1)
        return try decided.result.get().processInstanceKey
    }

    func refusal(_ body: () throws -> Void) -> Rejection? {
        do {
            try body()
            Issue.record("was accepted")
            return nil
        } catch {
            return error as? Rejection
        }
    }

    func migrate(
        _ key: ProcessInstanceKey, to target: DefinitionReference, _ map: [MigrationInstruction] = [],
        autoMap: AutoMap = .equal, dryRun: Bool = false
    ) throws -> MigrationReport {
        try migrate(key, by: MigrationPlan(target: target, instructions: map, autoMap: autoMap), dryRun: dryRun)
    }

    func migrate(_ key: ProcessInstanceKey, by plan: MigrationPlan, dryRun: Bool) throws -> MigrationReport {
        let answer = try call(
            .migrateProcessInstance(MigrateProcessInstance(processInstanceKey: key, plan: plan, dryRun: dryRun)),
            on: key.partition)
        guard case .migrateProcessInstance(let report) = answer else { throw Unexpected() }
        return report
    }

    func cancel(_ key: ProcessInstanceKey) throws {
        try call(
            .cancelProcessInstance(CancelProcessInstance(processInstanceKey: key)), on: key.partition)
    }

    /// Completes all jobs of a type there are.
    func work(_ type: String) throws {
        for index in engines.indices {
            let id = PartitionID(UInt16(index + 1))
            let answer = try call(
                .activateJobs(ActivateJobs(type: type, worker: "w", timeoutMilliseconds: 60_000, maxJobs: 100)), on: id)
            guard case .activateJobs(let activated) = answer else { throw Unexpected() }
            for job in activated.jobs {
                try call(.completeJob(CompleteJob(jobKey: job.key, variables: Variables())), on: id)
            }
        }
    }

    // MARK: What there is

    /// All rows of all partitions.
    func dump() throws -> [[StateRow]] {
        for engine in engines { try engine.state.commit() }
        return try storages.map { try $0.dumpState() }
    }

    func tree(_ key: ProcessInstanceKey) throws -> ProcessInstanceTree {
        let answer = try call(
            .getProcessInstance(GetProcessInstance(processInstanceKey: key)), on: key.partition)
        guard case .getProcessInstance(let tree) = answer else { throw Unexpected() }
        return tree
    }

    func instance(_ key: ProcessInstanceKey) throws -> ProcessInstance? {
        try engines[Int(key.partition.rawValue) - 1].state.instance(key)
    }

    /// As the partition of the correlation key knows it.
    func messageSubscription(
        _ address: MessageAddress, _ key: EventSubscriptionKey
    ) throws -> MessageSubscription? {
        try storages[Int(home(address.correlationKey).rawValue) - 1].loadMessageSubscription(address, key)
    }

    /// How many all partitions know.
    func messageSubscriptionCount() throws -> Int {
        try dump().joined().count { $0.key[0] == 23 }
    }

    func isRunning(_ key: ProcessInstanceKey) throws -> Bool {
        try engines[Int(key.partition.rawValue) - 1].state.instance(key) != nil
    }

    func running() throws -> [ProcessInstanceKey] {
        var keys: [ProcessInstanceKey] = []
        for (engine, storage) in zip(engines, storages) {
            try engine.state.commit()
            try storage.scanInstances(of: nil, after: 0) { key throws(StorageFailure) in
                keys.append(key)
                return true
            }
        }
        return keys
    }

    /// How often something happened, over all partitions.
    func count(_ kind: String) throws -> Int {
        var count = 0
        for (engine, storage) in zip(engines, storages) {
            try engine.state.commit()
            for record in try storage.eventLog.read(from: LogPosition(1)) {
                count += record.views(from: LogPosition(1)).count { $0.kind == kind }
            }
        }
        return count
    }

    /// The stores hold together, the log gives them again, and nobody owes anybody anything.
    func check(isOver: Bool = false, sourceLocation: SourceLocation = #_sourceLocation) throws {
        for (index, store) in stores.enumerated() {
            try engines[index].state.commit()
            #expect(try engines[index].unacknowledged().isEmpty, sourceLocation: sourceLocation)
            let report = StoreCheck.run(PartitionID(UInt16(index + 1)), store, scratch: MemoryOrderedStore())
            #expect(report.findings.isEmpty, "\(report.findings)", sourceLocation: sourceLocation)
            guard isOver else { continue }
            // All but meta, definitions and answers.
            let left = try storages[index].dumpState().map { $0.key[0] }.filter { ![1, 11, 12, 13].contains($0) }
            #expect(left.isEmpty, "\(left)", sourceLocation: sourceLocation)
        }
    }
}
