package import FerryEngine
package import FerryModel
import Foundation
package import Logging
import Synchronization

/// The broker: partitions, and the way from a call to the one that decides it.
///
/// `open` reads what is on disk and starts the threads; `close` finishes what was taken and syncs it.
///
/// `@unchecked Sendable`: what is set after `init` is set before any other thread knows the broker.
package final class Broker: CallHandler, PartitionRouter, BrokerAdministration, @unchecked Sendable {
    private let configuration: BrokerConfiguration
    private let logger: Logger
    private let library = ProcessLibrary()
    private(set) var partitions: [Partition] = []
    private var deployer: Deployer!
    private(set) var streams: EventStreams!
    private var receivers: JobReceivers!
    let commands = CommandCounter()
    private let backups: BackupMaker
    private let pollRoom: PollRoom
    private let nextPartition = Atomic<UInt64>(0)
    private let isOpen = Atomic(true)

    /// `disks`: one for each partition, numbered from 1.
    package static func open(
        _ disks: [PartitionDisk], configuration: BrokerConfiguration, logger: Logger
    ) throws(StorageFailure) -> Broker {
        precondition(!disks.isEmpty, "a broker has at least one partition")
        precondition(disks.enumerated().allSatisfy { $1.id.rawValue == $0 + 1 }, "partitions are numbered from 1")
        let broker = Broker(configuration: configuration, logger: logger)
        let ids = disks.map(\.id)
        for disk in disks {
            broker.partitions.append(
                try Partition(
                    disk: disk, partitions: ids, compiler: broker.library, router: broker,
                    configuration: configuration, commands: broker.commands, logger: logger))
        }
        broker.deployer = Deployer(library: broker.library, router: broker, commands: broker.commands)
        broker.streams = EventStreams(
            sources: Dictionary(
                uniqueKeysWithValues: broker.partitions.map { partition in
                    (
                        partition.id,
                        EventStreams.Source(log: partition.disk, syncedPosition: { partition.syncedPosition })
                    )
                }), commands: broker.commands)
        broker.receivers = JobReceivers(room: broker.pollRoom, commands: broker.commands) { [weak broker] receiver in
            for partition in broker?.partitions ?? [] { partition.mailbox.post(.stream(receiver)) }
        }
        for partition in broker.partitions { partition.start() }
        broker.streams.start()
        return broker
    }

    private init(configuration: BrokerConfiguration, logger: Logger) {
        self.configuration = configuration
        self.logger = logger
        backups = BackupMaker(configuration)
        pollRoom = PollRoom(pollsMax: configuration.pollsMax)
    }

    /// Takes no more calls, carries out those it has, syncs and closes the disks. Waits for all of that.
    package func close() throws(StorageFailure) {
        guard isOpen.exchange(false, ordering: .acquiringAndReleasing) else { return }
        streams.close()
        receivers.endAll()
        var failure: StorageFailure?
        for partition in partitions {
            do { try partition.close() } catch { failure = failure ?? error }
        }
        if let failure { throw failure }
    }

    package var topology: Topology {
        Topology(
            serverVersion: configuration.serverVersion, clusterID: configuration.clusterID,
            partitions: partitions.map(\.view))
    }

    package func backUp(_ name: String, _ done: @escaping @Sendable (Result<BackupOutcome, BackupFailure>) -> Void) {
        guard isOpen.load(ordering: .acquiring) else { return done(.failure(.notNow("the broker is shutting down"))) }
        backups.make(name, of: partitions, done)
    }

    // MARK: Calls in

    package func submit(_ submissions: [Submission], from target: any ReplyTarget) {
        var batches = [[PartitionWork]](repeating: [], count: partitions.count)
        var replies: [Reply] = []
        var tally = CommandTally()
        let now = DispatchTime.now().uptimeNanoseconds
        for submission in submissions {
            let call = CallInFlight(submission: submission, target: target, arrivedNanoseconds: now)
            switch submission.call.route(partitions: partitions.count, topology: { self.topology }) {
            case .partition(let id): batches[id.index].append(.call(call))
            case .page(let id, let page):
                let paged = Submission(requestID: submission.requestID, call: page, metadata: submission.metadata)
                batches[id.index].append(
                    .call(CallInFlight(submission: paged, target: target, arrivedNanoseconds: now)))
            case .any: batches[pick(for: submission)].append(.call(call))
            case .nowhere(let rejection):
                replies.append(Reply(requestID: submission.requestID, content: .rejected(rejection)))
                tally.count(submission.call, .rejected(rejection))
            case .here(let answer):
                replies.append(Reply(requestID: submission.requestID, content: .answer(answer)))
                tally.count(submission.call, .answer(answer))
            case .deployer(let deployment): deployer.deploy(deployment, for: call)
            case .deletion where partitions.count == 1: batches[0].append(.call(call))
            case .deletion(let deletion): survey(deletion, for: call)
            case .stream(let stream): streams.open(stream, for: call)
            case .jobs(let stream): receivers.open(stream, for: call)
            case .poll where !pollRoom.enter():
                replies.append(Reply(requestID: submission.requestID, content: .rejected(pollRoom.full)))
                tally.count(submission.call, .rejected(pollRoom.full))
            case .poll(let activation): announce(activation, for: call)
            }
        }
        for (index, batch) in batches.enumerated() where !batch.isEmpty {
            let taken = partitions[index].mailbox.offer(batch[...])
            for work in batch.dropFirst(taken) {
                guard case .call(let call) = work else { continue }
                let shed = Reply.Content.rejected(shed(by: index))
                replies.append(Reply(requestID: call.submission.requestID, content: shed))
                tally.count(call.submission.call, shed)
            }
            if taken < batch.count { partitions[index].metrics.shed(batch.count - taken) }
        }
        commands.add(tally)
        if !replies.isEmpty { target.deliver(replies) }
    }

    package func cancel(requestID: UInt64, from target: any ReplyTarget) {
        let caller = Caller(target: ObjectIdentifier(target), requestID: requestID)
        receivers.forget(caller)
        // Where it does not fit, it is as if it had come too late.
        for partition in partitions { partition.mailbox.postWithinReason(.forget(caller)) }
        streams.forget(caller)
    }

    package func grant(_ jobs: Int, requestID: UInt64, from target: any ReplyTarget) {
        receivers.grant(jobs, requestID: requestID, target: ObjectIdentifier(target))
    }

    package func resumeStreams(of target: any ReplyTarget) {
        streams.wake()
        receivers.resume(ObjectIdentifier(target))
    }

    package func undelivered(_ jobs: [ActivatedJob]) {
        for partition in partitions {
            let own = jobs.filter { $0.key.partition == partition.id }
            if !own.isEmpty { partition.mailbox.post(.giveBack(own.map(HeldJob.init))) }
        }
    }

    package func disconnected(_ target: any ReplyTarget) {
        let caller = Caller(target: ObjectIdentifier(target), requestID: nil)
        receivers.forget(caller)
        for partition in partitions { partition.mailbox.post(.forget(caller)) }
        streams.forget(caller)
    }

    package func drain() {
        for partition in partitions { partition.drain() }
        streams.endAll()
        receivers.endAll()
    }

    /// Round robin; a repeat with the same idempotency key must meet the partition that knows it.
    private func pick(for submission: Submission) -> Int {
        // Where an instance is to be the only one of its business id, all of that id begin on one partition.
        if configuration.uniqueBusinessIDs, case .createProcessInstance(let creation) = submission.call,
            !creation.businessID.isEmpty
        {
            return PartitionID(forCorrelationKey: creation.businessID, of: partitions.count).index
        }
        let metadata = submission.metadata
        let count = UInt64(partitions.count)
        guard !metadata.idempotencyKey.isEmpty else {
            return Int(nextPartition.wrappingAdd(1, ordering: .relaxed).oldValue % count)
        }
        return Int(IdempotencyRoute.hash(metadata.idempotencyKey) % count)
    }

    private func announce(_ activation: ActivateJobs, for call: CallInFlight) {
        var deadline = configuration.clock().advanced(byMilliseconds: max(0, activation.waitMilliseconds))
        if let latest = call.submission.metadata.deadline { deadline = min(deadline, latest) }
        let poll = JobPoll(
            call: call, activation: activation, deadline: deadline, partitions: partitions.count, room: pollRoom)
        // Each poll begins at another partition, so that none is always emptied first.
        let start = Int(nextPartition.wrappingAdd(1, ordering: .relaxed).oldValue % UInt64(partitions.count))
        for offset in partitions.indices {
            let index = (start + offset) % partitions.count
            guard !partitions[index].mailbox.postWithinReason(.poll(poll)) else { continue }
            // The others may have jobs.
            let refusals = PartitionLoop.refusals(of: [.poll(poll)], shed(by: index), leavingPolls: true)
            for (target, reply) in refusals.replies {
                commands.count(call.submission.call, reply.content)
                target.deliver([reply])
            }
        }
    }

    private func survey(_ deletion: DeleteResource, for call: CallInFlight) {
        let survey = DeletionSurvey(call: call, resource: deletion, partitions: partitions.count - 1) {
            [weak self] in self?.offer(.call(call), to: 0, or: call)
        }
        for index in partitions.indices.dropFirst() {
            if partitions[index].mailbox.offer([.survey(survey)]) == 0, survey.refuse() { shed(call, by: index) }
        }
    }

    /// Where there is no room the call is refused.
    private func offer(_ work: PartitionWork, to index: Int, or call: CallInFlight) {
        if partitions[index].mailbox.offer([work]) == 0 { shed(call, by: index) }
    }

    private func shed(_ call: CallInFlight, by index: Int) {
        let content = Reply.Content.rejected(shed(by: index))
        partitions[index].metrics.shed(1)
        commands.count(call.submission.call, content)
        call.target.deliver([Reply(requestID: call.submission.requestID, content: content)])
    }

    private func shed(by index: Int) -> Rejection {
        guard isOpen.load(ordering: .acquiring) else { return .closing }
        return Rejection(
            .resourceExhausted, "partition \(partitions[index].id) has all it can take",
            reasons: [
                Reason(
                    code: "MAILBOX_FULL", expected: "fewer than \(configuration.mailboxCallsMax) calls waiting",
                    found: "as many as fit", hint: "try again after a moment, with fewer calls in flight")
            ])
    }

    // MARK: Between partitions

    package func send(_ work: PartitionWork, to partition: PartitionID) {
        let isTaken = partitions[partition.index].mailbox.post(work)
        if !isTaken, case .deploy(_, _, let call) = work {
            call.target.deliver([Reply(requestID: call.submission.requestID, content: .rejected(.closing))])
        }
    }

    package var jobReceivers: [JobReceiver] { receivers.all }

    package func logGrew(on partition: PartitionID) { streams.wake() }

    package func oldestPositionRead(on partition: PartitionID) -> LogPosition? { streams.oldestPosition(on: partition) }
}

extension PartitionID {
    fileprivate var index: Int { Int(rawValue) - 1 }
}

package enum IdempotencyRoute {
    /// FNV-1a: the same in every process and release, because the recorded answer lies on the partition it names.
    package static func hash(_ key: [UInt8]) -> UInt64 {
        key.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }
}

extension Rejection {
    static var closing: Rejection {
        Rejection(.unavailable, "the broker is shutting down; connect again and repeat the call")
    }
}
