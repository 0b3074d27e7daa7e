import FerryModel
import FerryTestSupport
import Testing

/// Every reason against a migration, all at once, and nothing changed by any of them.
@Suite struct MigrationRefusalTests {
    /// Expects these reasons (code and element, in order) and an untouched state.
    private func expect(
        _ expected: [(String, String)], _ code: StatusCode, from world: EngineWorld, _ call: Call,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let before = try world.dump()
        let events = try world.events().count

        let rejection = try world.refusal(call)

        #expect(rejection.code == code, sourceLocation: sourceLocation)
        #expect(
            rejection.reasons.map { "\($0.code) \($0.elementID)" } == expected.map { "\($0.0) \($0.1)" },
            sourceLocation: sourceLocation)
        for reason in rejection.reasons {
            #expect(
                !reason.expected.isEmpty && !reason.found.isEmpty && !reason.hint.isEmpty,
                sourceLocation: sourceLocation)
        }
        #expect(try world.dump() == before, sourceLocation: sourceLocation)
        #expect(try world.events().count == events, sourceLocation: sourceLocation)
    }

    @Test func namesEveryActiveElementWithoutAnInstruction() throws {
        let world = try EngineWorld()
        let v1 = try world.deploy(Model.forkJoin("p"))
        let v2 = try world.deploy(Model.oneTask("q", task: "c"))
        let key = try world.create(v1)

        try expect(
            [("ACTIVE_ELEMENT_UNMAPPED", "left"), ("ACTIVE_ELEMENT_UNMAPPED", "right")], .failedPrecondition,
            from: world, world.migration(key, to: v2))
    }

    @Test func namesEveryFaultOfThePlanAndOfTheInstanceTogether() throws {
        let world = try EngineWorld()
        let v1 = try world.deploy(Model.forkJoin("p"))
        let v2 = try world.deploy(Model.oneTask("q", task: "c"))
        let key = try world.create(v1)

        try expect(
            [
                ("DUPLICATE_SOURCE_ELEMENT", "after"), ("UNKNOWN_SOURCE_ELEMENT", "ghost"),
                ("UNKNOWN_TARGET_ELEMENT", "nowhere"), ("ELEMENT_TYPE_CHANGED", "fork"),
                ("ACTIVE_ELEMENT_UNMAPPED", "left"),
            ], .invalidArgument, from: world,
            world.migration(
                key, to: v2,
                [
                    ("after", "c"), ("after", "c"), ("ghost", "c"), ("right", "nowhere"), ("fork", "c"),
                ]))
    }

    @Test func refusesAnotherKindOfElement() throws {
        let world = try EngineWorld()
        let v1 = try world.deploy(Model.oneTask("p", task: "a"))
        let v2 = try world.deploy(
            Model.file("p", Model.start("start"), Model.user("b"), Model.end("end"), Model.path("start", "b", "end")))
        let key = try world.create(v1)

        try expect(
            [("ELEMENT_TYPE_CHANGED", "a")], .invalidArgument, from: world, world.migration(key, to: v2, [("a", "b")]))
    }

    @Test func refusesMixingFlowsAndElements() throws {
        let world = try EngineWorld()
        let v1 = try world.deploy(Model.forkJoin("p"))
        let v2 = try world.deploy(Model.forkJoin("q"))
        let key = try world.create(v1)

        try expect(
            [("ELEMENT_TYPE_CHANGED", "left"), ("ELEMENT_TYPE_CHANGED", "right-join")], .invalidArgument, from: world,
            world.migration(key, to: v2, [("left", "left-join"), ("right-join", "right"), ("right", "right")]))
    }

    @Test func refusesMovingIntoAnotherScope() throws {
        let world = try EngineWorld()
        let v1 = try world.deploy(Model.oneTask("p", task: "work"))
        let v2 = try world.deploy(
            Model.file(
                "p", Model.start("start"),
                Model.sub("sub", Model.start("s"), Model.service("work"), Model.end("e"), Model.path("s", "work", "e")),
                Model.end("end"), Model.path("start", "sub", "end")))
        let key = try world.create(v1)

        try expect(
            [("SCOPE_CHANGED", "work")], .invalidArgument, from: world,
            world.migration(key, to: v2, [("work", "work")]))
        try expect(
            [("ACTIVE_ELEMENT_UNMAPPED", "work")], .failedPrecondition, from: world,
            world.migration(key, to: v2, autoMap: .equal))
    }

    @Test func refusesAnActiveScopeThatIsNotMapped() throws {
        let world = try EngineWorld()
        let v1 = try world.deploy(
            Model.file(
                "p", Model.start("start"),
                Model.sub("sub", Model.start("s"), Model.service("work"), Model.end("e"), Model.path("s", "work", "e")),
                Model.end("end"), Model.path("start", "sub", "end")))
        let v2 = try world.deploy(Model.oneTask("q", task: "work"))
        let key = try world.create(v1)

        try expect(
            [("ACTIVE_ELEMENT_UNMAPPED", "sub")], .failedPrecondition, from: world,
            world.migration(key, to: v2, [("work", "work")]))
    }

    @Test func refusesAWaitingJoinWithoutInstruction() throws {
        let world = try EngineWorld()
        let v1 = try world.deploy(Model.forkJoin("p"))
        let v2 = try world.deploy(Model.forkJoin("q", join: "j"))
        let key = try world.create(v1)
        try world.work("left")

        try expect(
            [("WAITING_JOIN_UNMAPPED", "join")], .failedPrecondition, from: world,
            world.migration(key, to: v2, [("right", "right")]))
    }

    @Test func asksForTheTakenFlowWhenSeveralFit() throws {
        let world = try EngineWorld()
        let v1 = try world.deploy(Model.forkJoin("p"))
        let v2 = try world.deploy(Model.forkJoin("q", left: "l", right: "r", join: "j"))
        let key = try world.create(v1)
        try world.work("left")

        try expect(
            [("TAKEN_FLOW_AMBIGUOUS", "left-join")], .failedPrecondition, from: world,
            world.migration(key, to: v2, [("right", "r"), ("join", "j")]))
    }

    @Test func refusesAFlowIntoAnotherGateway() throws {
        let world = try EngineWorld()
        let v1 = try world.deploy(Model.forkJoin("p"))
        let v2 = try world.deploy(Model.forkJoin("q"))
        let key = try world.create(v1)
        try world.work("left")

        try expect(
            [("TAKEN_FLOW_AMBIGUOUS", "left-join")], .invalidArgument, from: world,
            world.migration(
                key, to: v2, [("right", "right"), ("join", "join"), ("left-join", "start-fork")]))
    }

    @Test func refusesTwoTakenFlowsOntoOne() throws {
        let world = try EngineWorld()
        let v1 = try world.deploy(threeWay("p"))
        let v2 = try world.deploy(threeWay("q"))
        let key = try world.create(v1)
        try world.work("a")
        try world.work("b")

        try expect(
            [("TAKEN_FLOWS_MERGED", "a-join")], .invalidArgument, from: world,
            world.migration(
                key, to: v2, [("c", "c"), ("join", "join"), ("a-join", "a-join"), ("b-join", "a-join")]))
    }

    @Test func refusesAJoinWithFewerFlowsOrOfAnotherType() throws {
        let world = try EngineWorld()
        let v1 = try world.deploy(threeWay("p"))
        let fewer = try world.deploy(Model.forkJoin("q", left: "a", right: "b"))
        let key = try world.create(v1)
        try world.work("a")
        try world.work("b")

        try expect(
            [("JOIN_FEWER_INCOMING_FLOWS", "join")], .invalidArgument, from: world,
            world.migration(key, to: fewer, [("c", "b"), ("join", "join")]))
        try expect(
            [("JOIN_FEWER_INCOMING_FLOWS", "join")], .failedPrecondition, from: world,
            world.migration(key, to: fewer, [("c", "b")], autoMap: .equal))
    }

    @Test func refusesAJoinOfAnotherType() throws {
        let world = try EngineWorld()
        let v1 = try world.deploy(Model.forkJoin("p"))
        let v2 = try world.deploy(
            Model.file(
                "q", Model.start("start"), Model.exclusive("x", default: "x-right"), Model.service("left"),
                Model.service("right"), Model.exclusive("merge"), Model.end("end"), Model.path("start", "x"),
                Model.flow("x", "left", when: "=true"), Model.flow("x", "right"), Model.path("left", "merge"),
                Model.path("right", "merge"), Model.path("merge", "end")))
        let key = try world.create(v1)
        try world.work("left")

        try expect(
            [("JOIN_TYPE_CHANGED", "join")], .invalidArgument, from: world,
            world.migration(key, to: v2, [("right", "right"), ("join", "merge")]))
    }

    @Test func refusesTwoJoinsOntoOne() throws {
        let world = try EngineWorld()
        let two = Model.file(
            "p", Model.start("start"), Model.parallel("fork"), Model.service("a"), Model.service("b"),
            Model.service("c"), Model.service("d"), Model.parallel("j1"), Model.parallel("j2"), Model.end("end"),
            Model.path("start", "fork", "a", "j1", "end"), Model.path("fork", "b", "j1"),
            Model.path("fork", "c", "j2", "end"), Model.path("fork", "d", "j2"))
        let v1 = try world.deploy(two)
        let v2 = try world.deploy(threeWay("q"))
        let key = try world.create(v1)
        try world.work("a")
        try world.work("c")

        try expect(
            [("JOINS_MERGED", "join")], .invalidArgument, from: world,
            world.migration(
                key, to: v2,
                [
                    ("b", "b"), ("d", "c"), ("j1", "join"), ("j2", "join"), ("a-j1", "a-join"), ("c-j2", "c-join"),
                ]))
    }

    /// Nothing ever waits at the fork, yet it is no part of a join (V7).
    @Test(arguments: [["join", "fork"], ["fork", "join"]])
    func refusesAForkAndAJoinOntoOneJoin(order: [String]) throws {
        let world = try EngineWorld()
        let v1 = try world.deploy(threeWay("p"))
        let v2 = try world.deploy(threeWay("q"))
        let key = try world.create(v1)
        try world.work("a")

        try expect(
            [("JOINS_MERGED", "join")], .invalidArgument, from: world,
            world.migration(key, to: v2, [("b", "b"), ("c", "c")] + order.map { ($0, "join") }))
    }

    @Test func refusesInstancesOfAnotherSource() throws {
        let world = try EngineWorld()
        let v1 = try world.deploy(Model.oneTask("p", task: "a"))
        let v2 = try world.deploy(Model.oneTask("p", task: "b"))
        let key = try world.create(v1)
        let plan = MigrationPlan(
            target: .key(v1.key), source: .key(v2.key), instructions: [MigrationInstruction(from: "a", to: "a")])

        try expect(
            [("WRONG_SOURCE_DEFINITION", "p")], .failedPrecondition, from: world,
            .migrateProcessInstance(MigrateProcessInstance(processInstanceKey: key, plan: plan)))
    }

    @Test func refusesWhatIsNotThere() throws {
        let world = try EngineWorld()
        let v1 = try world.deploy(Model.oneTask("p", task: "a"))
        let key = try world.create(v1)
        let unknown = MigrationPlan(target: .version(processID: "p", version: 9))

        try expect(
            [("DEFINITION_NOT_FOUND", "")], .notFound, from: world,
            .migrateProcessInstance(MigrateProcessInstance(processInstanceKey: key, plan: unknown)))
        try world.work("a")
        try expect(
            [("INSTANCE_NOT_ACTIVE", "")], .notFound, from: world, world.migration(key, to: v1, [("a", "a")]))
    }

    private func threeWay(_ id: String) -> [UInt8] {
        Model.file(
            id, Model.start("start"), Model.parallel("fork"), Model.service("a"), Model.service("b"),
            Model.service("c"), Model.parallel("join"), Model.end("end"),
            Model.path("start", "fork", "a", "join", "end"), Model.path("fork", "b", "join"),
            Model.path("fork", "c", "join"))
    }
}
