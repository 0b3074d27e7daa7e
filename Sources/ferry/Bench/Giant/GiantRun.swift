import FerryClient
import Synchronization

/// Takes one giant instance through its life, and another to its cancellation, and says how long each part took.
struct GiantRun {
    let client: FerryClient
    let shape: GiantShape
    let bystander: Bystander
    let lanes: Int
    let jobsAtOnce: Int32

    /// One part of the life, with what the bystander met meanwhile.
    struct Part: Hashable, Sendable {
        let tokens: Int
        let name: String
        let calls: Int
        let elapsed: Duration
        let bystander: Bystander.Lap
    }

    func run(tokens: Int, progress: (Part) throws -> Void) async throws {
        let first = try await deploy(tokens, version: 1)
        let second = try await deploy(tokens, version: 2)

        try progress(
            await part("idle", tokens) {
                try await Task.sleep(for: .seconds(1))
                return 0
            })
        let creation = CreateProcessInstance(definition: .key(first))
        var key = ProcessInstanceKey(0)
        try progress(
            await part("create", tokens) {
                key = try await client.createProcessInstance(creation).processInstanceKey
                return 1
            })
        var jobs: [JobKey] = []
        try progress(
            await part("activate", tokens) {
                let taken = try await activate(tokens, of: key)
                jobs = taken.jobs
                return taken.calls
            })
        let plan = MigrationPlan(target: .key(second), instructions: shape.plan, autoMap: .equal)
        try progress(
            await part("migrate", tokens) {
                _ = try await client.migrateProcessInstance(MigrateProcessInstance(processInstanceKey: key, plan: plan))
                return 1
            })
        try progress(
            await part("complete", tokens) {
                try await complete(jobs)
                return jobs.count
            })
        key = try await client.createProcessInstance(creation).processInstanceKey
        try progress(
            await part("cancel", tokens) {
                try await client.cancelProcessInstance(key)
                return 1
            })
    }

    private func part(_ name: String, _ tokens: Int, _ body: () async throws -> Int) async throws -> Part {
        _ = try await bystander.lap()
        let begin = ContinuousClock.now
        let calls = try await body()
        let elapsed = ContinuousClock.now - begin
        return Part(
            tokens: tokens, name: name, calls: calls, elapsed: elapsed, bystander: try await bystander.lap())
    }

    private func deploy(_ tokens: Int, version: Int) async throws -> ProcessDefinitionKey {
        let resource = shape.resource(tokens: tokens, version: version)
        let answer = try await client.deployResources(DeployResources(resources: [resource]))
        guard let definition = answer.definitions.first else {
            throw Rejection(.internal, "the broker deployed \(resource.name) without a definition")
        }
        return definition.key
    }

    private func activate(
        _ tokens: Int, of key: ProcessInstanceKey
    ) async throws -> (jobs: [JobKey], calls: Int) {
        var jobs: [JobKey] = []
        var calls = 0
        while jobs.count < tokens {
            let answer = try await client.activateJobs(
                ActivateJobs(type: GiantShape.jobType, timeoutMilliseconds: 3_600_000, maxJobs: jobsAtOnce))
            guard !answer.jobs.isEmpty else {
                throw Rejection(.internal, "\(tokens) jobs should wait, only \(jobs.count) do")
            }
            jobs += answer.jobs.filter { $0.processInstanceKey == key }.map(\.key)
            calls += 1
        }
        return (jobs, calls)
    }

    /// Each with a call of its own.
    private func complete(_ jobs: [JobKey]) async throws {
        let next = Atomic(0)
        let failure = Mutex<Rejection?>(nil)
        let pump = CallPump(client, lanes: min(lanes, jobs.count)) { _ -> (Void, Call)? in
            let index = next.add(1, ordering: .relaxed).oldValue
            guard index < jobs.count, failure.withLock({ $0 == nil }) else { return nil }
            return ((), .completeJob(CompleteJob(jobKey: jobs[index])))
        } completed: { _, result, _ in
            if case .failure(let rejection) = result { failure.withLock { $0 = rejection } }
        }
        await pump.run()
        if let rejection = failure.withLock({ $0 }) { throw rejection }
    }
}
