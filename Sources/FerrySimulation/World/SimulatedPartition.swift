import FerryBroker
import FerryEngine
import FerryModel
import FerryStore

/// One partition of the simulated node: the real loop over a disk in memory, its mailbox, and what waits for the disk.
final class SimulatedPartition {
    let id: PartitionID
    let store: FaultyStore
    let loop: PartitionLoop
    private let storage: PartitionStorage
    var mailbox: [PartitionWork] = []
    /// Committed; waits for a sync.
    private(set) var unsynced: [Release] = []
    /// Safe on disk; has not left yet.
    private(set) var ready: [Release] = []
    /// Everything up to here has been told to somebody.
    private(set) var toldPosition: LogPosition
    private(set) var failure: StorageFailure?

    init(
        _ id: PartitionID, over memory: MemoryOrderedStore, partitions: [PartitionID], compiler: any ProcessCompiler,
        cachedElements: Int
    ) throws(StorageFailure) {
        self.id = id
        store = FaultyStore(memory)
        storage = try PartitionStorage(over: store)
        loop = try PartitionLoop(
            id: id, storage: storage, partitions: partitions, compiler: compiler, cachedElements: cachedElements)
        toldPosition = loop.position
    }

    /// For looking at what is committed. A fresh one each time: it must not remember where queues began.
    func reader() throws(StorageFailure) -> PartitionStorage { try PartitionStorage(over: store) }

    /// What other partitions may not have got.
    func sendAgain() throws(StorageFailure) { keep(try loop.sendAgain()) }

    /// What `Partition` does on its thread: a turn, or refusals once the disk has failed. Answers what may leave at once.
    func turn(_ batch: [PartitionWork], at now: Timestamp) -> Release {
        if let failure { return loop.refuse(batch, .stopped(failure)) }
        do {
            keep(try loop.turn(batch, at: now))
            return Release()
        } catch {
            failure = error
            return loop.refuse(batch, .stopped(error))
        }
    }

    /// A turn whose release is looked at before it waits with the others.
    func observedTurn(
        _ batch: [PartitionWork], at now: Timestamp, _ look: (inout Release) -> Void
    ) throws(StorageFailure) {
        var release = try loop.turn(batch, at: now)
        look(&release)
        keep(release)
    }

    private func keep(_ release: Release) {
        if !release.isEmpty || release.position > toldPosition { unsynced.append(release) }
    }

    func sync() {
        try? store.sync()
        ready += unsynced
        unsynced = []
    }

    func takeReady() -> [Release] {
        for release in ready { toldPosition = max(toldPosition, release.position) }
        defer { ready = [] }
        return ready
    }
}

extension Rejection {
    fileprivate static func stopped(_ failure: StorageFailure) -> Rejection {
        Rejection(.unavailable, "the partition has stopped: \(failure)")
    }
}
