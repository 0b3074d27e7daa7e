import FerryEngine
import FerryModel
import FerryStore
import FerryTestSupport
import Testing

/// When a call that changes a user task with listeners is answered, and what a repeat of it gets.
@Suite struct UserTaskAnswerTests {
    private let store = MemoryOrderedStore()
    private let key: ProcessInstanceKey
    private let task: ElementInstanceKey

    init() throws {
        let world = try EngineWorld(store: store)
        let definition = try world.deploy(
            Model.oneUserTask("p", ActivityModel.taskListeners([("assigning", "heard"), ("completing", "done")])))
        key = try world.create(definition)
        task = try #require(try world.tree(key).element("task")).key
        try world.state.commit()
    }

    private func assign(_ world: EngineWorld, _ user: String = "ann", key: String = "k") throws -> Outcome {
        try world.engine.execute(
            .assignUserTask(AssignUserTask(userTaskKey: task, assignee: user)),
            CallMetadata(idempotencyKey: Array(key.utf8), caller: "test"), at: world.now)
    }

    private func answer(_ world: EngineWorld, deny: Bool = false) throws -> Outcome {
        let job = try #require(try world.jobs("heard").first)
        return try world.engine.execute(
            .completeJob(CompleteJob(jobKey: job.key, decision: .taskListener(TaskListenerResult(isDenied: deny)))),
            CallMetadata(), at: world.now)
    }

    private func recorded(_ world: EngineWorld) throws -> Int {
        try world.events().count { $0.kind == "ANSWER_RECORDED" }
    }

    @Test("the answer is recorded when the change is made, also by a broker that was started anew")
    func recordedWhenMade() throws {
        let before = try EngineWorld(store: store)
        #expect(try assign(before).effects.heldTask == task)
        #expect(try recorded(before) == 0)
        try before.state.commit()

        let world = try EngineWorld(store: store)
        #expect(try assign(world).effects.heldTask == task)
        let outcome = try answer(world)

        #expect(outcome.effects.decidedTasks.map(\.key) == [task] && outcome.effects.heldTask == nil)
        #expect(try recorded(world) == 1)
        let again = try assign(world)
        #expect(again.effects.heldTask == nil && (try? again.result.get()) == .done)
        #expect(try world.events().count { $0.kind == "USER_TASK_ASSIGNED" } == 1)
        try world.checkReplay()
    }

    @Test("what was denied is not recorded: a repeat asks again")
    func deniedIsNotRecorded() throws {
        let world = try EngineWorld(store: store)
        _ = try assign(world)

        let outcome = try answer(world, deny: true)

        guard case .failure(let rejection)? = outcome.effects.decidedTasks.first?.result else {
            Issue.record("the caller hears of no denial")
            return
        }
        #expect(rejection.reasons.map(\.code) == ["USER_TASK_CHANGE_DENIED"])
        #expect(try recorded(world) == 0)
        #expect(try assign(world).effects.heldTask == task)
        try world.checkReplay()
    }

    @Test("another command waits for nobody: the task is busy")
    func others() throws {
        let world = try EngineWorld(store: store)
        _ = try assign(world)

        for outcome in [try assign(world, "bob"), try assign(world, key: "other")] {
            guard case .failure(let rejection) = outcome.result else {
                Issue.record("was accepted")
                return
            }
            #expect(rejection.reasons.map(\.code) == ["USER_TASK_BUSY"])
            #expect(outcome.effects.heldTask == nil)
        }
    }

    @Test("who waits for a task that is cancelled is told so")
    func cancelled() throws {
        let world = try EngineWorld(store: store)
        _ = try assign(world)

        let outcome = try world.engine.execute(
            .cancelProcessInstance(CancelProcessInstance(processInstanceKey: key)), CallMetadata(), at: world.now)

        guard case .failure(let rejection)? = outcome.effects.decidedTasks.first?.result else {
            Issue.record("the caller hears nothing")
            return
        }
        #expect(rejection.reasons.map(\.code) == ["USER_TASK_CANCELLED"])
    }

    @Test("a change without listeners is answered at once")
    func withoutListeners() throws {
        let world = try EngineWorld(store: store)

        let outcome = try world.engine.execute(
            .updateUserTask(UpdateUserTask(userTaskKey: task, priority: 3)),
            CallMetadata(idempotencyKey: [1], caller: "test"), at: world.now)

        #expect(outcome.effects.heldTask == nil && (try? outcome.result.get()) == .done)
        #expect(try recorded(world) == 1)
    }
}
