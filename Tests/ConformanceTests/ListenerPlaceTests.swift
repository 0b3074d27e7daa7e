import FerryClient
import FerryModel
import FerryTestSupport
import Testing

/// Where execution listeners stand, and what cuts them short (Camunda 8: A143-A148).
@Suite(.timeLimit(.minutes(1)))
struct ListenerPlaceTests {
    private static let around = ActivityModel.listeners(("start", "s1"), ("end", "e1"))

    @Test(
        "EL-7, EL-8, EL-13, EL-15, A147: process, subprocess and call activity, each around its own",
        arguments: Harness.allCases)
    func nesting(harness: Harness) async throws {
        func around(_ name: String) -> String {
            ActivityModel.listeners(("start", "\(name)-start"), ("end", "\(name)-end"))
        }
        try await harness.withWorld { world in
            try await world.deploy(Model.oneTask("child", task: "work"))
            let call = ActivityModel.element(
                "callActivity", "call", extensions: ActivityModel.called("child") + around("call"))
            let definition = try await world.deployOne(
                ActivityModel.file(
                    "p", ActivityModel.extensions(around("process")), Model.start("s"),
                    ActivityModel.element(
                        "subProcess", "sub", extensions: around("sub"), Model.start("i"), call, Model.end("o"),
                        Model.path("i", "call", "o")),
                    Model.end("e"), Model.path("s", "sub", "e")))
            let key = try await world.create(definition)

            let order = [
                "process-start", "sub-start", "call-start", "work", "call-end", "sub-end", "process-end",
            ]
            for type in order { try await world.work(type) }

            try await world.ended(key)
            let cancelled = try await world.create(definition)
            try await world.client.cancelProcessInstance(cancelled)
            #expect(try await !world.isRunning(cancelled))
            #expect(try await world.jobs("process-start").isEmpty)
        }
    }

