import FerryBroker
import FerryBrokerTestSupport
import FerryClient
import FerryModel
import FerryTestSupport
import Testing

/// Each runs in process and over a socket.
@Suite(.timeLimit(.minutes(1)))
struct JobWorkerTests {
    enum Way: CaseIterable { case inProcess, socket }

    @Test(arguments: Way.allCases)
    func completesEveryJobWithinItsLimitOfJobsInHand(_ way: Way) async throws {
        let jobs = JobBroker(jobs: 100)
        try await withClient(way, jobs) { client in
            let worker = Task {
                try await client.runJobWorker(JobWorkerConfiguration(type: "t", maxActiveJobs: 7)) { job in
                    .complete(Variables([.init(name: "key", value: .null)]))
                }
            }
            try await jobs.record.wait { $0.completed.count == 100 }
            worker.cancel()
            try await worker.value

            let record = jobs.record.value
            #expect(record.completed.sorted() == Array(1...100))
            #expect(record.outMost <= 7)
            #expect(record.failed.isEmpty)
        }
    }

    @Test(arguments: Way.allCases)
    func failsAJobWithOneRetryLessWhenItsHandlerThrows(_ way: Way) async throws {
        struct Trouble: Error, CustomStringConvertible { let description = "no paper" }
        let jobs = JobBroker(jobs: 1)
        try await withClient(way, jobs) { client in
            let worker = Task {
                let configuration = JobWorkerConfiguration(type: "t", failureBackoff: .milliseconds(250))
                try await client.runJobWorker(configuration) { _ in throw Trouble() }
            }
            try await jobs.record.wait { $0.failed.count == 1 }
            worker.cancel()
            try await worker.value

            #expect(
                jobs.record.value.failed
                    == [FailJob(jobKey: 1, retries: 2, backoffMilliseconds: 250, message: "no paper")])
        }
    }

    @Test(arguments: Way.allCases)
    func failsAJobAsItsHandlerSays(_ way: Way) async throws {
        let jobs = JobBroker(jobs: 1)
        try await withClient(way, jobs) { client in
            let worker = Task {
                try await client.runJobWorker(JobWorkerConfiguration(type: "t")) { _ in
                    .fail(retries: 0, backoff: .seconds(1), message: "never")
                }
            }
            try await jobs.record.wait { $0.failed.count == 1 }
            worker.cancel()
            try await worker.value

            #expect(
                jobs.record.value.failed
                    == [FailJob(jobKey: 1, retries: 0, backoffMilliseconds: 1_000, message: "never")])
        }
    }

    @Test(arguments: Way.allCases)
    func finishesTheJobsInHandWhenItStops(_ way: Way) async throws {
        let jobs = JobBroker(jobs: 3)
        let begun = Watched(0)
        let mayEnd = Watched(false)
        try await withClient(way, jobs) { client in
            let worker = Task {
                try await client.runJobWorker(JobWorkerConfiguration(type: "t")) { _ in
                    begun.change { $0 += 1 }
                    try await mayEnd.wait { $0 }
                    return .complete()
                }
            }
            try await begun.wait { $0 == 3 }

            worker.cancel()
            mayEnd.change { $0 = true }
            try await worker.value

            #expect(jobs.record.value.completed.count == 3)
            #expect(jobs.record.value.failed.isEmpty)
        }
    }

    @Test(arguments: Way.allCases)
    func endsWithTheRefusalThatAskingAgainCannotChange(_ way: Way) async throws {
        let refusal = Rejection(.permissionDenied, "not these jobs")
        try await withClient(way, JobBroker(jobs: 0, refusal: refusal)) { client in
            let thrown = await rejection {
                try await client.runJobWorker(JobWorkerConfiguration(type: "t")) { _ in .complete() }
            }

            #expect(thrown == refusal)
        }
    }

    private func withClient(
        _ way: Way, _ jobs: JobBroker, _ body: (FerryClient) async throws -> Void
    ) async throws {
        switch way {
        case .inProcess:
            let client = FerryClient(transport: InProcessTransport(jobs.broker))
            defer { client.close() }
            try await body(client)
        case .socket:
            try await withServer(jobs.broker) { address, _ in
                try await withFerryClient(.to(address)) { client in try await body(client) }
            }
        }
    }
}
