import FerryBPMN
import FerryEngine
import FerryModel
import FerryTestSupport
import Testing

/// What random worlds found, each as the smallest thing that shows it.
@Suite struct FoundBySimulationTests {
    private let world: EngineWorld

    init() throws { world = try EngineWorld() }

    private func active(_ key: ProcessInstanceKey) throws -> [String] {
        try world.tree(key).elements.map(\.elementID).sorted()
    }

    private func modify(_ key: ProcessInstanceKey, terminate ids: [String]) throws {
        try world.call(
            .modifyProcessInstance(
                ModifyProcessInstance(processInstanceKey: key, terminate: ids.map(ElementSelection.element))))
    }

    /// Several files at once, each with a hash of its own.
    @discardableResult
    private func deploy(_ files: [UInt8]...) throws -> ProcessDefinition {
        let checked = try files.flatMap { xml in
            try BPMNDocument.parse(xml).map {
                CheckedProcess(
                    processID: $0.id, name: "", versionTag: "", resourceName: "\($0.id).bpmn",
                    contentHash: ContentHash.sha256Hex(xml), xml: xml)
            }
        }
        let outcome = try world.engine.deploy(
            CheckedDeployment(processes: checked), tenant: .default, to: [], at: world.now)
        guard case .deployResources(let answer) = try outcome.result.get() else { throw EngineWorld.Unexpected() }
        return try #require(answer.definitions.last)
    }

