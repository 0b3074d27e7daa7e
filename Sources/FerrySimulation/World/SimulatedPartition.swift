import FerryBroker
import FerryEngine
import FerryModel
import FerryStore

/// One partition of the simulated node: the real loop over a disk in memory, its mailbox, and what waits for the disk.
///
/// When the disk fails it drops what is in memory and refuses everybody, as `Partition` does on its threads.
final class SimulatedPartition {
    let id: PartitionID
    private(set) var store: FaultyStore
    private let partitions: [PartitionID]
    private let compiler: any ProcessCompiler
    private let cachedElements: Int
    /// nil while the disk is in trouble.
    private(set) var loop: PartitionLoop?
    private(set) var failure: StorageFailure?
    var mailbox: [PartitionWork] = []
    /// Committed; waits for a sync.
    private(set) var unsynced: [Release] = []
    /// Safe on disk; has not left yet.
    private(set) var ready: [Release] = []
    /// Everything up to here has been told to somebody.
    private(set) var toldPosition: LogPosition
    /// Everything up to here is safe: streams may show it.
    private(set) var syncedPosition: LogPosition

    init(
        _ id: PartitionID, over memory: MemoryOrderedStore, partitions: [PartitionID], compiler: any ProcessCompiler,
        cachedElements: Int
    ) throws(StorageFailure) {
        self.id = id
        self.partitions = partitions
        self.compiler = compiler
        self.cachedElements = cachedElements
        store = FaultyStore(memory)
        let loop = try Self.open(id, store, partitions, compiler, cachedElements)
        self.loop = loop
        toldPosition = loop.position
        syncedPosition = loop.position
    }

    private static func open(
        _ id: PartitionID, _ store: FaultyStore, _ partitions: [PartitionID], _ compiler: any ProcessCompiler,
        _ cachedElements: Int
    ) throws(StorageFailure) -> PartitionLoop {
        try PartitionLoop(
            id: id, storage: try PartitionStorage(over: store), partitions: partitions, compiler: compiler,
            cachedElements: cachedElements)
    }

    /// Works, and nothing is about to fail.
    var isSound: Bool { failure == nil && store.trouble == nil }

    /// For looking at what is committed. A fresh one each time: it must not remember where queues began.
    func reader() throws(StorageFailure) -> PartitionStorage { try PartitionStorage(over: store.memory) }

    // MARK: Turns

    /// A turn of the oldest so many things in the mailbox; `begun` of them, then its time is over. Answers what leaves
    /// at once: refusals, when the disk fails or has failed.
    func turn(of count: Int, begun: Int, at now: Timestamp) -> Release {
        let batch = Array(mailbox.prefix(count))
        mailbox.removeFirst(batch.count)
        guard let loop, failure == nil else {
            return PartitionLoop.refusals(of: batch, .stopped(failure), leavingPolls: true)
        }
        do {
            var left = begun
            let release = try loop.turn(batch, at: now) {
                left -= 1
                return left <= 0
            }
            mailbox = Array(release.rest) + mailbox
            keep(release)
            return Release()
        } catch {
            return standDown(error, refusing: batch)
        }
    }

    /// A turn whose release is looked at before it waits with the others.
    func observedTurn(
        _ batch: [PartitionWork], at now: Timestamp, _ look: (inout Release) -> Void
    ) throws(StorageFailure) {
        guard let loop else { preconditionFailure("a stopped partition is not observed") }
        var release = try loop.turn(batch, at: now)
        look(&release)
        keep(release)
    }

    /// What other partitions may not have got.
    func sendAgain() -> Release {
        guard let loop else { return Release() }
        do {
            keep(try loop.sendAgain())
            return Release()
        } catch {
            return standDown(error, refusing: [])
        }
    }

    private func keep(_ release: Release) {
        if !release.isEmpty || release.position > toldPosition { unsynced.append(release) }
    }

    // MARK: The disk

    /// Answers what leaves at once: refusals, when the sync failed.
    func sync() -> Release {
        guard let loop else { return Release() }
        do {
            try store.sync()
        } catch {
            return standDown(error, refusing: [])
        }
        syncedPosition = max(syncedPosition, loop.position)
        ready += unsynced
        unsynced = []
        return Release()
    }

    func takeReady() -> [Release] {
        for release in ready { toldPosition = max(toldPosition, release.position) }
        defer { ready = [] }
        return ready
    }

    /// Refuses everybody who waits. What was written before may still be synced, unless it was the sync that failed.
    private func standDown(_ failure: StorageFailure, refusing batch: [PartitionWork]) -> Release {
        var refusals = loop?.refuse(batch, .stopped(failure), leavingPolls: true) ?? Release()
        if store.trouble == .syncs {
            for (target, reply) in unsynced.flatMap(\.replies) {
                let refusal = Reply(requestID: reply.requestID, content: .rejected(.stopped(failure)))
                refusals.replies.append((target, refusal))
            }
            for push in unsynced.flatMap(\.pushes) { push.drop() }
        } else {
            store.memory.sync()
            ready += unsynced
            for release in unsynced { syncedPosition = max(syncedPosition, release.position) }
        }
        unsynced = []
        loop = nil
        self.failure = failure
        return refusals
    }

    /// Opens the disk anew, which spares only some of what was not synced. False when it is in trouble still.
    func comeBack(sparing commits: Int, isMended: Bool) throws -> Bool {
        store = FaultyStore(store.memory.afterCrash(sparing: commits))
        if !isMended { store.trouble = .reads }
        guard let loop = try? Self.open(id, store, partitions, compiler, cachedElements) else { return false }
        guard loop.position >= syncedPosition else {
            throw Violation(
                .acknowledgedSurvives, "partition \(id) came back at \(loop.position), synced up to \(syncedPosition)")
        }
        self.loop = loop
        failure = nil
        syncedPosition = loop.position
        return true
    }

    /// The last turn before an orderly end: who waits is told so.
    func close() -> Release { loop?.refuse([], .stopped(nil)) ?? Release() }
}

extension Rejection {
    fileprivate static func stopped(_ failure: StorageFailure?) -> Rejection {
        Rejection(.unavailable, "the partition has stopped: \(failure?.description ?? "an orderly end")")
    }
}
