import FerryEngine
import FerryModel
import Foundation
import Logging
import Synchronization

/// One partition at work: a thread that drains its mailbox, turn by turn, and a flusher that syncs behind it.
///
/// The engine and its state belong to the partition's thread; others reach it by the mailbox only.
final class Partition: @unchecked Sendable {
    // Safe to share: `engine` and `waiting` are used by the partition's thread alone (and by `init` before it runs);
    // everything else is immutable or locks itself.
    let id: PartitionID
    let mailbox: Mailbox<PartitionWork>
    let disk: PartitionDisk
    private let engine: Engine
    private let waiting: WaitingCalls
    private let others: [PartitionID]
    private let configuration: BrokerConfiguration
    private let logger: Logger
    private let finished = DispatchSemaphore(value: 0)
    private let problem = Mutex<StorageFailure?>(nil)
    private let flusherBox = Mutex<Flusher?>(nil)
    private let router: any PartitionRouter

    init(
        disk: PartitionDisk, partitions: [PartitionID], compiler: any ProcessCompiler, router: any PartitionRouter,
        configuration: BrokerConfiguration, logger: Logger
    ) throws(StorageFailure) {
        id = disk.id
        self.disk = disk
        self.configuration = configuration
        self.router = router
        others = partitions.filter { $0 != disk.id }
        mailbox = Mailbox(capacity: configuration.mailboxCallsMax)
        let state = try PartitionState(
            partition: disk.id, storage: disk.storage,
            cachedElements: configuration.cachedElementsMax / partitions.count)
        engine = Engine(state: state, compiler: compiler)
        waiting = WaitingCalls()
        self.logger = logger
        let unacknowledged = try engine.unacknowledged()
        waiting.restore(state.meta.outboxSequences, unacknowledged)
        let flusher = Flusher(
            synced: state.meta.applied, sync: disk.sync,
            release: { [weak self] in self?.letGo($0) }, fail: { [weak self] in self?.stop($0) })
        flusherBox.withLock { $0 = flusher }
    }

    private var flusher: Flusher { flusherBox.withLock { $0! } }

    /// The newest position that is safe on disk.
    var syncedPosition: LogPosition { flusher.syncedPosition }
    /// Why the partition stopped; nil while it works.
    var failure: StorageFailure? { problem.withLock { $0 } }

    var view: PartitionView {
        PartitionView(
            id: id, isHealthy: failure == nil, lastPosition: syncedPosition, problem: failure?.description ?? "")
    }

    func start() {
        flusher.start(name: "ferry-sync-\(id)")
        let thread = Thread { [self] in
            run()
            finished.signal()
        }
        thread.name = "ferry-part-\(id)"
        thread.stackSize = 8 << 20
        thread.start()
    }

    /// Finishes what is in the mailbox, syncs, ends both threads.
    func close() {
        mailbox.close()
        finished.wait()
        flusher.close()
    }

    // MARK: The loop

    private func run() {
        sendAgain()
        while let batch = mailbox.take(limit: configuration.turnCallsMax, until: nextWake()) {
            if let failure {
                refuse(batch, failure)
                continue
            }
            do {
                try turn(batch)
            } catch {
                stop(error)
                refuse(batch, error)
            }
        }
    }

    /// After a restart: what other partitions may not have got.
    private func sendAgain() {
        var release = Release(position: engine.state.meta.applied)
        do { release.messages = try engine.unacknowledged() } catch { return stop(error) }
        if !release.isEmpty { flusher.enqueue(release) }
    }

    private func nextWake() -> Date {
        let now = configuration.clock()
        var wait: Int64 = 60_000
        for due in [engine.state.earliestDue, waiting.earliestDeadline] {
            if let due { wait = min(wait, max(0, due.milliseconds - now.milliseconds)) }
        }
        return Date(timeIntervalSinceNow: Double(wait) / 1_000 + 0.000_5)
    }

    private func turn(_ batch: [PartitionWork]) throws(StorageFailure) {
        let now = configuration.clock()
        var release = Release()
        if let due = engine.state.earliestDue, due <= now {
            absorb(try engine.expire(at: now).effects, into: &release, now)
        }
        for work in batch { try perform(work, at: now, &release) }
        try servePolls(at: now, &release)
        waiting.expire(at: now, partition: id, &release)
        release.position = try engine.state.commit()
        if !release.isEmpty { flusher.enqueue(release) }
        if release.position > flusher.syncedPosition, release.isEmpty { flusher.enqueue(release) }
    }

    private func perform(
        _ work: PartitionWork, at now: Timestamp, _ release: inout Release
    ) throws(StorageFailure) {
        switch work {
        case .call(let call): try perform(call, at: now, &release)
        case .poll(let poll): waiting.consider(poll)
        case .deploy(let processes, let tenant, let call):
            let outcome = try engine.deploy(processes, tenant: tenant, to: others, at: now)
            absorb(outcome.effects, into: &release, now)
            switch outcome.result {
            case .success(let answer):
                waiting.answer(call, answer, whenEveryoneHas: engine.state.meta.outboxSequences, &release)
            case .failure(let rejection): release.reply(to: call, .rejected(rejection))
            }
        case .receive(let message, let sender):
            _ = try engine.receive(message, from: sender, at: now)
            release.acknowledgements.append(
                (sender, OutboxAcknowledgement(receiver: id, sequence: message.sequence)))
        case .acknowledge(let acknowledgement):
            _ = try engine.acknowledge(acknowledgement, at: now)
            waiting.acknowledged(acknowledgement, &release)
        case .forget(let caller): waiting.forget(caller)
        case .wake: break
        }
    }

