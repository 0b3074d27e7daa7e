import FerryClient
import FerryModel
import FerryTestSupport
import Testing

/// Escalations (R78-R83): caught like errors, but the thrower may go on, and nobody need catch them.
@Suite(.timeLimit(.minutes(1)))
struct EscalationCases {
    /// A subprocess that throws `late` and then has a task to do.
    private func thrower(_ rest: String = "") -> String {
        Model.sub(
            "sub", Model.start("in"), Model.throwing("throw", Model.escalation("late")), Model.service("task"),
            Model.path("in", "throw", "task"), rest)
    }

    @Test("ESC-2: an escalation nobody catches is no fault", arguments: Harness.allCases)
    func nobodyCatches(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let key = try await world.begin(
                Model.eventFile(
                    "p", Model.start("start"), Model.throwing("throw", Model.escalation("late")),
                    Model.end("end", throwing: Model.escalation("lost")), Model.path("start", "throw", "end")))

            #expect(try await world.completed(key) == ["start", "throw", "end", "p"])
        }
    }

    @Test("ESCC-1, ESC-3: an interrupting boundary event ends the thrower", arguments: Harness.allCases, ["", "late"])
    func interrupts(harness: Harness, code: String) async throws {
        try await harness.leavesNothing { world in
            let key = try await world.begin(
                Model.eventFile(
                    "p", Model.start("start"), thrower(),
                    Model.onBoundary("event", on: "sub", Model.escalation(code)), Model.path("start", "sub")))

            #expect(try await world.terminated(key) == ["throw", "sub"])
            #expect(try await world.completed(key) == ["start", "in", "event", "p"])
        }
    }

    @Test("ESC-12: another boundary event lets it go on", arguments: Harness.allCases)
    func doesNotInterrupt(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let key = try await world.begin(
                Model.eventFile(
                    "p", Model.start("start"), thrower(),
                    Model.onBoundary("event", on: "sub", Model.escalation(), interrupting: false),
                    Model.path("start", "sub")))

            #expect(try await world.completed(key) == ["start", "in", "throw", "event"])
            try await world.complete(key, "task")
            #expect(try await world.completed(key).suffix(3) == ["task", "sub", "p"])
        }
    }

    @Test(
        "ESCC-4: an event subprocess inside goes before the boundary event",
        arguments: Harness.allCases, [true, false])
    func insideFirst(harness: Harness, isInterrupting: Bool) async throws {
        try await harness.leavesNothing { world in
            let handler = Model.eventSub("handler", on: Model.escalation(), interrupting: isInterrupting)
            let key = try await world.begin(
                Model.eventFile(
                    "p", Model.start("start"), thrower(handler),
                    Model.onBoundary("event", on: "sub", Model.escalation("late")), Model.path("start", "sub")))

            #expect(try await world.waiting(key) == ["handler-task"] + (isInterrupting ? [] : ["task"]))
            #expect(try await world.terminated(key) == (isInterrupting ? ["throw"] : []))
            try await world.complete(key, "handler-task")
            if !isInterrupting { try await world.complete(key, "task") }
            #expect(try await world.completed(key).suffix(2) == ["sub", "p"])
        }
    }

    @Test("ESC-18: a code of its own goes before all codes", arguments: Harness.allCases)
    func specificFirst(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let key = try await world.begin(
                Model.eventFile(
                    "p", Model.start("start"), thrower(),
                    Model.onBoundary("any", on: "sub", Model.escalation()),
                    Model.onBoundary("specific", on: "sub", Model.escalation("late")), Model.path("start", "sub")))

            #expect(try await world.triggered(key) == ["specific"])
        }
    }

    @Test("ESC-7, ESC-8: through a call activity", arguments: Harness.allCases, [true, false])
    func throughACallActivity(harness: Harness, isInterrupting: Bool) async throws {
        try await harness.leavesNothing { world in
            try await world.deploy(
                Model.eventFile("child", Model.start("start"), thrower(), Model.path("start", "sub")))
            let key = try await world.begin(
                Model.eventFile(
                    "p", Model.start("start"), Model.calling("call", "child"),
                    Model.onBoundary("event", on: "call", Model.escalation("late"), interrupting: isInterrupting),
                    Model.path("start", "call")))

            if !isInterrupting {
                let child = try await world.tree(key).called(by: "call")
                #expect(try await world.waiting(child) == ["task"])
                try await world.complete(child, "task")
            }
            let completed = isInterrupting ? ["start", "event", "p"] : ["start", "event", "call", "p"]
            #expect(try await world.completed(key) == completed)
            #expect(try await world.terminated(key) == (isInterrupting ? ["call"] : []))
        }
    }

    @Test("ESC-5: in a repeated subprocess each iteration catches its own", arguments: Harness.allCases)
    func repeated(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let sub = Model.each(
                "sub", in: "=[1,2]", Model.start("in"), Model.throwing("throw", Model.escalation("late")),
                Model.manual("after"), Model.path("in", "throw", "after"),
                Model.eventSub(
                    "handler", Model.start("handler-start", on: Model.escalation("late"), interrupting: false)))
            let key = try await world.begin(
                Model.eventFile("p", Model.start("start"), sub, Model.path("start", "sub")))

            let completed = try await world.completed(key)
            for id in ["throw", "after", "handler-start", "handler"] {
                #expect(completed.count { $0 == id } == 2, "\(id)")
            }
            #expect(completed.count { $0 == "sub" } == 3 && completed.last == "p")
        }
    }

    @Test(
        "R83: who handles an escalation does not catch its own, and goes on where Camunda stands",
        arguments: Harness.allCases)
    func doesNotCatchItself(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let handler = Model.eventSub(
                "handler", Model.start("handler-start", on: Model.escalation("late")),
                Model.throwing("again", Model.escalation("late")), Model.path("handler-start", "again"))
            let key = try await world.begin(
                Model.eventFile(
                    "p", Model.start("start"), Model.end("end", throwing: Model.escalation("late")),
                    Model.path("start", "end"), handler))

            #expect(try await world.triggered(key) == ["handler-start"])
            #expect(try await world.completed(key).contains("again"))
        }
    }

    @Test("ESCI-1, ESCI-6: a code that cannot be told is asked for again", arguments: Harness.allCases)
    func codesFail(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let key = try await world.begin(
                Model.eventFile(
                    "p", Model.start("start"), Model.end("end", throwing: Model.escalation("coded")),
                    Model.path("start", "end")))
            let incident = try await world.incident(key)
            #expect(incident.type == .extractValueError && incident.elementID == "end")

            try await world.setVariables(key.root, #"{"code":"late"}"#)
            try await world.resolve(incident)

            #expect(try await world.completed(key) == ["start", "end", "p"])
        }
    }
}
