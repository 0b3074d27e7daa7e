import FerryModel
import NIOCore
import Synchronization

/// Every connection of a server; bounds their number and ends them together. Any thread may use it.
final class ConnectionRegistry: Sendable {
    private struct State {
        var connections: [ObjectIdentifier: Connection] = [:]
        /// Set once the server stops: nobody enters any more.
        var emptied: EventLoopPromise<Void>?
    }

    private let state = Mutex(State())
    private let connectionsMax: Int

    init(connectionsMax: Int) { self.connectionsMax = connectionsMax }

    var count: Int { state.withLock { $0.connections.count } }

    /// Lets the connection in, or says why not.
    func admit(_ connection: Connection) -> Rejection? {
        state.withLock { state in
            guard state.emptied == nil else { return Rejection(.unavailable, "the broker is stopping") }
            guard state.connections.count < connectionsMax else {
                return Rejection(
                    .unavailable, "the broker has as many connections as it takes",
                    reasons: [
                        Reason(
                            code: "CONNECTIONS_EXHAUSTED", expected: "at most \(connectionsMax)", found: "one more",
                            hint: "use one connection for many calls, or try again later")
                    ])
            }
            state.connections[ObjectIdentifier(connection)] = connection
            return nil
        }
    }

    func remove(_ connection: Connection) {
        let emptied = state.withLock { state in
            let known = state.connections.removeValue(forKey: ObjectIdentifier(connection)) != nil
            return known && state.connections.isEmpty ? state.emptied : nil
        }
        emptied?.succeed()
    }

    /// Lets nobody in any more. The future completes when the last connection has left, each having had `limit` for its
    /// calls in flight.
    func drain(within limit: Duration, on eventLoop: any EventLoop) -> EventLoopFuture<Void> {
        let emptied = eventLoop.makePromise(of: Void.self)
        let connections = state.withLock { state in
            precondition(state.emptied == nil, "a registry drains once")
            state.emptied = emptied
            return Array(state.connections.values)
        }
        if connections.isEmpty { emptied.succeed() }
        for connection in connections { connection.drain(within: limit) }
        let lateness = eventLoop.scheduleTask(in: TimeAmount(limit)) {
            for connection in connections { connection.abort() }
        }
        emptied.futureResult.whenComplete { _ in lateness.cancel() }
        return emptied.futureResult
    }
}
