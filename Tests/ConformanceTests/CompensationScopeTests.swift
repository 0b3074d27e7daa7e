import FerryClient
import FerryModel
import FerryTestSupport
import Testing

/// Which scopes compensation reaches, and how it ends early (Camunda 8: R87-R95).
@Suite(.timeLimit(.minutes(1)))
struct CompensationScopeTests {
    /// `a`, undone by a job `undo`, and whatever is beside it in the scope.
    private static let compensable =
        Model.service("a") + ActivityModel.undo("a", by: "undo") + ActivityModel.handler("undo")
    /// A subprocess whose only task can be undone.
    private static let inside = Model.start("i") + compensable + Model.end("o") + Model.path("i", "a", "o")
    private static let ends = ActivityModel.compensate("endEvent", "e")

    @Test(
        "CMP-39, CMP-40, R90: a subprocess and what is inside it, the outer handler first", arguments: Harness.allCases)
    func subProcess(harness: Harness) async throws {
        try await harness.withWorld { world in
            for hasHandler in [false, true] {
                let file = ActivityModel.file(
                    "p", Model.start("s"), ActivityModel.element("subProcess", "sub", extensions: "", Self.inside),
                    hasHandler ? ActivityModel.undo("sub", by: "whole") + ActivityModel.handler("whole") : "",
                    Self.ends,
                    Model.path("s", "sub", "e"))
                let key = try await world.create(try await world.deployOne(file))
                try await world.work("a")

                #expect(try await world.active(key) == ["e"] + (hasHandler ? ["whole"] : []) + ["undo"])
                try await world.work("undo")
                if hasHandler { try await world.work("whole") }
                try await world.ended(key)
            }
        }
    }

    @Test("CMP-11, CMP-34: nested subprocesses, and one by name", arguments: Harness.allCases)
    func nested(harness: Harness) async throws {
        let nested =
            Model.start("n") + ActivityModel.element("subProcess", "inner", extensions: "", Self.inside)
            + Model.end("m")
            + Model.path("n", "inner", "m")
        try await harness.withWorld { world in
            for only in ["", "outer"] {
                let file = ActivityModel.file(
                    "p", Model.start("s"), ActivityModel.element("subProcess", "outer", extensions: "", nested),
                    Model.service("b"), ActivityModel.undo("b", by: "undo-b-task"),
                    ActivityModel.handler("undo-b-task"), ActivityModel.compensate("endEvent", "e", only: only),
                    Model.path("s", "outer", "b", "e"))
                let key = try await world.create(try await world.deployOne(file))
                try await world.work("a")
                try await world.work("b")

                #expect(try await world.active(key) == ["e", "undo"] + (only.isEmpty ? ["undo-b-task"] : []))
                try await world.work("undo")
                if only.isEmpty { try await world.work("undo-b-task") }
                try await world.ended(key)
            }
        }
    }

    @Test(
        "CMP-15, CMP-26, CMP-35, R87: once for a repeated task, for each repeated subprocess",
        arguments: Harness.allCases)
    func multiInstance(harness: Harness) async throws {
        let loop = ActivityModel.loop(over: "=[1,2,3]", isSequential: true)
        let task =
            ActivityModel.element("serviceTask", "a", extensions: ActivityModel.job("a"), loop)
            + ActivityModel.undo("a", by: "undo") + ActivityModel.handler("undo")
        let sub = ActivityModel.element("subProcess", "a-sub", extensions: "", Self.inside, loop)
        try await harness.withWorld { world in
            for (activity, id, handlers) in [(task, "a", 1), (sub, "a-sub", 3)] {
                let file = ActivityModel.file(
                    "p", Model.start("s"), activity, Self.ends, Model.path("s", id, "e"))
                let key = try await world.create(try await world.deployOne(file))
                for _ in 1...3 { try await world.work("a") }

                #expect(try await world.active(key).filter { $0 == "undo" }.count == handlers)
                for _ in 1...handlers { try await world.work("undo") }
                try await world.ended(key)
            }
        }
    }

