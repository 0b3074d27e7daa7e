import FerryModel
import FerryTestSupport
import Testing

/// What becomes of jobs, listeners' jobs and user tasks.
@Suite struct MigrationJobTests {
    @Test func aJobIsMadeAnewFromTheTarget() throws {
        let world = try EngineWorld()
        let source = try world.deploy(Model.oneTask("p", task: "t", type: "old"))
        let target = try world.deploy(
            Model.file(
                "p", Model.start("s"),
                Model.service(
                    "t", type: "=kind + &quot;-new&quot;", retries: "7", input: Model.input("=\"fast\"", "kind"),
                    headers: Model.header("h", "v")), Model.end("e"), Model.path("s", "t", "e")))
        let key = try world.create(source)
        let incident = try world.breakJob("old")

        let report = try world.migrate(key, by: .strict(target, [("t", "t")], recreating: ["t"]))

        let tree = try world.tree(key)
        #expect(tree.incidents.isEmpty && tree.element("t")?.job?.type == "fast-new")
        #expect(tree.element("t")?.job?.retries == 7)
        #expect(report.structure.jobs.first?.incident == incident.key)
        #expect(report.elements.last?.job == nil && report.elements.last?.incident == nil)
        try world.checkReplay()
        #expect(try world.jobs("old").isEmpty)
        let job = try #require(try world.jobs("fast-new").first)
        #expect(job.headers.map(\.key) == ["h"])
        try world.call(.completeJob(CompleteJob(jobKey: job.key)))
        #expect(try !world.isRunning(key))
        try world.checkReplay()
    }

