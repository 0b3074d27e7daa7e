import FerryClient
import FerryModel
import FerryTestSupport
import Testing

/// Event subprocesses and who goes first when several events meet (reference, sections 3 and 14).
@Suite(.timeLimit(.minutes(1)))
struct EventSubProcessCases {
    private func model(_ trigger: String, interrupting: Bool = true) -> [UInt8] {
        Model.eventFile(
            "p", Model.start("start"), Model.parallel("fork"), Model.service("task"), Model.parallel("join"),
            Model.end("end"), Model.eventSub("handler", on: trigger, interrupting: interrupting),
            Model.path("start", "fork", "task", "join", "end"), Model.flow("fork", "join", id: "direct"))
    }

    private func fire(_ trigger: String, _ key: ProcessInstanceKey, _ world: World) async throws {
        switch trigger {
        case BoundaryEventCases.triggers[0]: try await world.pass(milliseconds: 10_000)
        case BoundaryEventCases.triggers[1]: try await world.broadcast("alarm", heardBy: key, at: "handler-start")
        default: try await world.setVariables(key.root, #"{"x":9}"#)
        }
    }

    @Test("IESP-3, IESP-4: ends all in its scope", arguments: Harness.allCases, BoundaryEventCases.triggers)
    func interrupts(harness: Harness, trigger: String) async throws {
        try await harness.leavesNothing { world in
            let key = try await world.begin(model(trigger))

            try await fire(trigger, key, world)

            #expect(try await world.waiting(key) == ["handler-task"])
            try await world.complete(key, "handler-task")
            #expect(try await world.terminated(key) == ["task"])
            let handler = ["handler-start", "handler-task", "handler-end", "handler", "p"]
            #expect(try await world.completed(key) == ["start", "fork"] + handler)
        }
    }

    @Test("NESP-5: runs beside the others", arguments: Harness.allCases, BoundaryEventCases.triggers)
    func runsBeside(harness: Harness, trigger: String) async throws {
        try await harness.leavesNothing { world in
            let key = try await world.begin(model(trigger, interrupting: false))

            try await fire(trigger, key, world)

            #expect(try await world.waiting(key) == ["handler-task", "task"])
            try await world.complete(key, "task")
            #expect(try await world.waiting(key) == ["handler-task"], "MESP-5")
            try await world.complete(key, "handler-task")
            #expect(try await world.completed(key).last == "p")
        }
    }

    @Test("NESP-4: each activation has variables of its own", arguments: Harness.allCases)
    func runsSeveralTimes(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let file = Model.eventFile(
                "p", Model.start("start"), Model.service("task"), Model.path("start", "task"),
                Model.eventSub(
                    "handler", on: Model.signal("alarm"), interrupting: false, input: Model.input("=1", "mine")))
            let key = try await world.begin(file)

            try await world.broadcast("alarm", heardBy: key, at: "handler-start")
            try await world.broadcast("alarm", heardBy: key, at: "handler-start")

            let tree = try await world.tree(key)
            let handlers = tree.elements.filter { $0.elementID == "handler" }
            #expect(handlers.count == 2)
            for handler in handlers { #expect(tree.variable("mine", in: handler.key) == "1") }
            #expect(tree.variable("mine") == nil, "IESP-7")
            for handler in handlers {
                let task = tree.elements.first { $0.scope == handler.key && $0.job != nil }
                try await world.client.completeJob(CompleteJob(jobKey: try #require(task?.job).key))
            }
            try await world.complete(key, "task")
        }
    }

    @Test("IESP-8, MESP-7: closes the events of the others", arguments: Harness.allCases)
    func closesTheOthers(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let file = Model.eventFile(
                "p", Model.start("start"), Model.service("task"), Model.path("start", "task"),
                Model.eventSub("first", on: Model.after("PT1S")), Model.eventSub("second", on: Model.signal("alarm")),
                Model.eventSub("third", on: Model.after("PT2S"), interrupting: false))
            let key = try await world.begin(file)

            try await world.pass(milliseconds: 1_000)

            #expect(try #require(try await world.tree(key).elements.first).subscriptions.isEmpty)
            try await world.broadcast("alarm")
            try await world.pass(milliseconds: 5_000)
            #expect(try await world.triggered(key) == ["first-start"])
            try await world.complete(key, "first-task")
        }
    }

    @Test("MESP-2: an interrupting one ends one that runs beside", arguments: Harness.allCases)
    func endsOneThatRunsBeside(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let file = Model.eventFile(
                "p", Model.start("start"), Model.service("task"), Model.path("start", "task"),
                Model.eventSub("beside", on: Model.after("PT1S"), interrupting: false),
                Model.eventSub("instead", on: Model.after("PT2S")))
            let key = try await world.begin(file)

            try await world.pass(milliseconds: 1_000)
            try await world.pass(milliseconds: 1_000)

            #expect(try await world.waiting(key) == ["instead-task"])
            #expect(try await world.terminated(key).sorted() == ["beside", "beside-task", "task"])
            try await world.complete(key, "instead-task")
        }
    }

    @Test("IESP-9, IESP-10: the subprocess's boundary event still acts, and ends it", arguments: Harness.allCases)
    func theBoundaryActsAfterwards(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let file = Model.eventFile(
                "p", Model.start("start"),
                Model.sub("sub", around: "task", Model.eventSub("handler", on: Model.after("PT1S"))),
                Model.onBoundary("event", on: "sub", Model.after("PT2S")), Model.path("start", "sub"))
            let key = try await world.begin(file)

            try await world.pass(milliseconds: 1_000)
            #expect(try await world.waiting(key) == ["handler-task"])
            try await world.pass(milliseconds: 1_000)

            #expect(try await world.terminated(key) == ["task", "handler-task", "handler", "sub"])
            #expect(try await world.completed(key).suffix(2) == ["event", "p"])
        }
    }

