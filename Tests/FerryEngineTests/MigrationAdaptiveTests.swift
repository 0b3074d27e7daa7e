import FerryModel
import FerryTestSupport
import Testing

/// Adaptive mode: scopes come and go around what runs (Camunda 7: adding and removing subprocesses).
@Suite struct MigrationAdaptiveTests {
    private static let plain = Model.oneTask("p", task: "t")

    /// A task inside so many subprocesses, outermost first.
    private static func nested(_ scopes: String..., parts: String = "") -> [UInt8] {
        var inside = Model.start("s-t") + Model.service("t") + Model.end("e-t") + Model.path("s-t", "t", "e-t")
        for scope in scopes.reversed() {
            inside =
                Model.start("s-\(scope)") + Model.sub(scope, inside) + Model.end("e-\(scope)")
                + Model.path("s-\(scope)", scope, "e-\(scope)")
        }
        return Model.file("p", inside, parts)
    }

    @Test func putsNewScopesAroundATask() throws {
        let world = try EngineWorld()
        let source = try world.deploy(Self.plain)
        let target = try world.deploy(Self.nested("outer", "inner"))
        let key = try world.create(source)
        let task = try #require(try world.tree(key).element("t"))

        let report = try world.migrate(key, by: .adaptive(target, [("t", "t")]))

        #expect(try world.shape(key) == ["p", " outer", "  inner", "   t"])
        #expect(try world.tree(key).element("t")?.key == task.key)
        #expect(report.structure.created.map(\.elementID) == ["outer", "inner"])
        try world.checkReplay()
        try world.work("t")
        #expect(try !world.isRunning(key))
        try world.checkReplay()
    }

    @Test func takesAwayScopesFromAroundATask() throws {
        let world = try EngineWorld()
        let source = try world.deploy(Self.nested("outer", "inner"))
        let target = try world.deploy(Self.plain)
        let key = try world.create(source)

        let report = try world.migrate(key, by: .adaptive(target, [("t", "t")]))

        #expect(try world.shape(key) == ["p", " t"])
        #expect(report.structure.removed.map(\.elementID) == ["outer", "inner"])
        try world.checkReplay()
        try world.work("t")
        #expect(try !world.isRunning(key))
        try world.checkReplay()
    }

