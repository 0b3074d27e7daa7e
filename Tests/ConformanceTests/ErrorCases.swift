import FerryClient
import FerryModel
import FerryTestSupport
import Testing

/// Errors: thrown by jobs and end events, caught by boundary events and event subprocesses (R68-R77).
@Suite(.timeLimit(.minutes(1)))
struct ErrorCases {
    /// A task with two boundary events, one of which catches all.
    private static let caught = Model.eventFile(
        "p", Model.start("start"), Model.service("task"), Model.onBoundary("any", on: "task", Model.error()),
        Model.onBoundary("specific", on: "task", Model.error("broken")), Model.end("end"),
        Model.path("start", "task", "end"))

    @Test(
        "ERR-1, ERR-4, ERR-6: a code of its own before all codes", arguments: Harness.allCases,
        [("broken", "specific"), ("404", "any")])
    func catchesByCode(harness: Harness, row: (code: String, event: String)) async throws {
        try await harness.leavesNothing { world in
            let key = try await world.begin(Self.caught)

            try await world.throwError(key, "task", row.code)

            #expect(try await world.terminated(key) == ["task"])
            #expect(try await world.completed(key) == ["start", row.event, "p"])
            let kinds = try await world.history(of: key).map(\.kind).filter { $0.hasPrefix("JOB_") }
            #expect(kinds == ["JOB_CREATED", "JOB_ERROR_THROWN"], "ERR-11: it is not cancelled")
        }
    }

    @Test("JTE-5, ERRC-9: variables stay with the boundary event", arguments: Harness.allCases)
    func variablesStayWithTheBoundary(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let key = try await world.begin(Self.caught)

            try await world.throwError(key, "task", "broken", #"{"foo":"bar"}"#)

            #expect(try await world.lastSet("foo", in: "specific", of: key) == "bar")
            #expect(try await world.history(of: key).count { $0.kind == "VARIABLE_SET" } == 1)
        }
    }

    @Test("JTE-9, ERRC-10: with an event subprocess they are the process's", arguments: Harness.allCases)
    func variablesGoToTheProcess(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let file = Model.eventFile(
                "p", Model.start("start"), Model.service("task"), Model.path("start", "task"),
                Model.eventSub("handler", on: Model.error()))
            let key = try await world.begin(file)

            try await world.throwError(key, "task", "broken", #"{"foo":"bar"}"#)

            #expect(try await world.terminated(key) == ["task"])
            #expect(try await world.lastSet("foo", in: "p", of: key) == "bar")
            try await world.complete(key, "handler-task")
        }
    }