    @Test("A147: whoever waits for the result gets what the end listeners wrote", arguments: Harness.allCases)
    func result(harness: Harness) async throws {
        try await harness.withWorld { world in
            let definition = try await world.deployOne(
                ActivityModel.file(
                    "p", ActivityModel.extensions(ActivityModel.listeners(("end", "e1"))), Model.start("s"),
                    Model.end("e"), Model.path("s", "e")))
            let client = world.client
            let waiting = Task {
                try await client.createProcessInstance(
                    CreateProcessInstance(definition: .key(definition.key), awaitResult: true))
            }
            var jobs: [ActivatedJob] = []
            while jobs.isEmpty { jobs = try await world.jobs("e1", wait: 1_000) }

            try await client.completeJob(
                CompleteJob(jobKey: jobs[0].key, variables: Variables(parsing: #"{"x":1}"#)))

            #expect(try await waiting.value.result?[text: "x"] == "1")
        }
    }

    @Test("ELM-2, ELM-3, A148: listeners of a repeated activity belong to each instance", arguments: Harness.allCases)
    func multiInstance(harness: Harness) async throws {
        try await harness.withWorld { world in
            let definition = try await world.deployOne(
                ActivityModel.file(
                    "p", Model.start("s"),
                    ActivityModel.element(
                        "serviceTask", "x", extensions: ActivityModel.job("work") + Self.around,
                        ActivityModel.loop(over: "=[1,2]", as: "item", collect: "=item", into: "results")),
                    Model.service("after"), Model.end("e"), Model.path("s", "x", "after", "e")))
            let key = try await world.create(definition)

            for type in ["s1", "s1", "work", "work", "e1", "e1"] {
                let job = try #require(try await world.jobs(type, max: 1).first)
                #expect(job.variables[text: "item"] != nil)
                try await world.client.completeJob(CompleteJob(jobKey: job.key))
            }

            let tree = try await world.tree(key)
            #expect(tree.active == ["after"] && tree.variable("results") == "[1,2]")
        }
    }

    @Test("ELG-1, ELG-3, ELG-5: a gateway decides with what its start listener found out", arguments: Harness.allCases)
    func gateways(harness: Harness) async throws {
        try await harness.withWorld { world in
            for kind in ["exclusiveGateway", "inclusiveGateway"] {
                let definition = try await world.deployOne(
                    ActivityModel.file(
                        "p", Model.start("s"),
                        ActivityModel.element(
                            kind, "x", "default=\"x-b\"", extensions: ActivityModel.listeners(("start", "s1"))),
                        Model.service("a"), Model.service("b"), Model.end("e"), Model.path("s", "x", "b", "e"),
                        Model.flow("x", "a", when: "=foo > 5"), Model.path("a", "e")))
                for (foo, chosen) in [(1, "b"), (9, "a")] {
                    let key = try await world.create(definition)
                    try await world.work("s1", #"{"foo":\#(foo)}"#)
                    #expect(try await world.active(key) == [chosen])
                }
            }
        }
    }

    @Test(
        "ELS-2, ELB-1, ELC-2: start and boundary events listen to their end, catch events to both",
        arguments: Harness.allCases)
    func events(harness: Harness) async throws {
        let end = ActivityModel.listeners(("end", "e1"))
        try await harness.withWorld { world in
            let definition = try await world.deployOne(
                ActivityModel.file(
                    "p", declaring: "<bpmn:signal id=\"go\" name=\"go\"/>",
                    ActivityModel.element("startEvent", "s", extensions: end),
                    ActivityModel.element(
                        "intermediateCatchEvent", "x", extensions: Self.around, ActivityModel.event("signal", "go")),
                    Model.service("work"),
                    ActivityModel.boundary("b", on: "work", extensions: end, ActivityModel.event("signal", "go")),
                    Model.service("caught"), Model.end("e"), Model.path("s", "x", "work", "e"),
                    Model.path("b", "caught", "e")))
            let key = try await world.create(definition)
            try await world.work("e1", #"{"foo":25}"#)
            #expect(try await world.tree(key).variable("foo") == "25")
            try await world.work("s1", #"{"bar":448}"#)
            try await signal("go", in: world)
            let job = try #require(try await world.jobs("e1").first)
            #expect(job.variables[text: "bar"] == "448")
            try await world.client.completeJob(CompleteJob(jobKey: job.key))
            #expect(try await world.active(key) == ["work"])

            try await signal("go", in: world)

            #expect(try await world.active(key) == ["b"])
            try await world.work("e1")
            #expect(try await world.active(key) == ["caught"])
        }
    }

    @Test("A152: what waits for a listener has no armed boundary event", arguments: Harness.allCases)
    func boundaries(harness: Harness) async throws {
        try await harness.withWorld { world in
            let definition = try await world.deployOne(
                ActivityModel.file(
                    "p", declaring: "<bpmn:signal id=\"go\" name=\"go\"/>", Model.start("s"),
                    ActivityModel.element("serviceTask", "x", extensions: ActivityModel.job("work") + Self.around),
                    ActivityModel.boundary("b", on: "x", ActivityModel.event("signal", "go")), Model.end("e"),
                    Model.path("s", "x", "e"), Model.path("b", "e")))
            let (early, late) = (try await world.create(definition), try await world.create(definition))
            for _ in 1...2 {
                try await signal("go", in: world)
                #expect(try await world.tree(early).element("x")?.state == .activating)
            }
            try await world.complete(late, "x")
            try await world.complete(late, "x")
            try await signal("go", in: world)
            #expect(try await world.tree(late).element("x")?.state == .completing)

            try await world.complete(early, "x")
            try await signal("go", in: world)

            try await world.ended(early)
            #expect(try await world.isRunning(late))
            #expect(
                try await world.trail(early, ["TERMINATED", "COMPLETED"], of: ["x", "b"]) == [
                    "TERMINATED x", "COMPLETED b",
                ])
        }
    }

    @Test("ELE-3, ELE-4, A144: what ends its own scope has no end listeners", arguments: Harness.allCases)
    func interrupted(harness: Harness) async throws {
        let inside =
            Model.start("i")
            + ActivityModel.element(
                "endEvent", "x", extensions: ActivityModel.listeners(("start", "s1"), ("end", "e1")),
                ActivityModel.event("escalation", "up")) + Model.path("i", "x")
        try await harness.withWorld { world in
            for interrupts in [true, false] {
                let definition = try await world.deployOne(
                    ActivityModel.file(
                        "p", declaring: "<bpmn:escalation id=\"up\" escalationCode=\"UP\"/>", Model.start("s"),
                        ActivityModel.element("subProcess", "sub", extensions: "", inside),
                        ActivityModel.boundary(
                            "b", on: "sub", interrupts: interrupts, ActivityModel.event("escalation", "up")),
                        Model.service("caught"), Model.end("e"), Model.path("s", "sub", "e"),
                        Model.path("b", "caught", "e")))
                let key = try await world.create(definition)

                try await world.work("s1")

                #expect(try await world.active(key).contains("caught"))
                #expect(try await world.jobs("e1").count == (interrupts ? 0 : 1))
            }
        }
    }

    @Test("EL-5, decided otherwise: a listener throws no error, and its job is left", arguments: Harness.allCases)
    func errors(harness: Harness) async throws {
        try await harness.withWorld { world in
            let key = try await world.create(
                try await world.deployOne(
                    ActivityModel.file(
                        "p", Model.start("s"),
                        ActivityModel.element("serviceTask", "x", extensions: ActivityModel.job("work") + Self.around),
                        Model.end("e"), Model.path("s", "x", "e"))))
            let job = try await world.job(key, "x")

            let refusal = await rejection {
                try await world.client.throwError(ThrowError(jobKey: job.key, errorCode: "BAD"))
            }

            #expect(refusal?.code == .failedPrecondition && refusal?.summary == ["JOB_OF_LISTENER x"])
            try await world.work("s1")
            #expect(try await world.job(key, "x").type == "work")
        }
    }

    private func signal(_ name: String, in world: World) async throws {
        _ = try await world.client.broadcastSignal(BroadcastSignal(name: name))
        for _ in 0..<3 { try await world.turnAll() }
    }
}
