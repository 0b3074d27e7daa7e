public import FerryModel

/// A partition's event log as a sequence of batches, oldest first.
///
/// Each loop over it reads the log anew, over a connection of its own: a slow reader holds up the broker's sending and
/// nobody else. Leaving the loop cancels the stream. Throws `Rejection`; after `UNAVAILABLE`, ask again from the last
/// batch's `next`.
public struct EventStream: AsyncSequence, Sendable {
    public typealias Element = EventBatch
    public typealias Failure = Rejection

    let client: FerryClient
    let request: StreamEvents
    let options: CallOptions

    public func makeAsyncIterator() -> Iterator {
        let buffer = StreamBuffer()
        client.transport.openStream(.streamEvents(request), timeout: options.timeout, into: buffer)
        return Iterator(reader: Reader(buffer: buffer, client: client))
    }

    /// One reading of the log, by one task.
    public struct Iterator: AsyncIteratorProtocol {
        let reader: Reader

        /// The next batch; nil when the end of the log was reached and the request does not follow it.
        public mutating func next() async throws -> EventBatch? { try await reader.next() }

        /// The same, staying with the caller's actor.
        public mutating func next(isolation actor: isolated (any Actor)?) async throws(Rejection) -> EventBatch? {
            try await reader.next()
        }
    }

    /// Keeps the stream open as long as anyone can read it.
    final class Reader: Sendable {
        private let buffer: StreamBuffer
        /// A client that nobody holds closes its connections.
        private let client: FerryClient

        init(buffer: StreamBuffer, client: FerryClient) {
            self.buffer = buffer
            self.client = client
        }

        deinit { buffer.cancel() }

        func next() async throws(Rejection) -> EventBatch? {
            guard let message = try await buffer.next() else { return nil }
            guard case .streamEvents(let batch) = message else {
                throw Rejection(.internal, "the broker answered StreamEvents with something else")
            }
            return batch
        }
    }
}

extension FerryClient {
    /// Reads a partition's event log from a position on.
    public func streamEvents(_ request: StreamEvents, options: CallOptions = .init()) -> EventStream {
        EventStream(client: self, request: request, options: options)
    }
}
