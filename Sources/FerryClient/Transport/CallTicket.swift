import Synchronization

/// By which whoever made a call can cancel it, before or after it was sent. Any thread may use it.
package final class CallTicket: Sendable {
    private enum State {
        case unsent
        case sent(cancel: @Sendable () -> Void)
        case cancelled
    }

    private let state = Mutex(State.unsent)

    package init() {}

    package func cancel() {
        let previous = state.withLock { state in
            defer { state = .cancelled }
            return state
        }
        if case .sent(let cancel) = previous { cancel() }
    }

    /// The transport says how to cancel the call from now on. False: it was cancelled already, and nobody waits.
    package func sent(cancel: @escaping @Sendable () -> Void) -> Bool {
        state.withLock { state in
            if case .cancelled = state { return false }
            state = .sent(cancel: cancel)
            return true
        }
    }
}
