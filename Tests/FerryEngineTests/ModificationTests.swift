import FerryEngine
import FerryModel
import FerryTestSupport
import Testing

/// Each name begins with the case of Camunda 8's own tests that it answers.
@Suite struct ModificationTests {
    private let world: EngineWorld

    init() throws { world = try EngineWorld() }

    /// Two tasks one behind the other, the second in a subprocess in a subprocess.
    private func nested(_ more: String...) -> [UInt8] {
        Model.eventFile(
            "p", Model.start("s"), Model.service("a"), Model.service("b"),
            Model.sub(
                "outer", Model.start("os"), Model.sub("inner", around: "deep"), Model.service("shallow"),
                Model.end("oe"), Model.path("os", "inner", "shallow", "oe")),
            Model.service("after"), Model.end("e"), Model.path("s", "a", "b", "outer", "after", "e"),
            more.joined(separator: "\n"))
    }

    private func modify(
        _ key: ProcessInstanceKey, activate: [ElementActivation] = [], terminate: [ElementSelection] = [],
        move: [ElementMove] = [], dryRun: Bool = false
    ) throws -> ModificationReport {
        let answer = try world.call(
            .modifyProcessInstance(
                ModifyProcessInstance(
                    processInstanceKey: key, activate: activate, terminate: terminate, move: move, dryRun: dryRun)))
        guard case .modifyProcessInstance(let report) = answer else { throw EngineWorld.Unexpected() }
        return report
    }