    @Test("section 14: a boundary event that came first leaves the handler no chance", arguments: Harness.allCases)
    func theBoundaryCameFirst(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let file = Model.eventFile(
                "p", Model.start("start"),
                Model.sub("sub", around: "task", Model.eventSub("handler", on: Model.after("PT2S"))),
                Model.onBoundary("event", on: "sub", Model.after("PT1S")), Model.path("start", "sub"))
            let key = try await world.begin(file)

            try await world.pass(milliseconds: 5_000)

            #expect(try await world.triggered(key) == ["event"])
            #expect(try await world.completed(key).suffix(2) == ["event", "p"])
        }
    }

    @Test("IESP-5: in a subprocess only that is interrupted, and goes on afterwards", arguments: Harness.allCases)
    func nested(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let inner = Model.sub("inner", around: "task", Model.eventSub("handler", on: Model.signal("alarm")))
            let file = Model.eventFile(
                "p", Model.start("start"), Model.parallel("fork"), Model.service("beside"),
                Model.sub("outer", Model.start("outer-start"), inner, Model.path("outer-start", "inner")),
                Model.end("end"), Model.path("start", "fork", "outer", "end"), Model.path("fork", "beside"))
            let key = try await world.begin(file)

            try await world.broadcast("alarm", heardBy: key, at: "handler-start")
            try await world.complete(key, "handler-task")

            #expect(try await world.terminated(key) == ["task"])
            #expect(try await world.completed(key).suffix(4) == ["handler", "inner", "outer", "end"])
            #expect(try await world.waiting(key) == ["beside"])
            try await world.complete(key, "beside")
        }
    }

    @Test("an event subprocess in an event subprocess", arguments: Harness.allCases)
    func insideAnother(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let outer = Model.eventSub(
                "outer", Model.start("outer-start", on: Model.signal("alarm")), Model.service("outer-task"),
                Model.path("outer-start", "outer-task"), Model.eventSub("inner", on: Model.signal("calm")))
            let file = Model.eventFile(
                "p", Model.start("start"), Model.service("task"), Model.path("start", "task"), outer)
            let key = try await world.begin(file)

            try await world.broadcast("alarm", heardBy: key, at: "outer-start")
            try await world.broadcast("calm", heardBy: key, at: "inner-start")

            #expect(try await world.waiting(key) == ["inner-task"])
            try await world.complete(key, "inner-task")
            #expect(try await world.completed(key).suffix(4) == ["inner-end", "inner", "outer", "p"])
        }
    }

    @Test("IESP-15: ends what stands at an incident", arguments: Harness.allCases)
    func endsWhatIsStuck(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let file = Model.eventFile(
                "p", Model.start("start"), Model.exclusive("choice"), Model.end("end"), Model.path("start", "choice"),
                Model.flow("choice", "end", when: "=missing > 1"), Model.eventSub("handler", on: Model.after("PT1S")))
            let key = try await world.begin(file)
            #expect(try await world.incident(key).elementID == "choice")

            try await world.pass(milliseconds: 1_000)

            #expect(try await world.tree(key).incidents.isEmpty)
            #expect(try await world.terminated(key) == ["choice"])
            try await world.complete(key, "handler-task")
        }
    }

    @Test("ESPI-1 to ESPI-3: an input mapping that fails is tried again", arguments: Harness.allCases)
    func mappingsFail(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let file = Model.eventFile(
                "p", Model.start("start"), Model.service("task"), Model.path("start", "task"),
                Model.eventSub(
                    "handler", on: Model.after("PT1S"), input: Model.input("=assert(x, x != null)", "y")))
            let key = try await world.begin(file)
            try await world.pass(milliseconds: 1_000)
            let first = try await world.incident(key)
            #expect(first.type == .ioMappingError && first.elementID == "handler")

            try await world.resolve(first)

            let second = try await world.incident(key)
            #expect(second.key > first.key)
            try await world.setVariables(key.root, #"{"x":1}"#)
            try await world.resolve(second)
            try await world.complete(key, "handler-task")
            #expect(try await world.completed(key).last == "p")
        }
    }

    @Test("R25: what the start event brings is known to the events of the scope", arguments: Harness.allCases)
    func opensAfterTheStartEvent(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let key = try await world.begin(
                Model.eventFile(
                    "p", Model.start("start"), Model.service("task"), Model.path("start", "task"),
                    Model.eventSub("handler", on: Model.signal("named"))))

            let incident = try await world.incident(key)

            #expect(incident.elementID == "start" && incident.type == .extractValueError)
            #expect(try await world.waiting(key) == ["start"])
            try await world.setVariables(key.root, #"{"name":"calm"}"#)
            try await world.resolve(incident)
            try await world.broadcast("calm", heardBy: key, at: "handler-start")
            try await world.complete(key, "handler-task")
        }
    }
}
