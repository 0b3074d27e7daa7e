import FerryBroker
import FerryEngine
import FerryModel
import FerryStore
import Synchronization

/// A broker without threads: what `Broker` does with calls, step by step, over partitions that can crash.
final class SimulatedNode {
    let partitions: [SimulatedPartition]
    let library: ProcessLibrary
    private let compiler: PoisonedLibrary
    private let mailboxCallsMax: Int
    private let deployer: Deployer
    private let router = NoRouter()
    private let notices = Notices()
    private let streams: JobReceivers
    private var nextPartition = 0
    /// Messages on their way, by sender and receiver: in order on each way, in any order between them.
    private(set) var ways: [Way]

    struct Way {
        let sender: PartitionID
        let receiver: PartitionID
        var works: [PartitionWork] = []
        /// Delivered before; may come again.
        var old: [PartitionWork] = []
    }

    init(
        over stores: [MemoryOrderedStore], mailboxCallsMax: Int, cachedElements: Int,
        poisoned: Set<ProcessDefinitionKey>, library: ProcessLibrary = ProcessLibrary()
    ) throws(StorageFailure) {
        self.library = library
        streams = JobReceivers { [notices] receiver in notices.add(.stream(receiver)) }
        compiler = PoisonedLibrary(library, poisoned: poisoned)
        let ids = stores.indices.map { PartitionID(UInt16($0 + 1)) }
        self.mailboxCallsMax = mailboxCallsMax
        deployer = Deployer(library: library, router: router)
        var partitions: [SimulatedPartition] = []
        for (id, store) in zip(ids, stores) {
            partitions.append(
                try SimulatedPartition(
                    id, over: store, partitions: ids, compiler: compiler, cachedElements: cachedElements))
        }
        self.partitions = partitions
        ways = ids.flatMap { sender in ids.filter { $0 != sender }.map { Way(sender: sender, receiver: $0) } }
        for partition in partitions { _ = partition.sendAgain() }
    }

    /// Internal checks are made to fail.
    var isPoisoned: Bool { !compiler.poisoned.isEmpty }

    subscript(id: PartitionID) -> SimulatedPartition { partitions[Int(id.rawValue) - 1] }

    /// Takes a call in; what cannot go to a partition is answered at once.
    func submit(_ call: CallInFlight, at now: Timestamp) {
        let topology = Topology(serverVersion: "simulated", clusterID: "", partitions: [])
        switch call.submission.call.route(partitions: partitions.count, topology: { topology }) {
        case .partition(let id): offer(call, to: id)
        case .page(let id, let page):
            let paged = Submission(
                requestID: call.submission.requestID, call: page, metadata: call.submission.metadata)
            offer(CallInFlight(submission: paged, target: call.target), to: id)
        case .any: offer(call, to: pick(for: call.submission.metadata))
        case .nowhere(let rejection): reply(to: call, .rejected(rejection))
        case .here(let answer): reply(to: call, .answer(answer))
        case .deployer(let deployment):
            switch deployer.check(deployment) {
            case .success(let checked):
                partitions[0].mailbox.append(.deploy(checked, deployment.tenant, call))
            case .failure(let rejection): reply(to: call, .rejected(rejection))
            }
        case .poll(let activation): announce(activation, for: call, at: now)
        case .jobs(let stream): streams.open(stream, for: call)
        case .deletion where partitions.count == 1: offer(call, to: PartitionID(1))
        case .deletion(let deletion): survey(deletion, for: call)
        case .stream: preconditionFailure("logs are read without a call")
        }
        passOn()
    }

    /// Round the other partitions, then to partition 1.
    private func survey(_ deletion: DeleteResource, for call: CallInFlight) {
        let survey = DeletionSurvey(call: call, resource: deletion, partitions: partitions.count - 1) {
            [notices] in notices.add(.call(call))
        }
        for partition in partitions.dropFirst() {
            if partition.mailbox.count < mailboxCallsMax {
                partition.mailbox.append(.survey(survey))
            } else if survey.refuse() {
                reply(to: call, .rejected(Rejection(.resourceExhausted, "partition \(partition.id) is full")))
            }
        }
    }