    @Test func aJobThatCannotBeMadeRefuses() throws {
        let world = try EngineWorld()
        let source = try world.deploy(Model.oneTask("p", task: "t"))
        let broken = try world.deploy(Model.oneTask("p", task: "t", type: "=nothing"))
        let script = try world.deploy(
            ActivityModel.file(
                "p", Model.start("s"),
                ActivityModel.element("scriptTask", "t", extensions: ActivityModel.script("=1", "x")), Model.end("e"),
                Model.path("s", "t", "e")))
        let scripted = try world.deploy(
            Model.file(
                "p", Model.start("s"), Model.task("scriptTask", "t", type: "u"), Model.end("e"),
                Model.path("s", "t", "e")))
        let key = try world.create(source)
        let other = try world.create(scripted)

        #expect(
            try world.refusals(key, .strict(broken, [("t", "t")], recreating: ["t"])) == ["EXPRESSION_FAILED t"])
        #expect(
            try world.refusals(other, .strict(script, [("t", "t")], recreating: ["t"])) == ["JOB_NOT_RECREATABLE t"])
        _ = try world.migrate(other, by: .strict(script, [("t", "t")]))
        try world.work("u")
        #expect(try !world.isRunning(other))
    }

    @Test(arguments: ["start", "end"])
    func aListenersJobMoves(event: String) throws {
        func model(_ type: String) -> [UInt8] {
            ActivityModel.file(
                "p", Model.start("s"),
                ActivityModel.element(
                    "manualTask", "g",
                    extensions: ActivityModel.listeners(("start", "\(type)-start"), ("end", "\(type)-end"))),
                Model.service("t"), Model.end("e"), Model.path("s", "g", "t", "e"))
        }
        let world = try EngineWorld()
        let source = try world.deploy(model("old"))
        let target = try world.deploy(model("new"))
        for recreated in [false, true] {
            let key = try world.create(source)
            if event == "end" { try world.work("old-start") }

            _ = try world.migrate(key, by: .strict(target, [("g", "g")], recreating: recreated ? ["g"] : []))

            try world.checkReplay()
            try world.work(recreated ? "new-\(event)" : "old-\(event)")
            if event == "start" { try world.work("new-end") }
            #expect(try world.tree(key).active == ["t"])
        }
    }

    @Test func jobsThatFailedOrThrewMove() throws {
        let world = try EngineWorld()
        let source = try world.deploy(Model.oneTask("p", task: "a", type: "t"))
        let target = try world.deploy(Model.oneTask("p", task: "b", type: "t"))
        let failing = try world.create(source)
        let job = try #require(try world.jobs("t").first)
        try world.call(.failJob(FailJob(jobKey: job.key, retries: 2, backoffMilliseconds: 5_000)))
        let throwing = try world.create(source)
        let thrown = try #require(try world.jobs("t").first)
        try world.call(.throwError(ThrowError(jobKey: thrown.key, errorCode: "E")))

        _ = try world.migrate(failing, by: .strict(target, [("a", "b")]))
        _ = try world.migrate(throwing, by: .strict(target, [("a", "b")]))

        #expect(try world.jobs("t").isEmpty)
        try world.pass(milliseconds: 5_000)
        try world.work("t")
        #expect(try !world.isRunning(failing))
        let incident = try #require(try world.tree(throwing).incidents.first)
        #expect(incident.elementID == "b" && incident.type == .unhandledErrorEvent)
        try world.call(.resolveIncident(ResolveIncident(incidentKey: incident.key)))
        try world.work("t")
        #expect(try !world.isRunning(throwing))
        try world.checkReplay()
    }

    // MARK: User tasks

    private static let asJob = Model.oneUserTask(
        "p", task: "t", isNative: false,
        Model.assignment("assignee=\"ann\" candidateGroups=\"a, b\" candidateUsers=\"=users\"")
            + Model.schedule("dueDate=\"2030-01-01T00:00:00Z\"")
            + "<zeebe:taskHeaders>\(Model.header("h", "v"))</zeebe:taskHeaders>")
    private static let native = Model.oneUserTask(
        "p", task: "t", Model.assignment("assignee=\"=owner\" candidateGroups=\"c\"") + Model.externalForm("=form"))

    /// Camunda 8: UT-6, UT-8.
    @Test func aUserTaskThatIsAJobBecomesANativeOne() throws {
        let world = try EngineWorld()
        let source = try world.deploy(Self.asJob)
        let target = try world.deploy(Self.native)
        let key = try world.create(source, #"{"users":["x"],"owner":"bob","form":"f1"}"#)
        let job = try #require(try world.tree(key).element("t")?.job)

        let report = try world.migrate(key, by: .strict(target, [("t", "t")]))

        #expect(report.structure.jobs.first?.before?.key == job.key)
        let task = try #require(try world.tree(key).element("t")?.userTask)
        #expect(task.assignee == "bob" && task.candidateGroups == ["a", "b"] && task.candidateUsers == ["x"])
        #expect(task.dueDate == "2030-01-01T00:00:00Z" && task.priority == 50 && task.externalFormReference == "f1")
        #expect(task.headers.map(\.key) == ["h"])
        try world.checkReplay()
        let element = try #require(try world.tree(key).element("t")).key
        try world.call(.completeUserTask(CompleteUserTask(userTaskKey: element)))
        #expect(try !world.isRunning(key))
        try world.checkReplay()
    }

    @Test func aUserTaskMadeAnewIsAllTheTargets() throws {
        let world = try EngineWorld()
        let source = try world.deploy(Self.asJob)
        let target = try world.deploy(Self.native)
        let key = try world.create(source, #"{"users":["x"],"owner":"bob","form":"f1"}"#)
        _ = try world.breakJob("io.camunda.zeebe:userTask")

        _ = try world.migrate(key, by: .strict(target, [("t", "t")], recreating: ["t"]))

        let tree = try world.tree(key)
        #expect(tree.element("t")?.userTask?.candidateGroups == ["c"] && tree.element("t")?.userTask?.dueDate == "")
        #expect(tree.incidents.isEmpty && tree.summary.incidents == 0)
        try world.checkReplay()
    }

    /// Camunda 8: UT-6, UT-10.
    @Test(arguments: [nil, "no"])
    func listenersHearOfTheFirstAssignment(denial: String?) throws {
        let world = try EngineWorld()
        let source = try world.deploy(Self.asJob)
        let target = try world.deploy(
            Model.oneUserTask(
                "p", task: "t",
                Model.assignment("assignee=\"bob\"")
                    + ActivityModel.taskListeners([("creating", "unheard"), ("assigning", "heard")])))
        let key = try world.create(source, #"{"users":[]}"#)
        let positions = try world.dump()
        let plan = MigrationPlan.strict(target, [("t", "t")])
        try world.call(
            .migrateProcessInstance(MigrateProcessInstance(processInstanceKey: key, plan: plan, dryRun: true)))
        #expect(try world.dump() == positions)

        _ = try world.migrate(key, by: plan)

        try world.checkReplay()
        let element = try #require(try world.tree(key).element("t"))
        #expect(element.userTask?.assignee == "" && element.job?.kind == .assigningListener)
        #expect(try world.jobs("unheard").isEmpty)
        let job = try #require(try world.jobs("heard").first)
        #expect(job.headers.contains(.init(key: "io.camunda.zeebe:assignee", value: "bob")))
        try world.call(
            .completeJob(
                CompleteJob(
                    jobKey: job.key,
                    decision: .taskListener(TaskListenerResult(isDenied: denial != nil, deniedReason: denial ?? "")))))
        #expect(try world.tree(key).element("t")?.userTask?.assignee == (denial == nil ? "bob" : ""))
        try world.checkReplay()
    }

    @Test func aFormThatCannotBeWorkedOutRefuses() throws {
        let world = try EngineWorld()
        let source = try world.deploy(Self.asJob)
        let target = try world.deploy(Self.native)
        let key = try world.create(source, #"{"users":["x"],"owner":"bob","form":1}"#)

        #expect(try world.refusals(key, .strict(target, [("t", "t")])) == ["EXPRESSION_FAILED t"])
    }

    @Test func aNativeUserTaskBecomesNoJob() throws {
        let world = try EngineWorld()
        let source = try world.deploy(Self.native)
        let target = try world.deploy(Self.asJob)
        let key = try world.create(source, #"{"owner":"bob","form":"f"}"#)

        #expect(
            try world.refusals(key, .strict(target, [("t", "t")], recreating: ["t"])) == ["ELEMENT_TYPE_CHANGED t"])
    }
}
