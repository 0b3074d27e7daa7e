public import FerryModel
public import Logging
public import ServiceLifecycle

/// A Ferry broker's client: any number of calls at a time over a few connections, which it keeps alive.
///
/// Connections are opened by the first call (or by `run`) and opened again when they are lost. Every error is a
/// `Rejection`: the broker's own, or `UNAVAILABLE` when the broker is out of reach or the connection was lost with the
/// call in flight (it may or may not have been done), `DEADLINE_EXCEEDED` when the answer did not come in time,
/// `CANCELLED` when the task was cancelled or the client closed.
public final class FerryClient: Sendable, Service {
    package let configuration: FerryClientConfiguration
    package let transport: any ClientTransport
    package let logger: Logger

    /// - Parameter logger: hears of connections that come and go; nil for silence.
    public convenience init(configuration: FerryClientConfiguration = .init(), logger: Logger? = nil) {
        let logger = logger ?? Logger(label: "ferry-client") { _ in SwiftLogNoOpLogHandler() }
        self.init(
            configuration: configuration, transport: ConnectionPool(configuration, logger: logger), logger: logger)
    }

    package init(
        configuration: FerryClientConfiguration = .init(), transport: any ClientTransport,
        logger: Logger = Logger(label: "ferry-client") { _ in SwiftLogNoOpLogHandler() }
    ) {
        self.configuration = configuration
        self.transport = transport
        self.logger = logger
    }

    deinit { transport.close() }

    /// Connects, and keeps the connections alive until the task is cancelled or its service group stops; then closes.
    public func run() async throws {
        transport.connect()
        defer { transport.close() }
        do { try await gracefulShutdown() } catch is CancellationError {}
    }

    /// Closes every connection. Calls in flight end with `CANCELLED`, as do later ones.
    public func close() { transport.close() }

    /// Makes a call without a task: for programs that keep very many in flight.
    ///
    /// Calls sent in one burst leave in one packet. Streams cannot be sent this way: `INVALID_ARGUMENT`.
    ///
    /// - Parameter completion: called exactly once, usually on the thread that serves the connection: it must not
    ///   block, and may send further calls.
    public func send(
        _ call: Call, options: CallOptions = .init(),
        completion: @escaping @Sendable (Result<Answer, Rejection>) -> Void
    ) {
        transport.send(
            OutgoingCall(
                call, timeout: timeout(of: call, options), idempotencyKey: options.idempotencyKey,
                completion: completion))
    }

    /// A call that may wait at the broker gets that time on top, unless its options say otherwise.
    package func timeout(of call: Call, _ options: CallOptions) -> Duration {
        if let timeout = options.timeout { return timeout }
        guard case .activateJobs(let activation) = call else { return configuration.callTimeout }
        return configuration.callTimeout + .milliseconds(max(0, activation.waitMilliseconds))
    }
}

/// Makes a client, lends it to the body, and closes it.
///
/// - Throws: what the body throws.
public func withFerryClient<Result>(
    _ configuration: FerryClientConfiguration = .init(), logger: Logger? = nil,
    _ body: (FerryClient) async throws -> Result
) async throws -> Result {
    let client = FerryClient(configuration: configuration, logger: logger)
    defer { client.close() }
    return try await body(client)
}
