import FerryClient
import FerryModel
import FerryTestSupport
import Testing

/// Cases that Camunda 8's own tests of commands list and that no other suite here shows. Each name begins with the case
/// it answers; where Ferry decides otherwise the name says so.
@Suite(.timeLimit(.minutes(1)))
struct Camunda8CommandCases {
    @Test("ANY-1, ANY-14: an end event and a fork as start elements", arguments: Harness.allCases)
    func startAtEndAndFork(harness: Harness) async throws {
        try await harness.withWorld { world in
            let definition = try await world.deployOne(Model.forkJoin("p"))

            let ended = try await world.create(definition, at: ["end"])
            let forked = try await world.create(definition, at: ["fork"])

            #expect(try await !world.isRunning(ended))
            #expect(try await world.active(forked) == ["left", "right"])
        }
    }

    @Test("ANY-9: a task inside a subprocess and the subprocess make two of it", arguments: Harness.allCases)
    func taskAndItsScope(harness: Harness) async throws {
        try await harness.withWorld { world in
            let definition = try await world.deployOne(
                Model.file(
                    "p", Model.start("s"),
                    Model.sub(
                        "sub", Model.start("i"), Model.service("task"), Model.end("o"), Model.path("i", "task", "o")),
                    Model.end("e"), Model.path("s", "sub", "e")))

            let key = try await world.create(definition, at: ["task", "sub"])

            let tree = try await world.tree(key)
            #expect(tree.elements.filter { $0.elementID == "sub" }.count == 2 && tree.active == ["task", "task"])
            try await world.complete(key, "task")
            try await world.complete(key, "task")
            #expect(try await !world.isRunning(key))
        }
    }

    @Test("COMP-7, FAIL-9, UPR-3: a completed job is unknown", arguments: Harness.allCases)
    func completedJob(harness: Harness) async throws {
        try await harness.withWorld { world in
            let definition = try await world.deployOne(Model.oneTask("p"))
            let job = try await world.job(try await world.create(definition), "task").key
            try await world.client.completeJob(CompleteJob(jobKey: job))

            let calls: [() async throws -> Void] = [
                { try await world.client.completeJob(CompleteJob(jobKey: job)) },
                { try await world.client.failJob(FailJob(jobKey: job, retries: 1)) },
                { try await world.client.updateJobRetries(UpdateJobRetries(jobKey: job, retries: 1)) },
            ]
            for call in calls {
                let refusal = await rejection { try await call() }
                #expect(refusal?.code == .notFound && refusal?.reasons.map(\.code) == ["JOB_NOT_FOUND"])
            }
        }
    }

    @Test("JFI-1, JFI-5: a second failure raises a new incident with its own message", arguments: Harness.allCases)
    func secondIncident(harness: Harness) async throws {
        try await harness.withWorld { world in
            let definition = try await world.deployOne(Model.oneTask("p"))
            let key = try await world.create(definition)
            let job = try await world.job(key, "task").key
            try await world.client.failJob(FailJob(jobKey: job, retries: 1, message: "A"))
            let first = try await world.breakJob(key, "task", message: "B")
            #expect(first.message == "B")

            try await world.client.updateJobRetries(UpdateJobRetries(jobKey: job, retries: 1))
            try await world.client.resolveIncident(first.key)
            let second = try await world.breakJob(key, "task", message: "C")

            #expect(second.key > first.key && second.message == "C")
            #expect(try await world.tree(key).incidents == [second])
        }
    }

    @Test(
        "COI-1, COI-2, commands/JWI-1, 4, 5: expressions that give nothing usable raise incidents",
        arguments: Harness.allCases)
    func expressionIncidents(harness: Harness) async throws {
        func choice(_ condition: String) -> [UInt8] {
            Model.file(
                "p", Model.start("s"), Model.exclusive("e1"), Model.service("a"), Model.service("b"), Model.end("e"),
                Model.path("s", "e1"), Model.flow("e1", "a", when: condition), Model.flow("e1", "b", when: "=false"),
                Model.path("a", "e"), Model.path("b", "e"))
        }
        func task(type: String = "t", retries: String = "3") -> [UInt8] {
            Model.file(
                "p", Model.start("s"), Model.service("e1", type: type, retries: retries), Model.end("e"),
                Model.path("s", "e1", "e"))
        }
        let cases: [([UInt8], IncidentType)] = [
            (choice("=false"), .conditionError), (choice("=x > 1"), .extractValueError),
            (task(type: "=x"), .extractValueError), (task(retries: "=x"), .extractValueError),
            (task(retries: "=true"), .extractValueError),
        ]
        try await harness.withWorld { world in
            for (file, type) in cases {
                let key = try await world.create(try await world.deployOne(file))
                let tree = try await world.tree(key)
                #expect(tree.incidents.map(\.type) == [type] && tree.incidents.map(\.elementID) == ["e1"])
                #expect(tree.element("e1")?.state == .activating && tree.element("e1")?.job == nil)
            }
        }
    }

