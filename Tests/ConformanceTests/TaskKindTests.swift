import FerryClient
import FerryModel
import FerryTestSupport
import Testing

/// Tasks that are no service tasks, scopes, and what ends everything. Names begin with the case they answer.
@Suite(.timeLimit(.minutes(1)))
struct TaskKindTests {
    private func model(_ element: String, declaring: String = "", beside: String = "") -> [UInt8] {
        ActivityModel.file(
            "p", declaring: declaring, Model.start("s"), element, Model.service("after"), Model.end("e"),
            Model.path("s", "x", "after", "e"), beside)
    }

    @Test("SCX-3, SCX-5, SCX-6: a script leaves its result, or only what is mapped", arguments: Harness.allCases)
    func script(harness: Harness) async throws {
        let cases: [(String, String, [String: String?])] = [
            ("=substring(x, 4)", "", ["r": "\"de\"", "out": nil]),
            ("=x", ActivityModel.mappings(Model.output("=r + \"!\"", "out")), ["r": nil, "out": "\"abcde!\""]),
            ("=y * 2", ActivityModel.mappings(Model.input("=20 + 1", "y")), ["r": "42", "y": nil]),
            ("=null", "", ["r": "null"]), ("={a: [1, true]}", "", ["r": #"{"a":[1,true]}"#]),
        ]
        try await harness.withWorld { world in
            for (expression, mappings, expected) in cases {
                let file = model(
                    ActivityModel.element(
                        "scriptTask", "x", extensions: ActivityModel.script(expression, "r") + mappings))
                let key = try await world.create(try await world.deployOne(file), #"{"x":"abcde"}"#)

                let tree = try await world.tree(key)
                #expect(tree.active == ["after"], "\(expression)")
                for (name, value) in expected { #expect(tree.variable(name) == value, "\(expression) \(name)") }
            }
        }
    }

    @Test("SCX-7, SCX-8: a script that fails is evaluated again", arguments: Harness.allCases)
    func scriptIncident(harness: Harness) async throws {
        try await harness.withWorld { world in
            let file = model(
                ActivityModel.element(
                    "scriptTask", "x", extensions: ActivityModel.script("=assert(x, x != null)", "r")))
            let key = try await world.create(try await world.deployOne(file))
            let element = try #require(try await world.tree(key).element("x"))
            #expect(element.state == .activating && element.incidents.map(\.type) == [.extractValueError])
            #expect(element.incidents.first?.job == nil)

            try await world.setVariables(element.key, #"{"x":7}"#, local: true)
            try await world.resolveAll(key)

            #expect(try await world.tree(key).variable("r") == "7")
        }
    }

    @Test("JWE-1, 3, 4, 6, 8, 9, activities/JWI-1, 4: everything that is done by a worker", arguments: Harness.allCases)
    func jobs(harness: Harness) async throws {
        let message = ActivityModel.event("message")
        let kinds: [(String, String)] = [
            ("serviceTask", ""), ("sendTask", ""), ("businessRuleTask", ""), ("scriptTask", ""),
            ("intermediateThrowEvent", message),
        ]
        try await harness.withWorld { world in
            for (kind, inside) in kinds {
                let element = ActivityModel.element(
                    kind, "x",
                    extensions: ActivityModel.job("=type", retries: "=tries")
                        + "<zeebe:taskHeaders>\(Model.header("k", "v"))</zeebe:taskHeaders>"
                        + ActivityModel.mappings(Model.input("=1", "one"), Model.output("=answer + one", "out")), inside
                )
                let key = try await world.create(try await world.deployOne(model(element)), #"{"type":"t"}"#)
                #expect(try await world.incidents(key) == ["EXTRACT_VALUE_ERROR x"], "\(kind)")
                try await world.setVariables(key.root, #"{"tries":8}"#)
                try await world.resolveAll(key)

                let job = try #require(try await world.jobs("t").first, "\(kind)")
                #expect(job.retries == 8 && job.headers == [ActivatedJob.Header(key: "k", value: "v")])
                #expect(job.elementID == "x" && job.variables[text: "one"] == "1")
                try await world.client.completeJob(
                    CompleteJob(jobKey: job.key, variables: Variables(parsing: #"{"answer":41}"#)))

                let tree = try await world.tree(key)
                #expect(tree.active == ["after"] && tree.variable("out") == "42", "\(kind)")
                #expect(tree.variable("answer") == nil)
            }
        }
    }

    @Test("JWE-6: a message end event by a worker ends its path", arguments: Harness.allCases)
    func messageEnd(harness: Harness) async throws {
        try await harness.withWorld { world in
            let file = ActivityModel.file(
                "p", Model.start("s"),
                ActivityModel.element(
                    "endEvent", "x", extensions: ActivityModel.job("send"), ActivityModel.event("message")),
                Model.path("s", "x"))
            let key = try await world.create(try await world.deployOne(file))

            try await world.work("send")

            try await world.ended(key)
        }
    }

    @Test("A65: a receive task waits for its message and takes what it brings", arguments: Harness.allCases)
    func receive(harness: Harness) async throws {
        try await harness.withWorld { world in
            for (mappings, expected) in [
                ("", ["answer": "1"]),
                (ActivityModel.mappings(Model.input("=k", "id"), Model.output("=answer + 1", "out")), ["out": "2"]),
            ] {
                let file = model(
                    ActivityModel.element("receiveTask", "x", "messageRef=\"m\"", extensions: mappings),
                    declaring: ActivityModel.message("m", key: mappings.isEmpty ? "=k" : "=id"))
                let key = try await world.create(try await world.deployOne(file), #"{"k":"order-1"}"#)
                #expect(try await world.tree(key).element("x")?.subscriptions.count == 1)
                for _ in 0..<3 { try await world.turnAll() }
                for other in ["order-2", "order-1"] {
                    #expect(try await world.active(key) == ["x"])
                    _ = try await world.client.publishMessage(
                        PublishMessage(
                            name: "m", correlationKey: other, variables: Variables(parsing: #"{"answer":1}"#)))
                    for _ in 0..<3 { try await world.turnAll() }
                }

                let tree = try await world.tree(key)
                #expect(tree.active == ["after"])
                for (name, value) in expected { #expect(tree.variable(name) == value) }
                #expect(tree.variable("id") == nil)
            }
        }
    }

    @Test("ESP-1 to ESP-11, A108 to A111: scopes begin, end and are ended from inside out", arguments: Harness.allCases)
    func subProcess(harness: Harness) async throws {
        let inner =
            Model.start("ii") + Model.parallel("f") + Model.service("a") + Model.service("b") + Model.end("io")
            + Model.path("ii", "f", "a", "io") + Model.path("f", "b", "io")
        let mappings = ActivityModel.mappings(Model.input("=x + 1", "y"), Model.output("=y + 1", "z"))
        try await harness.withWorld { world in
            let definition = try await world.deployOne(
                model(
                    ActivityModel.element(
                        "subProcess", "x", extensions: mappings, Model.start("i"),
                        ActivityModel.element("subProcess", "inner", extensions: "", inner), Model.end("o"),
                        Model.path("i", "inner", "o"))))
            let (key, cancelled) = (
                try await world.create(definition, #"{"x":1}"#), try await world.create(definition, #"{"x":1}"#)
            )
            try await world.client.cancelProcessInstance(cancelled)
            #expect(
                try await world.trail(cancelled, ["TERMINATED"])
                    == ["TERMINATED b", "TERMINATED a", "TERMINATED inner", "TERMINATED x", "TERMINATED p"])

            try await world.complete(key, "a", #"{"y":5}"#)
            #expect(try await world.active(key) == ["b"])
            try await world.complete(key, "b")

            #expect(
                try await world.trail(key, ["COMPLETED"], of: ["inner", "x", "o"])
                    == ["COMPLETED inner", "COMPLETED o", "COMPLETED x"])
            let tree = try await world.tree(key)
            #expect(tree.variable("z") == "6" && tree.variable("y") == nil)
        }
    }

    @Test(
        "TERM-1, TERM-2, TERM-7, A115: a terminate end event ends its scope, which completes",
        arguments: Harness.allCases)
    func terminate(harness: Harness) async throws {
        let stop = ActivityModel.element("endEvent", "stop", extensions: "", "<bpmn:terminateEventDefinition/>")
        let inside =
            Model.start("i") + Model.parallel("f") + Model.service("a") + Model.service("b") + Model.service("c")
            + Model.parallel("j") + Model.end("o") + stop + Model.path("i", "f", "a", "j", "o")
            + Model.path("f", "c", "j") + Model.path("f", "b", "stop")
        try await harness.withWorld { world in
            let process = try await world.create(try await world.deployOne(ActivityModel.file("q", inside)))
            let nested = try await world.create(
                try await world.deployOne(model(ActivityModel.element("subProcess", "x", extensions: "", inside))))
            for key in [process, nested] {
                try await world.complete(key, "c")
                try await world.complete(key, "b")
                #expect(try await world.trail(key, ["TERMINATED"]) == ["TERMINATED a"])
            }

            try await world.ended(process)
            #expect(try await world.active(nested) == ["after"])
        }
    }
}
