import FerryClient
import FerryModel
import FerryTestSupport
import Testing

/// Boundary events: timers, signals, conditions, by Camunda 8's BoundaryEventTest and what follows it. Errors and
/// escalations have files of their own.
@Suite(.timeLimit(.minutes(1)))
struct BoundaryEventCases {
    /// A task with one boundary event that leads to an end of its own.
    private func model(_ trigger: String, interrupting: Bool = true, output: String = "") -> [UInt8] {
        Model.eventFile(
            "p", Model.start("start"), Model.service("task"),
            Model.onBoundary("event", on: "task", trigger, interrupting: interrupting, output: output),
            Model.end("end"), Model.end("aside"), Model.path("start", "task", "end"), Model.path("event", "aside"))
    }

    static let triggers = [Model.after("PT10S"), Model.signal("alarm"), Model.condition("=x > 5")]

    private func fire(_ trigger: String, _ key: ProcessInstanceKey, _ world: World) async throws {
        switch trigger {
        case Self.triggers[0]: try await world.pass(milliseconds: 10_000)
        case Self.triggers[1]: try await world.broadcast("alarm", heardBy: key, at: "event")
        default: try await world.setVariables(key.root, #"{"x":9}"#)
        }
    }

    @Test("BE-2, SIGC-2: an interrupting event ends its activity first", arguments: Harness.allCases, triggers)
    func interrupts(harness: Harness, trigger: String) async throws {
        try await harness.leavesNothing { world in
            let key = try await world.begin(model(trigger))

            try await fire(trigger, key, world)

            #expect(try await world.completed(key) == ["start", "event", "aside", "p"])
            #expect(try await world.terminated(key) == ["task"])
            let kinds = try await world.history(of: key).map(\.kind)
            let order = ["EVENT_TRIGGERED", "ELEMENT_TERMINATING", "JOB_CANCELLED", "ELEMENT_TERMINATED"]
            #expect(kinds.filter(order.contains) == order)
        }
    }

    @Test("SIGC-3: another event leaves it alone", arguments: Harness.allCases, triggers)
    func doesNotInterrupt(harness: Harness, trigger: String) async throws {
        try await harness.leavesNothing { world in
            let key = try await world.begin(model(trigger, interrupting: false))

            try await fire(trigger, key, world)

            #expect(try await world.waiting(key) == ["task"])
            try await world.complete(key, "task")
            #expect(try await world.completed(key) == ["start", "event", "aside", "task", "end", "p"])
            #expect(try await world.terminated(key).isEmpty)
        }
    }

    @Test("BE-6, TIM-18: a cycle goes on until its activity ends", arguments: Harness.allCases)
    func repeats(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let key = try await world.begin(model(Model.every("R/PT1S"), interrupting: false))

            for count in 1...3 {
                try await world.pass(milliseconds: 1_000)
                #expect(try await world.triggered(key).count == count)
            }
            try await world.complete(key, "task")
            try await world.pass(milliseconds: 10_000)

            #expect(try await world.triggered(key).count == 3)
            #expect(try await world.completed(key).suffix(3) == ["task", "end", "p"])
        }
    }

