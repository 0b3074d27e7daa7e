import FerryBroker
import Synchronization

/// Replies on their way from the broker's threads to a connection's event loop, and the room its streams have left.
struct ReplyMailbox: ~Copyable {
    // Not private: Swift 6.3 crashes on a noncopyable struct whose stored Mutex holds a private type.
    struct State {
        var replies: [Reply] = []
        /// Streamed messages that came and are not written to the socket yet.
        var streamedCount = 0
        /// The event loop was asked to look here and has not yet.
        var isAwaited = false
        /// The socket takes no more for now.
        var isStalled = false
        var isClosed = false
    }

    private let state = Mutex(State())
    private let streamedMax: Int

    init(streamedMax: Int) { self.streamedMax = streamedMax }

    enum Receipt {
        /// The event loop must be asked to take what is here.
        case isToBeTaken
        /// It was asked already.
        case isAwaited
        /// Nobody will take it.
        case isClosed
    }

    func put(_ replies: [Reply]) -> Receipt {
        state.withLock { state in
            guard !state.isClosed else { return .isClosed }
            for reply in replies { if case .streamed = reply.content { state.streamedCount += 1 } }
            if state.replies.isEmpty { state.replies = replies } else { state.replies += replies }
            defer { state.isAwaited = true }
            return state.isAwaited ? .isAwaited : .isToBeTaken
        }
    }

    func takeAll() -> [Reply] {
        state.withLock { state in
            state.isAwaited = false
            defer { state.replies = [] }
            return state.replies
        }
    }

    /// How many more streamed messages are welcome.
    var streamCapacity: Int {
        state.withLock { state in
            state.isStalled || state.isClosed ? 0 : max(0, streamedMax - state.streamedCount)
        }
    }

    /// Everything taken was handed to the socket. True: streams that found no room may go on.
    func wroteAll(isSocketWritable: Bool) -> Bool {
        state.withLock { state in
            let hadRoom = !state.isStalled && state.streamedCount < streamedMax
            state.isStalled = !isSocketWritable
            guard isSocketWritable else { return false }
            state.streamedCount = state.replies.count { if case .streamed = $0.content { true } else { false } }
            return !hadRoom && state.streamedCount < streamedMax
        }
    }

    /// What nobody has taken.
    func close() -> [Reply] {
        state.withLock { state in
            state.isClosed = true
            defer { state.replies = [] }
            return state.replies
        }
    }
}