    /// Two levels below a scope that stays.
    @Test func keepsMappedScopesWithTheirVariables() throws {
        let world = try EngineWorld()
        let source = try world.deploy(Self.nested("outer"))
        let target = try world.deploy(Self.nested("outer", "middle", "inner"))
        let key = try world.create(source)
        let outer = try #require(try world.tree(key).element("outer")).key
        try world.call(
            .setVariables(SetVariables(scope: outer, variables: try Variables(parsing: #"{"x":1}"#), local: true)))

        _ = try world.migrate(key, by: .adaptive(target, [("outer", "outer"), ("t", "t")]))

        let tree = try world.tree(key)
        #expect(try world.shape(key) == ["p", " outer", "  middle", "   inner", "    t"])
        #expect(tree.element("outer")?.key == outer && tree.variable("x", in: outer) == "1")
    }

    @Test func makesANewScopeOncePerParent() throws {
        let world = try EngineWorld()
        let inside =
            Model.start("s2") + Model.parallel("f") + Model.service("a") + Model.service("b") + Model.service("c")
            + Model.path("s2", "f", "a") + Model.path("f", "b") + Model.path("f", "c")
        let source = try world.deploy(Model.file("p", inside))
        let target = try world.deploy(
            Model.file("p", Model.start("s"), Model.sub("sub", inside), Model.end("e"), Model.path("s", "sub", "e")))
        let key = try world.create(source)

        // Permuted, as in Camunda 7's testConcurrentThreeUserTaskMigration.
        _ = try world.migrate(key, by: .adaptive(target, [("a", "b"), ("b", "c"), ("c", "a")]))

        #expect(try world.shape(key) == ["p", " sub", "  b", "  c", "  a"])
        for type in ["a", "b", "c"] { try world.work(type) }
        #expect(try !world.isRunning(key))
    }

    /// Par(SP, SP) to a task: two instances of one element.
    @Test func takesAwayConcurrentScopes() throws {
        let world = try EngineWorld()
        let source = try world.deploy(
            Model.file(
                "p", Model.start("s"), Model.parallel("f"), Model.sub("one", around: "a"),
                Model.sub("two", around: "b"),
                Model.path("s", "f", "one"), Model.path("f", "two")))
        let target = try world.deploy(Self.plain)
        let key = try world.create(source)

        _ = try world.migrate(key, by: .adaptive(target, [("a", "t"), ("b", "t")]))

        #expect(try world.shape(key) == ["p", " t", " t"])
        try world.work("a")
        try world.work("b")
        #expect(try !world.isRunning(key))
    }

    /// A moved element never joins an instance of the scope that migrated with another.
    @Test func makesASecondInstanceOfASiblingScope() throws {
        let world = try EngineWorld()
        let source = try world.deploy(
            Model.file(
                "p", Model.start("s"), Model.parallel("f"), Model.sub("sub", around: "a"), Model.service("b"),
                Model.path("s", "f", "sub"), Model.path("f", "b")))
        let target = try world.deploy(
            Model.file(
                "p", Model.start("s"),
                Model.sub(
                    "sub", Model.start("s2"), Model.parallel("f"), Model.service("a"), Model.service("b"),
                    Model.path("s2", "f", "a"), Model.path("f", "b")), Model.path("s", "sub")))
        let key = try world.create(source)

        _ = try world.migrate(key, by: .adaptive(target, [("sub", "sub"), ("a", "a"), ("b", "b")]))

        #expect(try world.shape(key) == ["p", " sub", "  a", " sub", "  b"])
    }

    @Test func takesOneKindOfSubProcessForAnother() throws {
        let world = try EngineWorld()
        let source = try world.deploy(
            Model.file(
                "p", Model.start("s"), Model.sub("sub", around: "t"), Model.end("e"), Model.path("s", "sub", "e")))
        let target = try world.deploy(
            ActivityModel.file(
                "p", Model.start("s"),
                ActivityModel.element(
                    "transaction", "deal", extensions: "", Model.start("i"), Model.service("t"),
                    ActivityModel.element("endEvent", "cancel", extensions: "", "<bpmn:cancelEventDefinition/>"),
                    Model.path("i", "t", "cancel")), Model.end("e"), Model.path("s", "deal", "e"),
                ActivityModel.boundary("cancelled", on: "deal", "<bpmn:cancelEventDefinition/>"),
                Model.service("undone"), Model.end("f"), Model.path("cancelled", "undone", "f")))
        let key = try world.create(source)

        _ = try world.migrate(key, by: .adaptive(target, [("sub", "deal"), ("t", "t")]))

        #expect(try world.tree(key).element("deal")?.kind == "TRANSACTION")
        try world.work("t")
        #expect(try world.shape(key) == ["p", " undone"])
        try world.checkReplay()
    }

    @Test func takesElementsWithJobsForTheSame() throws {
        let world = try EngineWorld()
        let source = try world.deploy(Self.plain)
        let target = try world.deploy(
            Model.file(
                "p", Model.start("s"), Model.task("sendTask", "send"), Model.end("e"), Model.path("s", "send", "e")))
        let key = try world.create(source)

        #expect(try world.refusals(key, .strict(target, [("t", "send")])) == ["ELEMENT_TYPE_CHANGED t"])
        _ = try world.migrate(key, by: .adaptive(target, [("t", "send")]))

        #expect(try world.tree(key).element("send")?.kind == "SEND_TASK")
        try world.work("t")
        #expect(try !world.isRunning(key))
    }

    @Test func loseNoTokenThatWaitsAtAJoin() throws {
        let world = try EngineWorld()
        let source = try world.deploy(Model.forkJoin("p"))
        let inside =
            Model.start("s2") + Model.parallel("fork") + Model.service("left") + Model.service("right")
            + Model.parallel("join") + Model.service("after") + Model.end("e2")
            + Model.path("s2", "fork", "left", "join", "after", "e2") + Model.path("fork", "right", "join")
        let target = try world.deploy(
            Model.file("p", Model.start("s"), Model.sub("sub", inside), Model.end("e"), Model.path("s", "sub", "e")))
        let key = try world.create(source)
        try world.work("left")

        let report = try world.migrate(key, by: .adaptive(target, [("right", "right"), ("join", "join")]))

        #expect(try world.shape(key) == ["p", " sub", "  right"])
        #expect(report.tokens.first?.toScope == report.structure.created.first?.key)
        try world.checkReplay()
        try world.work("right")
        #expect(try world.shape(key) == ["p", " sub", "  after"])
        try world.work("after")
        #expect(try !world.isRunning(key))
    }

    // MARK: What cannot be

    @Test func refusesWhatWouldLeaveAMappedScope() throws {
        let world = try EngineWorld()
        let source = try world.deploy(Self.nested("outer", "inner"))
        let key = try world.create(source)

        #expect(
            try world.refusals(key, .adaptive(source, [("outer", "inner"), ("inner", "outer"), ("t", "t")]))
                == ["HIERARCHY_NOT_PRESERVED inner"])
    }

    @Test func refusesCrossingBetweenSiblings() throws {
        let world = try EngineWorld()
        let source = try world.deploy(
            Model.file(
                "p", Model.start("s"), Model.parallel("f"), Model.sub("one", around: "a"),
                Model.sub("two", around: "b"),
                Model.path("s", "f", "one"), Model.path("f", "two")))
        let key = try world.create(source)

        #expect(
            try world.refusals(key, .adaptive(source, [("one", "one"), ("two", "two"), ("a", "b"), ("b", "a")]))
                == ["HIERARCHY_NOT_PRESERVED a", "HIERARCHY_NOT_PRESERVED b"])
    }

    @Test func refusesALeafWithoutAnInstruction() throws {
        let world = try EngineWorld()
        let source = try world.deploy(Self.nested("outer"))
        let key = try world.create(source)

        #expect(try world.refusals(key, .adaptive(source, [("outer", "outer")])) == ["ACTIVE_ELEMENT_UNMAPPED t"])
    }

    @Test func refusesAJoinWhoseScopeGoes() throws {
        let world = try EngineWorld()
        let inside =
            Model.start("s2") + Model.parallel("fork") + Model.service("left") + Model.service("right")
            + Model.parallel("join") + Model.path("s2", "fork", "left", "join") + Model.path("fork", "right", "join")
        let source = try world.deploy(
            Model.file("p", Model.start("s"), Model.sub("sub", inside), Model.path("s", "sub")))
        let target = try world.deploy(Model.forkJoin("p"))
        let key = try world.create(source)
        try world.work("left")

        #expect(
            try world.refusals(key, .adaptive(target, [("right", "right"), ("join", "join")]))
                == ["JOIN_SCOPE_UNMAPPED join"])
    }

    // MARK: What scopes take along

    @Test func runsMappingsOfScopesThatComeAndGo() throws {
        let world = try EngineWorld()
        let around = Model.start("i") + Model.service("t") + Model.end("o") + Model.path("i", "t", "o")
        let old = try world.deploy(
            Model.file(
                "p", Model.start("s"), Model.sub("old", output: Model.output("=secret + 1", "result"), around),
                Model.end("e"), Model.path("s", "old", "e")))
        let new = try world.deploy(
            Model.file(
                "p", Model.start("s"), Model.sub("new", input: Model.input("=result * 2", "local"), around),
                Model.end("e"), Model.path("s", "new", "e")))
        for skip in [false, true] {
            let key = try world.create(old)
            let scope = try #require(try world.tree(key).element("old")).key
            try world.call(
                .setVariables(
                    SetVariables(scope: scope, variables: try Variables(parsing: #"{"secret":4}"#), local: true)))

            let report = try world.migrate(key, by: .adaptive(new, [("t", "t")], skipIOMappings: skip))

            let tree = try world.tree(key)
            let made = try #require(tree.element("new")).key
            #expect(tree.variable("result") == (skip ? nil : "5"))
            #expect(tree.variable("local", in: made) == (skip ? nil : "10"))
            let lost = report.structure.variables.filter { $0.after == nil }
            #expect(lost.map(\.name) == ["secret"] && lost.first?.before?.text == "4")
            try world.checkReplay()
        }
    }

    @Test func aMappingThatFailsRefuses() throws {
        let world = try EngineWorld()
        let source = try world.deploy(Self.plain)
        let target = try world.deploy(
            Model.file(
                "p", Model.start("s"),
                Model.sub(
                    "sub", input: Model.input("=assert(nothing, nothing != null)", "x"), Model.start("i"),
                    Model.service("t"), Model.end("o"), Model.path("i", "t", "o")), Model.path("s", "sub")))
        let key = try world.create(source)

        #expect(try world.refusals(key, .adaptive(target, [("t", "t")])) == ["EXPRESSION_FAILED sub"])
        _ = try world.migrate(key, by: .adaptive(target, [("t", "t")], skipIOMappings: true))
    }

    @Test func startListenersOfNewScopesRunBesideWhatIsInThem() throws {
        let world = try EngineWorld()
        let source = try world.deploy(Self.plain)
        let target = try world.deploy(
            ActivityModel.file(
                "p", Model.start("s"),
                ActivityModel.element(
                    "subProcess", "sub", extensions: ActivityModel.listeners(("start", "one"), ("start", "two")),
                    Model.start("i"), Model.service("t"), Model.end("o"), Model.path("i", "t", "o")), Model.end("e"),
                Model.path("s", "sub", "e")))
        let key = try world.create(source)

        let report = try world.migrate(key, by: .adaptive(target, [("t", "t")]))

        #expect(report.structure.jobs.map { $0.after?.type } == ["one"])
        try world.checkReplay()
        try world.work("t")
        #expect(try world.shape(key) == ["p", " sub"], "the scope waits for its listeners")
        try world.work("one", #"{"seen":true}"#)
        try world.work("two")
        #expect(try !world.isRunning(key))
        try world.checkReplay()

        let other = try world.create(source)
        #expect(
            try world.migrate(other, by: .adaptive(target, [("t", "t")], skipListeners: true)).structure.jobs.isEmpty)
        try world.work("t")
        #expect(try !world.isRunning(other))
    }

    @Test func endListenersOfScopesThatGoMustBeSkipped() throws {
        let world = try EngineWorld()
        let source = try world.deploy(
            ActivityModel.file(
                "p", Model.start("s"),
                ActivityModel.element(
                    "subProcess", "sub", extensions: ActivityModel.listeners(("end", "tidy")), Model.start("i"),
                    Model.service("t"), Model.end("o"), Model.path("i", "t", "o")), Model.path("s", "sub")))
        let target = try world.deploy(Self.plain)
        let key = try world.create(source)

        #expect(try world.refusals(key, .adaptive(target, [("t", "t")])) == ["LISTENER_CANNOT_RUN sub"])
        _ = try world.migrate(key, by: .adaptive(target, [("t", "t")], skipListeners: true))
        #expect(try world.shape(key) == ["p", " t"])
    }

    @Test func aYoungScopeCanBeCancelledAndMigratedAgain() throws {
        let world = try EngineWorld()
        let source = try world.deploy(Self.plain)
        let target = try world.deploy(Self.nested("outer", "inner"))
        let key = try world.create(source)
        _ = try world.migrate(key, by: .adaptive(target, [("t", "t")]))

        _ = try world.migrate(key, by: .adaptive(source, [("t", "t")]))
        #expect(try world.shape(key) == ["p", " t"])
        _ = try world.migrate(key, by: .adaptive(target, [("t", "t")]))
        _ = try world.migrate(key, by: .adaptive(target, autoMap: .equal))
        #expect(try world.shape(key) == ["p", " outer", "  inner", "   t"])
        try world.cancel(key)

        #expect(try !world.isRunning(key))
        try world.checkReplay()
    }
}
