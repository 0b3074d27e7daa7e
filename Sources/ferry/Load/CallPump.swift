import FerryClient
import Synchronization

/// Keeps a fixed number of calls in flight until the source has none left, without a task for each call.
///
/// A *lane* is one of these calls in flight: its next call is asked for when its last one has been answered, so what
/// belongs to one lane is never touched by two threads at once.
final class CallPump<Item: Sendable>: Sendable {
    private let client: FerryClient
    private let lanes: Int
    private let next: @Sendable (_ lane: Int) -> (Item, Call)?
    private let completed: @Sendable (_ item: Item, _ result: Result<Answer, Rejection>, _ latency: Duration) -> Void
    private let isCancelled = Atomic(false)
    private let lanesLeft: Atomic<Int>
    private let finished = Mutex<CheckedContinuation<Void, Never>?>(nil)

    init(
        _ client: FerryClient, lanes: Int, next: @escaping @Sendable (_ lane: Int) -> (Item, Call)?,
        completed: @escaping @Sendable (_ item: Item, _ result: Result<Answer, Rejection>, _ latency: Duration) -> Void
    ) {
        precondition(lanes > 0, "a pump without lanes never ends")
        self.client = client
        self.lanes = lanes
        self.next = next
        self.completed = completed
        lanesLeft = Atomic(lanes)
    }

    /// Returns when every lane has run dry; a cancelled task sends nothing new and waits for what is in flight.
    func run() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                finished.withLock { $0 = continuation }
                for index in 0..<lanes { drive(Lane(index: index), since: .now) }
            }
        } onCancel: {
            isCancelled.store(true, ordering: .relaxed)
        }
    }

    /// Sends call after call. An answer that comes before `send` has returned is picked up by this loop; any other one
    /// drives the lane on from its own thread. So a client that fails at once does not pile up stack frames.
    private func drive(_ lane: Lane, since begin: ContinuousClock.Instant) {
        var begin = begin
        while !isCancelled.load(ordering: .relaxed), let (item, call) = next(lane.index) {
            lane.sending()
            let sent = begin
            client.send(call, options: CallOptions()) { result in
                // One look at the clock ends this call and begins the next.
                let answered = ContinuousClock.now
                self.completed(item, result, answered - sent)
                if lane.answered() == .afterSend { self.drive(lane, since: answered) }
            }
            if lane.sent() == .beforeAnswer { return }
            begin = .now
        }
        laneEnded()
    }

    private func laneEnded() {
        guard lanesLeft.subtract(1, ordering: .acquiringAndReleasing).newValue == 0 else { return }
        finished.withLock { $0.take() }?.resume()
    }
}

/// Settles which of two things came first for the call that a lane has in flight: its answer, or the return of `send`.
private final class Lane: Sendable {
    enum Order { case afterSend, beforeSend, beforeAnswer, afterAnswer }

    let index: Int
    /// That one of the two is done.
    private let isHalfDone = Atomic(false)

    init(index: Int) { self.index = index }

    func sending() { isHalfDone.store(false, ordering: .relaxed) }

    func answered() -> Order {
        isHalfDone.exchange(true, ordering: .acquiringAndReleasing) ? .afterSend : .beforeSend
    }

    func sent() -> Order {
        isHalfDone.exchange(true, ordering: .acquiringAndReleasing) ? .afterAnswer : .beforeAnswer
    }
}
