import FerryBroker
import FerryEngine
import FerryModel
import FerryStore

/// A broker without threads: what `Broker` does with calls, step by step, over partitions that can crash.
final class SimulatedNode {
    let partitions: [SimulatedPartition]
    let library = ProcessLibrary()
    private let compiler: PoisonedLibrary
    private let mailboxCallsMax: Int
    private let deployer: Deployer
    private let router = NoRouter()
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
        poisoned: Set<ProcessDefinitionKey>
    ) throws(StorageFailure) {
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
        case .stream, .jobs: preconditionFailure("the simulation opens no streams")
        case .deletion: preconditionFailure("the simulation deletes no definitions")
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

    /// The caller's waiting calls are not wanted any more.
    func forget(_ caller: Caller) {
        for partition in partitions { partition.mailbox.append(.forget(caller)) }
    }

    /// What was synced leaves: answers to their connections, messages onto their ways.
    func letGo(_ partition: SimulatedPartition) {
        for release in partition.takeReady() { send(release, from: partition.id) }
    }

    func send(_ release: Release, from sender: PartitionID) {
        for (target, reply) in release.replies { target.deliver([reply]) }
        for message in release.messages { put(.receive(message, from: sender), from: sender, to: message.receiver) }
        for (receiver, acknowledgement) in release.acknowledgements {
            put(.acknowledge(acknowledgement), from: sender, to: receiver)
        }
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

/// Only checks are asked of the deployer here; it sends nothing.
private final class NoRouter: PartitionRouter {
    func send(_ work: PartitionWork, to partition: PartitionID) {}
    func logGrew(on partition: PartitionID) {}
    func oldestPositionRead(on partition: PartitionID) -> LogPosition? { nil }
    var jobReceivers: [JobReceiver] { [] }
}