    private func perform(
        _ call: CallInFlight, at now: Timestamp, _ release: inout Release
    ) throws(StorageFailure) {
        if let deadline = call.submission.metadata.deadline, deadline <= now {
            release.reply(to: call, .rejected(.deadlineExceeded))
            return
        }
        let outcome = try engine.execute(call.submission.call, call.submission.metadata, at: now)
        switch outcome.result {
        case .success(.createProcessInstance(let answer)) where call.submission.call.awaitsResult && answer.result == nil:
            if outcome.effects.awaitedEnds.isEmpty, !engine.isAwaited(answer.processInstanceKey) {
                // A repeat of a command whose instance has ended: the result went with it.
                release.reply(to: call, .answer(.createProcessInstance(answer)))
            } else {
                waiting.await(answer.processInstanceKey, call)
            }
        case .success(let answer):
            let last = others.allSatisfy { $0 < id }
            release.reply(to: call, .answer(answer.paged(on: id, isLast: last, of: call.submission.call)))
        case .failure(let rejection): release.reply(to: call, .rejected(rejection))
        }
        absorb(outcome.effects, into: &release, now)
    }

    private func absorb(_ effects: Effects, into release: inout Release, _ now: Timestamp) {
        waiting.jobsAvailable(effects.jobsAvailable)
        for end in effects.awaitedEnds { waiting.ended(end, &release) }
        release.messages.append(contentsOf: effects.outbox)
    }

    /// Gives jobs to the workers that wait for a type of which there may be some.
    private func servePolls(at now: Timestamp, _ release: inout Release) throws(StorageFailure) {
        while let poll = waiting.nextPoll() {
            if poll.isOver { continue }
            guard poll.deadline > now || poll.activation.waitMilliseconds == 0 else {
                waiting.park(poll)
                continue
            }
            let type = JobType(tenant: poll.activation.tenant, name: poll.activation.type)
            guard try engine.hasJobs(of: type), poll.claim() else {
                lookedInVain(poll, &release)
                continue
            }
            let outcome = try engine.execute(.activateJobs(poll.activation), poll.call.submission.metadata, at: now)
            switch outcome.result {
            case .success(.activateJobs(let answer)) where answer.jobs.isEmpty:
                poll.unclaim()
                lookedInVain(poll, &release)
            case .success(let answer):
                release.reply(to: poll.call, .answer(answer))
                // There may be more, for those that wait behind it.
                waiting.jobsAvailable([type])
            case .failure(let rejection): release.reply(to: poll.call, .rejected(rejection))
            }
        }
    }

    private func lookedInVain(_ poll: JobPoll, _ release: inout Release) {
        let isLast = poll.lookedInVain()
        if poll.activation.waitMilliseconds > 0 {
            waiting.park(poll)
        } else if isLast, poll.claim() {
            release.reply(to: poll.call, .answer(.activateJobs(ActivateJobs.Answer(jobs: []))))
        }
    }

    // MARK: Leaving and stopping

    /// On the flusher's thread.
    private func letGo(_ release: Release) {
        deliver(release.replies)
        for message in release.messages { router.send(.receive(message, from: id), to: message.receiver) }
        for (sender, acknowledgement) in release.acknowledgements {
            router.send(.acknowledge(acknowledgement), to: sender)
        }
        router.logGrew(on: id)
    }

    private func stop(_ failure: StorageFailure) {
        let isFirst = problem.withLock { problem in
            defer { problem = problem ?? failure }
            return problem == nil
        }
        guard isFirst else { return }
        logger.critical("partition stopped", metadata: ["partition": "\(id)", "reason": "\(failure)"])
        mailbox.post(.wake)
    }

    private func refuse(_ batch: [PartitionWork], _ failure: StorageFailure) {
        var release = Release()
        let rejection = Rejection.partitionStopped(failure.description)
        for work in batch {
            switch work {
            case .call(let call), .deploy(_, _, let call): release.reply(to: call, .rejected(rejection))
            case .poll(let poll):
                if poll.claim() { release.reply(to: poll.call, .rejected(rejection)) }
            case .receive, .acknowledge, .forget, .wake: break
            }
        }
        waiting.refuseAll(rejection, &release)
        // A call of this very turn may stand in both places; it is answered once.
        var answered: Set<Caller> = []
        deliver(
            release.replies.filter {
                answered.insert(Caller(target: ObjectIdentifier($0.target), requestID: $0.reply.requestID)).inserted
            })
    }
}

extension Call {
    var awaitsResult: Bool {
        if case .createProcessInstance(let call) = self { return call.awaitResult }
        return false
    }
}

extension Rejection {
    static var deadlineExceeded: Rejection {
        Rejection(.deadlineExceeded, "the deadline passed before the command was begun; nothing was changed")
    }
}
