import FerryModel
import FerryTestSupport
import Testing

/// Judging a plan without an instance.
@Suite struct PlanValidationTests {
    @Test func everyFaultIsTheAnswerAndNothingChanges() throws {
        let world = try EngineWorld()
        let v1 = try world.deploy(Model.forkJoin("p"))
        let v2 = try world.deploy(Model.oneTask("q", task: "c"))
        let before = try world.dump()

        let answer = try world.validate(
            from: v1, to: v2,
            [("after", "c"), ("after", "c"), ("ghost", "c"), ("right", "nowhere"), ("fork", "c")])

        #expect(
            answer.reasons.map { "\($0.code) \($0.elementID)" } == [
                "DUPLICATE_SOURCE_ELEMENT after", "UNKNOWN_SOURCE_ELEMENT ghost", "UNKNOWN_TARGET_ELEMENT nowhere",
                "ELEMENT_TYPE_CHANGED fork",
            ])
        #expect(
            answer.mapping.map { "\($0.from)>\($0.to) \($0.origin)" } == [
                "p>q generated", "start> unmapped", "fork> faulty", "left> unmapped", "right> faulty",
                "join> unmapped", "after>c explicit", "end> unmapped",
            ])
        #expect(try world.dump() == before)
    }

    @Test func whatItFindsIsWhatAMigrationIsRefusedFor() throws {
        let world = try EngineWorld()
        let v1 = try world.deploy(Model.forkJoin("p"))
        let v2 = try world.deploy(Model.oneTask("q", task: "c"))
        let key = try world.create(v1)
        let map = [("left", "c"), ("right", "end"), ("ghost", "c")]

        let answer = try world.validate(from: v1, to: v2, map)
        let refusal = try world.refusal(world.migration(key, to: v2, map))

        #expect(!answer.reasons.isEmpty)
        #expect(Array(refusal.reasons.prefix(answer.reasons.count)) == answer.reasons)
    }

    @Test func aSourceIsNeededAndMustBeThePlans() throws {
        let world = try EngineWorld()
        let v1 = try world.deploy(Model.oneTask("p", task: "a"))
        let v2 = try world.deploy(Model.oneTask("p", task: "b"))
        let open = MigrationPlan(target: .key(v2.key), autoMap: .equal)
        var bound = open
        bound.source = .key(v1.key)

        let refusal = try world.refusal(.validateMigrationPlan(ValidateMigrationPlan(plan: open)))
        #expect(refusal.code == .invalidArgument && refusal.reasons.map(\.code) == ["SOURCE_MISSING"])
        let answer = try world.call(
            .validateMigrationPlan(ValidateMigrationPlan(source: .key(v2.key), plan: bound)))
        guard case .validateMigrationPlan(let answer) = answer else { throw EngineWorld.Unexpected() }
        #expect(answer.reasons.map(\.code) == ["WRONG_SOURCE_DEFINITION"])
    }

    @Test func saysWhatBecomesOfEachEvent() throws {
        let world = try EngineWorld()
        func model(_ id: String, _ events: (String, String)...) -> [UInt8] {
            Model.eventFile(
                id, Model.start("start"), Model.service("a"), Model.end("end"), Model.path("start", "a", "end"),
                events.map { Model.onBoundary($0, on: "a", $1) + Model.path($0, "end") }.joined())
        }
        let v1 = try world.deploy(
            model("p", ("late", Model.after("PT1H")), ("stop", Model.signal("alarm")), ("fail", Model.error("broken"))))
        let v2 = try world.deploy(model("q", ("late", Model.after("PT2H")), ("calm", Model.signal("calm"))))

        let answer = try world.validate(from: v1, to: v2, [("a", "a"), ("late", "late")])

        let events = answer.mapping.first { $0.from == "a" }?.events ?? []
        #expect(
            events == [
                EventMapping(from: "late", to: "late", kind: "TIMER", fate: .kept),
                EventMapping(from: "stop", to: "", kind: "SIGNAL", fate: .closed),
                EventMapping(from: "", to: "calm", kind: "SIGNAL", fate: .opened),
            ])
    }
}
