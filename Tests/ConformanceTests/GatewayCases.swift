import FerryClient
import FerryModel
import FerryTestSupport
import Testing

/// Exclusive, inclusive and event-based gateways (R56-R67).
@Suite(.timeLimit(.minutes(1)))
struct GatewayCases {
    @Test(
        "OR-1, OR-9, OR-10: an inclusive gateway takes every true flow, else the default", arguments: Harness.allCases,
        [("[1]", ["a"]), ("[2]", ["b"]), ("[1,2]", ["a", "b"]), ("[3]", ["c"]), ("[]", ["c"])])
    func forks(harness: Harness, row: (list: String, tasks: [String])) async throws {
        try await harness.leavesNothing { world in
            let key = try await world.begin(
                Model.eventFile(
                    "p", Model.start("start"), Model.inclusive("fork", default: "to-c"), Model.service("a"),
                    Model.service("b"), Model.service("c"), Model.inclusive("join"), Model.end("end"),
                    Model.path("start", "fork"), Model.flow("fork", "a", when: "=list contains(xs, 1)"),
                    Model.flow("fork", "b", when: "=list contains(xs, 2)"), Model.flow("fork", "c", id: "to-c"),
                    Model.path("a", "join", "end"), Model.path("b", "join"), Model.path("c", "join")),
                #"{"xs":\#(row.list)}"#)

            #expect(try await world.waiting(key) == row.tasks)
            for task in row.tasks { try await world.complete(key, task) }

            #expect(try await world.completed(key) == ["start", "fork"] + row.tasks + ["join", "end", "p"])
        }
    }

    @Test("OR-6, OR-25: without a true flow it stands at an incident", arguments: Harness.allCases)
    func inclusiveIncidents(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let key = try await world.begin(
                Model.eventFile(
                    "p", Model.start("start"), Model.inclusive("fork"), Model.end("end"), Model.path("start", "fork"),
                    Model.flow("fork", "end", when: "=x > 1")), #"{"x":0}"#)
            let first = try await world.incident(key)
            #expect(first.type == .conditionError && first.elementID == "fork")
            try await world.setVariables(key.root, #"{"x":"?"}"#)
            try await world.resolve(first)
            let second = try await world.incident(key)
            #expect(second.type == .extractValueError)

            try await world.setVariables(key.root, #"{"x":2}"#)
            try await world.resolve(second)

            #expect(try await world.completed(key) == ["start", "fork", "end", "p"])
        }
    }

    /// A fork to a join: one way leads there at once, the other is `aside`.
    private func joining(_ parts: String...) -> [UInt8] {
        Model.eventFile(
            "p", Model.start("start"), Model.parallel("fork"), Model.inclusive("join"), Model.end("end"),
            Model.path("start", "fork", "join", "end"), parts.joined())
    }

    @Test("OR-14: the join waits for what can still come", arguments: Harness.allCases)
    func waits(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let key = try await world.begin(joining(Model.service("task"), Model.path("fork", "task", "join")))
            #expect(try await world.completed(key) == ["start", "fork"])

            try await world.complete(key, "task")

            #expect(try await world.completed(key) == ["start", "fork", "task", "join", "end", "p"])
        }
    }

    @Test("OR-15: also for what comes by a boundary event", arguments: Harness.allCases)
    func waitsForBoundaries(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let key = try await world.begin(
                joining(
                    Model.service("task"), Model.onBoundary("event", on: "task", Model.after("PT1S")),
                    Model.end("other"), Model.path("fork", "task", "other"), Model.path("event", "join")))
            #expect(try await world.completed(key) == ["start", "fork"])

            try await world.pass(milliseconds: 1_000)

            #expect(try await world.completed(key) == ["start", "fork", "event", "join", "end", "p"])
        }
    }

    @Test("OR-23: and by a link", arguments: Harness.allCases)
    func waitsForLinks(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let key = try await world.begin(
                joining(
                    Model.service("task"), Model.throwing("jump", Model.link("l")),
                    Model.catching("land", Model.link("l")),
                    Model.path("fork", "task", "jump"), Model.path("land", "join")))
            #expect(try await world.completed(key) == ["start", "fork"])

            try await world.complete(key, "task")

            #expect(try await world.completed(key).suffix(3) == ["join", "end", "p"])
        }
    }

