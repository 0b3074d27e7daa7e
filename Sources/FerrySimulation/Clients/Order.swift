import FerryModel

/// One thing a simulated client wants done, however often it has to ask.
struct Order {
    let number: Int
    let call: Call
    let metadata: CallMetadata
    let issuedAt: Timestamp

    /// Repeating it cannot do it twice.
    var isRepeatable: Bool {
        if case .deployResources = call { return true }
        return !metadata.idempotencyKey.isEmpty
    }
}

/// One sending of an order.
struct Attempt {
    let order: Int
    let connection: Int
    var state: State

    enum State {
        /// The broker owes an answer.
        case open
        case answered
        /// The node crashed or the client hung up: an answer may come or not.
        case excused
    }
}
