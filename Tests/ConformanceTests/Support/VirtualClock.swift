import FerryModel
import Synchronization

/// The broker's time of day, turned by tests.
///
/// It begins in 1970: deadlines, which clients stamp by the real clock, lie far ahead of it.
final class VirtualClock: Sendable {
    private let milliseconds: Atomic<Int64>

    init(milliseconds: Int64 = 1_000_000) { self.milliseconds = Atomic(milliseconds) }

    var now: Timestamp { Timestamp(milliseconds: milliseconds.load(ordering: .relaxed)) }

    func pass(milliseconds passed: Int64) { milliseconds.add(passed, ordering: .relaxed) }

    /// To a time that every deadline of this century lies before.
    func passAllDeadlines() { milliseconds.store(5_000_000_000_000, ordering: .relaxed) }
}
