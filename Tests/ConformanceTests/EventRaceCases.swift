import FerryClient
import FerryModel
import FerryTestSupport
import Testing

/// Events that meet: interruptions that wait for a called process, conditions that come true together, listeners of
/// elements that end, throwers whose scope is over.
@Suite(.timeLimit(.minutes(1)))
struct EventRaceCases {
    @Test("IESP with a called process: the handler begins once that is gone", arguments: Harness.allCases)
    func interruptsACall(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            try await world.deploy(Model.oneTask("child"))
            let key = try await world.begin(
                Model.eventFile(
                    "p", Model.start("start"), Model.parallel("fork"), Model.calling("call", "child"),
                    Model.service("task"), Model.path("start", "fork", "call"), Model.path("fork", "task"),
                    Model.eventSub("handler", on: Model.signal("alarm"))))
            let child = try await world.tree(key).called(by: "call")

            try await world.broadcast("alarm", #"{"why":"smoke"}"#, heardBy: key, at: "handler-start")

            #expect(try await !world.isRunning(child))
            #expect(try await world.waiting(key) == ["handler-task"])
            #expect(try await world.tree(key).variable("why") == "\"smoke\"")
            try await world.complete(key, "handler-task")
        }
    }

    @Test("R16: a boundary event begins once the called process is gone", arguments: Harness.allCases)
    func endsACall(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            try await world.deploy(Model.oneTask("child"))
            try await world.deploy(
                Model.eventFile(
                    "middle", Model.start("start"), Model.calling("inner", "child"), Model.path("start", "inner")))
            let key = try await world.begin(
                Model.eventFile(
                    "p", Model.start("start"),
                    Model.sub("sub", Model.start("in"), Model.calling("call", "middle"), Model.path("in", "call")),
                    Model.onBoundary("event", on: "sub", Model.after("PT1S")), Model.service("after"),
                    Model.path("start", "sub"), Model.path("event", "after")))
            let middle = try await world.tree(key).called(by: "call")
            let child = try await world.tree(middle).called(by: "inner")

            try await world.pass(milliseconds: 1_000)

            #expect(try await world.terminated(child) == ["task", "child"])
            #expect(try await world.terminated(middle) == ["inner", "middle"])
            #expect(try await world.terminated(key) == ["call", "sub"])
            try await world.complete(key, "after")
        }
    }

    @Test(
        "section 14: of a boundary event and its scope's handler, true together, one acts",
        arguments: Harness.allCases)
    func trueTogether(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let key = try await world.begin(
                Model.eventFile(
                    "p", Model.start("start"), Model.service("task"),
                    Model.onBoundary("event", on: "task", Model.condition("=x > 5")), Model.service("after"),
                    Model.path("start", "task"), Model.path("event", "after"),
                    Model.eventSub("handler", on: Model.condition("=x > 5"))))

            try await world.setVariables(key.root, #"{"x":9}"#)

            #expect(try await world.waiting(key) == ["handler-task"])
            #expect(try await world.terminated(key) == ["task"])
            try await world.complete(key, "handler-task")
        }
    }

    @Test(
        "section 14: boundary event and handler due together: the handler wins",
        arguments: Harness.allCases, [true, false])
    func dueTogether(harness: Harness, handlerFirst: Bool) async throws {
        try await harness.leavesNothing { world in
            let key = try await world.begin(
                Model.eventFile(
                    "p", Model.start("start"), Model.service("task"),
                    Model.onBoundary("event", on: "task", Model.after(handlerFirst ? "PT2S" : "PT1S")),
                    Model.service("after"), Model.path("start", "task"), Model.path("event", "after"),
                    Model.eventSub("handler", on: Model.after(handlerFirst ? "PT1S" : "PT2S"))))

            try await world.pass(milliseconds: 2_000)

            #expect(try await world.waiting(key) == ["handler-task"])
            #expect(try await world.terminated(key) == (handlerFirst ? ["task"] : ["task", "after"]))
            try await world.complete(key, "handler-task")
        }
    }

    @Test("an escalation of the last path ends its scope only after the handler", arguments: Harness.allCases)
    func escalatesAtTheEnd(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let key = try await world.begin(
                Model.eventFile(
                    "p", Model.start("start"), Model.end("end", throwing: Model.escalation("late")),
                    Model.path("start", "end"),
                    Model.eventSub("handler", on: Model.escalation("late"), interrupting: false)))

            #expect(try await world.completed(key) == ["start", "end"] + ["handler-start"], "ESC-17")
            try await world.complete(key, "handler-task")
            #expect(try await world.completed(key).last == "p")
        }
    }

    @Test("an error in a handler that runs beside is caught around its scope", arguments: Harness.allCases)
    func errorsInHandlers(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let key = try await world.begin(
                Model.eventFile(
                    "p", Model.start("start"),
                    Model.sub(
                        "sub", around: "task",
                        Model.eventSub("handler", on: Model.signal("alarm"), interrupting: false)),
                    Model.onBoundary("event", on: "sub", Model.error("broken")), Model.path("start", "sub")))
            try await world.broadcast("alarm", heardBy: key, at: "handler-start")

            try await world.throwError(key, "handler-task", "broken")

            #expect(try await world.terminated(key).sorted() == ["handler", "handler-task", "sub", "task"])
            #expect(try await world.completed(key).suffix(2) == ["event", "p"])
        }
    }

    @Test("an error event subprocess inside a handler catches what that throws", arguments: Harness.allCases)
    func errorsInsideHandlers(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let handler = Model.eventSub(
                "handler", Model.start("handler-start", on: Model.signal("alarm")), Model.service("work"),
                Model.path("handler-start", "work"), Model.eventSub("rescue", on: Model.error("broken")))
            let key = try await world.begin(
                Model.eventFile("p", Model.start("start"), Model.service("task"), Model.path("start", "task"), handler))
            try await world.broadcast("alarm", heardBy: key, at: "handler-start")

            try await world.throwError(key, "work", "broken")

            #expect(try await world.waiting(key) == ["rescue-task"])
            try await world.complete(key, "rescue-task")
            #expect(try await world.completed(key).suffix(3) == ["rescue", "handler", "p"])
        }
    }

    @Test("AND: two branches that throw errors end once", arguments: Harness.allCases)
    func twoErrors(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let sub = Model.sub(
                "sub", Model.start("in"), Model.parallel("fork"), Model.end("one", throwing: Model.error("broken")),
                Model.end("two", throwing: Model.error("broken")), Model.path("in", "fork", "one"),
                Model.path("fork", "two"))
            let key = try await world.begin(
                Model.eventFile(
                    "p", Model.start("start"), sub, Model.onBoundary("event", on: "sub", Model.error("broken")),
                    Model.service("after"), Model.path("start", "sub"), Model.path("event", "after")))

            #expect(try await world.triggered(key) == ["event"])
            #expect(try await world.waiting(key) == ["after"])
            try await world.complete(key, "after")
        }
    }

    @Test("a signal that two waiting paths of one instance hear drives both", arguments: Harness.allCases)
    func twoHear(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let key = try await world.begin(
                Model.eventFile(
                    "p", Model.start("start"), Model.parallel("fork"), Model.catching("one", Model.signal("alarm")),
                    Model.catching("two", Model.signal("alarm")), Model.parallel("join"), Model.end("end"),
                    Model.path("start", "fork", "one", "join", "end"), Model.path("fork", "two", "join")))

            try await world.broadcast("alarm")

            try await world.untilOver(key)
            #expect(try await world.completed(key) == ["start", "fork", "one", "two", "join", "end", "p"])
        }
    }

    @Test("a scope whose join still waits is not over when an event subprocess ends", arguments: Harness.allCases)
    func joinsStillWait(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let key = try await world.begin(
                Model.eventFile(
                    "p", Model.start("start"), Model.parallel("fork"), Model.service("task"), Model.parallel("join"),
                    Model.end("end"), Model.path("start", "fork", "task", "join", "end"),
                    Model.flow("fork", "join", id: "direct"),
                    Model.eventSub("handler", on: Model.after("PT1S"), interrupting: false)))

            try await world.pass(milliseconds: 1_000)
            try await world.complete(key, "handler-task")

            #expect(try await world.waiting(key) == ["task"])
            try await world.complete(key, "task")
            #expect(try await world.completed(key).suffix(3) == ["join", "end", "p"])
        }
    }

    @Test(
        "R1: a handler that was about to begin beside does not, once its scope is interrupted",
        arguments: Harness.allCases)
    func interruptsWhatIsAboutToBegin(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let key = try await world.begin(
                Model.eventFile(
                    "p", Model.start("start"), Model.service("task"), Model.path("start", "task"),
                    Model.eventSub("beside", on: Model.condition("=x > 4"), interrupting: false),
                    Model.eventSub("instead", on: Model.condition("=x > 5"))))

            try await world.setVariables(key.root, #"{"x":9}"#)

            #expect(try await world.waiting(key) == ["instead-task"])
            try await world.complete(key, "instead-task")
            #expect(try await world.completed(key).last == "p")
        }
    }

    @Test(
        "section 14: a boundary event beside a terminate end event is lost with its scope", arguments: Harness.allCases)
    func terminatesBesideABoundary(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let sub = Model.sub(
                "sub", Model.start("in"), Model.parallel("fork"), Model.service("task"), Model.service("last"),
                Model.onBoundary("event", on: "task", Model.condition("=x > 5"), interrupting: false),
                Model.service("aside"),
                Model.end("stop", throwing: Model.terminate), Model.path("in", "fork", "task"),
                Model.path("fork", "last", "stop"), Model.path("event", "aside"))
            let key = try await world.begin(
                Model.eventFile(
                    "p", Model.start("start"), sub, Model.service("after"), Model.path("start", "sub", "after")))

            try await world.complete(key, "last", #"{"x":9}"#)

            #expect(try await world.waiting(key) == ["after"])
            try await world.complete(key, "after")
        }
    }

    @Test("an incident beside is resolved where a scope is terminated", arguments: Harness.allCases)
    func terminatesAnIncident(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let key = try await world.begin(
                Model.eventFile(
                    "p", Model.start("start"), Model.parallel("fork"), Model.service("broken"), Model.service("last"),
                    Model.end("stop", throwing: Model.terminate), Model.path("start", "fork", "broken"),
                    Model.path("fork", "last", "stop")))
            try await world.breakJob(key, "broken")

            try await world.complete(key, "last")

            #expect(try await world.completed(key).last == "p")
            #expect(try await world.client.listIncidents(ListIncidents()).incidents.isEmpty)
        }
    }
}
