import FerryClient
import FerryModel
import FerryTestSupport
import Testing

/// Undoing what completed (Camunda 8: R86-R95). Names begin with the case they answer.
@Suite(.timeLimit(.minutes(1)))
struct CompensationTests {
    /// start, `a` and `b` one after the other, each undone by a job, then `rest`.
    private func model(_ rest: String...) -> [UInt8] {
        ActivityModel.file(
            "p", Model.start("s"), Model.service("a"), ActivityModel.undo("a", by: "undo-a-task"),
            ActivityModel.handler("undo-a-task"), Model.service("b"), ActivityModel.undo("b", by: "undo-b-task"),
            ActivityModel.handler("undo-b-task"), rest.joined(separator: "\n"))
    }

    private static let ends = ActivityModel.compensate("endEvent", "e")

    @Test("CMP-1, CMP-2, R93: with nothing to undo the throw event goes on", arguments: Harness.allCases)
    func nothing(harness: Harness) async throws {
        try await harness.withWorld { world in
            for kind in ["intermediateThrowEvent", "endEvent"] {
                let isEnd = kind == "endEvent"
                let file = ActivityModel.file(
                    "p", Model.start("s"), Model.service("a"), ActivityModel.compensate(kind, "undo"),
                    isEnd ? "" : Model.end("e") + Model.path("undo", "e"), Model.path("s", "a", "undo"))
                let key = try await world.create(try await world.deployOne(file))

                try await world.work("a")

                try await world.ended(key)
            }
        }
    }

    @Test(
        "CMP-4 to CMP-7, R90: all handlers begin in the order of completion, and the throw waits",
        arguments: Harness.allCases)
    func order(harness: Harness) async throws {
        try await harness.withWorld { world in
            let thrown =
                ActivityModel.compensate("intermediateThrowEvent", "throw") + Model.service("after") + Model.end("e")
                + Model.path("s", "a", "b", "throw", "after", "e")
            for (rest, isEnd) in [(thrown, false), (Self.ends + Model.path("s", "b", "a", "e"), true)] {
                let key = try await world.create(try await world.deployOne(model(rest)))
                let first = isEnd ? "b" : "a"
                try await world.work(first)
                try await world.work(isEnd ? "a" : "b")

                let handlers = ["undo-a-task", "undo-b-task"]
                let order = isEnd ? Array(handlers.reversed()) : handlers
                #expect(try await world.active(key).filter { $0.hasPrefix("undo") } == order)
                try await world.work(order[1])
                #expect(try await world.active(key).contains(isEnd ? "e" : "throw"))
                try await world.work(order[0])

                if !isEnd { try await world.work("after") }
                try await world.ended(key)
                let done = try await world.history(of: key).filter { $0.kind == "COMPENSATION_COMPLETED" }
                #expect(done.count == 2)
            }
        }
    }

