import FerryClient
import FerryModel
import FerryTestSupport
import Testing

/// Terminate end events and links (R84, R85; section 4), and cancelling at every place where an instance can wait.
@Suite(.timeLimit(.minutes(1)))
struct PathEndCases {
    @Test("TERM-2: ends its scope, which completes", arguments: Harness.allCases)
    func terminatesAProcess(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let key = try await world.begin(
                Model.eventFile(
                    "p", Model.start("start"), Model.parallel("fork"), Model.service("a"), Model.service("b"),
                    Model.parallel("join"), Model.end("end", throwing: Model.terminate),
                    Model.path("start", "fork", "a", "join"), Model.flow("fork", "join", id: "direct"),
                    Model.path("fork", "b", "end")))

            try await world.complete(key, "b")

            #expect(try await world.terminated(key) == ["a"])
            #expect(
                try await world.completed(key) == ["start", "fork", "b", "end", "p"], "TERM-7: the token is dropped")
        }
    }

    @Test("TERM-4: in an event subprocess only that ends", arguments: Harness.allCases)
    func terminatesAnEventSubprocess(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let handler = Model.eventSub(
                "handler", Model.start("handler-start", on: Model.signal("alarm"), interrupting: false),
                Model.parallel("fork"), Model.service("inner"), Model.end("end", throwing: Model.terminate),
                Model.path("handler-start", "fork", "inner"), Model.path("fork", "end"))
            let key = try await world.begin(
                Model.eventFile("p", Model.start("start"), Model.service("task"), Model.path("start", "task"), handler))

            try await world.broadcast("alarm", heardBy: key, at: "handler-start")

            #expect(try await world.waiting(key) == ["task"])
            #expect(try await world.terminated(key).allSatisfy { $0 == "inner" })
            #expect(try await world.completed(key).suffix(2) == ["end", "handler"])
            try await world.complete(key, "task")
        }
    }

    @Test("TERM-5: in a repeated subprocess only its iteration ends", arguments: Harness.allCases)
    func terminatesAnIteration(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let sub = Model.each(
                "sub", in: "=[1,2]", Model.start("in"), Model.exclusive("choice", default: "work"),
                Model.end("stop", throwing: Model.terminate), Model.service("task"), Model.path("in", "choice"),
                Model.flow("choice", "stop", when: "=item = 1"), Model.flow("choice", "task", id: "work"))
            let key = try await world.begin(
                Model.eventFile("p", Model.start("start"), sub, Model.path("start", "sub")))

            #expect(try await world.waiting(key) == ["task"])
            #expect(try await world.completed(key).suffix(2) == ["stop", "sub"])
            try await world.complete(key, "task")
            #expect(try await world.completed(key).suffix(4) == ["task", "sub", "sub", "p"])
        }
    }

    @Test("TERM-6: in a called process the caller goes on", arguments: Harness.allCases)
    func terminatesACalledProcess(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            try await world.deploy(
                Model.eventFile(
                    "child", Model.start("start"), Model.parallel("fork"), Model.service("a"), Model.service("b"),
                    Model.end("end", throwing: Model.terminate), Model.path("start", "fork", "a"),
                    Model.path("fork", "b", "end")))
            let key = try await world.begin(
                Model.eventFile("p", Model.start("start"), Model.calling("call", "child"), Model.path("start", "call")))
            let child = try await world.tree(key).called(by: "call")

            try await world.complete(child, "b")

            #expect(try await world.completed(child).last == "child")
            #expect(try await world.completed(key) == ["start", "call", "p"])
        }
    }

    @Test("a called process beside it is gone before the scope completes", arguments: Harness.allCases)
    func terminatesACall(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            try await world.deploy(Model.oneTask("child"))
            let sub = Model.sub(
                "sub", Model.start("in"), Model.parallel("fork"), Model.calling("call", "child"), Model.service("b"),
                Model.end("stop", throwing: Model.terminate), Model.path("in", "fork", "call"),
                Model.path("fork", "b", "stop"))
            let key = try await world.begin(
                Model.eventFile(
                    "p", Model.start("start"), sub, Model.service("after"), Model.path("start", "sub", "after")))
            let child = try await world.tree(key).called(by: "call")

            try await world.complete(key, "b")

            #expect(try await world.terminated(child) == ["task", "child"])
            #expect(try await world.terminated(key) == ["call"])
            #expect(try await world.waiting(key) == ["after"])
            try await world.complete(key, "after")
        }
    }

    @Test("LNK-2, LNK-3, LNKV-5: each throw goes on at the catch event", arguments: Harness.allCases)
    func links(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let key = try await world.begin(
                Model.eventFile(
                    "p", Model.start("start"), Model.parallel("fork"), Model.throwing("one", Model.link("l")),
                    Model.throwing("two", Model.link("l")), Model.catching("land", Model.link("l")),
                    Model.service("task"), Model.path("start", "fork", "one"), Model.path("fork", "two"),
                    Model.path("land", "task")))

            #expect(try await world.completed(key) == ["start", "fork", "one", "two", "land", "land"])
            #expect(try await world.waiting(key) == ["task", "task"])
            try await world.client.cancelProcessInstance(key)
        }
    }

    private static let waits: [String] = [
        Model.catching("wait", Model.after("PT1H")), Model.catching("wait", Model.signal("alarm")),
        Model.catching("wait", Model.condition("=x")), Model.catching("wait", Model.message("paid")),
        Model.catching("wait", Model.signal("named")), Model.throwing("wait", Model.signal("named")),
        Model.end("wait", throwing: Model.error("broken")), Model.service("wait"), Model.user("wait"),
        Model.service("wait", type: "=missing"), Model.calling("wait", "child"), Model.calling("wait", "nothing"),
        Model.sub("wait", around: "inner", Model.eventSub("handler", on: Model.signal("alarm"))),
        Model.each("wait", in: "=[1,2]", Model.start("in"), Model.service("inner"), Model.path("in", "inner")),
        Model.each("wait", in: "=missing", Model.start("in")),
        Model.eventBased("wait") + Model.catching("first", Model.after("PT1H"))
            + Model.catching("second", Model.message("paid")) + Model.path("wait", "first")
            + Model.path("wait", "second"),
        Model.service("wait") + Model.onBoundary("late", on: "wait", Model.after("PT1H"))
            + Model.onBoundary("called", on: "wait", Model.message("paid"), interrupting: false),
        Model.parallel("wait") + Model.service("a") + Model.parallel("join") + Model.path("wait", "a", "join")
            + Model.flow("wait", "join", id: "direct"),
    ]

    @Test(
        "TIM-11, EBG-9, MESP-6, ERRI-5: wherever it waits, a cancelled instance leaves nothing",
        arguments: Harness.allCases)
    func cancelsAnywhere(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            try await world.deploy(Model.oneTask("child"))
            for (number, wait) in Self.waits.enumerated() {
                let key = try await world.begin(
                    Model.eventFile(
                        "p\(number)", Model.start("start"), wait, Model.path("start", "wait"),
                        Model.eventSub("outer", on: Model.after("PT2H"))), #"{"order":"o-1"}"#)
                #expect(try await world.isRunning(key), "\(wait)")

                try await world.client.cancelProcessInstance(key)

                #expect(try await !world.isRunning(key), "\(wait)")
                #expect(try await world.terminated(key).last == "p\(number)", "\(wait)")
            }
            #expect(try await world.client.listIncidents(ListIncidents()).incidents.isEmpty)
            try await world.turnAll()
        }
    }

    @Test("BEE: cancelling goes before a timer that is due at the same moment", arguments: Harness.allCases)
    func cancelsBeforeATimer(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let key = try await world.begin(
                Model.eventFile(
                    "p", Model.start("start"), Model.sub("sub", around: "task"),
                    Model.onBoundary("event", on: "sub", Model.after("PT1S")), Model.path("start", "sub")))

            try await world.client.cancelProcessInstance(key)
            try await world.pass(milliseconds: 1_000)

            #expect(try await world.terminated(key) == ["task", "sub", "p"])
            #expect(try await world.triggered(key).isEmpty)
        }
    }
}
