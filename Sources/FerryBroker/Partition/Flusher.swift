import FerryEngine
import FerryModel
import Foundation

/// Syncs the write-ahead log and lets go what waited for it: one sync for all the turns that came meanwhile.
///
/// A thread of its own, so that the partition goes on with the next turn while the disk works on this one.
///
/// `@unchecked Sendable`: the mutable properties are read and written under `condition`.
final class Flusher: @unchecked Sendable {
    private let condition = NSCondition()
    private var waiting: [Release] = []
    private var waitingAnswers = 0
    private var isClosed = false
    /// Set once, by the flusher's thread.
    private var problem: StorageFailure?

    private let partition: PartitionID
    private let synced: SyncedPosition
    private let sync: @Sendable () throws(StorageFailure) -> Void
    private let release: @Sendable (Release) -> Void
    private let fail: @Sendable (StorageFailure) -> Void
    private let finished = DispatchSemaphore(value: 0)

    /// With more answers than this behind a slow disk the partition pauses, its mailbox fills, and callers learn of it.
    private static let answersMax = 8_192

    init(
        _ partition: PartitionID, synced: SyncedPosition,
        sync: @escaping @Sendable () throws(StorageFailure) -> Void, release: @escaping @Sendable (Release) -> Void,
        fail: @escaping @Sendable (StorageFailure) -> Void
    ) {
        self.partition = partition
        self.synced = synced
        self.sync = sync
        self.release = release
        self.fail = fail
    }

    func start(name: String) {
        let thread = Thread { [self] in
            Thread.nameCurrent(name)
            run()
            finished.signal()
        }
        thread.start()
    }

    /// Waits while too many answers wait for the disk already.
    func enqueue(_ release: Release) {
        condition.lock()
        while waitingAnswers > Self.answersMax { condition.wait() }
        waiting.append(release)
        waitingAnswers += release.replies.count + release.pushes.count
        condition.unlock()
        // Woken under the lock, the flusher would only wait again.
        condition.signal()
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
        while var batch = next() {
            let position = batch.reduce(LogPosition.none) { max($0, $1.position) }
            if position > synced.position, let failure = syncOnce(upTo: position) {
                for release in batch { refuse(release, failure) }
                continue
            }
            var whole = batch.removeFirst()
            whole.position = position
            for release in batch {
                whole.replies.append(contentsOf: release.replies)
                whole.pushes.append(contentsOf: release.pushes)
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
        // Only the partition can wait here while the flusher does not.
        if waitingAnswers > Self.answersMax { condition.signal() }
        waitingAnswers = 0
        return batch
    }

    /// Why nothing is to leave. After one failure the disk's word is not taken again: a sync that succeeds says nothing
    /// about what an earlier one lost.
    private func syncOnce(upTo position: LogPosition) -> StorageFailure? {
        if let problem { return problem }
        do {
            try sync()
        } catch {
            problem = error
            fail(error)
            return error
        }
        synced.advance(to: position)
        return nil
    }

    private func refuse(_ batch: Release, _ failure: StorageFailure) {
        let rejection = Rejection.partitionStopped(partition, failure)
        for push in batch.pushes { push.drop() }
        deliver(batch.replies.map { ($0.target, Reply(requestID: $0.reply.requestID, content: .rejected(rejection))) })
    }
}
