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
    private let registry: ConnectionRegistry
    private let logger: Logger
    private let life = Mutex(Life.new)

    package init(configuration: ServerConfiguration = ServerConfiguration(), handler: any CallHandler, logger: Logger) {
        self.configuration = configuration
        self.handler = handler
        self.logger = logger
        registry = ConnectionRegistry(connectionsMax: configuration.connectionsMax)
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

    /// Begins to listen, and says where.
    @discardableResult
    package func start() async throws -> ServerAddress {
        let isFirst = life.withLock { life in
            guard case .new = life else { return false }
            life = .starting
            return true
        }
        precondition(isFirst, "a server starts once")
        let listeners = Listeners(
            configuration: configuration, handler: handler, registry: registry, logger: logger)
        do {
            let address = try await listeners.open()
            life.withLock { $0 = .listening(listeners, address) }
            logger.info("listening", metadata: ["host": "\(address.host)", "port": "\(address.port)"])
            return address
        } catch {
            life.withLock { $0 = .stopped }
            try? await listeners.shutDown()
            throw error
        }
    }

    /// How many clients are connected.
    package var connectionCount: Int { registry.count }

    /// Takes no more connections or calls, gives the calls in flight their time, then closes everything.
    package func stop(within limit: Duration? = nil) async throws {
        let listeners: Listeners? = life.withLock { life in
            guard case .listening(let listeners, _) = life else { return nil }
            life = .stopped
            return listeners
        }
        guard let listeners else { return }
        await listeners.closePort()
        try await registry.drain(within: limit ?? configuration.drainTimeout, on: listeners.eventLoop).get()
        try await listeners.shutDown()
        logger.info("stopped")
    }
}