    @Test("R62: the end of another path lets it go on, which Camunda's never does", arguments: Harness.allCases)
    func looksAgain(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let key = try await world.begin(
                joining(
                    Model.service("task"), Model.exclusive("choice", default: "out"), Model.end("other"),
                    Model.path("fork", "task", "choice"), Model.flow("choice", "join", when: "=back"),
                    Model.flow("choice", "other", id: "out")))
            #expect(try await world.completed(key) == ["start", "fork"])

            try await world.complete(key, "task", #"{"back":false}"#)

            let completed = try await world.completed(key)
            #expect(completed.contains("join") && completed.contains("other") && completed.last == "p")
        }
    }

    @Test("the end of another path by a boundary event lets it go on as well", arguments: Harness.allCases)
    func looksAgainAfterAnInterruption(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let key = try await world.begin(
                joining(
                    Model.service("task"), Model.onBoundary("event", on: "task", Model.after("PT1S")),
                    Model.service("long"), Model.path("fork", "task", "join"), Model.path("event", "long")))
            #expect(try await world.completed(key) == ["start", "fork"])

            try await world.pass(milliseconds: 1_000)

            #expect(try await world.completed(key) == ["start", "fork", "event", "join", "end"])
            try await world.complete(key, "long")
        }
    }

    @Test("OR-18: once all flows have come it waits for no more", arguments: Harness.allCases)
    func allFlowsCame(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let key = try await world.begin(
                Model.eventFile(
                    "p", Model.start("start"), Model.parallel("fork"), Model.inclusive("join"), Model.end("end"),
                    Model.exclusive("merge"), Model.service("task"),
                    Model.path("start", "fork", "merge", "join", "end"),
                    Model.flow("fork", "join", id: "direct"), Model.path("fork", "task", "merge")))
            #expect(try await world.completed(key).contains("join"))

            try await world.complete(key, "task")

            #expect(try await world.completed(key).count { $0 == "join" } == 2)
        }
    }

    @Test(
        "EBG-1, EBG-8: an event-based gateway goes on by the first event",
        arguments: Harness.allCases, ["timer", "signal", "condition"])
    func eventBased(harness: Harness, first: String) async throws {
        try await harness.leavesNothing { world in
            let key = try await world.begin(
                Model.eventFile(
                    "p", Model.start("start"), Model.eventBased("gateway"),
                    Model.catching("timer", Model.after("PT1S")), Model.catching("signal", Model.signal("alarm")),
                    Model.catching("condition", Model.condition("=x > 5")), Model.path("start", "gateway", "timer"),
                    Model.path("gateway", "signal"), Model.path("gateway", "condition")))
            #expect(try await world.waiting(key) == ["gateway"])
            #expect(try #require(try await world.tree(key).element("gateway")).subscriptions.count == 3)

            switch first {
            case "timer": try await world.pass(milliseconds: 1_000)
            case "signal": try await world.broadcast("alarm", #"{"y":1}"#, heardBy: key, at: "signal")
            default: try await world.setVariables(key.root, #"{"x":9}"#)
            }

            #expect(try await world.completed(key) == ["start", "gateway", first, "p"])
            if first == "signal" { #expect(try await world.lastSet("y", in: "p", of: key) == "1") }
        }
    }

    @Test("EBG-5: of two equal timers only the first acts", arguments: Harness.allCases)
    func equalTimers(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let key = try await world.begin(
                Model.eventFile(
                    "p", Model.start("start"), Model.eventBased("gateway"),
                    Model.catching("first", Model.after("PT1S")), Model.catching("second", Model.after("PT1S")),
                    Model.path("start", "gateway", "first"), Model.path("gateway", "second")))

            try await world.pass(milliseconds: 1_000)

            #expect(try await world.completed(key) == ["start", "gateway", "first", "p"])
        }
    }

    @Test("SUBI-1, SUBI-3: an event that cannot be waited for stops the gateway", arguments: Harness.allCases)
    func eventBasedIncidents(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let key = try await world.begin(
                Model.eventFile(
                    "p", Model.start("start"), Model.eventBased("gateway"),
                    Model.catching("first", Model.after("PT1S")), Model.catching("second", Model.signal("named")),
                    Model.path("start", "gateway", "first"), Model.path("gateway", "second")))
            let incident = try await world.incident(key)
            #expect(incident.elementID == "gateway" && incident.type == .extractValueError)
            try await world.pass(milliseconds: 5_000)
            #expect(try await world.triggered(key).isEmpty)

            try await world.setVariables(key.root, #"{"name":"calm"}"#)
            try await world.resolve(incident)

            try await world.broadcast("calm", heardBy: key, at: "second")
            #expect(try await world.completed(key) == ["start", "gateway", "second", "p"])
        }
    }
}
