import FerryModel
import NIOCore
import Synchronization

/// Calls on their way from any thread to the event loop of a connection.
struct Outbox: ~Copyable {
    enum Item: Sendable {
        case call(requestID: UInt64, OutgoingCall)
        case stream(requestID: UInt64, Call, timeout: Duration?, StreamBuffer)
        case cancel(requestID: UInt64)
        case grant(requestID: UInt64, jobs: Int32)
        case resumeReading
        case connect
        case close
    }

    // Not private: Swift 6.3 crashes on a noncopyable struct whose stored Mutex holds a private type.
    struct State {
        var items: [Item] = []
        /// The event loop was asked to look here and has not yet.
        var isAwaited = false
    }

    private let state = Mutex(State())

    /// True: the event loop must be asked to take what is here.
    func put(_ item: Item) -> Bool {
        state.withLock { state in
            state.items.append(item)
            defer { state.isAwaited = true }
            return !state.isAwaited
        }
    }

    /// Swaps everything that waits with an emptied array, whose memory is used again.
    func takeAll(into items: inout [Item]) {
        state.withLock { state in
            state.isAwaited = false
            swap(&items, &state.items)
        }
    }
}
