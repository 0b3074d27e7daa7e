import FerryClient
import FerryModel
import FerryTestSupport
import Testing

/// Processes that call processes (Camunda 8: A98-A106). Names begin with the case they answer.
@Suite(.timeLimit(.minutes(1)))
struct CallActivityTests {
    private static let both = "propagateAllChildVariables=\"true\""

    private func parent(
        _ called: String = "child", _ attributes: String = "", mappings: String = "", id: String = "parent",
        declaring declarations: String = "", beside: String = ""
    ) -> [UInt8] {
        ActivityModel.file(
            id, declaring: declarations, Model.start("s"),
            ActivityModel.element(
                "callActivity", "call",
                extensions: ActivityModel.called(called, attributes)
                    + (mappings.isEmpty ? "" : ActivityModel.mappings(mappings))),
            Model.service("after"), Model.end("e"), Model.path("s", "call", "after", "e"), beside)
    }

    private func child(_ id: String = "child") -> [UInt8] { Model.oneTask(id, task: "work") }

    @Test("CA-2, CA-3, CA-5, CA-15: the newest version is called, and its end goes on", arguments: Harness.allCases)
    func lifecycle(harness: Harness) async throws {
        try await harness.withWorld { world in
            try await world.deploy(Model.oneTask("child", task: "old"))
            for name in ["child", "=name"] {
                let definition = try await world.deployOne(parent(name))
                let newest = try await world.deployOne(child())
                let key = try await world.create(definition, #"{"name":"child"}"#)
                let called = try await world.called(by: key, "call")

                #expect(called.partition == key.partition)
                #expect(try await world.tree(called).summary.definitionKey == newest.key)
                #expect(try await world.active(key) == ["call"])
                try await world.work("work")

                try await world.ended(called)
                #expect(try await world.active(key) == ["after"])
                try await world.work("after")
                try await world.ended(key)
            }
        }
    }

    @Test("CA-7 to CA-14, A102, A103: what goes in and what comes out", arguments: Harness.allCases)
    func variables(harness: Harness) async throws {
        struct Case {
            var attributes = ""
            var mappings = ""
            var inside: [String: String]
            var outside: [String: String]
        }
        let inputs = Model.input("=x", "y")
        let cases = [
            Case(inside: ["x": "1"], outside: ["x": "2", "z": "3"]),
            Case(attributes: "propagateAllChildVariables=\"false\"", inside: ["x": "1"], outside: ["x": "1"]),
            Case(mappings: inputs, inside: ["x": "1", "y": "1"], outside: ["x": "2", "z": "3"]),
            Case(
                attributes: "propagateAllParentVariables=\"false\"", mappings: inputs, inside: ["y": "1"],
                outside: ["x": "2", "z": "3"]),
            Case(attributes: "propagateAllParentVariables=\"false\"", inside: [:], outside: ["x": "2", "z": "3"]),
            Case(
                attributes: "propagateAllChildVariables=\"false\"", mappings: Model.output("=x", "out"),
                inside: ["x": "1"], outside: ["x": "1", "out": "2"]),
            Case(
                attributes: Self.both, mappings: Model.output("=x", "x"), inside: ["x": "1"], outside: ["x": "2"]),
        ]
        try await harness.withWorld { world in
            try await world.deploy(child())
            for (number, expected) in cases.enumerated() {
                let definition = try await world.deployOne(
                    parent("child", expected.attributes, mappings: expected.mappings))
                let key = try await world.create(definition, #"{"x":1}"#)
                let called = try await world.called(by: key, "call")
                #expect(try await own(called, in: world) == expected.inside, "case \(number)")

                try await world.work("work", #"{"x":2,"z":3}"#)

                #expect(try await own(key, in: world) == expected.outside, "case \(number)")
            }
        }
    }

    private func own(_ key: ProcessInstanceKey, in world: World) async throws -> [String: String] {
        let variables = try await world.tree(key).variables.filter { $0.scope == key.root }
        return Dictionary(uniqueKeysWithValues: variables.map { ($0.name, $0.value.text) })
    }

    @Test("activities/CAN-1, 2, 3, 6: what cannot be called is an incident until it can", arguments: Harness.allCases)
    func incidents(harness: Harness) async throws {
        try await harness.withWorld { world in
            let missing = try await world.create(try await world.deployOne(parent("nowhere", id: "one")))
            let unnamed = try await world.create(try await world.deployOne(parent("=name", id: "two")))
            #expect(try await world.incidents(missing) == ["CALLED_ELEMENT_ERROR call"])
            #expect(try await world.incidents(unnamed) == ["EXTRACT_VALUE_ERROR call"])
            #expect(try await world.tree(missing).element("call")?.state == .activating)
            try await world.resolveAll(missing)
            #expect(try await world.incidents(missing) == ["CALLED_ELEMENT_ERROR call"])

            try await world.deploy(Model.oneTask("nowhere", task: "there"))
            for _ in 0..<3 { try await world.turnAll() }
            try await world.setVariables(unnamed.root, #"{"name":"nowhere"}"#)
            for key in [missing, unnamed] {
                try await world.resolveAll(key)
                #expect(try await world.incidents(key).isEmpty)
                try await world.work("there")
                #expect(try await world.active(key) == ["after"])
            }
        }
    }

    @Test("A100: bound to the caller's deployment, or to a version tag", arguments: Harness.allCases)
    func bindings(harness: Harness) async throws {
        func tagged(_ tag: String, task: String) -> [UInt8] {
            ActivityModel.file(
                "child", ActivityModel.extensions("<zeebe:versionTag value=\"\(tag)\"/>"), Model.start("s"),
                Model.service(task), Model.end("e"), Model.path("s", task, "e"))
        }
        try await harness.withWorld { world in
            let together = try await world.deploy(
                parent("child", "bindingType=\"deployment\""), tagged("v1", task: "first"))
            let definition = try #require(together.first { $0.processID == "parent" })
            try await world.deploy(tagged("v1", task: "second"))
            try await world.deploy(tagged("v2", task: "third"))
            let byTag = try await world.deployOne(
                parent("child", "bindingType=\"versionTag\" versionTag=\"v1\"", id: "byTag"))
            let byNone = try await world.deployOne(
                parent("child", "bindingType=\"versionTag\" versionTag=\"v9\"", id: "byNone"))
            let alone = try await world.deployOne(parent("child", "bindingType=\"deployment\"", id: "alone"))

            for (definition, task) in [(definition, "first"), (byTag, "second"), (alone, "third")] {
                let key = try await world.create(definition)
                #expect(try await world.active(try await world.called(by: key, "call")) == [task])
            }
            let key = try await world.create(byNone)
            #expect(try await world.incidents(key) == ["CALLED_ELEMENT_ERROR call"])
        }
    }

    @Test(
        "CA-17, CA-20, A105: callers end what they call, and called instances end with them",
        arguments: Harness.allCases)
    func cancelling(harness: Harness) async throws {
        try await harness.withWorld { world in
            try await world.deploy(child())
            try await world.deploy(parent("child", id: "middle"))
            let key = try await world.create(try await world.deployOne(parent("middle", id: "outer")))
            let middle = try await world.called(by: key, "call")
            let inner = try await world.called(by: middle, "call")

            for called in [middle, inner] {
                let refusal = await rejection { try await world.client.cancelProcessInstance(called) }
                #expect(refusal?.code == .failedPrecondition && refusal?.summary == ["CALLED_INSTANCE"])
                #expect(refusal?.reasons.first?.hint.contains("\(key)") == true)
            }
            try await world.client.cancelProcessInstance(key)

            for gone in [key, middle, inner] { #expect(try await !world.isRunning(gone)) }
            #expect(try await world.jobs("work").isEmpty)
            #expect(
                try await world.trail(inner, ["TERMINATED"]) + world.trail(middle, ["TERMINATED"])
                    == ["TERMINATED work", "TERMINATED child", "TERMINATED call", "TERMINATED middle"])
        }
    }

    @Test("A105: an interrupting boundary event ends the called instance", arguments: Harness.allCases)
    func interrupted(harness: Harness) async throws {
        try await harness.withWorld { world in
            try await world.deploy(child())
            let definition = try await world.deployOne(
                parent(
                    declaring: "<bpmn:signal id=\"stop\" name=\"stop\"/>",
                    beside: ActivityModel.boundary("b", on: "call", ActivityModel.event("signal", "stop"))
                        + Model.service("stopped") + Model.end("f") + Model.path("b", "stopped", "f")))
            let key = try await world.create(definition)
            let called = try await world.called(by: key, "call")

            _ = try await world.client.broadcastSignal(BroadcastSignal(name: "stop"))
            for _ in 0..<3 { try await world.turnAll() }

            #expect(try await !world.isRunning(called))
            #expect(try await world.active(key) == ["stopped"])
            #expect(try await world.trail(key, ["TERMINATED"]) == ["TERMINATED call"])
        }
    }

    @Test("CA-18: what stands at an incident of its own end is cancelled like the rest", arguments: Harness.allCases)
    func outputIncident(harness: Harness) async throws {
        try await harness.withWorld { world in
            try await world.deploy(child())
            let definition = try await world.deployOne(
                parent(mappings: Model.output("=assert(y, y != null)", "z")))
            let (repaired, cancelled) = (try await world.create(definition), try await world.create(definition))
            for _ in 1...2 { try await world.work("work") }
            for key in [repaired, cancelled] {
                #expect(try await world.incidents(key) == ["IO_MAPPING_ERROR call"])
                #expect(try await world.tree(key).element("call")?.state == .completing)
            }

            try await world.client.cancelProcessInstance(cancelled)
            try await world.setVariables(repaired.root, #"{"y":1}"#)
            try await world.resolveAll(repaired)

            #expect(try await !world.isRunning(cancelled))
            let tree = try await world.tree(repaired)
            #expect(tree.active == ["after"] && tree.variable("z") == "1")
        }
    }

    @Test("A100: a process that calls itself without end stops at an incident", arguments: Harness.allCases)
    func endless(harness: Harness) async throws {
        try await harness.withWorld { world in
            let key = try await world.create(
                try await world.deployOne(parent("=me")), #"{"me":"parent"}"#)

            let incidents = try await world.client.listIncidents(ListIncidents()).incidents

            #expect(incidents.map(\.type) == [.calledElementError])
            #expect(incidents.first?.message.contains("levels deep") == true)
            try await world.client.cancelProcessInstance(key)
            #expect(try await world.client.listIncidents(ListIncidents()).incidents.isEmpty)
            #expect(try await world.client.listProcessInstances(ListProcessInstances()).instances.isEmpty)
        }
    }

    @Test("TERM-6, A106: ends and errors of a called process reach its caller", arguments: Harness.allCases)
    func endsAndErrors(harness: Harness) async throws {
        try await harness.withWorld { world in
            try await world.deploy(
                ActivityModel.file(
                    "child", declaring: "<bpmn:error id=\"bad\" errorCode=\"BAD\"/>", Model.start("s"),
                    Model.parallel("f"), Model.service("other"), Model.service("work"), Model.end("e"),
                    ActivityModel.element("endEvent", "stop", extensions: "", "<bpmn:terminateEventDefinition/>"),
                    Model.path("s", "f", "other", "e"), Model.path("f", "work", "stop")))
            let definition = try await world.deployOne(
                parent(
                    declaring: "<bpmn:error id=\"bad\" errorCode=\"BAD\"/>",
                    beside: ActivityModel.boundary("b", on: "call", ActivityModel.event("error", "bad"))
                        + Model.service("caught") + Model.end("f") + Model.path("b", "caught", "f")))
            let (ended, failed) = (try await world.create(definition), try await world.create(definition))
            let children = [try await world.called(by: ended, "call"), try await world.called(by: failed, "call")]

            try await world.complete(children[0], "work")
            let job = try await world.job(children[1], "work")
            try await world.client.throwError(ThrowError(jobKey: job.key, errorCode: "BAD"))

            #expect(try await world.active(ended) == ["after"])
            #expect(try await world.active(failed) == ["caught"])
            for child in children { #expect(try await !world.isRunning(child)) }
        }
    }
}
