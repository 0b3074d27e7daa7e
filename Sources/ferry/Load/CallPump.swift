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
    private let state: Mutex<State>

    private struct State {
        var lanesLeft: Int
        var isCancelled = false
        var finished: CheckedContinuation<Void, Never>?
    }

    init(
        _ client: FerryClient, lanes: Int, next: @escaping @Sendable (_ lane: Int) -> (Item, Call)?,
        completed: @escaping @Sendable (_ item: Item, _ result: Result<Answer, Rejection>, _ latency: Duration) -> Void
    ) {
        precondition(lanes > 0, "a pump without lanes never ends")
        self.client = client
        self.lanes = lanes
        self.next = next
        self.completed = completed
        state = Mutex(State(lanesLeft: lanes))
    }

    /// Returns when every lane has run dry; a cancelled task sends nothing new and waits for what is in flight.
    func run() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                state.withLock { $0.finished = continuation }
                for index in 0..<lanes { drive(Lane(index: index)) }
            }
        } onCancel: {
            state.withLock { $0.isCancelled = true }
        }
    }

    /// Sends call after call. An answer that comes before `send` has returned is picked up by this loop; any other one
    /// drives the lane on from its own thread. So a client that fails at once does not pile up stack frames.
    private func drive(_ lane: Lane) {
        while !state.withLock({ $0.isCancelled }), let (item, call) = next(lane.index) {
            lane.sending()
            let sent = ContinuousClock.now
            client.send(call, options: CallOptions()) { result in
                self.completed(item, result, ContinuousClock.now - sent)
                if lane.answered() == .afterSend { self.drive(lane) }
            }
            if lane.sent() == .beforeAnswer { return }
        }
        laneEnded()
    }

    private func laneEnded() {
        let finished = state.withLock { state -> CheckedContinuation<Void, Never>? in
            state.lanesLeft -= 1
            return state.lanesLeft == 0 ? state.finished : nil
        }
        finished?.resume()
    }
}

/// Settles which of two things came first for the call that a lane has in flight: its answer, or the return of `send`.
private final class Lane: Sendable {
    enum Order { case afterSend, beforeSend, beforeAnswer, afterAnswer }
    private enum Stage { case sending, sent, answered }

    let index: Int
    private let stage = Mutex(Stage.sending)

    init(index: Int) { self.index = index }

    func sending() { stage.withLock { $0 = .sending } }

    func answered() -> Order {
        stage.withLock { stage in
            if stage == .sent { return .afterSend }
            stage = .answered
            return .beforeSend
        }
    }

    func sent() -> Order {
        stage.withLock { stage in
            if stage == .answered { return .afterAnswer }
            stage = .sent
            return .beforeAnswer
        }
    }
}
