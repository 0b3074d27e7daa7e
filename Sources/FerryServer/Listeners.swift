import FerryBroker
import FerryModel
import Logging
import NIOCore
import NIOPosix
import Synchronization

/// The listening sockets of a server, with the threads behind them.
final class Listeners: Sendable {
    private let configuration: ServerConfiguration
    private let handler: any CallHandler
    private let administration: (any BrokerAdministration)?
    private let registry: ConnectionRegistry
    private let heldMemory: HeldMemory
    private let logger: Logger
    private let group: MultiThreadedEventLoopGroup
    private let codecs: [ObjectIdentifier: FrameCodec]
    private let client = Mutex<(any Channel)?>(nil)
    private let admin = Mutex<(any Channel)?>(nil)

    init(
        configuration: ServerConfiguration, handler: any CallHandler,
        administration: (any BrokerAdministration)?, registry: ConnectionRegistry, heldMemory: HeldMemory,
        logger: Logger
    ) {
        self.configuration = configuration
        self.handler = handler
        self.administration = administration
        self.registry = registry
        self.heldMemory = heldMemory
        self.logger = logger
        group = MultiThreadedEventLoopGroup(numberOfThreads: max(1, configuration.eventLoops))
        codecs = Dictionary(
            uniqueKeysWithValues: group.makeIterator().map {
                (ObjectIdentifier($0), FrameCodec(limits: configuration.frameLimits))
            })
    }

    var eventLoop: any EventLoop { group.next() }

    func open() async throws(ListenFailure) -> ServerAddress {
        let clients = try await listen(on: configuration.port, .clients) {
            [configuration, handler, registry, heldMemory, codecs, logger] channel in
            guard let codec = codecs[ObjectIdentifier(channel.eventLoop)] else {
                preconditionFailure("a connection runs on a loop of the group that took it")
            }
            try SocketSettings.apply(to: channel, configuration)
            // A TLS handler, when there is one, goes in front of this one.
            try channel.pipeline.syncOperations.addHandler(
                Connection(
                    configuration: configuration, handler: handler, registry: registry, heldMemory: heldMemory,
                    eventLoop: channel.eventLoop, codec: codec, logger: logger.about(channel)))
        }
        client.withLock { $0 = clients }

        guard let adminPort = configuration.adminPort else {
            return ServerAddress(host: configuration.host, port: clients.port, adminPort: nil)
        }
        let desk = AdminDesk(
            handler: handler, administration: administration, token: configuration.token,
            connectionCount: { [registry] in registry.count })
        let administrators = try await listen(on: adminPort, .admin) { channel in
            try channel.pipeline.syncOperations.addHandler(AdminHandler(desk: desk))
        }
        admin.withLock { $0 = administrators }
        return ServerAddress(host: configuration.host, port: clients.port, adminPort: administrators.port)
    }

    /// Takes no more clients. The admin port goes on answering, so that whoever asks sees that the server stops.
    func closePort() async {
        let channel = client.withLock { $0.take() }
        try? await channel?.close().get()
    }

    func shutDown() async throws {
        await closePort()
        let channel = admin.withLock { $0.take() }
        try? await channel?.close().get()
        try await group.shutdownGracefully()
    }

    private func listen(
        on port: Int, _ listener: ListenFailure.Listener,
        _ prepare: @escaping @Sendable (any Channel) throws -> Void
    ) async throws(ListenFailure) -> any Channel {
        do {
            let bootstrap = ServerBootstrap(group: group)
                .serverChannelOption(.backlog, value: 1_024)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .childChannelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture { try prepare(channel) }
                }
            if let bytes = configuration.socketBufferBytes {
                // Connections inherit them. How large a window can become is agreed before one could have its own.
                _ = bootstrap.serverChannelOption(.socketOption(.so_rcvbuf), value: SocketOptionValue(bytes))
                    .serverChannelOption(.socketOption(.so_sndbuf), value: SocketOptionValue(bytes))
            }
            return try await bootstrap.bind(host: configuration.host, port: port).get()
        } catch {
            throw ListenFailure(host: configuration.host, port: port, listener: listener, cause: error)
        }
    }
}

extension Channel {
    fileprivate var port: Int {
        guard let port = localAddress?.port else { preconditionFailure("a TCP listener has a port") }
        return port
    }
}

extension Logger {
    /// The same logger, naming the peer in every line.
    fileprivate func about(_ channel: any Channel) -> Logger {
        var logger = self
        logger[metadataKey: "peer"] = "\(channel.remoteAddress.map { "\($0)" } ?? "unknown")"
        return logger
    }
}
