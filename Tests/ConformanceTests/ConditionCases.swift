import FerryClient
import FerryModel
import FerryTestSupport
import Testing

/// Conditional events: looked at when they begin to wait and whenever a variable they see changes (R141-R146).
@Suite(.timeLimit(.minutes(1)))
struct ConditionCases {
    private func model(_ trigger: String) -> [UInt8] {
        Model.eventFile(
            "p", Model.start("start"), Model.catching("catch", trigger), Model.path("start", "catch"))
    }

    @Test("one that holds already triggers at once", arguments: Harness.allCases)
    func holdsAlready(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let key = try await world.begin(model(Model.condition("=x > 5")), #"{"x":6}"#)

            #expect(try await world.completed(key) == ["start", "catch", "p"])
        }
    }

    @Test("a boundary event whose condition holds already ends its activity", arguments: Harness.allCases)
    func boundariesHoldAlready(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let key = try await world.begin(
                Model.eventFile(
                    "p", Model.start("start"), Model.service("task"),
                    Model.onBoundary("event", on: "task", Model.condition("=x > 5")), Model.path("start", "task")),
                #"{"x":6}"#)

            #expect(try await world.completed(key) == ["start", "event", "p"])
        }
    }

    @Test(
        "what fails, or is no boolean, does not hold and is no incident",
        arguments: Harness.allCases, ["=x", "=x > 5", "=y.z"])
    func doesNotHold(harness: Harness, condition: String) async throws {
        try await harness.leavesNothing { world in
            let key = try await world.begin(model(Model.condition(condition)), #"{"x":"text"}"#)

            try await world.setVariables(key.root, #"{"x":null}"#)

            #expect(try await world.waiting(key) == ["catch"])
            #expect(try await world.tree(key).incidents.isEmpty)
            try await world.client.cancelProcessInstance(key)
        }
    }

    @Test("only changes of the named variables count", arguments: Harness.allCases)
    func namesFilter(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let key = try await world.begin(model(Model.condition("=x > 5 or y > 5", names: "y")))

            try await world.setVariables(key.root, #"{"x":6}"#)
            #expect(try await world.waiting(key) == ["catch"])
            try await world.setVariables(key.root, #"{"y":0}"#)

            #expect(try await world.completed(key).last == "p")
        }
    }

    @Test("only the named kinds of change count", arguments: Harness.allCases)
    func changesFilter(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let key = try await world.begin(model(Model.condition("=x > 5", changes: "update")))

            try await world.setVariables(key.root, #"{"x":6}"#)
            #expect(try await world.waiting(key) == ["catch"])
            try await world.setVariables(key.root, #"{"x":7}"#)

            #expect(try await world.completed(key).last == "p")
        }
    }

    @Test("a condition that stays true triggers at every change", arguments: Harness.allCases)
    func triggersAgain(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let key = try await world.begin(
                Model.eventFile(
                    "p", Model.start("start"), Model.service("task"), Model.path("start", "task"),
                    Model.onBoundary("event", on: "task", Model.condition("=x > 5"), interrupting: false)))

            for x in 5...7 { try await world.setVariables(key.root, #"{"x":\#(x)}"#) }

            #expect(try await world.triggered(key) == ["event", "event"])
            try await world.complete(key, "task")
        }
    }

    @Test("a variable of another scope is not seen", arguments: Harness.allCases)
    func otherScopes(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let key = try await world.begin(
                Model.eventFile(
                    "p", Model.start("start"), Model.parallel("fork"), Model.service("left"), Model.service("right"),
                    Model.onBoundary("event", on: "right", Model.condition("=x > 5")),
                    Model.path("start", "fork", "left"), Model.path("fork", "right")))
            let left = try #require(try await world.tree(key).element("left"))

            try await world.setVariables(left.key, #"{"x":9}"#, local: true)

            #expect(try await world.waiting(key) == ["left", "right"])
            try await world.setVariables(key.root, #"{"x":9}"#)
            #expect(try await world.waiting(key) == ["left"])
            try await world.complete(key, "left")
        }
    }

    @Test("what a job brings can trigger an event subprocess", arguments: Harness.allCases)
    func jobsTrigger(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let key = try await world.begin(
                Model.eventFile(
                    "p", Model.start("start"), Model.service("first"), Model.service("second"),
                    Model.path("start", "first", "second"), Model.eventSub("handler", on: Model.condition("=x > 5"))))

            try await world.complete(key, "first", #"{"x":9}"#)

            #expect(try await world.waiting(key) == ["handler-task"])
            try await world.complete(key, "handler-task")
            #expect(try await world.completed(key).last == "p")
        }
    }
}
