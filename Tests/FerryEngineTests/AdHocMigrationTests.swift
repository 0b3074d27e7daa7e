import FerryEngine
import FerryModel
import FerryTestSupport
import Testing

/// Migrating ad-hoc subprocesses and user tasks that wait for listeners.
@Suite struct AdHocMigrationTests {
    private let world: EngineWorld

    init() throws { world = try EngineWorld() }

    private func model(_ id: String, task: String, job: String = "") -> [UInt8] {
        ActivityModel.around(
            ActivityModel.adHoc(
                id, active: job.isEmpty ? "[&quot;\(task)&quot;]" : "", job: job, results: ("results", "r"),
                Model.service(task), Model.service("other")), id: id)
    }

    @Test(
        "an ad-hoc subprocess moves with its inner instances, by the model and by a worker", arguments: ["", "agent"])
    func moves(job: String) throws {
        let key = try world.create(try world.deploy(model("old", task: "a", job: job)))
        if !job.isEmpty {
            let decided = try #require(try world.jobs("agent").first)
            try world.call(
                .completeJob(
                    CompleteJob(
                        jobKey: decided.key, decision: .adHoc(AdHocResult(activities: [.init(elementID: "a")])))))
        }

        _ = try world.migrate(
            key, to: try world.deploy(model("new", task: "b", job: job)), [("old", "new"), ("a", "b")])

        #expect(try world.tree(key).elements.map(\.elementID) == ["p", "new", "new", "b"])
        #expect(try world.replayed() == world.dump())
        try world.work("a", "{\"r\": 1}")
        if !job.isEmpty {
            let decided = try #require(try world.jobs("agent").first)
            try world.call(
                .completeJob(CompleteJob(jobKey: decided.key, decision: .adHoc(AdHocResult(isFulfilled: true)))))
        }
        #expect(try world.tree(key).active == ["after"])
        #expect(try world.tree(key).variable("results") == "[1]")
        #expect(try world.replayed() == world.dump())
    }

    @Test("a worker's task and an ad-hoc subprocess led by a worker never take each other's place")
    func keepsItsKind() throws {
        let adHoc = try world.deploy(model("old", task: "a", job: "agent"))
        let task = try world.deploy(ActivityModel.around(Model.service("old"), id: "old"))

        for (source, target) in [(adHoc, task), (task, adHoc)] {
            let key = try world.create(source)

            #expect(try world.refusals(key, .adaptive(target, [("old", "old")])) == ["ELEMENT_TYPE_CHANGED old"])
        }
    }

