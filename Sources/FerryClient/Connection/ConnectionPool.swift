import FerryModel
import Logging
import NIOCore
import NIOPosix
import Synchronization

/// The client's sockets: some that share the calls in turn, and one for each stream.
final class ConnectionPool: ClientTransport {
    private struct Streams {
        var connections: [ObjectIdentifier: PooledConnection] = [:]
        var isClosed = false
    }

    private let configuration: FerryClientConfiguration
    private let logger: Logger
    private let connections: [PooledConnection]
    private let turn = Atomic<UInt>(0)
    private let streams = Mutex(Streams())

    init(_ configuration: FerryClientConfiguration, logger: Logger) {
        self.configuration = configuration
        self.logger = logger
        connections = (0..<max(1, configuration.connections)).map { _ in
            PooledConnection(configuration, eventLoop: MultiThreadedEventLoopGroup.singleton.next(), logger: logger)
        }
    }

    func connect() { for connection in connections { connection.connect() } }

    func send(_ call: OutgoingCall) {
        if case .streamEvents = call.call {
            call.completion(.failure(Rejection(.invalidArgument, "StreamEvents is a stream: use streamEvents")))
        } else {
            nextConnection().send(call)
        }
    }

    /// The next in turn, or the first behind it that has a link; whose turn it was is opened for the calls to come.
    private func nextConnection() -> PooledConnection {
        guard connections.count > 1 else { return connections[0] }
        let start = Int(turn.add(1, ordering: .relaxed).oldValue % UInt(connections.count))
        if connections[start].isReady { return connections[start] }
        connections[start].connect()
        for offset in connections.indices.dropFirst() {
            let connection = connections[(start + offset) % connections.count]
            if connection.isReady { return connection }
        }
        return connections[start]
    }

    func openStream(_ call: Call, timeout: Duration?, into buffer: StreamBuffer) {
        let connection = PooledConnection(
            configuration, eventLoop: MultiThreadedEventLoopGroup.singleton.next(), servesOneCall: true,
            logger: logger
        ) { [weak self] closed in
            self?.streams.withLock { _ = $0.connections.removeValue(forKey: ObjectIdentifier(closed)) }
        }
        let isClosed = streams.withLock { streams in
            if !streams.isClosed { streams.connections[ObjectIdentifier(connection)] = connection }
            return streams.isClosed
        }
        guard !isClosed else { return buffer.finish(.clientClosed) }
        connection.openStream(call, timeout: timeout, into: buffer)
    }

    func close() {
        let streams = streams.withLock { streams in
            streams.isClosed = true
            return Array(streams.connections.values)
        }
        for connection in connections + streams { connection.close() }
    }
}
