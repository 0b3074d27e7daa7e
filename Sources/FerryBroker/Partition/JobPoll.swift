import FerryModel
import Synchronization

/// An `ActivateJobs` call that all partitions look at: the first that has jobs serves it.
final class JobPoll: Sendable {
    let call: CallInFlight
    let activation: ActivateJobs
    /// When it is answered empty.
    let deadline: Timestamp

    private let isClaimed = Atomic(false)
    /// Partitions that have not looked yet.
    private let unlooked: Atomic<Int>

    init(call: CallInFlight, activation: ActivateJobs, deadline: Timestamp, partitions: Int) {
        self.call = call
        self.activation = activation
        self.deadline = deadline
        unlooked = Atomic(partitions)
    }

    var isOver: Bool { isClaimed.load(ordering: .acquiring) }

    /// True for the one that may answer.
    func claim() -> Bool { isClaimed.compareExchange(expected: false, desired: true, ordering: .acquiringAndReleasing).exchanged }

    /// There were no jobs after all: somebody else may answer.
    func unclaim() { isClaimed.store(false, ordering: .releasing) }

    /// True for the partition that looked last.
    func lookedInVain() -> Bool { unlooked.subtract(1, ordering: .acquiringAndReleasing).newValue == 0 }
}