    @Test("CMP-22: a throw inside an iteration is about that iteration", arguments: Harness.allCases)
    func iterations(harness: Harness) async throws {
        let inside =
            Model.start("i") + Self.compensable + ActivityModel.compensate("intermediateThrowEvent", "throw")
            + Model.end("o") + Model.path("i", "a", "throw", "o")
        try await harness.withWorld { world in
            let file = ActivityModel.file(
                "p", Model.start("s"),
                ActivityModel.element(
                    "subProcess", "sub", extensions: "", inside, ActivityModel.loop(over: "=[1,2,3]", as: "item")),
                Model.end("e"), Model.path("s", "sub", "e"))
            let key = try await world.create(try await world.deployOne(file))

            for _ in 1...3 { try await world.work("a") }

            for left in [2, 1] {
                try await world.work("undo")
                #expect(try await world.active(key).filter { $0 == "throw" }.count == left)
            }
            try await world.work("undo")
            try await world.ended(key)
        }
    }

    @Test("CMP-12, CMP-19 to CMP-21, R88: a scope that has not completed is left alone", arguments: Harness.allCases)
    func openScope(harness: Harness) async throws {
        let inside =
            Model.start("i") + Self.compensable + Model.service("still") + Model.end("o")
            + Model.path("i", "a", "still", "o")
        try await harness.withWorld { world in
            let file = ActivityModel.file(
                "p", Model.start("s"), Model.parallel("f"), Model.service("b"),
                ActivityModel.element("subProcess", "sub", extensions: "", inside), Model.end("x"), Self.ends,
                Model.path("s", "f", "sub", "x"), Model.path("f", "b", "e"))
            let key = try await world.create(try await world.deployOne(file))
            try await world.work("a")

            try await world.work("b")

            #expect(try await world.active(key) == ["still"])
            try await world.work("still")
            try await world.ended(key)
        }
    }

    @Test("CMP-50 to CMP-56: an event subprocess undoes what its scope did", arguments: Harness.allCases)
    func eventSubProcess(harness: Harness) async throws {
        let handling =
            ActivityModel.element(
                "startEvent", "es", "isInterrupting=\"true\"", extensions: "", ActivityModel.event("error", "bad"))
            + Model.service("c") + ActivityModel.undo("c", by: "undo-c-task") + ActivityModel.handler("undo-c-task")
        try await harness.withWorld { world in
            for (only, expected) in [("", ["undo", "undo-c-task"]), ("a", ["undo"]), ("c", ["undo-c-task"])] {
                let file = ActivityModel.file(
                    "p", declaring: "<bpmn:error id=\"bad\" errorCode=\"BAD\"/>", Model.start("s"), Self.compensable,
                    Model.service("b"), Model.end("e"), Model.path("s", "a", "b", "e"),
                    ActivityModel.element(
                        "subProcess", "handling", "triggeredByEvent=\"true\"", extensions: "", handling,
                        ActivityModel.compensate("endEvent", "throw", only: only), Model.path("es", "c", "throw")))
                let key = try await world.create(try await world.deployOne(file))
                try await world.work("a")
                let job = try await world.job(key, "b")
                try await world.client.throwError(ThrowError(jobKey: job.key, errorCode: "BAD"))
                try await world.work("c")

                #expect(try await world.active(key).filter { $0.hasPrefix("undo") } == expected, "only \(only)")
                for handler in expected { try await world.work(handler) }
                try await world.ended(key)
            }
        }
    }

