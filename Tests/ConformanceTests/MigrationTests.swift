import FerryClient
import FerryModel
import FerryTestSupport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct MigrationTests {
    @Test(arguments: Harness.allCases)
    func movesForthAndBackAndToAnotherProcess(harness: Harness) async throws {
        try await harness.withWorld { world in
            let v1 = try await world.deployOne(Model.oneTask("p", task: "a", type: "t"))
            let v2 = try await world.deployOne(Model.oneTask("p", task: "b", type: "t"))
            let other = try await world.deployOne(Model.oneTask("q", task: "c", type: "t"))
            for key in try await world.createOnBoth(v1, #"{"x":1}"#) {
                let job = try await world.job(key, "a")
                for (target, from, to) in [(v2, "a", "b"), (v1, "b", "a"), (other, "a", "c"), (other, "c", "c")] {
                    let report = try await world.migrate(key, to: target, [from: to])

                    #expect(report.target == target.key && report.elements.map(\.to) == [target.processID, to])
                    #expect(report.elements.last?.job == job.key)
                    #expect(try await world.job(key, to) == job)
                }
                #expect(try await world.tree(key).variable("x") == "1")
                try await world.complete(key, "c")
                #expect(try await !world.isRunning(key))
            }
        }
    }

    @Test(arguments: Harness.allCases)
    func aDryRunAnswersTheSameAndChangesNothing(harness: Harness) async throws {
        try await harness.withWorld { world in
            let v1 = try await world.deployOne(Model.forkJoin("p"))
            let v2 = try await world.deployOne(Model.forkJoin("p", left: "l", right: "r", join: "j"))
            let key = try await world.create(v1)
            try await world.complete(key, "left")
            let before = try await world.tree(key)
            let positions = try await world.positions()

            let dry = try await world.migrate(key, to: v2, ["right": "r", "join": "j", "left": "l"], dryRun: true)

            #expect(dry.isDryRun && dry.position == .none)
            #expect(try await world.tree(key) == before)
            #expect(try await world.positions() == positions)
            let real = try await world.migrate(key, to: v2, ["right": "r", "join": "j", "left": "l"])
            #expect(real.elements == dry.elements && real.tokens == dry.tokens && !real.isDryRun)
            #expect(real.tokens.map(\.toFlow) == ["l-j"])
            #expect(try await world.tree(key).tokens.map(\.flowID) == ["l-j"])
            let event = try #require(try await world.history(of: key).last)
            #expect(event.kind == "PROCESS_INSTANCE_MIGRATED" && event.position == real.position)
        }
    }

    @Test(arguments: Harness.allCases)
    func aPlanByNamesServesEveryStage(harness: Harness) async throws {
        try await harness.withWorld { world in
            let v1 = try await world.deployOne(Model.oneTask("p", task: "a"))
            let v2 = try await world.deployOne(Model.oneTask("p", task: "b"))
            let plan = MigrationPlan(
                target: .contentHash(processID: "p", hash: v2.contentHash),
                source: .version(processID: "p", version: 1),
                instructions: [MigrationInstruction(from: "a", to: "b")])
            let key = try await world.create(v1)

            _ = try await world.client.migrateProcessInstance(
                MigrateProcessInstance(processInstanceKey: key, plan: plan))

            #expect(try await world.active(key) == ["b"])
            let again = await rejection {
                _ = try await world.client.migrateProcessInstance(
                    MigrateProcessInstance(processInstanceKey: key, plan: plan))
            }
            #expect(again?.reasons.map(\.code).contains("WRONG_SOURCE_DEFINITION") == true)
        }
    }

    @Test(arguments: Harness.allCases)
    func autoMapPairsWhatIsEqual(harness: Harness) async throws {
        try await harness.withWorld { world in
            let v1 = try await world.deployOne(Model.forkJoin("p"))
            let v2 = try await world.deployOne(Model.forkJoin("q"))
            let key = try await world.create(v1)
            try await world.complete(key, "right")

            let report = try await world.migrate(key, to: v2, autoMap: .equal)

            #expect(report.elements.map(\.to) == ["q", "left"] && report.tokens.map(\.toFlow) == ["right-join"])
            try await world.complete(key, "left")
            try await world.complete(key, "after")
            #expect(try await !world.isRunning(key))
        }
    }

    @Test(arguments: Harness.allCases)
    func namesEveryReasonAtOnce(harness: Harness) async throws {
        try await harness.withWorld { world in
            let v1 = try await world.deployOne(Model.forkJoin("p"))
            let v2 = try await world.deployOne(Model.oneTask("q", task: "c"))
            let key = try await world.create(v1)

            try await world.refusesMigration(
                key, to: v2,
                ["after": "c", "after": "c", "ghost": "c", "right": "nowhere", "fork": "c"], .invalidArgument,
                [
                    "DUPLICATE_SOURCE_ELEMENT after", "UNKNOWN_SOURCE_ELEMENT ghost", "UNKNOWN_TARGET_ELEMENT nowhere",
                    "ELEMENT_TYPE_CHANGED fork", "ACTIVE_ELEMENT_UNMAPPED left",
                ])
            try await world.refusesMigration(
                key, to: v2, [:], .failedPrecondition,
                ["ACTIVE_ELEMENT_UNMAPPED left", "ACTIVE_ELEMENT_UNMAPPED right"])
        }
    }
}
