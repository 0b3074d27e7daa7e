import FerryModel
import Logging
import Synchronization

/// One worker's loop: at most one request for jobs at a time, and a task for every job in hand.
final class JobWorker: Sendable {
    private enum Step: Sendable {
        case polled(Result<[ActivatedJob], Rejection>)
        case answered
    }

    private struct Polling {
        var isStopped = false
        var current: Task<Result<[ActivatedJob], Rejection>, Never>?
    }

    private let client: FerryClient
    private let configuration: JobWorkerConfiguration
    private let handle: @Sendable (ActivatedJob) async throws -> JobResult
    private let polling = Mutex(Polling())

    init(
        client: FerryClient, configuration: JobWorkerConfiguration,
        handle: @escaping @Sendable (ActivatedJob) async throws -> JobResult
    ) {
        self.client = client
        self.configuration = configuration
        self.handle = handle
    }

    func run() async throws {
        var inHand = 0
        var isPolling = false
        var pauses = Backoff(first: .milliseconds(50), max: .seconds(2))
        var pause = Duration.zero
        var failure: Rejection?

        await withTaskGroup(of: Step.self) { group in
            repeat {
                if !isPolling, inHand < configuration.maxActiveJobs, failure == nil,
                    let poll = poll(atMost: configuration.maxActiveJobs - inHand, after: pause)
                {
                    isPolling = true
                    group.addTask { .polled(await poll.value) }
                }
                switch await group.next() {
                case nil: return
                case .answered: inHand -= 1
                case .polled(.success(let jobs)):
                    isPolling = false
                    pauses.reset()
                    pause = .zero
                    inHand += jobs.count
                    for job in jobs {
                        group.addTask {
                            await self.work(on: job)
                            return .answered
                        }
                    }
                case .polled(.failure(let rejection)):
                    isPolling = false
                    pause = pauses.next()
                    if rejection.isFinal { failure = rejection }
                }
            } while true
        }
        if let failure { throw failure }
    }

    /// Takes no more jobs; `run` returns when those in hand are answered.
    func stop() {
        let current = polling.withLock { polling in
            polling.isStopped = true
            return polling.current
        }
        current?.cancel()
    }

    // MARK: Asking for jobs

    /// A request for jobs under way, which `stop` cancels; nil when the worker has stopped.
    private func poll(atMost maxJobs: Int, after pause: Duration) -> Task<Result<[ActivatedJob], Rejection>, Never>? {
        polling.withLock { polling in
            guard !polling.isStopped else { return nil }
            let poll = Task { await self.askForJobs(atMost: maxJobs, after: pause) }
            polling.current = poll
            return poll
        }
    }

    private func askForJobs(atMost maxJobs: Int, after pause: Duration) async -> Result<[ActivatedJob], Rejection> {
        do throws(Rejection) {
            try await client.pause(pause)
            let activation = ActivateJobs(
                type: configuration.type, worker: configuration.worker,
                timeoutMilliseconds: configuration.jobTimeout.milliseconds,
                maxJobs: Int32(clamping: min(maxJobs, 10_000)), fetchVariables: configuration.fetchVariables,
                waitMilliseconds: configuration.pollTimeout.milliseconds, tenant: configuration.tenant)
            return .success(try await client.activateJobs(activation).jobs)
        } catch {
            if error.code != .cancelled { client.logger.debug("no jobs: \(error)", metadata: about) }
            return .failure(error)
        }
    }

    // MARK: Working

    private func work(on job: ActivatedJob) async {
        let call: Call
        do {
            call = Self.call(for: try await handle(job), job)
        } catch {
            client.logger.debug("a job's handler threw: \(error)", metadata: about)
            call = .failJob(
                FailJob(
                    jobKey: job.key, retries: max(0, job.retries - 1),
                    backoffMilliseconds: configuration.failureBackoff.milliseconds, message: "\(error)"))
        }
        await answer(call, job)
    }

    private static func call(for result: JobResult, _ job: ActivatedJob) -> Call {
        switch result {
        case .complete(let variables): .completeJob(CompleteJob(jobKey: job.key, variables: variables))
        case .decide(let decision, let variables):
            .completeJob(CompleteJob(jobKey: job.key, variables: variables, decision: decision))
        case .fail(let retries, let backoff, let message):
            .failJob(
                FailJob(
                    jobKey: job.key, retries: retries, backoffMilliseconds: backoff.milliseconds, message: message))
        }
    }

    /// Tells the broker, again and again while it is out of reach, until the job is no longer this worker's.
    private func answer(_ call: Call, _ job: ActivatedJob) async {
        let end = ContinuousClock.now + configuration.jobTimeout
        var pauses = Backoff(first: .milliseconds(50), max: .seconds(2))
        while true {
            do throws(Rejection) {
                _ = try await client.perform(call, CallOptions())
                return
            } catch {
                let pause = pauses.next()
                guard error.isPassing, ContinuousClock.now + pause < end, (try? await client.pause(pause)) != nil else {
                    client.logger.notice(
                        "a job's result was not taken: \(error)", metadata: about.merging(["job": "\(job.key)"]) { $1 })
                    return
                }
            }
        }
    }

    private var about: Logger.Metadata { ["type": "\(configuration.type)", "worker": "\(configuration.worker)"] }
}

extension FerryClient {
    /// Throws `CANCELLED` when the task is.
    func pause(_ duration: Duration) async throws(Rejection) {
        guard duration > .zero else { return }
        do { try await Task.sleep(for: duration) } catch { throw .cancelledByCaller }
    }
}

extension Rejection {
    /// Asking again in the same way cannot help.
    fileprivate var isFinal: Bool {
        switch code {
        case .invalidArgument, .unauthenticated, .permissionDenied, .unimplemented: true
        default: false
        }
    }

    /// Asking again may help.
    fileprivate var isPassing: Bool { code == .unavailable || code == .resourceExhausted || code == .deadlineExceeded }
}

extension Duration {
    /// Whole milliseconds, rounded down.
    fileprivate var milliseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1_000 + attoseconds / 1_000_000_000_000_000
    }
}
