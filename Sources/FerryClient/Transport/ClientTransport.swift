package import FerryModel

/// Carries calls to a broker and answers back: over sockets, or within the process.
///
/// All functions may be called from any thread and return at once.
package protocol ClientTransport: Sendable {
    /// The call's completion is called exactly once, from any thread.
    func send(_ call: OutgoingCall)
    /// The buffer is fed and finished; when it is full the transport waits for it.
    func openStream(_ call: Call, timeout: Duration?, into buffer: StreamBuffer)
    /// Gets ready before the first call; optional to call.
    func connect()
    /// Ends every call with `CANCELLED`, and takes no more.
    func close()
}

/// One unary call on its way, with whom to tell.
package struct OutgoingCall: Sendable {
    package typealias Completion = @Sendable (Result<Answer, Rejection>) -> Void

    package let call: Call
    package let timeout: Duration
    package let idempotencyKey: [UInt8]
    /// For calls that may be cancelled.
    package let ticket: CallTicket?
    package let completion: Completion

    package init(
        _ call: Call, timeout: Duration, idempotencyKey: [UInt8] = [], ticket: CallTicket? = nil,
        completion: @escaping Completion
    ) {
        self.call = call
        self.timeout = timeout
        self.idempotencyKey = idempotencyKey
        self.ticket = ticket
        self.completion = completion
    }
}
