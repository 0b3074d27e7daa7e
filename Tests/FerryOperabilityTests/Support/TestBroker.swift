import FerryBroker
import FerryModel
import FerryStore
import FerryTestSupport
import Logging
import Synchronization
import Testing

/// A broker in this process, over memory or a directory, with a clock that tests turn.
final class TestBroker: ReplyTarget {
    let broker: Broker
    private let lastID = Atomic<UInt64>(0)
    private let replies = Watched<[UInt64: [Reply.Content]]>([:])

    init(_ disks: [PartitionDisk], configure: (inout BrokerConfiguration) -> Void = { _ in }) throws {
        var configuration = BrokerConfiguration()
        configuration.clusterID = "testcluster"
        configure(&configuration)
        broker = try Broker.open(
            disks, configuration: configuration, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    convenience init(partitions: Int, configure: (inout BrokerConfiguration) -> Void = { _ in }) throws {
        let disks = try (1...partitions).map { number in
            PartitionDisk(PartitionID(UInt16(number)), try PartitionStorage(over: MemoryOrderedStore()))
        }
        try self.init(disks, configure: configure)
    }

    convenience init(_ directory: DataDirectory, configure: (inout BrokerConfiguration) -> Void = { _ in }) throws {
        let disks = try directory.partitions.map { id in
            PartitionDisk(id, try directory.openPartition(id, StoreSettings(blockCacheBytes: 8 << 20)))
        }
        try self.init(disks, configure: configure)
    }

    // MARK: Calls

    @discardableResult
    func call(_ call: Call) async throws -> Answer {
        let id = submit(call)
        try await replies.wait { $0[id] != nil }
        switch replies.value[id]?.last {
        case .answer(let answer): return answer
        case .rejected(let rejection): throw rejection
        default: throw Unexpected()
        }
    }

    func refusal(_ call: Call) async throws -> Rejection {
        do {
            let answer = try await self.call(call)
            Issue.record("accepted: \(answer)")
            throw Unexpected()
        } catch let rejection as Rejection {
            return rejection
        }
    }

    /// Every event a stream shows until it ends.
    func events(from position: LogPosition, of partition: PartitionID = PartitionID(1)) async throws -> [EventView] {
        let id = submit(.streamEvents(StreamEvents(partition: partition, from: position, follow: false)))
        try await replies.wait { $0[id]?.contains(where: \.isLast) == true }
        return (replies.value[id] ?? []).flatMap { content -> [EventView] in
            if case .streamed(.streamEvents(let batch)) = content { batch.events } else { [] }
        }
    }

    /// Opens a stream that stays open.
    func follow(from position: LogPosition, of partition: PartitionID = PartitionID(1)) {
        _ = submit(.streamEvents(StreamEvents(partition: partition, from: position, follow: true)))
    }

    /// With an idempotency key, so that the answer is kept.
    func once(_ call: Call) async throws {
        let id = submit(call, idempotencyKey: Array("once".utf8))
        try await replies.wait { $0[id] != nil }
    }

    private func submit(_ call: Call, idempotencyKey: [UInt8] = []) -> UInt64 {
        let id = lastID.wrappingAdd(1, ordering: .relaxed).newValue
        let metadata = CallMetadata(idempotencyKey: idempotencyKey, caller: "test")
        broker.submit([Submission(requestID: id, call: call, metadata: metadata)], from: self)
        return id
    }

    func deploy(_ xml: [UInt8]) async throws -> ProcessDefinition {
        let answer = try await call(
            .deployResources(DeployResources(resources: [.init(name: "test.bpmn", content: xml)])))
        guard case .deployResources(let deployed) = answer else { throw Unexpected() }
        return try #require(deployed.definitions.last)
    }

    @discardableResult
    func create(_ definition: ProcessDefinition) async throws -> ProcessInstanceKey {
        let answer = try await call(
            .createProcessInstance(
                CreateProcessInstance(definition: .key(definition.key), variables: try Variables(parsing: "{\"a\":1}")))
        )
        guard case .createProcessInstance(let created) = answer else { throw Unexpected() }
        return created.processInstanceKey
    }

    func jobs(_ type: String, max: Int32, waitMilliseconds: Int64 = 0) async throws -> [ActivatedJob] {
        let answer = try await call(
            .activateJobs(
                ActivateJobs(
                    type: type, worker: "w", timeoutMilliseconds: 60_000, maxJobs: max,
                    waitMilliseconds: waitMilliseconds)))
        guard case .activateJobs(let activated) = answer else { throw Unexpected() }
        return activated.jobs
    }

    func backUp(_ name: String) async -> Result<BackupOutcome, BackupFailure> {
        await withCheckedContinuation { continuation in
            broker.backUp(name) { continuation.resume(returning: $0) }
        }
    }

    // MARK: From the broker

    func deliver(_ replies: [Reply]) {
        self.replies.change { known in
            for reply in replies { known[reply.requestID, default: []].append(reply.content) }
        }
    }

    /// Everything that was said so far.
    var replyCount: Int { replies.value.values.reduce(0) { $0 + $1.count } }

    /// A stream to this target is never sent anything once this is 0.
    let capacity = Atomic(1_000)
    var streamCapacity: Int { capacity.load(ordering: .relaxed) }

    struct Unexpected: Error {}
}

extension Reply.Content {
    fileprivate var isLast: Bool {
        switch self {
        case .streamed: false
        case .answer, .streamEnded, .rejected: true
        }
    }
}

extension MetricsText {
    /// The value of a sample, named as it stands in the text.
    func value(_ sample: String) -> Double? {
        text.split(separator: "\n").first { $0.hasPrefix(sample + " ") }.flatMap {
            Double($0.dropFirst(sample.count + 1))
        }
    }

    /// The same over all partitions.
    func sum(_ name: String, _ labels: String = "") -> Double {
        text.split(separator: "\n").reduce(0) { sum, line in
            guard line.hasPrefix(name + "{"), labels.isEmpty || line.contains(labels),
                let space = line.lastIndex(of: " ")
            else { return sum }
            return sum + (Double(line[line.index(after: space)...]) ?? 0)
        }
    }
}