    /// `CODE element` of each reason; nothing may have changed.
    private func refusal(
        _ key: ProcessInstanceKey, activate: [ElementActivation] = [], terminate: [ElementSelection] = [],
        move: [ElementMove] = [], sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> [String] {
        let before = try world.dump()
        let rejection = try world.refusal(
            .modifyProcessInstance(
                ModifyProcessInstance(processInstanceKey: key, activate: activate, terminate: terminate, move: move)))
        #expect(rejection.code == .invalidArgument, sourceLocation: sourceLocation)
        #expect(try world.dump() == before, sourceLocation: sourceLocation)
        return rejection.reasons.map { "\($0.code) \($0.elementID)" }
    }

    private func keys(_ key: ProcessInstanceKey, of id: String) throws -> [ElementInstanceKey] {
        try world.tree(key).elements.filter { $0.elementID == id }.map(\.key)
    }

    private func active(_ key: ProcessInstanceKey) throws -> [String] { try world.tree(key).active }

    private func expectReplays(_ location: SourceLocation = #_sourceLocation) throws {
        #expect(try world.replayed() == world.dump(), sourceLocation: location)
    }

    @Test("MOD-1: no instruction changes nothing")
    func nothing() throws {
        let key = try world.create(try world.deploy(nested()))

        let report = try modify(key)

        #expect(report.activated.isEmpty && report.terminated.isEmpty && !report.hasEnded)
        #expect(try active(key) == ["a"])
    }

    @Test("MOD-2, MOD-3, MOD-4: elements begin beside what is there, and the instance ends with the last")
    func activatesBeside() throws {
        let key = try world.create(try world.deploy(nested()))

        let report = try modify(key, activate: [.init(elementID: "b"), .init(elementID: "after")])

        #expect(report.activated.map(\.elementID) == ["b", "after"])
        #expect(report.activated.map(\.key) == [try keys(key, of: "b")[0], try keys(key, of: "after")[0]])
        #expect(try active(key) == ["a", "b", "after"])
        try world.work("after")
        #expect(try active(key) == ["a", "b"])
        try expectReplays()
    }

    @Test("MOD-6, MOD-8: the scopes around are made once for all")
    func makesScopes() throws {
        let key = try world.create(try world.deploy(nested()))

        let report = try modify(
            key, activate: [.init(elementID: "deep"), .init(elementID: "deep"), .init(elementID: "shallow")],
            terminate: [.element("a")])

        #expect(try keys(key, of: "outer").count == 1 && keys(key, of: "inner").count == 1)
        #expect(try active(key) == ["deep", "deep", "shallow"])
        #expect(report.terminated.map(\.elementID) == ["a"])
        for type in ["deep", "deep", "shallow", "shallow", "after"] { try world.work(type) }
        #expect(try !world.isRunning(key))
        try expectReplays()
    }

    @Test("MOD-16, MMV-18: an ancestor further out makes new scopes, one inside chooses")
    func ancestors() throws {
        let key = try world.create(try world.deploy(nested()), at: ["deep"])
        let first = try keys(key, of: "outer")[0]

        _ = try modify(key, activate: [.init(elementID: "shallow", ancestor: key.root)], terminate: [.instance(first)])

        let second = try keys(key, of: "outer")
        #expect(second.count == 1 && second != [first])
        #expect(try active(key) == ["shallow"])
        _ = try modify(key, activate: [.init(elementID: "shallow", ancestor: key.root)])
        #expect(try refusal(key, activate: [.init(elementID: "deep")]) == ["ANCESTOR_NEEDED deep"])
        _ = try modify(key, activate: [.init(elementID: "deep", ancestor: second[0])])
        #expect(try world.tree(key).element("inner")?.scope == second[0])
        try expectReplays()
    }

    @Test("MTE-1, MTE-6, MTE-7, MTE-9, MTE-11: what is left empty ends, and takes no flow")
    func emptiedScopes() throws {
        let definition = try world.deploy(nested())
        let key = try world.create(definition, at: ["deep", "a"])

        let report = try modify(key, terminate: [.element("deep")])

        #expect(report.terminated.map(\.elementID) == ["deep", "inner", "outer"])
        #expect(try active(key) == ["a"] && world.jobs("deep").isEmpty)
        #expect(try modify(key, terminate: [.instance(try keys(key, of: "a")[0])]).hasEnded)
        #expect(try !world.isRunning(key))
        #expect(try !world.events().contains { $0.kind == "SEQUENCE_FLOW_TAKEN" })
        try expectReplays()
    }

    @Test("MTE-4, MTE-5: incidents, timers and subscriptions go with their element")
    func releases() throws {
        let file = Model.eventFile(
            "p", Model.start("s"), Model.service("a"), Model.onBoundary("late", on: "a", Model.after("PT1H")),
            Model.onBoundary("alarm", on: "a", Model.signal("alarm")), Model.service("bad", type: "=missing"),
            Model.end("e"), Model.path("s", "a", "e"), Model.path("late", "bad", "e"), Model.path("alarm", "e"))
        let key = try world.create(try world.deploy(file), at: ["a", "bad"])
        #expect(try world.tree(key).incidents.count == 1)

        _ = try modify(key, activate: [.init(elementID: "e")], terminate: [.element("bad")])

        #expect(try world.tree(key).incidents.isEmpty && active(key) == ["a"])
        _ = try modify(key, terminate: [.element("a")])
        #expect(try !world.isRunning(key))
        try world.pass(milliseconds: 7_200_000)
        try expectReplays()
    }

    @Test("MOD-13, MMV-9, MMV-10: a move stays in the scope of its source, and clears what it leaves")
    func moves() throws {
        let key = try world.create(try world.deploy(nested()), at: ["deep"])
        _ = try modify(key, activate: [.init(elementID: "deep", ancestor: key.root)])
        let outer = try keys(key, of: "outer")

        let report = try modify(key, move: [.init(source: .element("deep"), target: "shallow")])

        #expect(report.activated.map(\.elementID) == ["shallow", "shallow"])
        #expect(report.terminated.map(\.elementID) == ["deep", "deep", "inner", "inner"])
        let tree = try world.tree(key)
        #expect(tree.elements.filter { $0.elementID == "shallow" }.map(\.scope) == outer)
        #expect(tree.active == ["shallow", "shallow"])
        try expectReplays()
    }

    @Test("MMV-2, MMV-14, MMV-15: what ends anyway is not looked into, and no match is no error")
    func movesNothing() throws {
        let key = try world.create(try world.deploy(nested()), at: ["deep", "a"])
        let outer = try keys(key, of: "outer")[0]

        #expect(try modify(key, move: [.init(source: .element("after"), target: "b")]).activated.isEmpty)
        let report = try modify(
            key, terminate: [.instance(outer), .element("deep")], move: [.init(source: .element("deep"), target: "b")])

        #expect(report.activated.isEmpty && report.terminated.map(\.elementID) == ["outer"])
        #expect(try active(key) == ["a"])
    }

    @Test("MOD-12, MVA-1, MVA-5, MVA-6, MVA-7: variables lie where they are wanted, in order")
    func variables() throws {
        let key = try world.create(try world.deploy(nested()), #"{"x":0}"#)
        func set(_ scope: String, _ json: String) throws -> ScopeVariables {
            ScopeVariables(scopeID: scope, variables: try Variables(parsing: json))
        }

        _ = try modify(
            key,
            activate: [
                .init(
                    elementID: "deep",
                    variables: [
                        try set("", #"{"x":1}"#), try set("p", #"{"y":1}"#), try set("", #"{"x":2}"#),
                        try set("outer", #"{"x":3}"#), try set("deep", #"{"x":4}"#),
                    ]), .init(elementID: "shallow", variables: [try set("outer", #"{"z":5}"#)]),
            ])

        let tree = try world.tree(key)
        let outer = try #require(tree.element("outer")?.key)
        let deep = try #require(tree.element("deep")?.key)
        #expect(tree.variable("x") == "2" && tree.variable("y") == "1")
        #expect(tree.variable("x", in: outer) == "3" && tree.variable("z", in: outer) == "5")
        #expect(tree.variable("x", in: deep) == "4")
    }

    @Test("MOD-11, MVA-3, MVA-8: a scope that is made waits for its events, and knows the variables for it")
    func eventsOfMadeScopes() throws {
        let file = Model.eventFile(
            "p", Model.start("s"), Model.service("a"),
            Model.sub(
                "sub", Model.start("i"), Model.service("in"), Model.end("o"), Model.path("i", "in", "o"),
                Model.eventSub("es", on: Model.message("stop"))),
            Model.onBoundary("paid", on: "sub", Model.message("paid")), Model.end("e"),
            Model.path("s", "a", "sub", "e"),
            Model.path("paid", "e"))
        let key = try world.create(try world.deploy(file))

        #expect(try refusal(key, activate: [.init(elementID: "in")]) == ["SCOPE_EVENTS_FAILED sub"])
        _ = try modify(
            key,
            activate: [
                .init(
                    elementID: "in",
                    variables: [
                        .init(variables: try Variables(parsing: #"{"order":"g"}"#)),
                        .init(scopeID: "sub", variables: try Variables(parsing: #"{"order":"l"}"#)),
                    ])
            ])

        let waits = try #require(try world.tree(key).element("sub")).subscriptions.map { subscription -> String in
            guard case .message(let wait) = subscription.trigger else { return "" }
            return "\(wait.name) \(wait.correlationKey)"
        }
        #expect(waits == ["paid g", "stop l"])
        try world.call(.publishMessage(PublishMessage(name: "stop", correlationKey: "l")))
        #expect(try active(key).contains("es-task"))
        try expectReplays()
    }

    @Test("MOD-14: an interrupted scope takes elements again")
    func reopens() throws {
        let file = nested(Model.eventSub("es", on: Model.signal("alarm")))
        let key = try world.create(try world.deploy(file))
        try world.call(.broadcastSignal(BroadcastSignal(name: "alarm")))
        #expect(try world.tree(key).active.contains("es-task"))

        _ = try modify(key, activate: [.init(elementID: "b"), .init(elementID: "deep")])

        #expect(try Set(active(key)).isSuperset(of: ["es-task", "b", "deep"]))
        for type in ["es-task", "b"] { try world.work(type) }
        // The flow behind `b` made a second one.
        #expect(try keys(key, of: "outer").count == 2)
        try expectReplays()
    }

    @Test("C113: an event subprocess begins without interrupting its scope")
    func eventSubprocess() throws {
        let key = try world.create(try world.deploy(nested(Model.eventSub("es", on: Model.signal("alarm")))))

        _ = try modify(key, activate: [.init(elementID: "es"), .init(elementID: "es-task", ancestor: key.root)])

        #expect(try keys(key, of: "es").count == 2)
        #expect(try active(key).filter { $0 == "es-task" || $0 == "a" } == ["a", "es-task", "es-task"])
        try expectReplays()
    }

    @Test("MOD-19: a join begins as if all its tokens were there")
    func join() throws {
        let key = try world.create(try world.deploy(Model.forkJoin("p")))

        _ = try modify(key, activate: [.init(elementID: "join")], terminate: [.element("left"), .element("right")])

        #expect(try active(key) == ["after"])
        try expectReplays()
    }

    @Test("MOD-22, MRJ-15, MRJ-16, MRJ-17, MTE-16: multi-instance activities")
    func multiInstance() throws {
        let file = Model.file(
            "p", Model.start("s"), Model.service("a"),
            Model.each(
                "sub", in: "=[1,2,3]", Model.start("i"), Model.service("x"), Model.service("y"), Model.end("o"),
                Model.path("i", "x", "y", "o")),
            Model.end("e"), Model.path("s", "a", "sub", "e"))
        let definition = try world.deploy(file)
        let early = try world.create(definition)
        #expect(try refusal(early, activate: [.init(elementID: "y")]) == ["MULTI_INSTANCE_NOT_ACTIVE y"])

        let key = try world.create(definition, at: ["sub"])
        let elements = try world.tree(key).elements.filter { $0.elementID == "sub" }
        #expect(elements.count == 4)
        let inner = elements.dropFirst().map(\.key)
        for ancestor in [key.root, elements[0].key] {
            #expect(
                try refusal(key, activate: [.init(elementID: "y", ancestor: ancestor)])
                    == ["MULTI_INSTANCE_NOT_ACTIVE y"])
        }
        #expect(try refusal(key, activate: [.init(elementID: "y")]) == ["ANCESTOR_NEEDED y"])

        let tasks = try keys(key, of: "x")
        _ = try modify(
            key, activate: inner.prefix(2).map { .init(elementID: "y", ancestor: $0) },
            terminate: tasks.prefix(2).map { .instance($0) })
        #expect(try world.tree(key).elements.filter { $0.elementID == "y" }.map(\.scope) == inner.prefix(2).map { $0 })
        _ = try modify(key, terminate: [.instance(inner[2])])
        try world.work("y")
        try world.work("y")
        #expect(try !world.isRunning(key))

        let other = try world.create(definition, at: ["sub"])
        #expect(try modify(other, terminate: [.element("sub")]).hasEnded)
        #expect(try !world.isRunning(other))
        try expectReplays()
    }

    @Test("MTE-15, MRJ-9: call activities")
    func calls() throws {
        try world.deploy(Model.oneTask("child"))
        let file = Model.file(
            "p", Model.start("s"),
            Model.sub(
                "sub", Model.start("i"), Model.calling("call", "child"), Model.end("o"),
                Model.path("i", "call", "o")), Model.service("after"), Model.end("e"),
            Model.path("s", "sub", "after", "e"))
        let key = try world.create(try world.deploy(file))
        let child = try #require(try world.tree(key).element("call")?.calledInstance)

        #expect(try refusal(child, terminate: [.element("task")]) == ["CALLED_INSTANCE child"])
        #expect(try modify(child, move: [.init(source: .element("task"), target: "task")]).activated.count == 1)
        let report = try modify(key, terminate: [.element("call")])

        #expect(report.hasEnded && report.terminated.map(\.elementID) == ["call", "sub", "p"])
        #expect(try !world.isRunning(key) && !world.isRunning(child))
        try expectReplays()
    }

    @Test("MRJ-1: an unknown instance is not found")
    func unknownInstance() throws {
        let rejection = try world.refusal(.modifyProcessInstance(ModifyProcessInstance(processInstanceKey: 77)))

        #expect(rejection.code == .notFound)
    }

    @Test("MRJ-2, 6, 7, 10, 14, 19 to 22: every reason at once")
    func reasons() throws {
        let file = nested(
            Model.eventBased("g"), Model.catching("c1", Model.signal("alarm")),
            Model.catching("c2", Model.signal("calm")), Model.path("g", "c1", "e"), Model.path("g", "c2", "e"),
            Model.flow("b", "g"), Model.onBoundary("late", on: "a", Model.after("PT1H")), Model.path("late", "e"))
        let key = try world.create(try world.deploy(file), at: ["deep", "a"])
        let task = try keys(key, of: "a")[0]
        let other: ElementInstanceKey = 99

        let reasons = try refusal(
            key,
            activate: [
                .init(elementID: "nowhere"), .init(elementID: "s"), .init(elementID: "os"), .init(elementID: "late"),
                .init(elementID: "a-b"), .init(elementID: "c1"), .init(elementID: "p"), .init(elementID: "b"),
                .init(
                    elementID: "deep",
                    variables: [
                        .init(scopeID: "gone", variables: Variables()), .init(scopeID: "b", variables: Variables()),
                    ]), .init(elementID: "deep", ancestor: other), .init(elementID: "shallow", ancestor: task),
            ], terminate: [.instance(other), .element("void")],
            move: [
                .init(source: .element("a"), target: "b"), .init(source: .element("a"), target: "after"),
                .init(source: .instance(other), target: "b"),
            ])

        #expect(
            reasons == [
                "MOVED_TWICE a", "UNKNOWN_ELEMENT_INSTANCE 99", "UNKNOWN_ELEMENT_INSTANCE 99", "UNKNOWN_ELEMENT void",
                "UNKNOWN_ELEMENT nowhere", "NOT_ACTIVATABLE s", "NOT_ACTIVATABLE os", "NOT_ACTIVATABLE late",
                "UNKNOWN_ELEMENT a-b", "NOT_ACTIVATABLE c1", "NOT_ACTIVATABLE p", "UNKNOWN_ELEMENT gone",
                "SCOPE_NOT_ENCLOSING b", "ANCESTOR_NOT_ACTIVE deep", "ANCESTOR_NOT_ENCLOSING shallow",
            ])
    }

    @Test("MOD-21, MTE-19, MMV-17: nothing begins in what the same command ends")
    func conflicts() throws {
        let key = try world.create(try world.deploy(nested()), at: ["deep"])
        let outer = try keys(key, of: "outer")[0]

        #expect(
            try refusal(key, activate: [.init(elementID: "b")], terminate: [.instance(key.root)])
                == ["SCOPE_TERMINATED b"])
        #expect(
            try refusal(key, activate: [.init(elementID: "shallow")], terminate: [.instance(outer)])
                == ["SCOPE_TERMINATED shallow"])
        #expect(try modify(key, terminate: [.instance(key.root)]).hasEnded)
        #expect(try !world.isRunning(key))
    }

    @Test("a dry run tells what would happen, and nothing does")
    func dryRun() throws {
        let key = try world.create(try world.deploy(nested()))
        let before = try world.dump()

        let report = try modify(
            key, activate: [.init(elementID: "deep")], terminate: [.element("a")], dryRun: true)

        #expect(report.isDryRun && report.activated.map(\.elementID) == ["deep"])
        #expect(report.terminated.map(\.elementID) == ["a"] && !report.hasEnded)
        #expect(try world.dump() == before && world.jobs("deep").isEmpty)
    }

    @Test("a repeat with an idempotency key gets the same answer")
    func repeats() throws {
        let key = try world.create(try world.deploy(nested()))
        let call = Call.modifyProcessInstance(
            ModifyProcessInstance(processInstanceKey: key, activate: [.init(elementID: "b")]))

        let first = try world.call(call, idempotencyKey: "k")
        let second = try world.call(call, idempotencyKey: "k")

        #expect(first == second)
        #expect(try active(key) == ["a", "b"])
    }
}
