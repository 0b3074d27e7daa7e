import FerryEngine
import FerryModel
import FerryStore
import Foundation
import Logging
import Synchronization

/// One partition at work: a thread that drains its mailbox, turn by turn, and a flusher that syncs behind it.
final class Partition: @unchecked Sendable {
    // Safe to share: `loop` and `retention` are used by the partition's thread alone (and by `init` before it runs);
    // everything else is immutable or locks itself.
    let id: PartitionID
    let mailbox: Mailbox<PartitionWork>
    let disk: PartitionDisk
    private let loop: PartitionLoop
    private let flusher: Flusher
    private let configuration: BrokerConfiguration
    private let logger: Logger
    private let finished = DispatchSemaphore(value: 0)
    private let stopped: StopReason
    let metrics: PartitionMetrics
    private weak let router: (any PartitionRouter)?
    private var retention: LogRetention
    private let backup = Mutex<(cut: BackupCut, path: String)?>(nil)

    init(
        disk: PartitionDisk, partitions: [PartitionID], compiler: any ProcessCompiler, router: any PartitionRouter,
        configuration: BrokerConfiguration, commands: CommandCounter, logger: Logger
    ) throws(StorageFailure) {
        id = disk.id
        self.disk = disk
        self.configuration = configuration
        self.logger = logger
        self.router = router
        retention = LogRetention(configuration.retention)
        let metrics = PartitionMetrics(commands: commands)
        self.metrics = metrics
        mailbox = Mailbox(capacity: configuration.mailboxCallsMax)
        loop = try PartitionLoop(
            id: disk.id, storage: disk.storage, partitions: partitions, compiler: compiler,
            cachedElements: configuration.cachedElementsMax / partitions.count)
        metrics.opened(loop.state)
        let stopped = StopReason(partition: disk.id, logger: logger)
        self.stopped = stopped
        let sync = disk.sync
        flusher = Flusher(
            synced: loop.position,
            sync: { () throws(StorageFailure) in
                let start = DispatchTime.now().uptimeNanoseconds
                try sync()
                metrics.synced(nanoseconds: DispatchTime.now().uptimeNanoseconds - start)
            },
            release: { [weak router, id = disk.id] in router?.letGo($0, of: id) }, fail: { stopped.set($0) })
    }

    /// The newest position that is safe on disk.
    var syncedPosition: LogPosition { flusher.syncedPosition }

    var view: PartitionView {
        let failure = stopped.reason
        return PartitionView(
            id: id, isHealthy: failure == nil, lastPosition: syncedPosition, problem: failure?.description ?? "")
    }

    func start() {
        flusher.start(name: "ferry-sync-\(id)")
        let thread = Thread { [self] in
            run()
            finished.signal()
        }
        thread.name = "ferry-part-\(id)"
        // Deep expressions are evaluated here; a debug build's frames are large.
        thread.stackSize = 8 << 20
        thread.start()
    }

    /// Finishes what is in the mailbox, syncs, ends both threads.
    func close() {
        mailbox.close()
        finished.wait()
        flusher.close()
    }

    private func run() {
        do {
            release(try loop.sendAgain())
        } catch {
            stopped.set(error)
        }
        while let batch = mailbox.take(limit: configuration.turnCallsMax, until: nextWake()) {
            work(off: batch)
            cutLog()
            copyForBackup()
        }
        copyForBackup()
        deliver(loop.refuse([], .closing).replies)
    }

    private func work(off batch: [PartitionWork]) {
        if let failure = stopped.reason {
            deliver(loop.refuse(batch, .partitionStopped(failure.description)).replies)
            return
        }
        do {
            let start = DispatchTime.now().uptimeNanoseconds
            let outcome = try loop.turn(batch, at: configuration.clock())
            metrics.turned(
                batch.count, nanoseconds: DispatchTime.now().uptimeNanoseconds - start, outcome.tally, loop.state)
            release(outcome)
        } catch {
            stopped.set(error)
            deliver(loop.refuse(batch, .partitionStopped(error.description)).replies)
        }
    }

    /// Reads wait like writes: what they saw must be safe before it is shown.
    private func release(_ release: Release) {
        if !release.isEmpty || release.position > flusher.syncedPosition { flusher.enqueue(release) }
    }

    // MARK: Between turns

    private func cutLog() {
        guard stopped.reason == nil, let log = disk.trimmableLog else { return }
        do {
            let cut = try retention.look(
                at: log, newest: loop.position, needed: router?.oldestPositionRead(on: id), now: configuration.clock())
            guard let cut else { return }
            metrics.cut(before: cut)
            logger.info("event log cut", metadata: ["partition": "\(id)", "before": "\(cut)"])
        } catch {
            stopped.set(error)
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
        if let failure = stopped.reason { return cut.left(id, "partition \(id) has stopped: \(failure)") }
        guard let files = disk.files else { return cut.left(id, "partition \(id) has no files to copy") }
        guard cut.arrive(id) else { return cut.left(id, "the other partitions gave up") }
        do {
            try files.checkpoint(to: path)
            cut.copied(id, upTo: loop.position)
        } catch {
            cut.left(id, error.message)
        }
    }

    private func nextWake() -> Date {
        let now = configuration.clock()
        // A stopped partition has nothing of its own to do, however late it is.
        let due = stopped.reason == nil ? loop.nextDue : nil
        let wait = due.map { min(60_000, max(0, $0.milliseconds - now.milliseconds)) } ?? 60_000
        return Date(timeIntervalSinceNow: Double(wait) / 1_000 + 0.000_5)
    }
}

/// Why a partition stopped: the first failure counts, and is logged.
final class StopReason: Sendable {
    private let first = Mutex<StorageFailure?>(nil)
    private let partition: PartitionID
    private let logger: Logger

    init(partition: PartitionID, logger: Logger) {
        self.partition = partition
        self.logger = logger
    }

    var reason: StorageFailure? { first.withLock { $0 } }

    func set(_ failure: StorageFailure) {
        let isFirst = first.withLock { first in
            defer { first = first ?? failure }
            return first == nil
        }
        guard isFirst else { return }
        logger.critical("partition stopped", metadata: ["partition": "\(partition)", "reason": "\(failure)"])
    }
}