    @Test("events that the target has more are waited for once, by the ad-hoc subprocess and not by what runs in it")
    func opensOnce() throws {
        func model(_ beside: String) -> [UInt8] {
            ActivityModel.around(
                ActivityModel.adHoc("ah", active: "[&quot;a&quot;]", Model.service("a"), beside.isEmpty ? "" : beside),
                beside: beside.isEmpty
                    ? ""
                    : Model.onBoundary("late", on: "ah", Model.after("PT1M")) + Model.end("le")
                        + Model.path("late", "le"))
        }
        let key = try world.create(try world.deploy(model("")))
        let target = try world.deploy(model(Model.eventSub("handler", on: Model.after("PT2M"))))

        _ = try world.migrate(key, by: MigrationPlan(target: .key(target.key), autoMap: .equal))

        #expect(
            try world.tree(key).elements.map { "\($0.elementID) \($0.subscriptions.map(\.eventID))" } == [
                "p []", "ah [\"late\", \"handler-start\"]", "ah []", "a []",
            ])
        #expect(try world.replayed() == world.dump())
    }

    @Test("a user task that waits for a listener moves with the change that waits")
    func listened() throws {
        func model(_ id: String) -> [UInt8] {
            Model.oneUserTask("p", task: id, ActivityModel.taskListeners([("assigning", "l1"), ("assigning", "l2")]))
        }
        let key = try world.create(try world.deploy(model("old")))
        let task = try #require(try world.tree(key).element("old")).key
        try world.call(.assignUserTask(AssignUserTask(userTaskKey: task, assignee: "ann")))

        _ = try world.migrate(key, to: try world.deploy(model("new")), [("old", "new")])
        try world.work("l1")
        try world.work("l2")

        guard case .getUserTask(let moved) = try world.call(.getUserTask(GetUserTask(userTaskKey: task))) else {
            throw EngineWorld.Unexpected()
        }
        #expect(moved.elementID == "new" && moved.task.assignee == "ann")
        #expect(try world.replayed() == world.dump())
    }

    /// What begins and what there is beside it, with a timer around.
    private func guarded(_ id: String, _ tasks: String..., beside: String = "") -> [UInt8] {
        ActivityModel.around(
            ActivityModel.adHoc(id, active: "[&quot;\(tasks[0])&quot;]", tasks.map { Model.service($0) }.joined()),
            id: id, beside: Model.onBoundary("late", on: id, Model.after("PT1H")) + beside)
    }

    @Test func itsBoundaryEventsAreNotAwaitedByInnerInstances() throws {
        let key = try world.create(try world.deploy(guarded("old", "a")))

        let report = try world.migrate(
            key, to: try world.deploy(guarded("new", "b")), [("old", "new"), ("a", "b"), ("late", "late")])

        #expect(report.events.map(\.outcome) == [.kept])
        #expect(try world.tree(key).elements.map(\.subscriptions.count) == [0, 1, 0, 0])
        #expect(try world.replayed() == world.dump())
    }

    @Test func offersWhatTheTargetOffers() throws {
        let key = try world.create(try world.deploy(guarded("old", "a")))
        let adHoc = try #require(try world.tree(key).element("old")).key
        let target = try world.deploy(guarded("new", "b", "c"))
        let map = [("old", "new"), ("a", "b")]

        let dry = try world.migrate(key, by: .strict(target, map), dryRun: true)
        let report = try world.migrate(key, by: .strict(target, map))

        #expect(dry.structure == report.structure)
        let offers = try #require(report.structure.variables.first)
        #expect(offers.scope == adHoc && offers.name == "adHocSubProcessElements")
        #expect(try world.tree(key).variable("adHocSubProcessElements", in: adHoc) == offers.after?.text)
        #expect(offers.before?.text.contains("\"a\"") == true && offers.after?.text.contains("\"c\"") == true)
        #expect(try world.migrate(key, to: target, [("new", "new"), ("b", "b")]).structure.variables.isEmpty)
        #expect(try world.replayed() == world.dump())
    }

    @Test func offersWhatThePlanSays() throws {
        let key = try world.create(try world.deploy(guarded("old", "a")))
        let adHoc = try #require(try world.tree(key).element("old")).key
        let change = VariableChange(scopeID: "old", .set("adHocSubProcessElements", try JSONValue(parsing: "[1]")))

        _ = try world.migrate(
            key,
            by: .strict(try world.deploy(guarded("new", "b")), [("old", "new"), ("a", "b")], variables: [change]))

        #expect(try world.tree(key).variable("adHocSubProcessElements", in: adHoc) == "[1]")
    }

    @Test func variablesOfInnerInstancesAreNamedApart() throws {
        let key = try world.create(try world.deploy(guarded("old", "a")))
        let elements = try world.tree(key).elements
        func change(_ scope: String, _ name: String) throws -> VariableChange {
            VariableChange(scopeID: scope, .set(name, try JSONValue(parsing: "1")))
        }

        _ = try world.migrate(
            key,
            by: .strict(
                try world.deploy(guarded("new", "b")), [("old", "new"), ("a", "b")],
                variables: [try change("old", "x"), try change("old#innerInstance", "y")]))

        #expect(try world.tree(key).variables.filter { $0.name == "x" }.map(\.scope) == [elements[1].key])
        #expect(try world.tree(key).variables.filter { $0.name == "y" }.map(\.scope) == [elements[2].key])
    }

    static let innerInstances: [(from: String, to: String, reasons: [String])] = [
        ("old#innerInstance", "new#innerInstance", []),
        ("old#innerInstance", "b", ["ELEMENT_TYPE_CHANGED old#innerInstance"]),
        ("old#innerInstance", "new", ["ELEMENT_TYPE_CHANGED old#innerInstance"]),
        ("old#innerInstance", "s-new", ["ELEMENT_TYPE_CHANGED old"]),
        ("s-old", "new#innerInstance", ["ELEMENT_TYPE_CHANGED s-old"]),
        ("after", "new#innerInstance", ["ELEMENT_TYPE_CHANGED after"]),
        ("old#innerInstance", "second#innerInstance", ["SCOPE_CHANGED old#innerInstance"]),
        ("old#innerInstance", "b#innerInstance", ["UNKNOWN_TARGET_ELEMENT b#innerInstance"]),
        ("a#innerInstance", "new#innerInstance", ["UNKNOWN_SOURCE_ELEMENT a#innerInstance"]),
    ]

    @Test(arguments: innerInstances)
    func instructionsForInnerInstancesFitThatOfTheirSubProcess(from: String, to: String, reasons: [String]) throws {
        let second = ActivityModel.adHoc("second", Model.service("other"))
        let key = try world.create(try world.deploy(guarded("old", "a")))
        let target = try world.deploy(guarded("new", "b", beside: second))
        let plan = MigrationPlan.strict(target, [("old", "new"), ("a", "b"), (from, to)])

        if reasons.isEmpty {
            _ = try world.migrate(key, by: plan)
        } else {
            #expect(try world.refusals(key, plan) == reasons)
        }
    }

    @Test func aWorkersJobIsMadeAnewWhereThePlanAsksForIt() throws {
        let key = try world.create(try world.deploy(model("old", task: "a", job: "agent")))

        _ = try world.migrate(
            key,
            by: .strict(
                try world.deploy(model("new", task: "b", job: "other-agent")), [("old", "new")], recreating: ["old"]))

        #expect(try world.jobs("agent").isEmpty)
        let job = try #require(try world.jobs("other-agent").first)
        try world.call(
            .completeJob(
                CompleteJob(jobKey: job.key, decision: .adHoc(AdHocResult(activities: [.init(elementID: "b")])))))
        #expect(try world.tree(key).elements.map(\.elementID) == ["p", "new", "new", "b"])
        #expect(try world.replayed() == world.dump())
    }

    @Test(arguments: [MigrationMode.strict, .adaptive], [false, true])
    func whatWasDoneInsideCanStillBeUndone(mode: MigrationMode, isOver: Bool) throws {
        func model(_ id: String, _ task: String) -> [UInt8] {
            ActivityModel.file(
                "p", Model.start("s"),
                ActivityModel.adHoc(
                    id, active: "[&quot;\(task)&quot;,&quot;other&quot;]", Model.service(task),
                    ActivityModel.undo(task, by: "handler"), ActivityModel.handler("handler"), Model.service("other")),
                Model.service("after"), ActivityModel.compensate("intermediateThrowEvent", "throw"), Model.end("e"),
                Model.path("s", id, "after", "throw", "e"))
        }
        let key = try world.create(try world.deploy(model("old", "a")))
        try world.work("a")
        if isOver { try world.work("other") }
        var plan = MigrationPlan.strict(
            try world.deploy(model("new", "b")), [("old", "new"), ("on-a", "on-b")], autoMap: .equal)
        plan.mode = mode
        if mode == .adaptive || !isOver { plan.instructions += [MigrationInstruction(from: "a", to: "b")] }
        if !isOver { plan.instructions += [MigrationInstruction(from: "other", to: "other")] }

        _ = try world.migrate(key, by: plan)
        if !isOver { try world.work("other") }
        try world.work("after")

        #expect(try world.tree(key).active.contains("handler"))
        #expect(try world.replayed() == world.dump())
        try world.work("handler")
        #expect(try !world.isRunning(key))
        #expect(try world.replayed() == world.dump())
    }
}
