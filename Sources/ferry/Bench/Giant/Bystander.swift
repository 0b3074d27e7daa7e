import FerryClient
import Synchronization

/// Somebody with a small instance at a time: starts it, takes its job, completes it, and so on, while others are busy.
///
/// What it waits is what a large instance does to its partition.
final class Bystander: Sendable {
    private let client: FerryClient
    private let definition: ProcessDefinitionKey
    private let state = Mutex(State())

    private struct State {
        var latencies = LatencyRecord()
        var ended = 0
        var isStopped = false
    }

    struct Lap: Hashable, Sendable {
        let calls: Int
        let latencies: LatencyPercentiles
    }

    init(_ client: FerryClient, definition: ProcessDefinitionKey) {
        self.client = client
        self.definition = definition
    }

    /// Goes on until told to stop.
    func run() async throws {
        while !state.withLock({ $0.isStopped }) {
            _ = try await timed {
                try await self.client.createProcessInstance(CreateProcessInstance(definition: .key(self.definition)))
            }
            let taken = try await timed {
                try await self.client.activateJobs(ActivateJobs(type: BenchModel.jobType, maxJobs: 1))
            }
            for job in taken.jobs {
                try await timed { try await self.client.completeJob(CompleteJob(jobKey: job.key)) }
            }
        }
    }

    func stop() { state.withLock { $0.isStopped = true } }

    /// What was measured since the last lap, with the call that is under way.
    func lap() async throws -> Lap {
        let under = state.withLock { $0.ended }
        while state.withLock({ $0.ended == under && !$0.isStopped }) { try await Task.sleep(for: .milliseconds(1)) }
        return state.withLock { state in
            defer {
                state.latencies = LatencyRecord()
                state.ended = 0
            }
            return Lap(calls: state.ended, latencies: state.latencies.percentiles)
        }
    }

    @discardableResult
    private func timed<Value>(_ call: () async throws -> Value) async throws -> Value {
        let begin = ContinuousClock.now
        defer {
            state.withLock { state in
                state.latencies.add(ContinuousClock.now - begin)
                state.ended += 1
            }
        }
        return try await call()
    }
}
