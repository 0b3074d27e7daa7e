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
        let count = max(1, configuration.connections)
        // One for all: answers that come over several are taken by one thread, woken once.
        let eventLoop = MultiThreadedEventLoopGroup.singleton.next()
        connections = (0..<count).map { index in
            PooledConnection(configuration, eventLoop: eventLoop, place: count > 1 ? index : nil, logger: logger)
        }
    }

    func connect() { for connection in connections { connection.connect() } }

    func send(_ call: OutgoingCall) {
        switch call.call {
        case .streamEvents, .streamJobs:
            call.completion(
                .failure(Rejection(.invalidArgument, "\(call.call.name) is a stream: it has a function of its own")))
        default: nextConnection().send(call)
        }
    }

    /// The next in turn, or the first behind it that has a link; whose turn it was is opened for the calls to come.
    ///
    /// A call made by a completion goes over the connection that brought the answer: it needs no other thread, and
    /// leaves together with what the other answers of that read bring about.
    private func nextConnection() -> PooledConnection {
        guard connections.count > 1 else { return connections[0] }
        if let reading = PooledConnection.reading.currentValue, isOurs(reading), reading.isReady { return reading }
        let start = Int(turn.add(1, ordering: .relaxed).oldValue % UInt(connections.count))
        if connections[start].isReady { return connections[start] }
        connections[start].connect()
        for offset in connections.indices.dropFirst() {
            let connection = connections[(start + offset) % connections.count]
            if connection.isReady { return connection }
        }
        return connections[start]
    }

    /// The thread may be that of another client's connection.
    private func isOurs(_ connection: PooledConnection) -> Bool {
        guard let place = connection.place, connections.indices.contains(place) else { return false }
        return connections[place] === connection
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
