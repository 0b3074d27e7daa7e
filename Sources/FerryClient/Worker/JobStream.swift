public import FerryModel

/// Jobs as they come, one at a time, never more in hand than the request's `credits`.
///
/// A job is in hand from when the broker sends it until the loop asks for the next one: then it is taken as done, and
/// its credit goes back to the broker, a few together. So a loop that works on its jobs one after the other is sent no
/// more than `credits` ahead, however slow it is. What a job came to is still to be said, with `completeJob` and its
/// kin.
///
/// Each loop opens a stream of its own, over a connection of its own. Leaving the loop ends it: jobs that were sent and
/// not looked at return to the queue when their time is over. Throws `Rejection`; after `UNAVAILABLE`, open another.
public struct JobStream: AsyncSequence, Sendable {
    public typealias Element = ActivatedJob
    public typealias Failure = Rejection

    let client: FerryClient
    let request: StreamJobs
    let options: CallOptions

    public func makeAsyncIterator() -> Iterator {
        let buffer = StreamBuffer()
        client.transport.openStream(.streamJobs(request), timeout: options.timeout, into: buffer)
        return Iterator(reader: Reader(buffer: buffer, client: client), window: request.credits)
    }

    /// One reading of the stream, by one task.
    public struct Iterator: AsyncIteratorProtocol {
        let reader: Reader
        let window: Int32
        private var jobs: ArraySlice<ActivatedJob> = []
        /// Jobs the loop was given and is through with, whose credits are still to go back.
        private var doneCount: Int32 = 0
        private var isWorking = false

        init(reader: Reader, window: Int32) {
            self.reader = reader
            self.window = window
        }

        /// The next job; waits until there is one. nil is never answered: the stream ends by an error or by leaving it.
        public mutating func next() async throws -> ActivatedJob? { try await next(isolation: #isolation) }

        /// The same, staying with the caller's actor.
        public mutating func next(isolation actor: isolated (any Actor)?) async throws(Rejection) -> ActivatedJob? {
            if isWorking { doneCount += 1 }
            isWorking = false
            // Half a window at a time: the broker has the other half to go on with.
            if doneCount > 0, doneCount >= (window + 1) / 2 {
                reader.buffer.grant(doneCount)
                doneCount = 0
            }
            while jobs.isEmpty {
                guard let batch = try await reader.next() else { return nil }
                jobs = batch[...]
            }
            isWorking = true
            return jobs.popFirst()
        }
    }

    /// Keeps the stream open as long as anyone can read it.
    final class Reader: Sendable {
        let buffer: StreamBuffer
        /// A client that nobody holds closes its connections.
        private let client: FerryClient

        init(buffer: StreamBuffer, client: FerryClient) {
            self.buffer = buffer
            self.client = client
        }

        deinit { buffer.cancel() }

        func next() async throws(Rejection) -> [ActivatedJob]? {
            guard let message = try await buffer.next() else { return nil }
            guard case .streamJobs(let batch) = message else {
                throw Rejection(.internal, "the broker answered StreamJobs with something else")
            }
            return batch.jobs
        }
    }
}

extension FerryClient {
    /// Takes jobs as they come; `credits` is how many may be in hand.
    public func streamJobs(_ request: StreamJobs, options: CallOptions = .init()) -> JobStream {
        JobStream(client: self, request: request, options: options)
    }
}
