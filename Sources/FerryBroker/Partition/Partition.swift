import FerryEngine
import FerryModel
import Foundation
import Logging
import Synchronization

/// One partition at work: a thread that drains its mailbox, turn by turn, and a flusher that syncs behind it.
final class Partition: @unchecked Sendable {
    // Safe to share: `loop` is used by the partition's thread alone (and by `init` before it runs); everything else is
    // immutable or locks itself.
    let id: PartitionID
    let mailbox: Mailbox<PartitionWork>
    let disk: PartitionDisk
    private let loop: PartitionLoop
    private let flusher: Flusher
    private let configuration: BrokerConfiguration
    private let logger: Logger
    private let finished = DispatchSemaphore(value: 0)
    private let stopped: StopReason

    init(
        disk: PartitionDisk, partitions: [PartitionID], compiler: any ProcessCompiler, router: any PartitionRouter,
        configuration: BrokerConfiguration, logger: Logger
    ) throws(StorageFailure) {
        id = disk.id
        self.disk = disk
        self.configuration = configuration
        self.logger = logger
        mailbox = Mailbox(capacity: configuration.mailboxCallsMax)
        loop = try PartitionLoop(
            id: disk.id, storage: disk.storage, partitions: partitions, compiler: compiler,
            cachedElements: configuration.cachedElementsMax / partitions.count)
        let stopped = StopReason(partition: disk.id, logger: logger)
        self.stopped = stopped
        flusher = Flusher(
            synced: loop.position, sync: disk.sync,
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
        while let batch = mailbox.take(limit: configuration.turnCallsMax, until: nextWake()) { work(off: batch) }
        deliver(loop.refuse([], .closing).replies)
    }

    private func work(off batch: [PartitionWork]) {
        if let failure = stopped.reason {
            deliver(loop.refuse(batch, .partitionStopped(failure.description)).replies)
            return
        }
        do {
            release(try loop.turn(batch, at: configuration.clock()))
        } catch {
            stopped.set(error)
            deliver(loop.refuse(batch, .partitionStopped(error.description)).replies)
        }
    }

    /// Reads wait like writes: what they saw must be safe before it is shown.
    private func release(_ release: Release) {
        if !release.isEmpty || release.position > flusher.syncedPosition { flusher.enqueue(release) }
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
