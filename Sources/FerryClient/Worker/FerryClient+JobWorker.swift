public import FerryModel
import ServiceLifecycle

extension FerryClient {
    /// Takes jobs of one type and hands each to the handler, until the task is cancelled or its service group stops;
    /// then takes no more, and returns when the jobs in hand are answered.
    ///
    /// When the handler throws, its job fails with one retry less and the error as message. A broker out of reach is
    /// asked again, and results wait for it as long as the broker leaves them their jobs.
    ///
    /// - Parameter handle: runs in up to `maxActiveJobs` tasks, none of which is cancelled.
    /// - Throws: `Rejection` when asking for jobs makes no sense as it is: `INVALID_ARGUMENT`, `UNAUTHENTICATED`,
    ///   `PERMISSION_DENIED` or `UNIMPLEMENTED`.
    public func runJobWorker(
        _ configuration: JobWorkerConfiguration,
        handle: @escaping @Sendable (ActivatedJob) async throws -> JobResult
    ) async throws {
        let worker = JobWorker(client: self, configuration: configuration, handle: handle)
        // A task apart, because cancelling this one must not reach the jobs in hand.
        let work = Task { try await worker.run() }
        try await withTaskCancellationOrGracefulShutdownHandler {
            try await work.value
        } onCancelOrGracefulShutdown: {
            worker.stop()
        }
    }
}
