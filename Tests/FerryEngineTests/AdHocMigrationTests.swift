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
}
