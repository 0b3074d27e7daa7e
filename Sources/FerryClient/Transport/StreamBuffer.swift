package import FerryModel
import Synchronization

/// The messages of one stream between the transport that receives them and the one task that reads them.
///
/// It never refuses a message; a transport that looks at `isFull` keeps it small. Any thread may use it.
package final class StreamBuffer: Sendable {
    private typealias Step = Result<Answer?, Rejection>

    private struct State {
        var messages: [Answer] = []
        /// Messages before this one are read.
        var firstUnread = 0
        /// Set once nothing more will come.
        var end: Rejection??
        var reader: CheckedContinuation<Step, Never>?
        var wasFull = false
        var onRoom: (@Sendable () -> Void)?
        var grant: (@Sendable (Int32) -> Void)?

        var unreadCount: Int { messages.count - firstUnread }
    }

    private let state = Mutex(State())
    private let ticket = CallTicket()
    private let messagesMax: Int

    package init(messagesMax: Int = 8) { self.messagesMax = messagesMax }

    // MARK: The transport's side

    /// True: the transport should bring nothing more until `onRoom` is called.
    package var isFull: Bool {
        state.withLock { state in
            let isFull = state.unreadCount >= messagesMax && state.end == nil
            state.wasFull = state.wasFull || isFull
            return isFull
        }
    }

    /// How many more messages are welcome.
    package var capacity: Int { state.withLock { max(0, messagesMax - $0.unreadCount) } }

    /// Begins the feeding. `onRoom` is called when a full buffer has been read empty, `cancel` when the reader has
    /// gone, `grant` when the reader of a stream of jobs can take more. False: it has gone already.
    package func opened(
        onRoom: @escaping @Sendable () -> Void, grant: @escaping @Sendable (Int32) -> Void,
        cancel: @escaping @Sendable () -> Void
    ) -> Bool {
        state.withLock { state in
            state.onRoom = onRoom
            state.grant = grant
        }
        return ticket.sent(cancel: cancel)
    }

    package func receive(_ message: Answer) {
        let reader = state.withLock { state -> CheckedContinuation<Step, Never>? in
            guard state.end == nil else { return nil }
            guard let reader = state.reader.take() else {
                state.messages.append(message)
                return nil
            }
            return reader
        }
        reader?.resume(returning: .success(message))
    }

    /// The stream is complete, or failed. The first end counts.
    package func finish(_ failure: Rejection?) {
        let reader = state.withLock { state -> CheckedContinuation<Step, Never>? in
            guard state.end == nil else { return nil }
            state.end = .some(failure)
            state.onRoom = nil
            state.grant = nil
            return state.reader.take()
        }
        reader?.resume(returning: Self.step(atEnd: failure))
    }

    // MARK: The reader's side

    /// The next message, nil at the end of a complete stream.
    package func next() async throws(Rejection) -> Answer? {
        let step = await withTaskCancellationHandler {
            await withCheckedContinuation { reader in
                if let step = takeNext(orWait: reader) { reader.resume(returning: step) }
            }
        } onCancel: {
            cancel()
        }
        return try step.get()
    }

    /// The reader of a stream of jobs can take so many more.
    package func grant(_ jobs: Int32) { state.withLock { $0.grant }?(jobs) }

    /// The reader wants no more.
    package func cancel() {
        finish(Rejection(.cancelled, "cancelled by the caller"))
        ticket.cancel()
    }

    private func takeNext(orWait reader: CheckedContinuation<Step, Never>) -> Step? {
        var onRoom: (@Sendable () -> Void)?
        defer { onRoom?() }
        return state.withLock { state in
            if state.unreadCount > 0 {
                let message = state.messages[state.firstUnread]
                state.firstUnread += 1
                guard state.unreadCount == 0 else { return .success(message) }
                state.messages.removeAll(keepingCapacity: true)
                state.firstUnread = 0
                if state.wasFull {
                    state.wasFull = false
                    onRoom = state.onRoom
                }
                return .success(message)
            }
            if let end = state.end { return Self.step(atEnd: end) }
            precondition(state.reader == nil, "one task at a time reads a stream")
            state.reader = reader
            return nil
        }
    }

    private static func step(atEnd failure: Rejection?) -> Step {
        if let failure { .failure(failure) } else { .success(nil) }
    }
}
