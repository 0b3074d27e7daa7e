import FerryModel
import Synchronization

/// How many `ActivateJobs` calls may be open at the broker: each stands at every partition until it has its answer. A
/// `StreamJobs` call takes a place for each of its types in each of its tenants.
package final class PollRoom: Sendable {
    private let taken = Atomic(0)
    private let pollsMax: Int

    package init(pollsMax: Int) { self.pollsMax = pollsMax }

    /// False when there is no room; else whoever has entered must `leave` once.
    func enter(_ places: Int = 1) -> Bool {
        if taken.add(places, ordering: .relaxed).newValue <= pollsMax { return true }
        leave(places)
        return false
    }

    func leave(_ places: Int = 1) { taken.subtract(places, ordering: .relaxed) }

    var full: Rejection {
        Rejection(
            .resourceExhausted, "too many calls wait for jobs",
            reasons: [
                Reason(
                    code: "POLLS_EXHAUSTED",
                    expected: "at most \(pollsMax) ActivateJobs calls, and types in StreamJobs calls, at a time",
                    found: "one more",
                    hint: "try again after a moment; fewer workers, each asking for more jobs at once, need fewer calls"
                )
            ])
    }
}