    @Test("CMP-29 to CMP-31, R88: only what the throw event names, each time it ran", arguments: Harness.allCases)
    func named(harness: Harness) async throws {
        try await harness.withWorld { world in
            let file = model(
                Model.exclusive("join"), Model.exclusive("again", default: "again-b"),
                Model.path("s", "join", "a", "again", "b", "e"),
                Model.flow("again", "join", when: "=more"), ActivityModel.compensate("endEvent", "e", only: "a"))
            let key = try await world.create(try await world.deployOne(file))
            try await world.work("a", #"{"more":true}"#)
            try await world.work("a", #"{"more":false}"#)
            try await world.work("b")

            #expect(try await world.active(key) == ["e", "undo-a-task", "undo-a-task"])
            for _ in 1...2 { try await world.work("undo-a-task") }
            try await world.ended(key)
        }
    }

    @Test("CMP-32, CMP-17, R93: a second throw finds what is left, and waits for its own", arguments: Harness.allCases)
    func secondThrow(harness: Harness) async throws {
        try await harness.withWorld { world in
            let file = model(
                Model.parallel("fork"), ActivityModel.compensate("intermediateThrowEvent", "one", only: "a"),
                ActivityModel.compensate("intermediateThrowEvent", "two", only: "a"), Model.service("left"),
                Model.service("right"), Model.end("e"), Model.path("s", "a", "fork", "one", "left", "b", "e"),
                Model.path("fork", "two", "right", "e"))
            let key = try await world.create(try await world.deployOne(file))

            try await world.work("a")

            #expect(try await world.active(key).sorted() == ["one", "right", "undo-a-task"])
            try await world.work("undo-a-task")
            #expect(try await world.active(key).sorted() == ["left", "right"])
        }
    }

    @Test("CMP-9, CMP-10, CMP-37, R86: what has not completed is not undone", arguments: Harness.allCases)
    func active(harness: Harness) async throws {
        try await harness.withWorld { world in
            let file = model(
                Model.parallel("fork"), Model.end("f"), Self.ends, Model.path("s", "fork", "a", "f"),
                Model.path("fork", "b", "e"))
            let key = try await world.create(try await world.deployOne(file))

            try await world.work("b")

            #expect(try await world.active(key).sorted() == ["a", "e", "undo-b-task"])
            try await world.work("undo-b-task")
            try await world.work("a")
            try await world.ended(key)
        }
    }

    @Test("CMPC: every kind of activity can be undone", arguments: Harness.allCases)
    func activities(harness: Harness) async throws {
        try await harness.withWorld { world in
            try await world.deploy(
                Model.file("child", Model.start("s"), Model.manual("m"), Model.end("e"), Model.path("s", "m", "e")))
            for (kind, activity) in Self.kinds(id: "x", attributes: "") {
                let file = ActivityModel.file(
                    "p", declaring: ActivityModel.message("m", key: "=&quot;k&quot;"), Model.start("s"), activity,
                    ActivityModel.undo("x", by: "undo"),
                    ActivityModel.element("task", "undo", "isForCompensation=\"true\""), Self.ends,
                    Model.path("s", "x", "e"))
                let key = try await world.create(try await world.deployOne(file))
                try await finish(key, "x", in: world)

                try await world.ended(key)
                let trail = try await world.trail(key, ["ACTIVATED", "COMPLETED"], of: ["undo", "e"])
                #expect(trail == ["ACTIVATED e", "ACTIVATED undo", "COMPLETED undo", "COMPLETED e"], "\(kind)")
            }
        }
    }

    @Test("CMPC-16, CMP-41, CMP-45, CMP-46: every kind of activity can undo", arguments: Harness.allCases)
    func handlers(harness: Harness) async throws {
        try await harness.withWorld { world in
            try await world.deploy(
                Model.file("child", Model.start("s"), Model.manual("m"), Model.end("e"), Model.path("s", "m", "e")))
            for (kind, handler) in Self.kinds(id: "undo", attributes: "isForCompensation=\"true\"") {
                let file = ActivityModel.file(
                    "p", declaring: ActivityModel.message("m", key: "=&quot;k&quot;"), Model.start("s"),
                    ActivityModel.element("task", "x"), ActivityModel.undo("x", by: "undo"), handler, Self.ends,
                    Model.path("s", "x", "e"))
                let key = try await world.create(try await world.deployOne(file))
                try await finish(key, "undo", in: world)

                try await world.ended(key)
                let trail = try await world.trail(key, ["COMPLETED"], of: ["undo", "e"])
                #expect(trail.last == "COMPLETED e" && trail.dropLast().last == "COMPLETED undo", "\(kind)")
            }
        }
    }

    /// Activities of every kind; those that wait do so for a job of type `job` or the message `m`.
    private static func kinds(id: String, attributes: String) -> [(String, String)] {
        let loop = ActivityModel.loop(over: "=[1,2,3]")
        let inside = Model.start("i") + Model.end("o") + Model.path("i", "o")
        let job = ActivityModel.job("job")
        return [
            ("task", ActivityModel.element("task", id, attributes)),
            ("manual", ActivityModel.element("manualTask", id, attributes)),
            ("service", ActivityModel.element("serviceTask", id, attributes, extensions: job)),
            ("send", ActivityModel.element("sendTask", id, attributes, extensions: job)),
            ("rule", ActivityModel.element("businessRuleTask", id, attributes, extensions: job)),
            ("script job", ActivityModel.element("scriptTask", id, attributes, extensions: job)),
            (
                "script",
                ActivityModel.element("scriptTask", id, attributes, extensions: ActivityModel.script("=1", "r"))
            ),
            ("receive", ActivityModel.element("receiveTask", id, attributes + " messageRef=\"m\"")),
            ("subprocess", ActivityModel.element("subProcess", id, attributes, extensions: "", inside)),
            ("transaction", ActivityModel.element("transaction", id, attributes, extensions: "", inside)),
            ("call", ActivityModel.element("callActivity", id, attributes, extensions: ActivityModel.called("child"))),
            ("loop of jobs", ActivityModel.element("serviceTask", id, attributes, extensions: job, loop)),
            ("loop of subprocesses", ActivityModel.element("subProcess", id, attributes, extensions: "", inside, loop)),
        ]
    }

    /// Does what the activity waits for.
    private func finish(_ key: ProcessInstanceKey, _ id: String, in world: World) async throws {
        guard try await world.isRunning(key) else { return }
        for job in try await world.jobs("job") { try await world.client.completeJob(CompleteJob(jobKey: job.key)) }
        guard try await world.isRunning(key) else { return }
        for _ in 0..<3 { try await world.turnAll() }
        _ = try await world.client.publishMessage(PublishMessage(name: "m", correlationKey: "k"))
        for _ in 0..<3 { try await world.turnAll() }
    }
}
