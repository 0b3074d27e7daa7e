import FerryModel
import FerryTestSupport
import Testing

/// Element instances that rest before or after themselves (Camunda 7: MigrationTransitionInstancesTest).
@Suite struct MigrationContinuationTests {
    /// start, a manual task that rests, and after it one task, several or none.
    private static func model(
        _ id: String = "x", _ rests: [String] = ["asyncBefore", "asyncAfter"], after: [String] = ["after"],
        inside scope: String = ""
    ) -> [UInt8] {
        let attributes = ActivityModel.rests() + rests.map { "camunda:\($0)=\"true\"" }.joined(separator: " ")
        var inner =
            Model.start("s") + ActivityModel.element("manualTask", id, attributes) + Model.path("s", id)
        for task in after { inner += Model.service(task) + Model.path(id, task) }
        if !scope.isEmpty { inner = Model.start("s0") + Model.sub(scope, inner) + Model.path("s0", scope) }
        return Model.file("p", inner)
    }

    private func atRest(
        _ world: EngineWorld, after: Bool, _ model: [UInt8] = Self.model()
    ) throws -> ProcessInstanceKey {
        let key = try world.create(try world.deploy(model))
        if after { try world.pass(milliseconds: 0) }
        return key
    }

    @Test(arguments: [false, true])
    func goOnInTheTarget(after: Bool) throws {
        let world = try EngineWorld()
        let key = try atRest(world, after: after)
        let target = try world.deploy(Self.model("y", after: ["next"]))

        let report = try world.migrate(key, by: .strict(target, [("x", "y")]))

        #expect(report.structure.continuations.map(\.toFlows) == (after ? [["y-next"]] : []))
        try world.checkReplay()
        try world.pass(milliseconds: 0)
        if !after { try world.pass(milliseconds: 0) }
        #expect(try world.tree(key).active == ["next"])
        try world.checkReplay()
    }

    @Test(arguments: [(false, "asyncAfter"), (true, "asyncBefore")])
    func needATargetThatRestsThere(after: Bool, other: String) throws {
        let world = try EngineWorld()
        let key = try atRest(world, after: after)
        let target = try world.deploy(Self.model("x", [other]))

        #expect(try world.refusals(key, .strict(target, [("x", "x")])) == ["ASYNC_MISSING_IN_TARGET x"])
    }

    @Test func needAnInstruction() throws {
        let world = try EngineWorld()
        let key = try atRest(world, after: false)
        let target = try world.deploy(Self.model())

        #expect(try world.refusals(key, .adaptive(target)) == ["ACTIVE_ELEMENT_UNMAPPED x"])
    }

    @Test func takeTheFlowOfTheSameNameOrOfAnInstruction() throws {
        let world = try EngineWorld()
        let target = try world.deploy(Self.model("x", after: ["after", "other"]))
        for (map, active) in [([("x", "x")], "after"), ([("x", "x"), ("x-after", "x-other")], "other")] {
            let key = try atRest(world, after: true)

            _ = try world.migrate(key, by: .strict(target, map))

            try world.pass(milliseconds: 0)
            #expect(try world.tree(key).active == [active])
        }
    }

    @Test(arguments: [(["after"], ["one", "two"]), ([], ["one", "two"])])
    func refuseAChoiceOfFlows(before: [String], after: [String]) throws {
        let world = try EngineWorld()
        let key = try atRest(world, after: true, Self.model(after: before))
        let target = try world.deploy(Self.model(after: after))

        #expect(try world.refusals(key, .strict(target, [("x", "x")])) == ["ASYNC_FLOW_AMBIGUOUS x"])
    }

    @Test func endWhereTheTargetHasNoFlow() throws {
        let world = try EngineWorld()
        let key = try atRest(world, after: true)
        let target = try world.deploy(Self.model(after: []))

        _ = try world.migrate(key, by: .strict(target, [("x", "x")]))

        try world.pass(milliseconds: 0)
        #expect(try !world.isRunning(key))
    }

    @Test func restInANewScope() throws {
        let world = try EngineWorld()
        let key = try atRest(world, after: false)
        let target = try world.deploy(Self.model(inside: "sub"))

        _ = try world.migrate(key, by: .adaptive(target, [("x", "x")]))

        #expect(try world.shape(key) == ["p", " sub", "  x"])
        try world.pass(milliseconds: 0)
        try world.pass(milliseconds: 0)
        #expect(try world.shape(key) == ["p", " sub", "  after"])
        try world.checkReplay()
    }
}
