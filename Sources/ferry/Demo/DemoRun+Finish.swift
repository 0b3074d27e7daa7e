import FerryClient
import Synchronization

extension DemoRun {
    private static let stallLimit = Duration.seconds(20)
    private static let lookEvery = Duration.milliseconds(50)

    mutating func resolveIncidents() async throws {
        step("Resolve the incidents, which moved along")
        let incidents = try await client.incidents()
        for incident in incidents {
            if let job = incident.job {
                try await client.updateJobRetries(UpdateJobRetries(jobKey: job, retries: 3))
            }
            try await client.resolveIncident(incident.key)
        }
        tally.incidentsResolved = incidents.count
        if let incident = incidents.first {
            say("\(incidents.count) resolved; they stood at \(incident.elementID): \(incident.message)")
        }
    }

    mutating func finishAll() async throws {
        step("Let workers finish everything")
        let expected = tally.migrated + tally.recreated
        let begin = ContinuousClock.now
        let notified = Counter()
        let jobs = Counter()
        let client = client
        let progress = ProgressBar("   finishing", total: expected, console: console)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for type in OrderModel.jobTypes {
                let worker = JobWorkerConfiguration(
                    type: type, worker: "demo", maxActiveJobs: 256, fetchVariables: ["orderId"])
                group.addTask {
                    try await client.runJobWorker(worker) { job in
                        jobs.increment()
                        if job.type == OrderModel.notifyCustomer { notified.increment() }
                        return .complete(OrderModel.result(of: job))
                    }
                }
            }
            group.addTask { try await Self.watch(notified, until: expected, jobs, progress) }
            // The watcher comes back first; a cancelled worker still finishes the jobs it has in hand.
            try await group.next()
            group.cancelAll()
            try await group.waitForAll()
        }
        progress.finish()
        tally.completedAfter = notified.value
        say("\(jobs.value) jobs in \(rate(jobs.value, ContinuousClock.now - begin)); \(notified.value) orders done")
    }

    mutating func countWhatIsLeft() async throws {
        tally.instancesLeft = try await client.instances().count
        tally.incidentsLeft = try await client.incidents().count
    }

    /// Returns when the last order was notified; gives up when no worker has had a job for a while.
    private static func watch(
        _ notified: Counter, until expected: Int, _ jobs: Counter, _ progress: ProgressBar
    ) async throws {
        var seen = (notified: 0, jobs: 0)
        var lastChange = ContinuousClock.now
        while notified.value < expected {
            try await Task.sleep(for: lookEvery)
            let now = (notified: notified.value, jobs: jobs.value)
            progress.advance(by: now.notified - seen.notified)
            if now.jobs != seen.jobs { lastChange = .now }
            guard ContinuousClock.now - lastChange < stallLimit else {
                throw Rejection(.deadlineExceeded, "\(expected - now.notified) orders do not go on")
            }
            seen = now
        }
    }
}

/// Counts from any thread.
private final class Counter: Sendable {
    private let count = Atomic(0)
    var value: Int { count.load(ordering: .relaxed) }
    func increment() { count.add(1, ordering: .relaxed) }
}
