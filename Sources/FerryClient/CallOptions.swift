/// What one call may say about itself.
public struct CallOptions: Sendable {
    /// How long to wait for the answer; nil for the client's `callTimeout`, for streams nil means for ever.
    ///
    /// The broker is told this time. The client waits a tenth of a second longer, so that the broker's own
    /// `DEADLINE_EXCEEDED` comes first: it may say more, such as the key of an instance that was created and still runs.
    public var timeout: Duration?
    /// Names a command, so that its repeat gets the first answer instead of being done again; empty for none, at most
    /// 128 bytes.
    public var idempotencyKey: [UInt8]

    public init(timeout: Duration? = nil, idempotencyKey: [UInt8] = []) {
        self.timeout = timeout
        self.idempotencyKey = idempotencyKey
    }
}