    @Test("commands/JWI-3, 6: the job is made once its type and retries can be known", arguments: Harness.allCases)
    func jobAfterIncident(harness: Harness) async throws {
        try await harness.withWorld { world in
            let definition = try await world.deployOne(
                Model.file(
                    "p", Model.start("s"), Model.service("a", type: "=type", retries: "=retries"), Model.end("e"),
                    Model.path("s", "a", "e")))
            let key = try await world.create(definition)
            let first = try #require(try await world.tree(key).incidents.first)
            try await world.setVariables(key.root, #"{"type":"pay"}"#)
            try await world.client.resolveIncident(first.key)
            let second = try #require(try await world.tree(key).incidents.first)
            try await world.setVariables(first.elementInstanceKey, #"{"retries":5}"#, local: true)
            try await world.client.resolveIncident(second.key)

            #expect(try await world.jobs("pay").map(\.retries) == [5])
        }
    }

    @Test(
        "MAPI-4, commands/OMI-2, TOK-13: an output mapping that fails holds the element until it is resolved",
        arguments: Harness.allCases)
    func outputMappingIncident(harness: Harness) async throws {
        try await harness.withWorld { world in
            let definition = try await world.deployOne(
                Model.file(
                    "p", Model.start("s"), Model.parallel("fork"),
                    Model.service("a", output: Model.output("=assert(x, x != null)", "y")), Model.service("b"),
                    Model.end("e"), Model.path("s", "fork", "a", "e"), Model.path("fork", "b", "e")))
            let key = try await world.create(definition)
            try await world.complete(key, "a")
            try await world.complete(key, "b")
            let tree = try await world.tree(key)
            #expect(tree.active == ["a"] && tree.element("a")?.state == .completing && tree.element("a")?.job == nil)

            try await world.setVariables(key.root, #"{"x":1}"#)
            try await world.client.resolveIncident(try #require(tree.incidents.first).key)

            #expect(try await !world.isRunning(key))
        }
    }

    @Test(
        "IMAP-8, IMAP-9, IMAP-10: input mappings in order, into nested contexts, the last wins",
        arguments: Harness.allCases)
    func inputMappings(harness: Harness) async throws {
        let input = Model.input
        let cases: [(String, String)] = [
            (input("=x", "a.b") + input("=y", "a.c"), #"{"b":1,"c":2}"#), (input("=x", "a.b.c"), #"{"b":{"c":1}}"#),
            (input("=x", "z") + input("=z+1", "a"), "2"), (input("=x", "a") + input("=y", "a"), "2"),
            (input("=x", "a") + input("=y", "a.b"), #"{"b":2}"#),
        ]
        try await harness.withWorld { world in
            for (mappings, expected) in cases {
                let definition = try await world.deployOne(
                    Model.file(
                        "p", Model.start("s"), Model.service("t", input: mappings), Model.end("e"),
                        Model.path("s", "t", "e")))
                let key = try await world.create(definition, #"{"x":1,"y":2}"#)
                let task = try #require(try await world.tree(key).element("t"))
                #expect(try await world.tree(key).variable("a", in: task.key) == expected)
            }
        }
    }

    @Test("OMAP-1, 2, 6, 9, 12, 13, 14: what a completed job leaves behind", arguments: Harness.allCases)
    func outputMappings(harness: Harness) async throws {
        // Mappings of the task, variables before, variables of the job, variables after.
        let cases: [(input: String, output: String, before: String, job: String, after: [String: String])] = [
            ("", "", "{}", #"{"x":1}"#, ["x": "1"]),
            ("", Model.output("=x", "y"), "{}", #"{"x":1}"#, ["y": "1"]),
            ("", Model.output("=x", "i"), #"{"i":0}"#, #"{"x":1}"#, ["i": "1"]),
            (Model.input("=i", "y"), "", #"{"i":0}"#, #"{"x":1,"y":3}"#, ["i": "0", "x": "1"]),
            ("", Model.output("=y", "z.y"), #"{"z":{"x":1}}"#, #"{"y":2}"#, ["z": #"{"x":1,"y":2}"#]),
            (
                "", Model.output("=x", "a.b.c"), #"{"a":{"b":{"d":2},"e":3}}"#, #"{"x":1}"#,
                ["a": #"{"b":{"d":2,"c":1},"e":3}"#]
            ),
            ("", Model.output("=x", "a"), #"{"a":{"b":2}}"#, #"{"x":1}"#, ["a": "1"]),
        ]
        try await harness.withWorld { world in
            for (input, output, before, job, after) in cases {
                let definition = try await world.deployOne(
                    Model.file(
                        "p", Model.start("s"), Model.service("t", input: input, output: output), Model.service("hold"),
                        Model.end("e"), Model.path("s", "t", "hold", "e")))
                let key = try await world.create(definition, before)
                try await world.complete(key, "t", job)
                let left = try await world.tree(key).variables
                #expect(Dictionary(uniqueKeysWithValues: left.map { ($0.name, $0.value.text) }) == after)
            }
        }
    }

    @Test(
        "DEP-12, DEP-14, decided otherwise: the same bytes under another file name keep their version",
        arguments: Harness.allCases)
    func sameBytesOtherName(harness: Harness) async throws {
        try await harness.withWorld { world in
            let first = try await world.deployOne(Model.oneTask("p"))

            let again = try await world.client.deployResources(
                DeployResources(resources: [.init(name: "renamed.bpmn", content: Model.oneTask("p"))]))

            #expect(again.definitions == [first])
        }
    }

    @Test("TOK-3, TOK-4: an instance ends with its last token", arguments: Harness.allCases)
    func lastToken(harness: Harness) async throws {
        try await harness.withWorld { world in
            let definition = try await world.deployOne(
                Model.file(
                    "p", Model.start("s"), Model.parallel("fork"), Model.service("a"), Model.service("b"),
                    Model.end("e"), Model.path("s", "fork", "a", "e"), Model.path("fork", "b")))
            let key = try await world.create(definition)

            try await world.complete(key, "a")
            #expect(try await world.isRunning(key))
            try await world.complete(key, "b")

            #expect(try await !world.isRunning(key))
        }
    }
}
