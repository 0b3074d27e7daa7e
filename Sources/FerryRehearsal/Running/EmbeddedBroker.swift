package import FerryBroker
package import FerryClient
package import FerryEngine
package import FerryModel
import FerryStore
import Foundation

/// A whole broker inside the caller: the real partitions over disks in memory, without threads, sockets or a clock.
///
/// A call is answered when everything that follows from it has happened, on every partition; so what is seen next does
/// not depend on the machine. Time stands still but for `advance`. A call that waits for the end of an instance is
/// answered when another one, or time, brings it about.
package final class EmbeddedBroker: ClientTransport, ReplyTarget, @unchecked Sendable {
    // Safe to share: everything mutable is used under `lock`.
    private let lock = NSLock()
    private let ids: [PartitionID]
    private let library = ProcessLibrary()
    private let deployer: Deployer
    private let router = NoRouter()
    private var stores: [MemoryOrderedStore]
    private var loops: [PartitionLoop] = []
    private var mailboxes: [[PartitionWork]]
    private var replies: [UInt64: Reply.Content] = [:]
    /// Whose answer is still to come.
    private var waiting: [UInt64: OutgoingCall.Completion] = [:]
    private let crashes: Crashes
    private var restarts = 0
    /// A crash has fallen between the answer to the last call and what followed from it.
    private var hasCrashedBehindAnswer = false
    private var lastRequest: UInt64 = 0
    private var nextPartition = 0
    private var time: Timestamp

    /// Turns after which something is taken to happen for ever.
    private static let turnsMax = 20_000
    private static let cachedElements = 10_000

    /// How often it crashes by itself, and starts again.
    package enum Crashes: Hashable, Sendable, CaseIterable {
        case never
        /// Before each call, before each timer, and once after each answer while partitions still write to each other;
        /// but not while somebody waits, who would wait in vain.
        case always
    }

    /// - Parameter start: the time of day of the broker's first turn.
    package init(
        partitions: Int = 1, start: Timestamp = EmbeddedBroker.beginning, crashes: Crashes = .never
    ) throws(StorageFailure) {
        self.crashes = crashes
        ids = (1...partitions).map { PartitionID(UInt16($0)) }
        stores = ids.map { _ in MemoryOrderedStore() }
        mailboxes = ids.map { _ in [] }
        deployer = Deployer(library: library, router: router)
        time = start
        try open()
    }

    /// 2030-01-01T00:00:00Z
    package static let beginning = Timestamp(milliseconds: 1_893_456_000_000)

    package var now: Timestamp { lock.withLock { time } }
    /// How often it has crashed.
    package var crashCount: Int { lock.withLock { restarts } }

    /// A client of this broker and of nobody else.
    package var client: FerryClient {
        var configuration = FerryClientConfiguration()
        configuration.clientName = "rehearsal"
        configuration.retriesLostCommands = false
        return FerryClient(configuration: configuration, transport: self)
    }

    // MARK: What happens to a broker

    /// Time passes, stopping at everything that is due on the way.
    package func advance(to end: Timestamp) throws(StorageFailure) {
        lock.lock()
        defer { unlockAndTell() }
        var stops = 0
        while let due = loops.compactMap(\.nextDue).min(), due <= end, stops < Self.turnsMax {
            try crashByItself()
            time = max(time, due)
            try settle()
            stops += 1
        }
        time = max(time, end)
        try settle()
    }

    /// Everything in memory is lost; what was synced is read anew. Who waits for an answer waits in vain.
    package func crash() throws(StorageFailure) {
        lock.lock()
        defer { unlockAndTell() }
        for request in waiting.keys { replies[request] = .rejected(Rejection(.unavailable, "the broker crashed")) }
        try restart()
        try settle()
    }

    private func crashByItself() throws(StorageFailure) {
        guard crashes == .always, waiting.isEmpty else { return }
        try restart()
        try settle()
    }

    private func restart() throws(StorageFailure) {
        restarts += 1
        stores = stores.map { $0.afterCrash() }
        mailboxes = ids.map { _ in [] }
        try open()
    }

    /// Nobody is called under the lock.
    private func unlockAndTell() {
        let told = waiting.keys.sorted().compactMap { request in
            replies.removeValue(forKey: request).map { (waiting.removeValue(forKey: request), $0) }
        }
        lock.unlock()
        for (completion, content) in told { completion?(content.result) }
    }

    /// What is wrong with the tables, held against each other and against the log.
    package func check() -> [String] {
        lock.lock()
        defer { lock.unlock() }
        return zip(ids, stores).flatMap { id, store in
            StoreCheck.run(id, store, scratch: MemoryOrderedStore()).findings.map { "partition \(id): \($0)" }
        }
    }

    private func open() throws(StorageFailure) {
        loops = []
        for (id, store) in zip(ids, stores) {
            let storage = try PartitionStorage(over: store)
            loops.append(
                try PartitionLoop(
                    id: id, storage: storage, partitions: ids, compiler: library, cachedElements: Self.cachedElements))
        }
        for loop in loops { send(try loop.sendAgain(), from: loop.id) }
    }

    // MARK: Turns

    private func settle() throws(StorageFailure) {
        var turns = 0
        var isMoving = true
        while isMoving {
            isMoving = false
            for (index, loop) in loops.enumerated() {
                let batch = mailboxes[index]
                guard !batch.isEmpty || loop.nextDue.map({ $0 <= time }) ?? false else { continue }
                mailboxes[index] = []
                isMoving = true
                turns += 1
                guard turns <= Self.turnsMax else {
                    throw StorageFailure(.io, "the broker does not come to rest")
                }
                let release = try loop.turn(batch, at: time)
                mailboxes[index] = Array(release.rest) + mailboxes[index]
                stores[index].sync()
                send(release, from: loop.id)
                if isAlone(with: release) {
                    hasCrashedBehindAnswer = true
                    try restart()
                    break
                }
            }
        }
    }

    /// Everybody has been answered, and letters that follow are on their way, to be lost and sent again: once for each
    /// call, or they would never arrive.
    private func isAlone(with release: Release) -> Bool {
        crashes == .always && !hasCrashedBehindAnswer && waiting.isEmpty && replies[lastRequest] != nil
            && !release.messages.isEmpty
    }

    private func send(_ release: Release, from sender: PartitionID) {
        // Who was told that there is no answer yet hears no other.
        for (_, reply) in release.replies where reply.requestID == lastRequest || waiting[reply.requestID] != nil {
            replies[reply.requestID] = reply.content
        }
        for message in release.messages { put(.receive(message, from: sender), to: message.receiver) }
        for (receiver, acknowledgement) in release.acknowledgements { put(.acknowledge(acknowledgement), to: receiver) }
    }

    private func put(_ work: PartitionWork, to id: PartitionID) { mailboxes[Int(id.rawValue) - 1].append(work) }

    // MARK: Calls

    package func connect() {}
    package func deliver(_ replies: [Reply]) {}
    package var streamCapacity: Int { 0 }

    package func close() {
        lock.lock()
        for request in waiting.keys { replies[request] = .rejected(.clientClosed) }
        unlockAndTell()
    }

    package func send(_ call: OutgoingCall) {
        lock.lock()
        lastRequest += 1
        hasCrashedBehindAnswer = false
        let request = lastRequest
        let metadata = CallMetadata(idempotencyKey: call.idempotencyKey, caller: "rehearsal")
        do {
            if call.call.isOfPartitions { try crashByItself() }
            let submission = Submission(requestID: request, call: call.call, metadata: metadata)
            if let content = submit(submission) { replies[request] = content }
            try settle()
        } catch {
            replies[request] = .rejected(Rejection(.unavailable, error.message))
        }
        if replies[request] == nil, !call.call.mayWait { replies[request] = .rejected(.timedOut) }
        waiting[request] = call.completion
        unlockAndTell()
    }

    /// Nil: a partition will answer.
    private func submit(_ submission: Submission) -> Reply.Content? {
        let call = CallInFlight(submission: submission, target: self)
        switch submission.call.route(partitions: ids.count, topology: { topology }) {
        case .partition(let id): put(.call(call), to: id)
        case .page(let id, let page):
            let paged = Submission(requestID: submission.requestID, call: page, metadata: submission.metadata)
            put(.call(CallInFlight(submission: paged, target: self)), to: id)
        case .any:
            nextPartition += 1
            put(.call(call), to: ids[(nextPartition - 1) % ids.count])
        case .nowhere(let rejection): return .rejected(rejection)
        case .here(let answer): return .answer(answer)
        case .deployer(let deployment):
            switch deployer.check(deployment) {
            case .success(let checked): put(.deploy(checked, deployment.tenant, call), to: ids[0])
            case .failure(let rejection): return .rejected(rejection)
            }
        case .poll(let activation):
            // Nothing comes to whoever waits: time stands still.
            var activation = activation
            activation.waitMilliseconds = 0
            let poll = JobPoll(call: call, activation: activation, deadline: time, partitions: ids.count)
            for id in ids { put(.poll(poll), to: id) }
        case .deletion where ids.count == 1: put(.call(call), to: ids[0])
        case .deletion(let deletion):
            let survey = DeletionSurvey(call: call, resource: deletion, partitions: ids.count - 1) { [weak self] in
                if let self { put(.call(call), to: ids[0]) }
            }
            for id in ids.dropFirst() { put(.survey(survey), to: id) }
        case .stream, .jobs: return .rejected(Rejection(.internal, "a stream is opened as one"))
        }
        return nil
    }

    private var topology: Topology {
        Topology(
            serverVersion: "embedded", clusterID: "rehearsal",
            partitions: loops.map { PartitionView(id: $0.id, isHealthy: true, lastPosition: $0.position) })
    }

    /// Everything there is, then the end: the broker does nothing that could be followed.
    package func openStream(_ call: Call, timeout: Duration?, into buffer: StreamBuffer) {
        lock.lock()
        defer { lock.unlock() }
        guard buffer.opened(onRoom: {}, grant: { _ in }, cancel: {}) else { return }
        guard case .streamEvents(let request) = call, let index = ids.firstIndex(of: request.partition) else {
            return buffer.finish(Rejection(.notFound, "no such partition"))
        }
        do {
            let from = max(request.from, LogPosition(1))
            let records = try EventLogReader(stores[index]).read(from: from)
            var events = records.flatMap { $0.views(from: from) }
            if let instance = request.processInstance { events.removeAll { $0.processInstanceKey != instance } }
            let next = LogPosition((records.last?.last ?? request.from).rawValue + 1)
            if !events.isEmpty { buffer.receive(.streamEvents(EventBatch(events: events, next: next))) }
            buffer.finish(nil)
        } catch {
            buffer.finish(Rejection(.dataLoss, error.message))
        }
    }
}

/// Only checks are asked of the deployer here; it sends nothing.
private final class NoRouter: PartitionRouter {
    func send(_ work: PartitionWork, to partition: PartitionID) {}
    func logGrew(on partition: PartitionID) {}
    func oldestPositionRead(on partition: PartitionID) -> LogPosition? { nil }
    var jobReceivers: [JobReceiver] { [] }
}

extension Call {
    /// Answered when an instance has ended.
    fileprivate var mayWait: Bool {
        if case .createProcessInstance(let creation) = self { creation.awaitResult } else { false }
    }

    fileprivate var isOfPartitions: Bool { self != .topology }
}

extension Reply.Content {
    fileprivate var result: Result<Answer, Rejection> {
        switch self {
        case .answer(let answer): .success(answer)
        case .rejected(let rejection): .failure(rejection)
        default: .failure(.timedOut)
        }
    }
}
