import FerryModel
import Synchronization

/// How many `ActivateJobs` calls may be open at the broker: each stands at every partition until it has its answer.
package final class PollRoom: Sendable {
    private let taken = Atomic(0)
    private let pollsMax: Int

    package init(pollsMax: Int) { self.pollsMax = pollsMax }

    /// False when there is no room; else the poll must `leave` once.
    func enter() -> Bool {
        if taken.add(1, ordering: .relaxed).newValue <= pollsMax { return true }
        leave()
        return false
    }

    func leave() { taken.subtract(1, ordering: .relaxed) }

    var full: Rejection {
        Rejection(
            .resourceExhausted, "too many calls wait for jobs",
            reasons: [
                Reason(
                    code: "POLLS_EXHAUSTED", expected: "at most \(pollsMax) ActivateJobs calls at a time",
                    found: "one more",
                    hint: "try again after a moment; fewer workers, each asking for more jobs at once, need fewer calls"
                )
            ])
    }
}