    /// What streams and surveys want partitions to look at.
    private func passOn() {
        for work in notices.takeAll() {
            if case .call(let call) = work {
                offer(call, to: PartitionID(1))
            } else {
                for partition in partitions { partition.mailbox.append(work) }
            }
        }
    }

    private func offer(_ call: CallInFlight, to id: PartitionID) {
        guard self[id].mailbox.count < mailboxCallsMax else {
            reply(to: call, .rejected(Rejection(.resourceExhausted, "partition \(id) has all it can take")))
            return
        }
        self[id].mailbox.append(.call(call))
    }

    private func pick(for metadata: CallMetadata) -> PartitionID {
        nextPartition += 1
        let number =
            metadata.idempotencyKey.isEmpty
            ? UInt64(nextPartition) : IdempotencyRoute.hash(metadata.idempotencyKey)
        return partitions[Int(number % UInt64(partitions.count))].id
    }

    private func announce(_ activation: ActivateJobs, for call: CallInFlight, at now: Timestamp) {
        var deadline = now.advanced(byMilliseconds: max(0, activation.waitMilliseconds))
        if let latest = call.submission.metadata.deadline { deadline = min(deadline, latest) }
        let poll = JobPoll(call: call, activation: activation, deadline: deadline, partitions: partitions.count)
        nextPartition += 1
        for offset in partitions.indices {
            partitions[(nextPartition + offset) % partitions.count].mailbox.append(.poll(poll))
        }
    }

    private func reply(to call: CallInFlight, _ content: Reply.Content) {
        call.target.deliver([Reply(requestID: call.submission.requestID, content: content)])
    }

    /// A worker takes so many jobs more.
    func grant(_ count: Int, of request: UInt64, on connection: Connection) {
        streams.grant(count, requestID: request, target: ObjectIdentifier(connection))
        passOn()
    }

    /// A connection reads again.
    func resume(_ connection: Connection) {
        streams.resume(ObjectIdentifier(connection))
        passOn()
    }

    /// Nobody is given jobs by a stream any more.
    func endStreams() { streams.endAll() }

    var openStreams: Int { streams.all.count }

    /// The streams that are open, for a partition that has come back.
    func showStreams(to partition: SimulatedPartition) {
        // One list for every run: streams are known by their callers' addresses.
        for receiver in streams.all.sorted(by: { $0.requestID < $1.requestID }) {
            partition.mailbox.append(.stream(receiver))
        }
    }

    /// The caller's waiting calls are not wanted any more.
    func forget(_ caller: Caller) {
        streams.forget(caller)
        for partition in partitions { partition.mailbox.append(.forget(caller)) }
    }

    /// What was synced leaves: answers to their connections, messages onto their ways.
    func letGo(_ partition: SimulatedPartition) {
        for release in partition.takeReady() { send(release, from: partition.id) }
    }

    func send(_ release: Release, from sender: PartitionID) {
        for (target, reply) in release.replies { target.deliver([reply]) }
        for push in release.pushes { if let work = push.deliver() { self[sender].mailbox.append(work) } }
        for message in release.messages { put(.receive(message, from: sender), from: sender, to: message.receiver) }
        for (receiver, acknowledgement) in release.acknowledgements {
            put(.acknowledge(acknowledgement), from: sender, to: receiver)
        }
        passOn()
    }

    private func put(_ work: PartitionWork, from sender: PartitionID, to receiver: PartitionID) {
        guard let index = ways.firstIndex(where: { $0.sender == sender && $0.receiver == receiver }) else {
            preconditionFailure("partitions send to each other only")
        }
        ways[index].works.append(work)
    }

    /// Brings the oldest message of a way to its receiver, or an old one once more.
    func deliver(way index: Int, again: Int?) {
        if let again {
            self[ways[index].receiver].mailbox.append(ways[index].old[again])
        } else if !ways[index].works.isEmpty {
            let work = ways[index].works.removeFirst()
            ways[index].old.append(work)
            self[ways[index].receiver].mailbox.append(work)
        }
    }
}

/// What streams of jobs and surveys say, wherever they say it, until the node looks.
private final class Notices: Sendable {
    private let works = Mutex<[PartitionWork]>([])

    func add(_ work: PartitionWork) { works.withLock { $0.append(work) } }

    func takeAll() -> [PartitionWork] {
        works.withLock { works in
            defer { works = [] }
            return works
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