    @Test(
        "A creation at elements is refused when a scope around them cannot wait for its events",
        arguments: [false, true])
    func scopeWithoutKey(isInner: Bool) throws {
        let handler = Model.eventSub("handler", on: Model.message("paid"))
        let inner = Model.sub("sub", around: "deep", isInner ? handler : "")
        let definition = try world.deploy(
            Model.eventFile(
                "p", Model.start("s"), inner, Model.end("e"), Model.path("s", "sub", "e"), isInner ? "" : handler))
        let before = try world.dump()

        let rejection = try world.refusal(
            .createProcessInstance(
                CreateProcessInstance(definition: .key(definition.key), startElements: ["deep"])))

        #expect(rejection.code == .invalidArgument)
        #expect(
            rejection.reasons.map { "\($0.code) \($0.elementID)" } == ["SCOPE_EVENTS_FAILED \(isInner ? "sub" : "p")"])
        #expect(try world.dump() == before)
    }

    @Test("A creation cannot begin at a boundary event, nor inside of what repeats")
    func unfitStarts() throws {
        let definition = try world.deploy(
            Model.eventFile(
                "p", Model.start("s"), Model.service("task"),
                Model.onBoundary("late", on: "task", Model.after("PT1M")), Model.end("le"), Model.path("late", "le"),
                Model.each(
                    "loop", in: "=[1]", Model.start("ls"), Model.service("in"), Model.end("end"),
                    Model.path("ls", "in", "end")),
                Model.end("e"), Model.path("s", "task", "loop", "e")))

        let rejection = try world.refusal(
            .createProcessInstance(
                CreateProcessInstance(definition: .key(definition.key), startElements: ["late", "in", "loop"])))

        #expect(
            rejection.reasons.map { "\($0.code) \($0.elementID)" } == [
                "NOT_A_START_ELEMENT late", "NOT_A_START_ELEMENT in",
            ])
    }

    @Test("Only the body of a repeated receive task waits for its boundary events")
    func repeatedReceiveTask() throws {
        let loop = ActivityModel.loop(over: "=[1,2]")
        let definition = try world.deploy(
            ActivityModel.file(
                "p", declaring: ActivityModel.message("paid", key: "=1"), Model.start("s"),
                ActivityModel.element("receiveTask", "wait", "messageRef=\"paid\"", loop),
                ActivityModel.boundary("late", on: "wait", Model.after("PT1M")), Model.end("le"),
                Model.path("late", "le"),
                Model.end("e"), Model.path("s", "wait", "e")))

        let key = try world.create(definition)

        let waits = try #require(try world.state.instance(key)).elements.map { $0.subscriptions.map(\.eventID) }
        #expect(waits == [[], ["late"], ["wait"], ["wait"]])
    }

    @Test("A signal is heard by what began to wait within the same command")
    func ownSignal() throws {
        let definition = try world.deploy(
            Model.eventFile(
                "p", Model.start("s"), Model.parallel("fork"), Model.throwing("throw", Model.signal("alarm")),
                Model.end("e1"), Model.catching("catch", Model.signal("alarm")), Model.service("after"),
                Model.end("e2"),
                Model.path("s", "fork", "catch", "after", "e2"), Model.path("fork", "throw", "e1")))

        let key = try world.create(definition)

        #expect(try active(key) == ["after", "p"])
        #expect(try world.replayed() == world.dump())
    }

    @Test("An escalation that its own handler throws again ends the handler's path")
    func escalationInItsHandler() throws {
        let definition = try world.deploy(
            Model.eventFile(
                "p", Model.start("s"), Model.throwing("first", Model.escalation("late")), Model.service("task"),
                Model.end("e"), Model.path("s", "first", "task", "e"),
                Model.eventSub(
                    "handler", Model.start("hs", on: Model.escalation("late")), Model.service("care"),
                    Model.end("again", throwing: Model.escalation("late")), Model.path("hs", "care", "again"))))
        let key = try world.create(definition)
        #expect(try active(key) == ["care", "handler", "p"])

        try world.work("care")

        #expect(try !world.isRunning(key))
    }

    @Test("What an event subprocess did cannot be undone when it is over")
    func compensationInEventSubProcess() throws {
        let definition = try world.deploy(
            ActivityModel.file(
                "p", declaring: ActivityModel.message("paid", key: "=1"), Model.start("s"), Model.service("task"),
                Model.end("e"),
                Model.path("s", "task", "e"),
                Model.eventSub(
                    "handler", Model.start("hs", on: Model.after("PT1M"), interrupting: false), Model.service("done"),
                    ActivityModel.undo("done", by: "undo"), ActivityModel.handler("undo"), Model.end("he"),
                    Model.path("hs", "done", "he"))))
        let key = try world.create(definition)
        try world.pass(milliseconds: 60_000)

        try world.work("done")

        #expect(try #require(try world.state.instance(key)).compensations.isEmpty)
        #expect(try active(key) == ["p", "task"])
    }

    @Test("Who waits for a compensation handler goes on when somebody ends the handler")
    func endedHandler() throws {
        let definition = try world.deploy(
            ActivityModel.file(
                "p", Model.start("s"), Model.service("work"), ActivityModel.undo("work", by: "undo"),
                ActivityModel.handler("undo"), ActivityModel.compensate("intermediateThrowEvent", "back"),
                Model.service("after"), Model.end("e"), Model.path("s", "work", "back", "after", "e")))
        let key = try world.create(definition)
        try world.work("work")
        #expect(try active(key) == ["back", "p", "undo"])

        try modify(key, terminate: ["undo"])

        #expect(try active(key) == ["after", "p"])
        #expect(try world.replayed() == world.dump())
    }

    @Test("When the handler and who waits for it are ended together neither goes on")
    func endedHandlerAndThrower() throws {
        let definition = try world.deploy(
            ActivityModel.file(
                "p", Model.start("s"), Model.parallel("fork"), Model.service("other"), Model.end("oe"),
                Model.service("work"),
                ActivityModel.undo("work", by: "undo"), ActivityModel.handler("undo"),
                ActivityModel.compensate("intermediateThrowEvent", "back"), Model.service("after"), Model.end("e"),
                Model.path("s", "fork", "work", "back", "after", "e"), Model.path("fork", "other", "oe")))
        let key = try world.create(definition)
        try world.work("work")

        try modify(key, terminate: ["undo", "back"])

        #expect(try active(key) == ["other", "p"])
    }

    @Test("Two inclusive joins in a loop do not wait for each other for ever")
    func joinsInALoop() throws {
        let definition = try world.deploy(
            Model.eventFile(
                "p", Model.start("s"), Model.exclusive("in"), Model.service("a1"), Model.service("a2"),
                Model.inclusive("first"),
                Model.service("b1"), Model.service("b2"), Model.inclusive("second"),
                Model.exclusive("again", default: "out"), Model.end("e"), Model.path("s", "in"),
                Model.inclusive("fork", default: "fork-a1"), Model.flow("in", "fork"), Model.flow("fork", "a1"),
                Model.flow("fork", "a2", when: "=both"), Model.path("a1", "first"), Model.path("a2", "first"),
                Model.inclusive("split", default: "split-b1"), Model.flow("first", "split"), Model.flow("split", "b1"),
                Model.flow("split", "b2", when: "=both"), Model.path("b1", "second"), Model.path("b2", "second"),
                Model.flow("second", "again"), Model.flow("again", "in", when: "=more"),
                Model.flow("again", "e", id: "out")))
        let key = try world.create(definition, "{\"both\":false,\"more\":false}", at: ["a1", "b1"])

        try world.work("a1")
        #expect(try active(key) == ["b1", "p"])
        try world.work("b1")

        #expect(try active(key).contains("b1"), "the first join goes on")
        try world.work("b1")
        #expect(try !world.isRunning(key))
    }

    @Test("A call bound to the deployment finds a process that was deployed again unchanged")
    func deploymentBinding() throws {
        func child(_ task: String) -> [UInt8] { Model.oneTask("child", task: task) }
        let caller = ActivityModel.file(
            "caller", Model.start("s"),
            ActivityModel.element(
                "callActivity", "call", extensions: ActivityModel.called("child", "bindingType=\"deployment\"")),
            Model.end("e"), Model.path("s", "call", "e"))
        try deploy(child("work"))
        let definition = try deploy(child("work"), caller)
        try deploy(child("newer"))

        let key = try world.create(definition)

        #expect(try world.tree(key).incidents.isEmpty)
        #expect(try world.jobs("work").count == 1)
    }

    @Test(
        "An event subprocess takes over its scope also when the last to leave it had been ended by its own boundary event"
    )
    func takenOverWhileHeld() throws {
        let definition = try world.deploy(
            Model.eventFile(
                "p", Model.start("s"), Model.userTask("task", ActivityModel.taskListeners([("canceling", "farewell")])),
                Model.onBoundary("late", on: "task", Model.after("PT1M")), Model.service("aside"), Model.end("e1"),
                Model.end("e"), Model.path("s", "task", "e"), Model.path("late", "aside", "e1"),
                Model.eventSub("handler", on: Model.after("PT2M"))))
        let key = try world.create(definition)
        try world.pass(milliseconds: 60_000)
        try world.pass(milliseconds: 60_000)
        #expect(try active(key) == ["p", "task"], "the listener holds it")

        try world.work("farewell")

        #expect(try active(key) == ["handler", "handler-task", "p"])
        #expect(try world.replayed() == world.dump())
    }
}
