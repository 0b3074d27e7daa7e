import FerryEngine
import FerryModel
import FerryStore
import Foundation
import Logging
import Synchronization

/// One partition at work: a thread that drains its mailbox, turn by turn, and a flusher that syncs behind it.
///
/// When its disk fails, everything in memory is dropped and every call refused; the same thread opens the disk again
/// when that works, and goes on from what lies there.
///
/// `@unchecked Sendable`: `ground` and `retention` are used by the partition's thread alone (and by `init` before it
/// runs); everything else is immutable or locks itself.
final class Partition: @unchecked Sendable {
    let id: PartitionID
    let mailbox: Mailbox<PartitionWork>
    let disk = LentDisk()
    let metrics: PartitionMetrics
    /// nil while the disk is in trouble.
    private var ground: Ground?
    private let reopen: (@Sendable () throws(StorageFailure) -> PartitionDisk)?
    private let trouble: PartitionTrouble
    private let synced: SyncedPosition
    private let partitions: [PartitionID]
    private let compiler: any ProcessCompiler
    private let configuration: BrokerConfiguration
    private let logger: Logger
    private let finished = DispatchSemaphore(value: 0)
    private weak let router: (any PartitionRouter)?
    private var retention: LogRetention
    private let isDraining = Atomic(false)
    private let backup = Mutex<(cut: BackupCut, path: String)?>(nil)

    /// What a partition needs of a disk that works.
    private struct Ground {
        let disk: PartitionDisk
        let loop: PartitionLoop
        let flusher: Flusher
    }

    init(
        disk: PartitionDisk, partitions: [PartitionID], compiler: any ProcessCompiler, router: any PartitionRouter,
        configuration: BrokerConfiguration, commands: CommandCounter, logger: Logger
    ) throws(StorageFailure) {
        id = disk.id
        self.partitions = partitions
        self.compiler = compiler
        self.configuration = configuration
        self.logger = logger
        self.router = router
        reopen = disk.reopen
        retention = LogRetention(configuration.retention)
        metrics = PartitionMetrics(commands: commands)
        mailbox = Mailbox(capacity: configuration.mailboxCallsMax, isLong: { $0.isLong })
        trouble = PartitionTrouble(partition: disk.id, logger: logger)
        let loop = try PartitionLoop(
            id: disk.id, storage: disk.storage, partitions: partitions, compiler: compiler,
            cachedElements: configuration.cachedElementsMax / partitions.count, rules: configuration.rules)
        synced = SyncedPosition(loop.position)
        stand(on: disk, loop)
    }

    /// The newest position that is safe on disk.
    var syncedPosition: LogPosition { synced.position }

    var view: PartitionView {
        let problem = trouble.description
        return PartitionView(id: id, isHealthy: problem.isEmpty, lastPosition: syncedPosition, problem: problem)
    }

    func start() {
        ground?.flusher.start(name: "ferry-sync-\(id)")
        let thread = Thread { [self] in
            Thread.nameCurrent("ferry-part-\(id)")
            run()
            finished.signal()
        }
        // Deep expressions are evaluated here; a debug build's frames are large.
        thread.stackSize = 8 << 20
        thread.start()
    }

    /// Finishes what is in the mailbox, syncs, ends both threads, lets go of the disk.
    func close() throws(StorageFailure) {
        mailbox.close()
        finished.wait()
        try disk.close()
    }

    /// Nobody is to wait any more, also when the disk is opened anew.
    func drain() {
        isDraining.store(true, ordering: .releasing)
        mailbox.post(.drain)
    }

    private func run() {
        sendAgain()
        while let batch = mailbox.take(limit: configuration.turnCallsMax, until: nextWake()) {
            work(off: sheddingStale(batch))
            cutLog()
            if trouble.failure != nil { standDown() }
            tryAgain()
            copyForBackup()
        }
        copyForBackup()
        if let ground {
            deliver(ground.loop.refuse([], .closing).replies)
            ground.flusher.close()
        }
    }

    /// Turn by turn: after some time those that are done get their answers, and do not wait for the rest.
    private func work(off batch: [PartitionWork]) {
        var rest = batch
        repeat {
            guard let ground, trouble.failure == nil else { return refuse(rest) }
            do {
                let start = DispatchTime.now().uptimeNanoseconds
                let end = start + configuration.turnNanosecondsMax
                let outcome = try ground.loop.turn(rest, at: configuration.clock()) {
                    DispatchTime.now().uptimeNanoseconds >= end
                }
                metrics.turned(
                    rest.count - outcome.rest.count, nanoseconds: DispatchTime.now().uptimeNanoseconds - start,
                    outcome.tally, ground.loop.state)
                rest = Array(outcome.rest)
                release(outcome, of: ground)
            } catch {
                trouble.stop(error)
                return refuse(rest)
            }
        } while !rest.isEmpty
    }

    /// Refuses what has waited longer than callers should: when the partition cannot keep up, it is better to do what is
    /// fresh than to be late for everybody.
    private func sheddingStale(_ batch: [PartitionWork]) -> [PartitionWork] {
        let now = DispatchTime.now().uptimeNanoseconds
        guard now > configuration.mailboxNanosecondsMax else { return batch }
        let oldest = now - configuration.mailboxNanosecondsMax
        guard batch.contains(where: { $0.arrivedNanoseconds < oldest }) else { return batch }
        var release = Release()
        for case .call(let call) in batch where call.arrivedNanoseconds < oldest {
            release.reply(to: call, .rejected(.waitedTooLong(configuration.mailboxNanosecondsMax)))
        }
        metrics.shed(release.replies.count)
        metrics.refused(release.tally)
        deliver(release.replies)
        return batch.filter { $0.arrivedNanoseconds >= oldest }
    }

