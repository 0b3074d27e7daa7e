import FerryClient
import FerryModel
import FerryTestSupport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct MigrationPlanTests {
    @Test(arguments: Harness.allCases)
    func aPlanIsGeneratedCompletedCheckedAndFollowed(harness: Harness) async throws {
        try await harness.withWorld { world in
            let v1 = try await world.deployOne(Model.oneTask("p", task: "a", type: "t"))
            let v2 = try await world.deployOne(Model.oneTask("p", task: "b", type: "t"))
            let keys = try await world.createOnBoth(v1)

            var generation = GenerateMigrationPlan(source: .key(v1.key), target: .key(v2.key), page: Page(size: 1))
            var page = try await world.client.generateMigrationPlan(generation)
            let drawn = page
            var counted = page.instancesCounted
            while !page.nextPageToken.isEmpty {
                generation.page.token = page.nextPageToken
                page = try await world.client.generateMigrationPlan(generation)
                counted += page.instancesCounted
                #expect(page.instructions.isEmpty && page.proposals.isEmpty)
            }
            #expect(Int(counted) == keys.count)
            #expect(drawn.proposals.map { "\($0.from)-\($0.to)" } == ["a-b"])

            var plan = MigrationPlan(
                target: .key(v2.key), source: .key(v1.key),
                instructions: drawn.instructions + [MigrationInstruction(from: "a", to: "ghost")])
            let faulty = try await world.client.validateMigrationPlan(ValidateMigrationPlan(plan: plan))
            #expect(faulty.reasons.map(\.code) == ["UNKNOWN_TARGET_ELEMENT"])
            plan.instructions[plan.instructions.count - 1].to = "b"
            let good = try await world.client.validateMigrationPlan(ValidateMigrationPlan(plan: plan))
            #expect(good.reasons.isEmpty && good.warnings.isEmpty)
            #expect(good.source.key == v1.key && good.target.key == v2.key)

            for key in keys {
                _ = try await world.client.migrateProcessInstance(
                    MigrateProcessInstance(processInstanceKey: key, plan: plan))
                #expect(try await world.active(key) == ["b"])
            }
        }
    }

    @Test(arguments: Harness.allCases)
    func whatCannotFinishAnyMoreIsWarnedOf(harness: Harness) async throws {
        try await harness.withWorld { world in
            let v1 = try await world.deployOne(Model.oneTask("p", task: "left"))
            let v2 = try await world.deployOne(Model.forkJoin("p"))
            let key = try await world.create(v1)

            let report = try await world.migrate(key, to: v2, autoMap: .equal, dryRun: true)
            let plan = MigrationPlan(target: .key(v2.key), source: .key(v1.key), autoMap: .equal)
            let answer = try await world.client.validateMigrationPlan(ValidateMigrationPlan(plan: plan))

            #expect(report.warnings.map(\.code) == ["JOIN_CANNOT_COMPLETE"])
            #expect(report.warnings.map(\.path) == [["left", "join"]])
            #expect(answer.warnings.map(\.from) == ["left"])
        }
    }
}