    @Test("R70, ERRC-7, ERRC-8: the nearest catches, whatever its code", arguments: Harness.allCases)
    func theNearestCatches(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let file = Model.eventFile(
                "p", Model.start("start"),
                Model.sub("sub", around: "task", Model.eventSub("inside", on: Model.error())),
                Model.onBoundary("around", on: "sub", Model.error("broken")), Model.path("start", "sub"),
                Model.eventSub("outside", on: Model.error("broken")))
            let key = try await world.begin(file)

            try await world.throwError(key, "task", "broken")
            #expect(try await world.waiting(key) == ["inside-task"])
            try await world.throwError(key, "inside-task", "broken")

            #expect(try await world.incident(key).message.contains("broken"), "R72: its own scope is interrupted")
            try await world.client.cancelProcessInstance(key)
        }
    }

    @Test("ERRC-2, ERRC-3: by the boundary event around a scope", arguments: Harness.allCases, [true, false])
    func aroundAScope(harness: Harness, isRepeated: Bool) async throws {
        try await harness.leavesNothing { world in
            let inside = [Model.start("in"), Model.service("task"), Model.path("in", "task")].joined()
            let sub = isRepeated ? Model.each("sub", in: "=[1]", inside) : Model.sub("sub", inside)
            let file = Model.eventFile(
                "p", Model.start("start"), sub, Model.onBoundary("event", on: "sub", Model.error("broken")),
                Model.path("start", "sub"))
            let key = try await world.begin(file)

            try await world.throwError(key, "task", "broken")

            #expect(try await world.terminated(key) == ["task", "sub"] + (isRepeated ? ["sub"] : []), "ERR-14")
            #expect(try await world.completed(key) == ["start", "in", "event", "p"])
        }
    }

    @Test("ERR-12: through a call activity", arguments: Harness.allCases)
    func throughACallActivity(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            try await world.deploy(Model.oneTask("child"))
            let file = Model.eventFile(
                "p", Model.start("start"), Model.calling("call", "child"),
                Model.onBoundary("event", on: "call", Model.error("broken")), Model.path("start", "call"))
            let key = try await world.begin(file)
            let child = try await world.tree(key).called(by: "call")

            try await world.throwError(child, "task", "broken", #"{"foo":"bar"}"#)

            #expect(try await world.terminated(child) == ["task", "child"])
            #expect(try await world.terminated(key) == ["call"])
            #expect(try await world.completed(key) == ["start", "event", "p"])
            #expect(try await world.lastSet("foo", in: "event", of: key) == "bar")
        }
    }

    @Test("R72: the caller is asked when the process itself is interrupted", arguments: Harness.allCases)
    func theCallerIsAsked(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            try await world.deploy(
                Model.eventFile(
                    "child", Model.start("start"), Model.service("task"), Model.path("start", "task"),
                    Model.eventSub("handler", on: Model.error())))
            let file = Model.eventFile(
                "p", Model.start("start"), Model.calling("call", "child"),
                Model.path("start", "call"), Model.eventSub("rescue", on: Model.error("broken")))
            let key = try await world.begin(file)
            let child = try await world.tree(key).called(by: "call")

            try await world.throwError(child, "task", "broken")
            try await world.throwError(child, "handler-task", "broken")

            #expect(try await !world.isRunning(child))
            try await world.complete(key, "rescue-task")
            #expect(try await world.completed(key).last == "p")
        }
    }

    @Test("ERR-16: an end event ends with the scope", arguments: Harness.allCases)
    func endEvents(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let sub = Model.sub(
                "sub", Model.start("in"), Model.end("throw", throwing: Model.error("coded")), Model.path("in", "throw"))
            let file = Model.eventFile(
                "p", Model.start("start"), sub, Model.onBoundary("event", on: "sub", Model.error("broken")),
                Model.path("start", "sub"))
            let key = try await world.begin(file)
            let incident = try await world.incident(key)
            #expect(incident.type == .extractValueError && incident.elementID == "throw", "ERRI-10")

            try await world.setVariables(key.root, #"{"code":"broken"}"#)
            try await world.resolve(incident)

            #expect(try await world.terminated(key) == ["throw", "sub"], "ERRI-11")
            #expect(try await world.completed(key) == ["start", "in", "event", "p"])
        }
    }

    @Test(
        "ERRI-6, ERRI-7: an end event nobody catches stands at an incident, again and again",
        arguments: Harness.allCases)
    func nobodyCatchesTheEnd(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let file = Model.eventFile(
                "p", Model.start("start"), Model.end("throw", throwing: Model.error("broken")),
                Model.path("start", "throw"))
            let key = try await world.begin(file)
            let first = try await world.incident(key)
            #expect(first.type == .unhandledErrorEvent && first.elementID == "throw" && first.job == nil)

            try await world.resolve(first)

            let second = try await world.incident(key)
            #expect(second.key > first.key && second.message == first.message)
            try await world.client.cancelProcessInstance(key)
            #expect(try await world.terminated(key) == ["throw", "p"])
        }
    }

    @Test("ERRI-1, ERRI-8, JTE-4: a job nobody catches waits for its incident", arguments: Harness.allCases)
    func nobodyCatchesTheJob(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let file = Model.eventFile(
                "p", Model.start("start"), Model.service("task"),
                Model.onBoundary("event", on: "task", Model.error("broken")), Model.path("start", "task"))
            let key = try await world.begin(file)
            try await world.throwError(key, "task", "other", message: "no paper")
            let incident = try await world.incident(key)
            for word in ["other", "no paper", "broken"] { #expect(incident.message.contains(word)) }
            let job = try await world.job(key, "task")
            #expect(incident.type == .unhandledErrorEvent && incident.job == job.key)
            #expect(try await world.jobs("task").isEmpty)

            let again = await rejection { try await world.throwError(key, "task", "broken") }
            let done = await rejection { try await world.complete(key, "task") }

            #expect(again?.summary == ["JOB_FAILED task"] && done?.summary == ["JOB_FAILED task"])
            try await world.resolve(incident)
            #expect(try await world.jobs("task").map(\.key) == [job.key])
            try await world.complete(key, "task")
        }
    }

    @Test("JTE-2: the job must be there", arguments: Harness.allCases)
    func unknownJobs(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let key = try await world.begin(Model.oneTask("p"))
            let job = try await world.job(key, "task")
            try await world.complete(key, "task")

            let refusal = await rejection {
                try await world.client.throwError(ThrowError(jobKey: job.key, errorCode: "broken"))
            }

            #expect(refusal?.code == .notFound)
        }
    }

    @Test("an error without a code is refused", arguments: Harness.allCases)
    func needsACode(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let key = try await world.begin(Model.oneTask("p"))

            let refusal = await rejection { try await world.throwError(key, "task", "") }

            #expect(refusal?.code == .invalidArgument && refusal?.fields == ["error_code"])
            try await world.complete(key, "task")
        }
    }
}
