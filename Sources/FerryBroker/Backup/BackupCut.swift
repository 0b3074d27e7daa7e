import FerryEngine
import FerryModel
import Foundation

/// A moment at which every partition stands between two turns: the states of that moment go together.
///
/// Messages move from partition to partition only by turns. So when all stand still, whatever one has received the
/// other has sent, and whatever one takes for acknowledged the other has: what is under way between them lies in the
/// sender's outbox and is sent again. Each partition copies itself from its own thread before its next turn; it need
/// not wait for the others' copies, because what it sends afterwards is received only by turns after theirs.
///
/// `@unchecked Sendable`: the mutable properties are read and written under `condition`.
final class BackupCut: @unchecked Sendable {
    private let condition = NSCondition()
    private let deadline: Date
    private var missing: Set<PartitionID>
    private var uncopied: Set<PartitionID>
    private var positions: [PartitionID: LogPosition] = [:]
    private var problem: String?

    /// `patience`: how long a partition waits for the others before everybody goes on without a backup.
    init(_ partitions: [PartitionID], patience: TimeInterval = 30) {
        missing = Set(partitions)
        uncopied = Set(partitions)
        deadline = Date(timeIntervalSinceNow: patience)
    }

    /// Waits for the other partitions. False: there will be no backup. Then come `copied` or `left`.
    func arrive(_ partition: PartitionID) -> Bool {
        condition.lock()
        defer { condition.unlock() }
        missing.remove(partition)
        if missing.isEmpty { condition.broadcast() }
        while !missing.isEmpty, problem == nil {
            if !condition.wait(until: deadline) {
                fail("partition \(missing.min() ?? partition) did not come to rest in time")
            }
        }
        return problem == nil
    }

    func copied(_ partition: PartitionID, upTo position: LogPosition) {
        condition.lock()
        uncopied.remove(partition)
        positions[partition] = position
        condition.broadcast()
        condition.unlock()
    }

    /// The partition goes on without a copy, so nothing comes of the backup.
    func left(_ partition: PartitionID, _ problem: String) {
        condition.lock()
        uncopied.remove(partition)
        fail(problem)
        condition.unlock()
    }

    /// Waits until every partition has copied itself or left: none writes to the backup any more. The positions are
    /// those of partitions 1, 2, and so on.
    func wait() -> Result<[LogPosition], BackupFailure> {
        condition.lock()
        defer { condition.unlock() }
        while !uncopied.isEmpty { condition.wait() }
        if let problem { return .failure(.notNow(problem)) }
        return .success(positions.keys.sorted().map { positions[$0] ?? .none })
    }

    private func fail(_ problem: String) {
        self.problem = self.problem ?? problem
        condition.broadcast()
    }
}
