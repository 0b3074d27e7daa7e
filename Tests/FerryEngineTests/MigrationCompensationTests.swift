import FerryModel
import FerryTestSupport
import Testing

/// Completed activities that can be compensated move with the instance.
@Suite struct MigrationCompensationTests {
    /// Books, waits, undoes what was booked.
    private static func model(
        _ task: String = "book", handler: String = "release", wait: String = "wait", around scopes: [String] = [],
        hasCompensation: Bool = true
    ) -> [UInt8] {
        var booking =
            Model.start("s-\(task)") + Model.service(task, type: "book") + Model.end("e-\(task)")
            + Model.path("s-\(task)", task, "e-\(task)")
        if hasCompensation { booking += ActivityModel.undo(task, by: handler) + ActivityModel.handler(handler) }
        for scope in scopes.reversed() {
            booking =
                Model.start("s-\(scope)") + Model.sub(scope, booking) + Model.end("e-\(scope)")
                + Model.path("s-\(scope)", scope, "e-\(scope)")
        }
        let rest =
            Model.service(wait, type: "wait") + ActivityModel.compensate("intermediateThrowEvent", "undo")
            + Model.end("end")
        if let outer = scopes.first {
            return ActivityModel.file(
                "p",
                booking.replacingFirst("<bpmn:endEvent id=\"e-\(outer)\"></bpmn:endEvent>", with: "")
                    .replacingFirst(Model.flow(outer, "e-\(outer)"), with: ""), rest,
                Model.path(outer, wait, "undo", "end"))
        }
        return ActivityModel.file(
            "p",
            booking.replacingFirst("<bpmn:endEvent id=\"e-\(task)\"></bpmn:endEvent>", with: "")
                .replacingFirst(Model.flow(task, "e-\(task)"), with: ""), rest, Model.path(task, wait, "undo", "end"))
    }

    private func booked(_ world: EngineWorld, _ model: [UInt8]) throws -> ProcessInstanceKey {
        let key = try world.create(try world.deploy(model))
        try world.work("book")
        return key
    }

    @Test func theHandlerBecomesTheTargets() throws {
        let world = try EngineWorld()
        let key = try booked(world, Self.model())
        let target = try world.deploy(Self.model("reserve", handler: "cancel", wait: "pause"))

        let report = try world.migrate(key, by: .strict(target, [("wait", "pause"), ("on-book", "on-reserve")]))

        #expect(report.structure.compensations.map { $0.after?.activityID } == ["reserve"])
        try world.checkReplay()
        try world.work("wait")
        #expect(try world.tree(key).active.contains("cancel"))
        try world.work("cancel")
        #expect(try !world.isRunning(key))
        try world.checkReplay()
    }

    @Test func refusesWhatIsNotMapped() throws {
        let world = try EngineWorld()
        let key = try booked(world, Self.model())
        let target = try world.deploy(Self.model(hasCompensation: false))

        #expect(try world.refusals(key, .strict(target, [("wait", "wait")])) == ["COMPENSATION_UNMAPPED on-book"])
        #expect(try world.refusals(key, .adaptive(target, [("wait", "wait")])) == ["COMPENSATION_UNMAPPED on-book"])
    }

