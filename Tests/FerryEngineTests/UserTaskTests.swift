import FerryEngine
import FerryModel
import FerryStore
import FerryTestSupport
import Testing

/// User tasks of the engine's own: their life, what keeps them, and what is on disk of them.
@Suite struct UserTaskTests {
    private static let date = "2026-02-28T13:10:00+01:00"

    @Test func aUserTaskIsOpenUntilItIsCompleted() throws {
        let world = try EngineWorld()
        let definition = try world.deploy(
            Model.oneUserTask("p", Model.assignment(#"assignee="alice" candidateGroups="a, b""#)))
        let key = try world.create(definition)
        let task = try #require(try world.tree(key).element("task"))

        #expect(task.state == .activated && task.job == nil)
        #expect(task.userTask?.assignee == "alice" && task.userTask?.candidateGroups == ["a", "b"])
        try world.call(.completeUserTask(CompleteUserTask(userTaskKey: task.key)))

        #expect(try !world.isRunning(key))
        #expect(
            try world.userTaskEvents() == ["USER_TASK_CREATED", "USER_TASK_COMPLETED"])
        #expect(try world.list().isEmpty)
        #expect(try world.dump() == world.replayed())
    }

    @Test func completionWritesItsVariablesLikeAJob() throws {
        let world = try EngineWorld()
        let definition = try world.deploy(
            Model.file(
                "p", Model.start("s"),
                Model.userTask("u", input: Model.input("=1", "x"), output: Model.output("=x + y", "sum")),
                Model.service("after"), Model.end("e"), Model.path("s", "u", "after", "e")))
        let key = try world.create(definition)

        try world.complete(key, "u", #"{"y":2}"#)

        let tree = try world.tree(key)
        #expect(tree.variable("sum") == "3" && tree.variable("y") == nil)
        #expect(tree.active == ["after"])
    }

    @Test func anIncidentAtTheEndLeavesTheTaskCompleted() throws {
        let world = try EngineWorld()
        let definition = try world.deploy(
            Model.oneUserTask("p", output: Model.output("=assert(x, x != null)", "y")))
        let key = try world.create(definition)

        try world.complete(key, "task")

        let stuck = try #require(try world.tree(key).element("task"))
        #expect(stuck.state == .completing && stuck.userTask == nil)
        #expect(try world.refusal(.getUserTask(GetUserTask(userTaskKey: stuck.key))).code == .notFound)
        let incident = try #require(stuck.incidents.first)
        try world.call(
            .setVariables(SetVariables(scope: key.root, variables: try Variables(parsing: #"{"x":1}"#))))
        try world.call(.resolveIncident(ResolveIncident(incidentKey: incident.key)))
        #expect(try !world.isRunning(key))
    }

    @Test(arguments: [
        (Model.assignment(##"assignee="=n""##), "assignee"),
        (Model.assignment(##"candidateGroups="=n""##), "candidate groups"),
        (Model.assignment(##"candidateUsers="=[1]""##), "candidate users"),
        (Model.schedule(##"dueDate="=n""##), "due date"),
        (Model.schedule(##"followUpDate="=&quot;tomorrow&quot;""##), "follow-up date"),
        (Model.priority("=101"), "priority"), (Model.priority("=&quot;high&quot;"), "priority"),
        (Model.externalForm("=n"), "external form reference"),
    ])
    func asksForHelpWithoutAUsableValue(extensions: String, what: String) throws {
        let world = try EngineWorld()
        let definition = try world.deploy(Model.oneUserTask("p", extensions))

        let key = try world.create(definition, #"{"n":5}"#)

        let stuck = try #require(try world.tree(key).element("task"))
        #expect(stuck.state == .activating && stuck.userTask == nil)
        #expect(stuck.incidents.map(\.type) == [.extractValueError])
        #expect(stuck.incidents.first?.message.hasPrefix("\(what): ") == true)
        #expect(try world.list().isEmpty)
    }

    @Test func resolvingTheIncidentOpensTheTask() throws {
        let world = try EngineWorld()
        let definition = try world.deploy(Model.oneUserTask("p", Model.assignment(#"assignee="=user""#)))
        let key = try world.create(definition)
        let incident = try #require(try world.tree(key).incidents.first)

        try world.call(
            .setVariables(SetVariables(scope: key.root, variables: try Variables(parsing: #"{"user":"bo"}"#))))
        try world.call(.resolveIncident(ResolveIncident(incidentKey: incident.key)))

        #expect(try world.list().map(\.task.assignee) == ["bo"])
    }

    @Test func aBoundaryEventCancelsIt() throws {
        let world = try EngineWorld()
        let definition = try world.deploy(
            Model.file(
                "p", Model.start("s"), Model.userTask("u"), Model.timerBoundary("late", on: "u", after: "PT10S"),
                Model.service("remind"), Model.end("e"), Model.path("s", "u", "e"), Model.path("late", "remind", "e")))
        let key = try world.create(definition)
        let task = try #require(try world.list().first)

        try world.pass(milliseconds: 10_000)

        #expect(try world.tree(key).active == ["remind"])
        #expect(try world.list().isEmpty)
        let refusal = try world.refusal(.completeUserTask(CompleteUserTask(userTaskKey: task.key)))
        #expect(refusal.code == .notFound && refusal.reasons.map(\.code) == ["USER_TASK_NOT_FOUND"])
        #expect(try world.userTaskEvents() == ["USER_TASK_CREATED", "USER_TASK_CANCELLED"])
        #expect(try world.dump() == world.replayed())
    }

    @Test func cancellingTheInstanceCancelsItOnce() throws {
        let world = try EngineWorld()
        let definition = try world.deploy(Model.oneUserTask("p"))
        let key = try world.create(definition)

        try world.call(.cancelProcessInstance(CancelProcessInstance(processInstanceKey: key)))

        #expect(try world.userTaskEvents() == ["USER_TASK_CREATED", "USER_TASK_CANCELLED"])
        #expect(try world.list().isEmpty)
        #expect(try world.dump() == world.replayed())
    }

    @Test func everyInstanceOfAMultiInstanceTaskIsATask() throws {
        let world = try EngineWorld()
        let task = """
            <bpmn:userTask id="u"><bpmn:extensionElements><zeebe:userTask/>
            <zeebe:assignmentDefinition assignee="=who"/></bpmn:extensionElements>
            <bpmn:multiInstanceLoopCharacteristics><bpmn:extensionElements>
            <zeebe:loopCharacteristics inputCollection="=[&quot;ann&quot;,&quot;bob&quot;]" inputElement="who"/>
            </bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics></bpmn:userTask>
            """
        let definition = try world.deploy(
            Model.file("p", Model.start("s"), task, Model.end("e"), Model.path("s", "u", "e")))
        let key = try world.create(definition)
        let tasks = try world.list()

        #expect(tasks.map(\.task.assignee) == ["ann", "bob"])
        for task in tasks { try world.call(.completeUserTask(CompleteUserTask(userTaskKey: task.key))) }

        #expect(try !world.isRunning(key))
        #expect(try world.dump() == world.replayed())
    }

    @Test func assigningUpdatingAndReadingSurviveARestart() throws {
        let store = MemoryOrderedStore()
        let first = try EngineWorld(store: store)
        let definition = try first.deploy(
            Model.oneUserTask(
                "p",
                Model.schedule("dueDate=\"\(Self.date)\"") + Model.externalForm("https://forms/1")
                    + "<zeebe:taskHeaders>\(Model.header("a", "1"))</zeebe:taskHeaders>"))
        let key = try first.create(definition)
        let task = try #require(try first.list().first)
        try first.call(.assignUserTask(AssignUserTask(userTaskKey: task.key, assignee: "alice")))
        try first.call(
            .updateUserTask(UpdateUserTask(userTaskKey: task.key, candidateUsers: ["x"], dueDate: "", priority: 0)))
        #expect(try first.dump() == first.replayed())

        let second = try EngineWorld(store: store)

        let read = try #require(try second.list().first)
        #expect(read.key == task.key && read.processInstanceKey == key && read.elementID == "task")
        #expect(
            read.task
                == UserTask(
                    assignee: "alice", candidateUsers: ["x"], priority: 0, externalFormReference: "https://forms/1",
                    headers: [.init(key: "a", value: "1")], createdAt: task.task.createdAt))
        try second.call(.completeUserTask(CompleteUserTask(userTaskKey: task.key)))
        #expect(try !second.isRunning(key))
    }

    @Test func aRepeatIsAnsweredOnce() throws {
        let world = try EngineWorld()
        let definition = try world.deploy(Model.oneUserTask("p"))
        _ = try world.create(definition)
        let task = try #require(try world.list().first).key
        let completion = Call.completeUserTask(CompleteUserTask(userTaskKey: task))

        try world.call(.assignUserTask(AssignUserTask(userTaskKey: task, assignee: "a")), idempotencyKey: "1")
        try world.call(completion, idempotencyKey: "2")

        #expect(try world.call(completion, idempotencyKey: "2") == .done)
        let other = Call.assignUserTask(AssignUserTask(userTaskKey: task, assignee: "b"))
        #expect(try world.refusal(other, idempotencyKey: "1").code == .invalidArgument)
    }

    @Test func aListIsReadPageByPage() throws {
        let world = try EngineWorld()
        let definition = try world.deploy(Model.oneUserTask("p", Model.assignment(#"assignee="=who""#)))
        for index in 0..<5 { _ = try world.create(definition, #"{"who":"\#(index % 2 == 0 ? "even" : "odd")"}"#) }

        var query = ListUserTasks(assignee: "even", page: Page(size: 2))
        var pages: [Int] = []
        repeat {
            guard case .listUserTasks(let answer) = try world.call(.listUserTasks(query)) else {
                throw EngineWorld.Unexpected()
            }
            pages.append(answer.userTasks.count)
            query.page.token = answer.nextPageToken
        } while !query.page.token.isEmpty

        #expect(pages.reduce(0, +) == 3 && pages.allSatisfy { $0 <= 2 })
    }

    @Test func oneInstanceOfMany() throws {
        let world = try EngineWorld()
        let definition = try world.deploy(
            Model.file(
                "p", Model.start("s"), Model.parallel("f"), Model.userTask("a"), Model.userTask("b"), Model.end("e"),
                Model.path("s", "f", "a", "e"), Model.path("f", "b", "e")))
        let key = try world.create(definition)
        _ = try world.create(definition)

        let first = try world.page(ListUserTasks(processInstanceKey: key, page: Page(size: 1)))
        let second = try world.page(
            ListUserTasks(processInstanceKey: key, page: Page(size: 1, token: first.nextPageToken)))

        #expect((first.userTasks + second.userTasks).map(\.elementID) == ["a", "b"])
        #expect(second.nextPageToken.isEmpty)
    }

    @Test func migrationMovesAnOpenTask() throws {
        let world = try EngineWorld()
        let source = try world.deploy(Model.oneUserTask("p", task: "a", Model.assignment(#"assignee="al""#)))
        let target = try world.deploy(Model.oneUserTask("q", task: "b", Model.assignment(#"assignee="bo""#)))
        let key = try world.create(source)

        _ = try world.migrate(key, to: target, [("p", "q"), ("a", "b")], autoMap: .none)

        let task = try #require(try world.list().first)
        #expect(task.elementID == "b" && task.processID == "q" && task.task.assignee == "al")
        try world.call(.completeUserTask(CompleteUserTask(userTaskKey: task.key)))
        #expect(try !world.isRunning(key))
        #expect(try world.dump() == world.replayed())
    }

    @Test func aBannedInstanceKeepsItsTasksAsTheyAre() throws {
        let world = try EngineWorld()
        let definition = try world.deploy(Model.oneUserTask("p"))
        let key = try world.create(definition)
        let task = try #require(try world.list().first).key
        world.state.begin(at: world.now)
        let instance = try #require(try world.state.instance(key))
        try world.state.emit(.processInstanceBanned(ProcessInstanceBanned(reason: "test")), of: instance)
        world.state.keep()

        let refusal = try world.refusal(.completeUserTask(CompleteUserTask(userTaskKey: task)))

        #expect(refusal.code == .failedPrecondition && refusal.reasons.map(\.code) == ["INSTANCE_NOT_ACTIVE"])
        try world.call(.cancelProcessInstance(CancelProcessInstance(processInstanceKey: key)))
        #expect(try world.list().isEmpty)
        #expect(try world.dump() == world.replayed())
    }
}

extension EngineWorld {
    fileprivate func page(_ query: ListUserTasks) throws -> ListUserTasks.Answer {
        guard case .listUserTasks(let answer) = try call(.listUserTasks(query)) else { throw Unexpected() }
        return answer
    }

    fileprivate func list() throws -> [UserTaskView] { try page(ListUserTasks()).userTasks }

    fileprivate func complete(_ key: ProcessInstanceKey, _ element: String, _ variables: String = "{}") throws {
        let task = try #require(try tree(key).element(element)).key
        try call(.completeUserTask(CompleteUserTask(userTaskKey: task, variables: try Variables(parsing: variables))))
    }

    fileprivate func userTaskEvents() throws -> [String] {
        try events().map(\.kind).filter { $0.hasPrefix("USER_TASK") }
    }
}
