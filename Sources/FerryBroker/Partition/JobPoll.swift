import FerryEngine
package import FerryModel
import Synchronization

/// An `ActivateJobs` call that all partitions look at: the first that has jobs serves it.
package final class JobPoll: Sendable {
    let call: CallInFlight
    let activation: ActivateJobs
    /// When it is answered empty.
    let deadline: Timestamp

    private let state = Atomic(State.open.rawValue)
    /// Partitions that have not looked yet.
    private let unlooked: Atomic<Int>
    /// Partitions that have not stopped.
    private let standing: Atomic<Int>

    /// Left when the poll is over.
    private let room: PollRoom?

    /// `room`: entered for this poll.
    package init(
        call: CallInFlight, activation: ActivateJobs, deadline: Timestamp, partitions: Int, room: PollRoom? = nil
    ) {
        self.call = call
        self.activation = activation
        self.deadline = deadline
        self.room = room
        unlooked = Atomic(partitions)
        standing = Atomic(partitions)
    }

    private enum State: UInt8 {
        case open
        /// One partition looks closer.
        case claimed
        /// It has its answer, or nobody wants one any more.
        case over
    }

    var jobType: JobType { JobType(tenant: activation.tenant, name: activation.type) }

    var isOver: Bool { state.load(ordering: .acquiring) == State.over.rawValue }

    /// True for the one partition that may look closer now.
    package func claim() -> Bool { change(from: .open, to: .claimed) }

    /// There were no jobs after all: somebody else may answer.
    func unclaim() { _ = change(from: .claimed, to: .open) }

    /// The one that claimed it answers.
    func settle() {
        state.store(State.over.rawValue, ordering: .releasing)
        room?.leave()
    }

    /// True for the one that may end it without having claimed it.
    func giveUp() -> Bool {
        guard change(from: .open, to: .over) else { return false }
        room?.leave()
        return true
    }

    private func change(from old: State, to new: State) -> Bool {
        state.compareExchange(expected: old.rawValue, desired: new.rawValue, ordering: .acquiringAndReleasing).exchanged
    }

    /// True for the partition that looked last. Each partition says it once.
    func lookedInVain() -> Bool { unlooked.subtract(1, ordering: .acquiringAndReleasing).newValue == 0 }

    /// The partition has stopped: the others may serve. Each partition says it once; true for the last, when nobody is
    /// left to serve.
    func stepBack() -> Bool { standing.subtract(1, ordering: .acquiringAndReleasing).newValue == 0 }
}