    @Test("CMP-42, CMP-44: a called process is undone as a whole, by its caller", arguments: Harness.allCases)
    func called(harness: Harness) async throws {
        try await harness.withWorld { world in
            try await world.deploy(ActivityModel.file("child", Self.inside))
            let file = ActivityModel.file(
                "p", Model.start("s"),
                ActivityModel.element("callActivity", "call", extensions: ActivityModel.called("child")),
                ActivityModel.undo("call", by: "whole"), ActivityModel.handler("whole"), Self.ends,
                Model.path("s", "call", "e"))
            let key = try await world.create(try await world.deployOne(file))
            try await world.work("a")

            #expect(try await world.active(key) == ["e", "whole"])
            #expect(try await world.jobs("undo").isEmpty)
            try await world.work("whole")
            try await world.ended(key)
        }
    }

    @Test(
        "CMP-24, CMP-25, R91: a handler sees and writes what the throw event's scope does", arguments: Harness.allCases)
    func variables(harness: Harness) async throws {
        let inside =
            Model.start("i") + Self.compensable + ActivityModel.compensate("intermediateThrowEvent", "throw")
            + Model.service("after") + Model.end("o") + Model.path("i", "a", "throw", "after", "o")
        try await harness.withWorld { world in
            let file = ActivityModel.file(
                "p", Model.start("s"),
                ActivityModel.element(
                    "subProcess", "sub", extensions: ActivityModel.mappings(Model.input("=0", "local")), inside),
                Model.end("e"), Model.path("s", "sub", "e"))
            let key = try await world.create(try await world.deployOne(file))
            try await world.work("a")

            try await world.work("undo", #"{"local":1,"global":2}"#)

            let tree = try await world.tree(key)
            #expect(tree.variable("local", in: tree.element("sub")?.key) == "1")
            #expect(tree.variable("global") == "2" && tree.variable("local") == nil)
        }
    }

    @Test("CMPI-2, CMPI-5, R95: handlers fail like all else, and end with the instance", arguments: Harness.allCases)
    func incidents(harness: Harness) async throws {
        try await harness.withWorld { world in
            let definition = try await world.deployOne(
                ActivityModel.file(
                    "p", Model.start("s"), Self.compensable, Self.ends, Model.path("s", "a", "e")))
            let (repaired, cancelled) = (try await world.create(definition), try await world.create(definition))
            for key in [repaired, cancelled] {
                try await world.complete(key, "a")
                try await world.breakJob(key, "undo")
            }

            try await world.client.cancelProcessInstance(cancelled)
            let job = try await world.job(repaired, "undo").key
            try await world.client.updateJobRetries(UpdateJobRetries(jobKey: job, retries: 1))
            try await world.resolveAll(repaired)
            try await world.complete(repaired, "undo")

            try await world.ended(repaired)
            let kinds = try await world.history(of: cancelled).map(\.kind)
            #expect(kinds.contains("COMPENSATION_DELETED") && kinds.last == "ELEMENT_TERMINATED")
            #expect(try await !world.isRunning(cancelled))
        }
    }

    @Test("CMP-47, CMP-49, R94: what a terminated subprocess did is not undone later", arguments: Harness.allCases)
    func terminated(harness: Harness) async throws {
        let inside =
            Model.start("i") + Self.compensable + Model.service("still") + Model.end("o")
            + Model.path("i", "a", "still", "o")
        try await harness.withWorld { world in
            let file = ActivityModel.file(
                "p", declaring: "<bpmn:error id=\"bad\" errorCode=\"BAD\"/>", Model.start("s"),
                ActivityModel.element("subProcess", "sub", extensions: "", inside),
                ActivityModel.boundary("b", on: "sub", ActivityModel.event("error", "bad")), Self.ends, Model.end("x"),
                Model.path("s", "sub", "x"), Model.path("b", "e"))
            let key = try await world.create(try await world.deployOne(file))
            try await world.work("a")

            let job = try await world.job(key, "still")
            try await world.client.throwError(ThrowError(jobKey: job.key, errorCode: "BAD"))

            try await world.ended(key)
            #expect(try await world.jobs("undo").isEmpty)
        }
    }
}
