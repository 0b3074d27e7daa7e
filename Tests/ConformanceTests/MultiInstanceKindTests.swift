import FerryClient
import FerryModel
import FerryTestSupport
import Testing

/// What repeats, and how it ends early.
@Suite(.timeLimit(.minutes(1)))
struct MultiInstanceKindTests {
    private static let items = #"{"items":[1,2,3]}"#

    private func process(
        declaring declarations: String = "", isSequential: Bool = false, _ kind: String, extensions: String = "",
        attributes: String = "", _ inside: String = "", collect: String = "", beside: String = ""
    ) -> [UInt8] {
        ActivityModel.file(
            "p", declaring: declarations, Model.start("s"),
            ActivityModel.element(
                kind, "a", attributes, extensions: extensions, inside,
                ActivityModel.loop(
                    over: "=items", as: "item", collect: collect, into: "results", isSequential: isSequential)),
            Model.end("e"), Model.path("s", "a", "e"), beside)
    }

    @Test("A116: tasks that wait for nobody repeat within the command", arguments: Harness.allCases)
    func straightThrough(harness: Harness) async throws {
        try await harness.withWorld { world in
            for isSequential in [false, true] {
                let scripts = process(
                    isSequential: isSequential, "scriptTask", extensions: ActivityModel.script("=item * 2", "double"),
                    collect: "=double")
                let many = "[" + (1...500).map(String.init).joined(separator: ",") + "]"
                let created = try await world.client.createProcessInstance(
                    CreateProcessInstance(
                        definition: .key(try await world.deployOne(scripts).key),
                        variables: Variables(parsing: #"{"items":\#(many)}"#), awaitResult: true))
                #expect(
                    created.result?[text: "results"]
                        == "[" + (1...500).map { "\($0 * 2)" }.joined(separator: ",") + "]")
                #expect(created.result?[text: "double"] == nil)

                for kind in ["manualTask", "task"] {
                    let key = try await world.create(
                        try await world.deployOne(process(isSequential: isSequential, kind)), Self.items)
                    try await world.ended(key)
                    #expect(try await world.trail(key, ["COMPLETED"], of: ["a"]).count == 4)
                }
            }
        }
    }

    @Test("MIA-28: all instances of a parallel activity count from the beginning", arguments: Harness.allCases)
    func countsOfThoseToCome(harness: Harness) async throws {
        try await harness.withWorld { world in
            let file = ActivityModel.file(
                "p", Model.start("s"),
                ActivityModel.element(
                    "scriptTask", "a", extensions: ActivityModel.script("=item", "x"),
                    ActivityModel.loop(
                        over: "=items", as: "item", collect: "=item", into: "results",
                        until: "=numberOfInstances = 3 and numberOfActiveInstances = 1")),
                Model.end("e"), Model.path("s", "a", "e"))

            let key = try await world.create(try await world.deployOne(file), Self.items)

            try await world.ended(key)
            #expect(try await world.values(key, of: "results").last == "[1,2,null]")
        }
    }

    @Test("MIS-2 to MIS-4: a subprocess for each item, ended from inside out", arguments: Harness.allCases)
    func subProcess(harness: Harness) async throws {
        let inside =
            Model.start("i") + Model.service("work") + Model.end("o") + Model.path("i", "work", "o")
        try await harness.withWorld { world in
            for isSequential in [false, true] {
                let definition = try await world.deployOne(
                    process(isSequential: isSequential, "subProcess", inside, collect: "=item"))
                let (ending, cancelled) = (
                    try await world.create(definition, Self.items), try await world.create(definition, Self.items)
                )
                #expect(try await world.active(ending).filter { $0 == "work" }.count == (isSequential ? 1 : 3))
                try await world.client.cancelProcessInstance(cancelled)
                #expect(try await !world.isRunning(cancelled))
                let count = isSequential ? 1 : 3
                #expect(
                    try await world.trail(cancelled, ["TERMINATED"])
                        == Array(repeating: "TERMINATED work", count: count)
                        + Array(repeating: "TERMINATED a", count: count + 1) + ["TERMINATED p"])

                for item in 1...3 {
                    let job = try #require(try await world.jobs("work", max: 1).first)
                    #expect(job.variables[text: "item"] == "\(item)")
                    try await world.client.completeJob(CompleteJob(jobKey: job.key))
                }
                try await world.ended(ending)
                #expect(try await world.values(ending, of: "results").last == "[1,2,3]")
            }
        }
    }

    @Test("A126: a repetition in a repetition", arguments: Harness.allCases)
    func nested(harness: Harness) async throws {
        let inner = ActivityModel.element(
            "scriptTask", "b", extensions: ActivityModel.script("=item", "x"),
            ActivityModel.loop(over: "=row", as: "item", collect: "=item * 10", into: "cells"))
        let inside = Model.start("i") + inner + Model.end("o") + Model.path("i", "b", "o")
        try await harness.withWorld { world in
            let file = ActivityModel.file(
                "p", Model.start("s"),
                ActivityModel.element(
                    "subProcess", "a", extensions: ActivityModel.mappings(Model.input("=[]", "cells")), inside,
                    ActivityModel.loop(over: "=rows", as: "row", collect: "=cells", into: "table")),
                Model.end("e"), Model.path("s", "a", "e"))

            let key = try await world.create(
                try await world.deployOne(file), #"{"rows":[[1,2],[],[3]]}"#)

            try await world.ended(key)
            #expect(try await world.values(key, of: "table").last == "[[10,20],[],[30]]")
        }
    }

    @Test("MIR-1, MIR-2, MIR-4: a receive task waits once for each item", arguments: Harness.allCases)
    func receiveTask(harness: Harness) async throws {
        let file = process(
            declaring: ActivityModel.message("m", key: "=item"), "receiveTask", attributes: "messageRef=\"m\"",
            collect: "=result")
        try await harness.withWorld { world in
            let key = try await world.create(try await world.deployOne(file), #"{"items":["a","b","c"]}"#)

            for name in ["c", "a", "b"] {
                _ = try await world.client.publishMessage(
                    PublishMessage(
                        name: "m", correlationKey: name, timeToLiveMilliseconds: 60_000,
                        variables: Variables(parsing: #"{"result":"\#(name)!"}"#)))
                for _ in 0..<3 { try await world.turnAll() }
            }

            try await world.ended(key)
            #expect(try await world.values(key, of: "results").last == #"["a!","b!","c!"]"#)
        }
    }

    @Test("MIC-1 to MIC-4: a called process for each item", arguments: Harness.allCases)
    func callActivity(harness: Harness) async throws {
        try await harness.withWorld { world in
            try await world.deploy(Model.oneTask("child", task: "work"))
            let definition = try await world.deployOne(
                process(
                    "callActivity",
                    extensions: ActivityModel.called("child")
                        + ActivityModel.mappings(Model.output("=x", "result")), collect: "=result"))
            let (key, cancelled) = (
                try await world.create(definition, Self.items), try await world.create(definition, Self.items)
            )
            let children = try await world.tree(cancelled).elements.compactMap(\.calledInstance)
            #expect(children.count == 3)
            try await world.client.cancelProcessInstance(cancelled)
            for child in children { #expect(try await !world.isRunning(child)) }
            #expect(
                try await world.trail(cancelled, ["TERMINATED"])
                    == ["TERMINATED a", "TERMINATED a", "TERMINATED a", "TERMINATED a", "TERMINATED p"])

            for x in 1...3 { try await world.work("work", #"{"x":\#(x)}"#) }

            try await world.ended(key)
            #expect(try await world.values(key, of: "results").last == "[1,2,3]")
        }
    }

    @Test(
        "MIA-12, MIA-13, MIA-33, A125: a boundary event and a cancellation take the whole body",
        arguments: Harness.allCases)
    func interrupted(harness: Harness) async throws {
        try await harness.withWorld { world in
            let file = process(
                declaring: "<bpmn:signal id=\"stop\" name=\"stop\"/>", "serviceTask",
                extensions: ActivityModel.job("t"),
                collect: "=item",
                beside: ActivityModel.boundary("b", on: "a", ActivityModel.event("signal", "stop"))
                    + Model.service("stopped") + Model.end("f") + Model.path("b", "stopped", "f"))
            let definition = try await world.deployOne(file)
            let (key, cancelled) = (
                try await world.create(definition, Self.items), try await world.create(definition, Self.items)
            )
            try await world.client.cancelProcessInstance(cancelled)
            #expect(try await !world.isRunning(cancelled))
            for _ in 0..<2 { try await world.work("t") }
            #expect(try await world.tree(key).elements.flatMap(\.subscriptions).count == 1)

            _ = try await world.client.broadcastSignal(BroadcastSignal(name: "stop"))
            for _ in 0..<3 { try await world.turnAll() }

            let tree = try await world.tree(key)
            #expect(tree.active == ["stopped"] && tree.variable("results") == nil)
            #expect(try await world.jobs("t").isEmpty)
            #expect(try await world.trail(key, ["TERMINATED"]) == ["TERMINATED a", "TERMINATED a"])
            try await world.work("stopped")
            try await world.ended(key)
        }
    }

    @Test("A127: beginning at a repeated element begins its body", arguments: Harness.allCases)
    func startElement(harness: Harness) async throws {
        try await harness.withWorld { world in
            let definition = try await world.deployOne(
                process("serviceTask", extensions: ActivityModel.job("t"), collect: "=item"))

            let key = try await world.create(definition, Self.items, at: ["a"])

            #expect(try await world.tree(key).element("a")?.kind == "MULTI_INSTANCE_BODY")
            for _ in 1...3 { try await world.work("t") }
            try await world.ended(key)
        }
    }

    @Test("TERM-5, MIS-8: a terminate end event ends its own iteration only", arguments: Harness.allCases)
    func terminate(harness: Harness) async throws {
        let inside =
            Model.start("i") + Model.parallel("f") + Model.service("slow") + Model.service("quick") + Model.end("o")
            + ActivityModel.element("endEvent", "stop", extensions: "", "<bpmn:terminateEventDefinition/>")
            + Model.path("i", "f", "slow", "o") + Model.path("f", "quick", "stop")
        try await harness.withWorld { world in
            let definition = try await world.deployOne(process("subProcess", inside))
            let key = try await world.create(definition, #"{"items":[1,2]}"#)

            try await world.work("quick")

            #expect(try await world.active(key).filter { $0 == "slow" }.count == 1)
            try await world.work("slow")
            #expect(try await world.active(key).contains("quick"))
            try await world.work("quick")
            try await world.ended(key)
        }
    }
}