    @Test("TIM-17: a cycle ends after so many times", arguments: Harness.allCases)
    func repeatsSoManyTimes(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let key = try await world.begin(model(Model.every("R2/PT1S"), interrupting: false))

            for _ in 1...4 { try await world.pass(milliseconds: 1_000) }

            #expect(try await world.triggered(key).count == 2)
            #expect(try #require(try await world.tree(key).element("task")).subscriptions.isEmpty)
            try await world.complete(key, "task")
        }
    }

    @Test("R22, TINC-1: a trigger that cannot be told opens none, and is asked again", arguments: Harness.allCases)
    func opensAllOrNothing(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let file = Model.eventFile(
                "p", Model.start("start"), Model.service("task"),
                Model.onBoundary("first", on: "task", Model.after("PT1S")),
                Model.onBoundary("second", on: "task", Model.signal("named")), Model.end("end"),
                Model.path("start", "task", "end"))
            let key = try await world.begin(file)

            let incident = try await world.incident(key)

            let task = try #require(try await world.tree(key).element("task"))
            #expect(incident.type == .extractValueError && incident.elementInstanceKey == task.key)
            #expect(task.state == .activating && task.subscriptions.isEmpty && task.job == nil)
            try await world.setVariables(key.root, #"{"name":"calm"}"#)
            try await world.resolve(incident)
            let opened = try #require(try await world.tree(key).element("task"))
            #expect(opened.subscriptions.map(\.eventID) == ["first", "second"])
            try await world.broadcast("calm", heardBy: key, at: "second")
            #expect(try await world.completed(key) == ["start", "second", "p"])
        }
    }

    @Test("BEN-3, BEN-4, BEN-6: without a flow its path ends", arguments: Harness.allCases, [true, false])
    func endsItsPath(harness: Harness, isInterrupting: Bool) async throws {
        try await harness.leavesNothing { world in
            let file = Model.eventFile(
                "p", Model.start("start"), Model.service("task"),
                Model.onBoundary("event", on: "task", Model.signal("alarm"), interrupting: isInterrupting),
                Model.path("start", "task"))
            let key = try await world.begin(file)

            try await world.broadcast("alarm", heardBy: key, at: "event")

            if !isInterrupting { try await world.complete(key, "task") }
            let completed = ["start", "event"] + (isInterrupting ? ["p"] : ["task", "p"])
            #expect(try await world.completed(key) == completed)
        }
    }

    @Test("R33: what a signal brings goes to the scope around the activity", arguments: Harness.allCases)
    func variablesGoToTheScope(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let key = try await world.begin(model(Model.signal("alarm")))

            try await world.broadcast("alarm", #"{"why":"smoke"}"#, heardBy: key, at: "event")

            #expect(try await world.lastSet("why", in: "p", of: key) == "smoke")
        }
    }

    @Test("R32: with mappings only what they make leaves the event", arguments: Harness.allCases)
    func mappingsDecide(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let key = try await world.begin(model(Model.signal("alarm"), output: Model.output("=why", "cause")))

            try await world.broadcast("alarm", #"{"why":"smoke"}"#, heardBy: key, at: "event")

            #expect(try await world.lastSet("why", in: "event", of: key) == "smoke")
            #expect(try await world.lastSet("cause", in: "p", of: key) == "smoke")
            #expect(try await world.lastSet("why", in: "p", of: key) == nil)
        }
    }

    @Test("section 14: of two interrupting events only the first acts", arguments: Harness.allCases)
    func theFirstWins(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let file = Model.eventFile(
                "p", Model.start("start"), Model.service("task"), Model.service("after"),
                Model.onBoundary("first", on: "task", Model.after("PT1S")),
                Model.onBoundary("second", on: "task", Model.after("PT1S")), Model.path("start", "task"),
                Model.path("first", "after"), Model.path("second", "after"))
            let key = try await world.begin(file)

            try await world.pass(milliseconds: 5_000)

            #expect(try await world.triggered(key) == ["first"])
            try await world.complete(key, "after")
        }
    }

    @Test("R20: a subprocess ends from outside in", arguments: Harness.allCases)
    func endsASubprocess(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let file = Model.eventFile(
                "p", Model.start("start"), Model.sub("sub", around: "task"),
                Model.onBoundary("event", on: "sub", Model.after("PT1S")), Model.path("start", "sub"))
            let key = try await world.begin(file)

            try await world.pass(milliseconds: 1_000)

            #expect(try await world.terminated(key) == ["task", "sub"])
            #expect(try await world.completed(key) == ["start", "sub-start", "event", "p"])
        }
    }

    @Test("R12: a repeated activity has its events once, around all", arguments: Harness.allCases)
    func standsAroundARepeatedActivity(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let file = Model.eventFile(
                "p", Model.start("start"),
                Model.each("sub", in: "=[1,2]", Model.start("in"), Model.service("task"), Model.path("in", "task")),
                Model.onBoundary("event", on: "sub", Model.signal("alarm")), Model.path("start", "sub"))
            let key = try await world.begin(file)

            try await world.broadcast("alarm", heardBy: key, at: "event")

            #expect(try await world.triggered(key) == ["event"])
            #expect(try await world.terminated(key).sorted() == ["sub", "sub", "sub", "task", "task"])
            #expect(try await world.completed(key).suffix(2) == ["event", "p"])
        }
    }
}
