import FerryEngine
import FerryModel
import Foundation

/// Syncs the write-ahead log and lets go what waited for it: one sync for all the turns that came meanwhile.
///
/// A thread of its own, so that the partition goes on with the next turn while the disk works on this one.
final class Flusher: @unchecked Sendable {
    // Safe to share: the mutable properties are read and written under `condition`.
    private let condition = NSCondition()
    private var waiting: [Release] = []
    private var isClosed = false
    private var synced: LogPosition
    private var problem: StorageFailure?

    private let sync: @Sendable () throws(StorageFailure) -> Void
    private let release: @Sendable (Release) -> Void
    private let fail: @Sendable (StorageFailure) -> Void
    private let finished = DispatchSemaphore(value: 0)

    init(
        synced: LogPosition, sync: @escaping @Sendable () throws(StorageFailure) -> Void,
        release: @escaping @Sendable (Release) -> Void, fail: @escaping @Sendable (StorageFailure) -> Void
    ) {
        self.synced = synced
        self.sync = sync
        self.release = release
        self.fail = fail
    }

    func start(name: String) {
        let thread = Thread { [self] in
            run()
            finished.signal()
        }
        thread.name = name
        thread.start()
    }

    /// The newest position that is safe on disk.
    var syncedPosition: LogPosition {
        condition.lock()
        defer { condition.unlock() }
        return synced
    }

    func enqueue(_ release: Release) {
        condition.lock()
        waiting.append(release)
        condition.signal()
        condition.unlock()
    }

    /// Lets go what waits, then ends the thread.
    func close() {
        condition.lock()
        isClosed = true
        condition.signal()
        condition.unlock()
        finished.wait()
    }

    private func run() {
        while let batch = next() {
            let position = batch.reduce(LogPosition.none) { max($0, $1.position) }
            if position > syncedPosition, !syncOnce(upTo: position) {
                for release in batch { refuse(release) }
                continue
            }
            var whole = Release(position: position)
            for release in batch {
                whole.replies.append(contentsOf: release.replies)
                whole.messages.append(contentsOf: release.messages)
                whole.acknowledgements.append(contentsOf: release.acknowledgements)
            }
            release(whole)
        }
    }

    private func next() -> [Release]? {
        condition.lock()
        defer { condition.unlock() }
        while waiting.isEmpty {
            if isClosed { return nil }
            condition.wait()
        }
        let batch = waiting
        waiting = []
        return batch
    }

    /// False when this or an earlier sync failed: after one failure the disk's word is not taken again.
    private func syncOnce(upTo position: LogPosition) -> Bool {
        if problem != nil { return false }
        do {
            try sync()
        } catch {
            problem = error
            fail(error)
            return false
        }
        condition.lock()
        synced = max(synced, position)
        condition.unlock()
        return true
    }

    private func refuse(_ batch: Release) {
        let rejection = Rejection.partitionStopped(problem?.description ?? "")
        deliver(batch.replies.map { ($0.target, Reply(requestID: $0.reply.requestID, content: .rejected(rejection))) })
    }
}

extension Rejection {
    /// Nothing is known of the command: it may be there after a restart.
    static func partitionStopped(_ problem: String) -> Rejection {
        Rejection(
            .unavailable, "the partition has stopped",
            reasons: [
                Reason(
                    code: "PARTITION_STOPPED", expected: "a disk that keeps what it is given", found: problem,
                    hint: "see the broker's log; after its restart repeat the command with its idempotency key")
            ])
    }
}