    @Test func dropsWhatIsNotMappedWhereThePlanSaysSo() throws {
        let world = try EngineWorld()
        let key = try booked(world, Self.model(around: ["sub"]))
        let target = try world.deploy(Self.model())

        let report = try world.migrate(key, by: .strict(target, [("wait", "wait")], unmappedCompensation: .drop))

        #expect(
            report.structure.compensations.count == 2 && report.structure.compensations.allSatisfy { $0.after == nil })
        try world.work("wait")
        #expect(try !world.isRunning(key))
        try world.checkReplay()
    }

    @Test(arguments: [MigrationMode.strict, .adaptive])
    func aDroppedHandlerLeavesWhatIsInsideItsActivity(mode: MigrationMode) throws {
        func model(_ outer: String) -> [UInt8] {
            ActivityModel.file(
                "p", Model.start("s"),
                Model.sub(
                    "sub", Model.start("i"), Model.service("book"), Model.end("o"), Model.path("i", "book", "o"),
                    ActivityModel.undo("book", by: "release"), ActivityModel.handler("release")), outer,
                Model.service("wait"), ActivityModel.compensate("intermediateThrowEvent", "undo"), Model.end("e"),
                Model.path("s", "sub", "wait", "undo", "e"))
        }
        let world = try EngineWorld()
        let key = try booked(
            world, model(ActivityModel.undo("sub", by: "tidy") + ActivityModel.handler("tidy")))
        let target = try world.deploy(model(""))

        var plan = MigrationPlan.strict(target, autoMap: .equal, unmappedCompensation: .drop)
        plan.mode = mode
        let report = try world.migrate(key, by: plan)

        #expect(report.structure.compensations.map(\.before?.eventID) == ["on-sub"])
        #expect(report.structure.compensations.map { $0.after?.activityID } == ["sub"])
        try world.work("wait")
        try world.work("release")
        #expect(try !world.isRunning(key))
        try world.checkReplay()
    }

    @Test func refusesCompensationUnderWay() throws {
        let world = try EngineWorld()
        let model = Self.model()
        let key = try booked(world, model)
        let target = try world.deploy(model)
        try world.work("wait")

        let refused = Set(try world.refusals(key, .strict(target, autoMap: .equal)))

        #expect(refused == ["COMPENSATION_ACTIVE undo", "COMPENSATION_ACTIVE release", "COMPENSATION_ACTIVE book"])
    }

    @Test func strictModeFollowsScopesThatCompleted() throws {
        let world = try EngineWorld()
        let key = try booked(world, Self.model(around: ["outer", "inner"]))
        let target = try world.deploy(Self.model("b", handler: "r", around: ["x", "y"]))

        let report = try world.migrate(key, by: .strict(target, [("wait", "wait"), ("on-book", "on-b")]))

        #expect(report.structure.compensations.map { $0.after?.activityID } == ["b", "y", "x"])
        try world.work("wait")
        try world.work("r")
        #expect(try !world.isRunning(key))
    }

    @Test(arguments: [[], ["x"], ["x", "y", "z"]])
    func strictModeKeepsTheDepth(scopes: [String]) throws {
        let world = try EngineWorld()
        let key = try booked(world, Self.model(around: ["outer", "inner"]))
        let target = try world.deploy(Self.model("b", handler: "r", around: scopes))

        #expect(
            try world.refusals(key, .strict(target, [("wait", "wait"), ("on-book", "on-b")])).contains(
                "COMPENSATION_SCOPE_CHANGED on-book"))
    }

    /// Camunda 7: MigrationCompensationAddSubProcessTest, MigrationCompensationRemoveSubProcessTest.
    @Test(arguments: [([], ["x"]), (["x"], []), (["x", "y"], ["y"]), (["x"], ["x", "y"]), (["x"], ["x"])])
    func adaptiveModeMovesItThroughScopes(from: [String], to: [String]) throws {
        let world = try EngineWorld()
        let key = try booked(world, Self.model(around: from))
        let target = try world.deploy(Self.model("b", handler: "r", around: to))

        let report = try world.migrate(key, by: .adaptive(target, [("wait", "wait"), ("on-book", "on-b")]))

        let after = report.structure.compensations.compactMap(\.after)
        #expect(after.map(\.activityID) == ["b"] + to.reversed())
        try world.checkReplay()
        try world.work("wait")
        try world.work("r")
        #expect(try !world.isRunning(key))
        try world.checkReplay()
    }

    /// Camunda 7: what a completed scope knew goes with it, and is lost with it.
    @Test(arguments: [
        (["x", "y"], [("x", "x"), ("y", "y")], #"{"both":"y","outer":1,"inner":2}"#),
        (["z", "x", "y"], [("x", "x"), ("y", "y")], #"{"both":"y","outer":1,"inner":2}"#),
        (["y"], [("y", "y")], #"{"both":"y","inner":2}"#), (["x"], [("x", "x")], #"{"both":"x","outer":1}"#),
        ([], [], "{}"),
    ])
    func handlersSeeWhatTheScopesAroundThemKnew(
        scopes: [String], map: [(String, String)], expected: String
    ) throws {
        let world = try EngineWorld()
        let key = try world.create(try world.deploy(Self.model(around: ["x", "y"])))
        for (scope, document) in [("x", #"{"outer":1,"both":"x"}"#), ("y", #"{"inner":2,"both":"y"}"#)] {
            let element = try #require(try world.tree(key).elements.first { $0.elementID == scope })
            try world.call(
                .setVariables(
                    SetVariables(scope: element.key, variables: try Variables(parsing: document), local: true)))
        }
        try world.work("book")
        let target = try world.deploy(Self.model("b", handler: "r", around: scopes))

        _ = try world.migrate(key, by: .adaptive(target, [("wait", "wait"), ("on-book", "on-b")] + map))
        try world.checkReplay()
        try world.work("wait")

        let job = try #require(try world.jobs("r", max: 1).first)
        #expect(Set(job.variables.entries) == Set(try Variables(parsing: expected).entries))
        try world.call(.completeJob(CompleteJob(jobKey: job.key, variables: try Variables(parsing: #"{"inner":9}"#))))
        #expect(try !world.isRunning(key))
        try world.checkReplay()
    }

    @Test func whatIsAddedCountsForActiveActivities() throws {
        let world = try EngineWorld()
        let source = try world.deploy(Self.model(hasCompensation: false))
        let target = try world.deploy(Self.model())
        let key = try world.create(source)

        _ = try world.migrate(key, by: .strict(target, [("book", "book")]))
        try world.work("book")
        try world.work("wait")
        try world.work("release")

        #expect(try !world.isRunning(key))
    }
}

extension String {
    fileprivate func replacingFirst(_ text: String, with other: String) -> String {
        guard let range = firstRange(of: text) else { return self }
        return replacingCharacters(in: range, with: other)
    }

    private func firstRange(of text: String) -> Range<String.Index>? { ranges(of: text).first }

    private func replacingCharacters(in range: Range<String.Index>, with other: String) -> String {
        String(self[..<range.lowerBound]) + other + String(self[range.upperBound...])
    }
}
