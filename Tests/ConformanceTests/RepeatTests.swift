import FerryClient
import FerryModel
import FerryTestSupport
import Testing

/// Commands with an idempotency key are done once.
@Suite(.timeLimit(.minutes(1)))
struct RepeatTests {
    @Test(arguments: Harness.allCases)
    func aRepeatGetsTheFirstAnswerAndDoesNothing(harness: Harness) async throws {
        try await harness.withWorld { world in
            let v1 = try await world.deployOne(Model.oneTask("p", task: "a"))
            let v2 = try await world.deployOne(Model.oneTask("p", task: "b"))
            let creation = CreateProcessInstance(
                definition: .key(v1.key), variables: try Variables(parsing: #"{"x":1}"#))
            let created = try await world.client.createProcessInstance(creation, options: named("create"))
            let key = created.processInstanceKey
            let migration = MigrateProcessInstance(processInstanceKey: key, plan: .to(v2, ["a": "b"]))
            let report = try await world.client.migrateProcessInstance(migration, options: named("migrate"))
            let job = try await world.job(key, "b")
            try await world.client.failJob(FailJob(jobKey: job.key, retries: 0), options: named("fail"))
            let update = UpdateJobRetries(jobKey: job.key, retries: 5)
            try await world.client.updateJobRetries(update, options: named("retries"))
            let incident = try #require(try await world.tree(key).incidents.first)
            try await world.client.resolveIncident(incident.key, options: named("resolve"))
            let change = SetVariables(scope: key.root, variables: try Variables(parsing: #"{"x":2}"#))
            try await world.client.setVariables(change, options: named("set"))
            try await world.client.completeJob(CompleteJob(jobKey: job.key), options: named("complete"))
            let positions = try await world.positions()

            #expect(try await world.client.createProcessInstance(creation, options: named("create")) == created)
            #expect(try await world.client.migrateProcessInstance(migration, options: named("migrate")) == report)
            try await world.client.failJob(FailJob(jobKey: job.key, retries: 0), options: named("fail"))
            try await world.client.updateJobRetries(update, options: named("retries"))
            try await world.client.resolveIncident(incident.key, options: named("resolve"))
            try await world.client.setVariables(change, options: named("set"))
            try await world.client.completeJob(CompleteJob(jobKey: job.key), options: named("complete"))

            #expect(try await world.positions() == positions)
            #expect(try await !world.isRunning(key))
        }
    }

    @Test(arguments: Harness.allCases)
    func aRefusedCommandIsNotRemembered(harness: Harness) async throws {
        try await harness.withWorld { world in
            let v1 = try await world.deployOne(Model.oneTask("p", task: "a"))
            let v2 = try await world.deployOne(Model.oneTask("p", task: "b"))
            let key = try await world.create(v1)
            let refused = await rejection {
                _ = try await world.client.migrateProcessInstance(
                    MigrateProcessInstance(processInstanceKey: key, plan: .to(v2)), options: named("once"))
            }
            #expect(refused?.code == .failedPrecondition)

            _ = try await world.client.migrateProcessInstance(
                MigrateProcessInstance(processInstanceKey: key, plan: .to(v2, ["a": "b"])), options: named("once"))

            #expect(try await world.active(key) == ["b"])
        }
    }

    @Test(arguments: Harness.allCases)
    func oneKeyForTwoCommandsIsRefused(harness: Harness) async throws {
        try await harness.withWorld { world in
            let v1 = try await world.deployOne(Model.oneTask("p", task: "a"))
            let v2 = try await world.deployOne(Model.oneTask("p", task: "a", type: "other"))
            let client = world.client
            let created = try await client.createProcessInstance(
                CreateProcessInstance(definition: .key(v1.key), startElements: ["a"]), options: named("create"))
            let key = created.processInstanceKey
            let job = try await world.job(key, "a")
            try await client.failJob(FailJob(jobKey: job.key, retries: 2, message: "m"), options: named("fail"))
            try await client.setVariables(
                SetVariables(scope: key.root, variables: Variables(parsing: #"{"x":1}"#)), options: named("set"))
            _ = try await client.migrateProcessInstance(
                MigrateProcessInstance(processInstanceKey: key, plan: .to(v2, ["a": "a"])), options: named("migrate"))
            let positions = try await world.positions()

            var sourced = MigrationPlan.to(v2, ["a": "a"])
            sourced.source = .key(v1.key)
            let repeats: [(String, () async throws -> Void)] = [
                (
                    "other variables",
                    {
                        _ = try await client.createProcessInstance(
                            CreateProcessInstance(
                                definition: .key(v1.key), variables: Variables(parsing: #"{"y":1}"#),
                                startElements: ["a"]), options: named("create"))
                    }
                ),
                (
                    "other start elements",
                    {
                        _ = try await client.createProcessInstance(
                            CreateProcessInstance(definition: .key(v1.key)), options: named("create"))
                    }
                ),
                (
                    "other retries",
                    {
                        try await client.failJob(
                            FailJob(jobKey: job.key, retries: 1, message: "m"), options: named("fail"))
                    }
                ),
                (
                    "other message",
                    {
                        try await client.failJob(
                            FailJob(jobKey: job.key, retries: 2, message: "n"), options: named("fail"))
                    }
                ),
                (
                    "other back-off",
                    {
                        try await client.failJob(
                            FailJob(jobKey: job.key, retries: 2, backoffMilliseconds: 9, message: "m"),
                            options: named("fail"))
                    }
                ),
                (
                    "local",
                    {
                        try await client.setVariables(
                            SetVariables(scope: key.root, variables: Variables(parsing: #"{"x":1}"#), local: true),
                            options: named("set"))
                    }
                ),
                (
                    "auto-map",
                    {
                        _ = try await client.migrateProcessInstance(
                            MigrateProcessInstance(processInstanceKey: key, plan: .to(v2, ["a": "a"], autoMap: .equal)),
                            options: named("migrate"))
                    }
                ),
                (
                    "source",
                    {
                        _ = try await client.migrateProcessInstance(
                            MigrateProcessInstance(processInstanceKey: key, plan: sourced), options: named("migrate"))
                    }
                ),
            ]
            for (name, call) in repeats {
                let refusal = await rejection { try await call() }
                #expect(refusal?.code == .invalidArgument, "\(name)")
                #expect(refusal?.reasons.map(\.code) == ["IDEMPOTENCY_KEY"], "\(name)")
            }
            #expect(try await world.positions() == positions)
        }
    }

    @Test(arguments: Harness.allCases)
    func anAnswerIsForgottenAfterADay(harness: Harness) async throws {
        try await harness.withWorld { world in
            let definition = try await world.deployOne(Model.oneTask("p"))
            let creation = CreateProcessInstance(definition: .key(definition.key))
            let first = try await world.client.createProcessInstance(creation, options: named("k"))

            try await world.pass(milliseconds: 24 * 60 * 60 * 1_000)

            let second = try await world.client.createProcessInstance(creation, options: named("k"))
            #expect(second.processInstanceKey != first.processInstanceKey)
        }
    }

    @Test(arguments: Harness.allCases)
    func aKeyThatIsTooLongIsRefused(harness: Harness) async throws {
        try await harness.withWorld { world in
            let definition = try await world.deployOne(Model.oneTask("p"))
            let creation = CreateProcessInstance(definition: .key(definition.key))

            _ = try await world.client.createProcessInstance(
                creation, options: CallOptions(idempotencyKey: Array(repeating: 7, count: 128)))
            let refusal = await rejection {
                _ = try await world.client.createProcessInstance(
                    creation, options: CallOptions(idempotencyKey: Array(repeating: 7, count: 129)))
            }

            #expect(refusal?.code == .invalidArgument)
        }
    }

    private func named(_ key: String) -> CallOptions { CallOptions(idempotencyKey: Array(key.utf8)) }
}
