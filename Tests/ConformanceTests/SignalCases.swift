import FerryClient
import FerryModel
import FerryTestSupport
import Testing

/// Signals: heard by all who wait, on every partition, and kept for nobody (R124-R128).
@Suite(.timeLimit(.minutes(1)))
struct SignalCases {
    private static let catching = Model.eventFile(
        "p", Model.start("start"), Model.catching("catch", Model.signal("alarm")), Model.path("start", "catch"))

    @Test("SIGC-1, SIGP-2: all partitions hear it", arguments: Harness.allCases)
    func isHeardEverywhere(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let definition = try await world.deployOne(Self.catching)
            let keys = try await world.createOnBoth(definition)

            let started = try await world.broadcast("alarm", #"{"why":"smoke"}"#)

            #expect(started.isEmpty)
            for key in keys {
                try await world.untilOver(key)
                #expect(try await world.completed(key) == ["start", "catch", "p"])
                #expect(try await world.lastSet("why", in: "p", of: key) == "smoke")
            }
        }
    }

    @Test("R124: who comes later, or waits for another, does not hear it", arguments: Harness.allCases)
    func isNotKept(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let definition = try await world.deployOne(Self.catching)
            let early = try await world.create(definition)
            try await world.broadcast("calm")
            try await world.broadcast("alarm")
            try await world.untilOver(early)

            let late = try await world.create(definition)

            #expect(try await world.waiting(late) == ["catch"])
            try await world.client.cancelProcessInstance(late)
        }
    }

    @Test("SIGS-1, SIGS-2, SIGS-7: each broadcast begins a process once", arguments: Harness.allCases)
    func beginsProcesses(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            try await world.deploy(
                Model.eventFile(
                    "p", Model.start("none"), Model.start("start", on: Model.signal("alarm")), Model.service("task"),
                    Model.path("none", "task"), Model.path("start", "task")))

            let started = try await world.broadcast("alarm", #"{"x":1}"#) + world.broadcast("alarm", #"{"x":2}"#)

            #expect(started.count == 2)
            for (key, x) in zip(started, ["1", "2"]) {
                #expect(try await world.tree(key).variable("x") == x)
                #expect(try await world.completed(key) == ["start"])
                try await world.complete(key, "task")
            }
        }
    }

    @Test("SIGS-4: only the latest version begins", arguments: Harness.allCases)
    func beginsTheLatest(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            for task in ["old", "new"] {
                try await world.deploy(
                    Model.eventFile(
                        "p", Model.start("start", on: Model.signal("alarm")), Model.service(task),
                        Model.path("start", task)))
            }

            let started = try await world.broadcast("alarm")

            #expect(started.count == 1)
            try await world.complete(try #require(started.first), "new")
            try await world.deploy(Model.oneTask("p"))
            #expect(try await world.broadcast("alarm").isEmpty, "SSUB-4")
        }
    }

    @Test(
        "SIGE-1 to SIGE-3, SIGT-2: processes throw them with what their mappings made",
        arguments: Harness.allCases, [true, false])
    func areThrown(harness: Harness, atTheEnd: Bool) async throws {
        try await harness.leavesNothing { world in
            let waiting = try await world.createOnBoth(try await world.deployOne(Self.catching))
            let input = Model.input("=x", "y")
            let thrower =
                atTheEnd
                ? Model.end("throw", throwing: Model.signal("alarm"), input: input)
                : Model.throwing("throw", Model.signal("alarm"), input: input)

            let key = try await world.begin(
                Model.eventFile("q", Model.start("start"), thrower, Model.path("start", "throw")), #"{"x":1,"z":2}"#)

            #expect(try await world.completed(key) == ["start", "throw", "q"])
            for other in waiting {
                try await world.untilOver(other)
                #expect(try await world.lastSet("y", in: "p", of: other) == "1")
                #expect(try await world.lastSet("z", in: "p", of: other) == nil)
            }
        }
    }

    @Test("a process hears its own signal, and one it throws begins another", arguments: Harness.allCases)
    func hearsItsOwn(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            try await world.deploy(
                Model.eventFile("q", Model.start("start", on: Model.signal("alarm"))))
            let key = try await world.begin(
                Model.eventFile(
                    "p", Model.start("start"), Model.service("task"), Model.end("end", throwing: Model.signal("alarm")),
                    Model.path("start", "task", "end"),
                    Model.eventSub("handler", on: Model.signal("alarm"), interrupting: false)))
            let before = try await world.events(of: key.partition).count { $0.kind == "PROCESS_INSTANCE_CREATED" }

            try await world.complete(key, "task")

            // The instance is over before the signal is heard: it was thrown at its end.
            #expect(try await !world.isRunning(key))
            let after = try await world.events(of: key.partition).count { $0.kind == "PROCESS_INSTANCE_CREATED" }
            #expect(after == before + 1)
        }
    }

    @Test("a name that cannot be told stands at an incident", arguments: Harness.allCases)
    func namesFail(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let key = try await world.begin(
                Model.eventFile(
                    "p", Model.start("start"), Model.throwing("throw", Model.signal("named")),
                    Model.catching("catch", Model.signal("named")), Model.path("start", "throw", "catch")))
            let first = try await world.incident(key)
            #expect(first.type == .extractValueError && first.elementID == "throw")
            try await world.setVariables(key.root, #"{"name":"calm"}"#)

            try await world.resolve(first)

            #expect(try await world.waiting(key) == ["catch"])
            try await world.broadcast("calm")
            try await world.untilOver(key)
        }
    }

    @Test("a signal without a name is refused", arguments: Harness.allCases)
    func needsAName(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let refusal = await rejection { try await world.broadcast("") }

            #expect(refusal?.code == .invalidArgument && refusal?.fields == ["name"])
        }
    }

    @Test("other tenants do not hear it", arguments: Harness.allCases)
    func staysWithItsTenant(harness: Harness) async throws {
        try await harness.leavesNothing { world in
            let key = try await world.begin(Self.catching)

            _ = try await world.client.broadcastSignal(
                BroadcastSignal(name: "alarm", tenant: TenantID(rawValue: "acme")))

            try await world.turnAll()
            #expect(try await world.waiting(key) == ["catch"])
            try await world.client.cancelProcessInstance(key)
        }
    }
}
