package import FerryBroker
package import Logging
import NIOCore
import ServiceLifecycle
import Synchronization

/// Lets clients reach a broker over TCP. It starts once, and when it has stopped it stays stopped.
package final class FerryServer: Service {
    private enum Life {
        case new
        case starting
        case listening(Listeners, ServerAddress)
        case stopped
    }

    private let configuration: ServerConfiguration
    private let handler: any CallHandler
    private let administration: (any BrokerAdministration)?
    private let registry: ConnectionRegistry
    private let heldMemory: HeldMemory
    private let logger: Logger
    private let onListening: @Sendable (ServerAddress) -> Void
    private let life = Mutex(Life.new)

    /// - Parameters:
    ///   - administration: nil: the admin port answers health and nothing else.
    ///   - onListening: called once, when clients can connect. In a service group the signals are the group's by then,
    ///     so whoever hears of it may send one.
    package init(
        configuration: ServerConfiguration = ServerConfiguration(), handler: any CallHandler,
        administration: (any BrokerAdministration)? = nil, logger: Logger,
        onListening: @escaping @Sendable (ServerAddress) -> Void = { _ in }
    ) {
        self.configuration = configuration
        self.handler = handler
        self.administration = administration
        self.logger = logger
        self.onListening = onListening
        registry = ConnectionRegistry(connectionsMax: configuration.connectionsMax)
        heldMemory = HeldMemory(bytesMax: configuration.heldBytesMax)
    }

    /// Listens until the task is cancelled or the service group stops, then drains.
    package func run() async throws {
        if case .new = life.withLock({ $0 }) { try await start() }
        do {
            try await gracefulShutdown()
            try await stop()
        } catch is CancellationError {
            try await stop(within: .zero)
        }
    }

    /// Begins to listen, and says where. Throws `ListenFailure`.
    @discardableResult
    package func start() async throws -> ServerAddress {
        let isFirst = life.withLock { life in
            guard case .new = life else { return false }
            life = .starting
            return true
        }
        precondition(isFirst, "a server starts once")
        let listeners = Listeners(
            configuration: configuration, handler: handler, administration: administration, registry: registry,
            heldMemory: heldMemory, logger: logger)
        do {
            let address = try await listeners.open()
            life.withLock { $0 = .listening(listeners, address) }
            logger.info("listening", metadata: ["host": "\(address.host)", "port": "\(address.port)"])
            onListening(address)
            return address
        } catch {
            life.withLock { $0 = .stopped }
            try? await listeners.shutDown()
            throw error
        }
    }

    /// How many clients are connected.
    package var connectionCount: Int { registry.count }

    /// What is held of frames that are not whole and of answers that are not read, in bytes.
    package var heldBytes: Int { heldMemory.bytes }

    /// Takes no more connections or calls, gives the calls in flight their time, then closes everything.
    package func stop(within limit: Duration? = nil) async throws {
        let listeners: Listeners? = life.withLock { life in
            guard case .listening(let listeners, _) = life else { return nil }
            life = .stopped
            return listeners
        }
        guard let listeners else { return }
        await listeners.closePort()
        let emptied = registry.drain(within: limit ?? configuration.drainTimeout, on: listeners.eventLoop)
        // After GoAway is on its way to everybody, so that clients know why their streams end.
        handler.drain()
        try await emptied.get()
        try await listeners.shutDown()
        logger.info("stopped")
    }
}