    private func refuse(_ batch: [PartitionWork]) {
        guard let failure = trouble.failure else { preconditionFailure("who refuses knows why") }
        let rejection = Rejection.partitionStopped(id, failure)
        let release =
            ground?.loop.refuse(batch, rejection, leavingPolls: true)
            ?? PartitionLoop.refusals(of: batch, rejection, leavingPolls: true)
        metrics.refused(release.tally)
        deliver(release.replies)
    }

    /// Reads wait like writes: what they saw must be safe before it is shown.
    private func release(_ release: Release, of ground: Ground) {
        if !release.isEmpty || release.position > synced.position { ground.flusher.enqueue(release) }
    }

    private func sendAgain() {
        guard let ground else { return }
        do {
            release(try ground.loop.sendAgain(), of: ground)
        } catch {
            trouble.stop(error)
        }
    }

    private func nextWake() -> Date {
        // A stopped partition has nothing of its own to do but to try again.
        guard let ground else { return trouble.nextAttempt ?? Date(timeIntervalSinceNow: 60) }
        let now = configuration.clock()
        let wait = ground.loop.nextDue.map { min(60_000, max(0, $0.milliseconds - now.milliseconds)) } ?? 60_000
        return Date(timeIntervalSinceNow: Double(wait) / 1_000 + 0.000_5)
    }

    // MARK: Trouble with the disk

    private func stand(on disk: PartitionDisk, _ loop: PartitionLoop) {
        let (id, sync, metrics, trouble, mailbox) = (id, disk.sync, metrics, trouble, mailbox)
        let flusher = Flusher(
            id, synced: synced,
            sync: { () throws(StorageFailure) in
                let start = DispatchTime.now().uptimeNanoseconds
                try sync()
                metrics.synced(nanoseconds: DispatchTime.now().uptimeNanoseconds - start)
            },
            release: { [weak router] in router?.letGo($0, of: id) },
            fail: {
                trouble.stop($0)
                mailbox.post(.wake)
            })
        metrics.opened(loop.state)
        if let mended = disk.mended {
            logger.warning(
                "writes that were never synced were lost in part, as in a power cut; their rest was cut off",
                metadata: ["partition": "\(id)", "cut": "\(mended)"])
        }
        self.disk.put(disk)
        ground = Ground(disk: disk, loop: loop, flusher: flusher)
    }

    /// Refuses everybody who waits and lets go of the disk, and with it of all that was not synced.
    private func standDown() {
        guard let ground else { return }
        refuse([])
        ground.flusher.close()
        self.ground = nil
        // The disk has failed already; that it cannot be closed in order says nothing new.
        try? disk.close()
    }

    private func tryAgain() {
        guard ground == nil, let reopen, let next = trouble.nextAttempt, next <= .now else { return }
        do {
            try standAgain(on: try reopen())
        } catch {
            return trouble.triedInVain(error)
        }
        ground?.flusher.start(name: "ferry-sync-\(id)")
        trouble.end(at: synced.position)
        sendAgain()
        if isDraining.load(ordering: .acquiring) { mailbox.post(.drain) }
        for receiver in router?.jobReceivers ?? [] { mailbox.post(.stream(receiver)) }
        // What they sent meanwhile was dropped.
        for other in partitions where other != id { router?.send(.sendAgain(to: id), to: other) }
    }

    /// Only what the disk holds now is believed, and only if that is at least what it said was safe.
    private func standAgain(on disk: PartitionDisk) throws(StorageFailure) {
        do throws(StorageFailure) {
            let loop = try PartitionLoop(
                id: id, storage: disk.storage, partitions: partitions, compiler: compiler,
                cachedElements: configuration.cachedElementsMax / partitions.count, rules: configuration.rules)
            guard loop.position >= synced.position else {
                throw StorageFailure(
                    .corruption,
                    "the disk said that events up to \(synced.position) are safe, but now ends at \(loop.position)")
            }
            synced.advance(to: loop.position)
            stand(on: disk, loop)
        } catch {
            try? disk.close()
            throw error
        }
    }

    // MARK: Between turns

    private func cutLog() {
        guard trouble.failure == nil, let ground, let log = ground.disk.trimmableLog else { return }
        do {
            let cut = try retention.look(
                at: log, newest: ground.loop.position, needed: router?.oldestPositionRead(on: id),
                now: configuration.clock())
            guard let cut else { return }
            metrics.cut(before: cut)
            logger.info("event log cut", metadata: ["partition": "\(id)", "before": "\(cut)"])
        } catch {
            trouble.stop(error)
        }
    }

    /// The partition will stand still between two turns until all others do, and copy itself. Any thread may ask.
    func join(_ cut: BackupCut, copyingTo path: String) {
        backup.withLock { $0 = (cut, path) }
        if !mailbox.post(.wake) { leaveBackup("the broker is shutting down") }
    }

    private func leaveBackup(_ problem: String) {
        backup.withLock { $0.take() }?.cut.left(id, problem)
    }

    private func copyForBackup() {
        guard let (cut, path) = backup.withLock({ $0.take() }) else { return }
        guard let ground else { return cut.left(id, "partition \(id) has stopped: \(trouble.description)") }
        guard let files = ground.disk.files else { return cut.left(id, "partition \(id) has no files to copy") }
        guard cut.arrive(id) else { return cut.left(id, "the other partitions gave up") }
        do {
            try files.checkpoint(to: path)
            cut.copied(id, upTo: ground.loop.position)
        } catch {
            cut.left(id, error.message)
        }
    }
}
