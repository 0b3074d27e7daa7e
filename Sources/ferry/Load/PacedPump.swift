import FerryClient
import Foundation
import Synchronization

/// Sends calls at a steady rate, whether or not the broker keeps up with it.
///
/// A call's latency begins at the moment it was meant to be sent. A broker that stalls is so charged for every call the
/// stall delays, also for those that were never sent in time because all lanes were taken.
final class PacedPump<Item: Sendable>: Sendable {
    private let client: FerryClient
    private let operations: Int
    private let interval: Duration
    private let next: @Sendable (_ lane: Int) -> (Item, Call)
    private let completed: @Sendable (_ item: Item, _ result: Result<Answer, Rejection>, _ latency: Duration) -> Void
    private let state: Mutex<State>

    private struct State {
        var freeLanes: FreeLanes
        /// Of the calls meant to be sent, how many are not answered yet.
        var unanswered: Int
        var isCancelled = false
        var finished: CheckedContinuation<Void, Never>?
    }

    /// How long the sender sleeps when nothing is due; what it then finds is sent together.
    private static var napMicroseconds: UInt32 { 100 }

    init(
        _ client: FerryClient, lanes: Int, operations: Int, perSecond rate: Int,
        next: @escaping @Sendable (_ lane: Int) -> (Item, Call),
        completed: @escaping @Sendable (_ item: Item, _ result: Result<Answer, Rejection>, _ latency: Duration) -> Void
    ) {
        precondition(lanes > 0 && rate > 0, "a pump without lanes or without a rate never ends")
        self.client = client
        self.operations = operations
        interval = .seconds(1) / rate
        self.next = next
        self.completed = completed
        state = Mutex(State(freeLanes: FreeLanes(lanes), unanswered: operations))
    }

    /// Returns when every call is answered; a cancelled task sends nothing new and waits for what is in flight.
    func run() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                state.withLock { $0.finished = continuation }
                // It sleeps, so it must not take one of the threads that tasks share.
                Thread.detachNewThread { self.send() }
            }
        } onCancel: {
            state.withLock { $0.isCancelled = true }
        }
    }

    private func send() {
        let begin = ContinuousClock.now
        for index in 0..<operations {
            let due = begin + interval * index
            guard let lane = waitForLane(until: due) else { return answered(operations - index) }
            let (item, call) = next(lane)
            client.send(call, options: CallOptions()) { result in
                self.completed(item, result, ContinuousClock.now - due)
                self.state.withLock { $0.freeLanes.put(lane) }
                self.answered(1)
            }
        }
    }

    /// A lane without a call in flight, not before `due`; nil when cancelled.
    private func waitForLane(until due: ContinuousClock.Instant) -> Int? {
        while true {
            let (lane, isCancelled) = state.withLock { state in
                (ContinuousClock.now < due ? nil : state.freeLanes.take(), state.isCancelled)
            }
            if isCancelled { return nil }
            if let lane { return lane }
            usleep(Self.napMicroseconds)
        }
    }

    private func answered(_ count: Int) {
        let finished = state.withLock { state -> CheckedContinuation<Void, Never>? in
            state.unanswered -= count
            return state.unanswered == 0 ? state.finished : nil
        }
        finished?.resume()
    }
}

/// The lanes without a call in flight, in the order in which they became free, so that all are used alike.
struct FreeLanes {
    private var ring: [Int]
    private var first = 0
    private var count: Int

    init(_ lanes: Int) {
        ring = Array(0..<lanes)
        count = lanes
    }

    mutating func take() -> Int? {
        guard count > 0 else { return nil }
        defer {
            first = (first + 1) % ring.count
            count -= 1
        }
        return ring[first]
    }

    mutating func put(_ lane: Int) {
        precondition(count < ring.count, "a lane is freed once")
        ring[(first + count) % ring.count] = lane
        count += 1
    }
}
