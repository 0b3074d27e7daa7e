import FerryClient
import Synchronization

/// Workers that do a given number of jobs of one type and then go home.
struct JobCrew {
    let client: FerryClient
    let type: String

    private static let jobsPerCallMax = 500
    private static let lanes = 128
    /// Jobs are there when the call that made them was answered; this is for partitions that are late.
    private static let waitMilliseconds: Int64 = 200

    /// Completes up to `quota` jobs; returns how many there were.
    func complete(_ quota: Int) async throws -> Int {
        try await each(quota) { job in
            .completeJob(CompleteJob(jobKey: job.key, variables: OrderModel.result(of: job)))
        }
    }

    /// Fails up to `quota` jobs for good: each becomes an incident.
    func fail(_ quota: Int, message: String) async throws -> Int {
        try await each(quota) { job in .failJob(FailJob(jobKey: job.key, retries: 0, message: message)) }
    }

    private func each(_ quota: Int, answer: @escaping @Sendable (ActivatedJob) -> Call) async throws -> Int {
        var done = 0
        while done < quota {
            let jobs = try await client.activateJobs(
                ActivateJobs(
                    type: type, worker: "demo", maxJobs: Int32(min(quota - done, Self.jobsPerCallMax)),
                    fetchVariables: ["orderId"], waitMilliseconds: Self.waitMilliseconds)
            ).jobs
            if jobs.isEmpty { break }
            try await send(jobs.map(answer))
            done += jobs.count
        }
        return done
    }

    private func send(_ calls: [Call]) async throws {
        let position = Atomic(0)
        let failure = Mutex<Rejection?>(nil)
        let pump = CallPump(client, lanes: min(Self.lanes, calls.count)) { _ -> (Void, Call)? in
            let index = position.add(1, ordering: .relaxed).oldValue
            return index < calls.count ? ((), calls[index]) : nil
        } completed: { _, result, _ in
            if case .failure(let rejection) = result { failure.withLock { $0 = rejection } }
        }
        await pump.run()
        if let rejection = failure.withLock({ $0 }) { throw rejection }
    }
}
