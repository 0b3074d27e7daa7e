import FerryModel
import FerryStore
import FerryTestSupport
import Testing

/// Instances that have outgrown one record.
@Suite struct LargeInstanceTests {
    private let starts = Array(repeating: "t", count: 300)

    @Test func migratesCompletesAndLeavesNothing() throws {
        let world = try EngineWorld(cachedElements: 10)
        let v1 = try world.deploy(Model.oneTask("p", task: "t", type: "work"))
        let v2 = try world.deploy(Model.oneTask("p", task: "u", type: "work"))
        let before = try world.dump().filter { !isMeta($0.key) }
        let key = try world.create(v1, #"{"x":1}"#, at: starts)

        let report = try world.migrate(key, to: v2, [("t", "u")])
        #expect(report.elements.count == 301)
        #expect(try Set(world.tree(key).active) == ["u"])
        #expect(try world.replayed() == world.dump())
        for job in try world.jobs("work", max: 1_000) {
            try world.call(.completeJob(CompleteJob(jobKey: job.key, variables: try Variables(parsing: #"{"y":2}"#))))
        }

        #expect(try !world.isRunning(key))
        #expect(try world.dump().filter { !isMeta($0.key) } == before)
        #expect(try world.replayed() == world.dump())
    }

    @Test func aRefusalLeavesEveryRecordAsItWas() throws {
        let world = try EngineWorld()
        let v1 = try world.deploy(Model.oneTask("p", task: "t", type: "work"))
        let v2 = try world.deploy(Model.oneTask("p", task: "u", type: "work"))
        let key = try world.create(v1, at: starts)
        let before = try world.dump()

        let rejection = try world.refusal(world.migration(key, to: v2))
        _ = try world.migrate(key, to: v2, [("t", "u")], dryRun: true)

        #expect(rejection.reasons.map(\.code) == ["ACTIVE_ELEMENT_UNMAPPED"], "one fault for all of them")
        #expect(try world.dump() == before)
    }
}
