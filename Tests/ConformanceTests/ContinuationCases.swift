import FerryClient
import FerryModel
import FerryTestSupport
import Testing

/// Camunda 7's continuations (`camunda:asyncBefore`, `camunda:asyncAfter`), with the broker as job executor.
@Suite(.timeLimit(.minutes(1)))
struct ContinuationCases {
    private static let both = ActivityModel.rests("asyncBefore", "asyncAfter")

    private static func resting(_ kind: String, _ id: String, _ extensions: String = "", _ inside: String = "")
        -> String
    {
        ActivityModel.element(kind, id, both, extensions: extensions, inside)
    }

    /// Every kind of element one after the other, each resting before and after.
    private static let everything = ActivityModel.file(
        "p", resting("startEvent", "s"), resting("task", "task"), resting("manualTask", "manual"),
        resting("serviceTask", "service", ActivityModel.job("work")),
        resting("scriptTask", "script", ActivityModel.script("=1", "r")),
        resting("callActivity", "call", ActivityModel.called("child")),
        resting("subProcess", "sub", "", Model.start("i") + resting("task", "inner") + Model.path("i", "inner")),
        resting("exclusiveGateway", "choice"), resting("parallelGateway", "fork"),
        resting("inclusiveGateway", "any"), resting("intermediateThrowEvent", "throw"),
        ActivityModel.element(
            "serviceTask", "each", both, extensions: ActivityModel.job("work"),
            ActivityModel.loop(over: "=[1,2]").replacing(
                "<bpmn:multiInstanceLoopCharacteristics", with: "<bpmn:multiInstanceLoopCharacteristics \(both)")),
        resting("endEvent", "e"),
        Model.path(
            "s", "task", "manual", "service", "script", "call", "sub", "choice", "fork", "any", "throw", "each", "e"))

    @Test("every kind of element rests before and after, and goes on by itself", arguments: Harness.allCases)
    func everyKind(harness: Harness) async throws {
        try await harness.withWorld { world in
            try await world.deploy(ActivityModel.file("child", Model.start("s"), Model.end("e"), Model.path("s", "e")))
            let key = try await world.create(try await world.deployOne(Self.everything))

            // A turn ends at least one rest, and at most 19 lie between two jobs.
            for _ in 0..<3 {
                for _ in 0..<24 { try await world.pass(milliseconds: 1) }
                try await world.work("work")
            }
            for _ in 0..<24 { try await world.pass(milliseconds: 1) }

            try await world.ended(key)
            let scheduled = try await world.history(of: key).filter { $0.kind == "CONTINUATION_SCHEDULED" }
            let places = scheduled.compactMap { $0.text("place") }
            #expect(places.filter { $0 == "BEFORE" }.count == 16 && places.filter { $0 == "AFTER" }.count == 16)
            let ended = try await world.history(of: key).filter { $0.kind == "CONTINUATION_ENDED" }
            #expect(ended.count == 32)
        }
    }

    @Test("what a suspended instance rests at is shown, and goes on when it is resumed", arguments: Harness.allCases)
    func shown(harness: Harness) async throws {
        let model = ActivityModel.file(
            "p", Model.start("s"), Model.service("first"), Self.resting("exclusiveGateway", "x"),
            Model.service("after"),
            Model.path("s", "first", "x", "after"))
        try await harness.withWorld { world in
            let key = try await world.create(try await world.deployOne(model))
            try await world.client.suspendProcessInstance(key)
            _ = try await world.client.modifyProcessInstance(
                ModifyProcessInstance(processInstanceKey: key, activate: [ElementActivation(elementID: "x")]))
            try await world.pass(milliseconds: 60_000)

            let x = try #require(try await world.tree(key).element("x"))
            #expect(x.state == .activating && x.continuation?.place == .before && x.continuation?.retries == 3)
            try await world.client.resumeProcessInstance(key)
            try await world.pass(milliseconds: 1)
            try await world.pass(milliseconds: 1)
            #expect(try await world.active(key) == ["first", "after"])
        }
    }

    @Test("a creator that waits for the result gets it from behind a rest", arguments: Harness.allCases)
    func awaited(harness: Harness) async throws {
        let model = ActivityModel.file(
            "p", Model.start("s"), Self.resting("scriptTask", "x", ActivityModel.script("=n + 1", "n")), Model.end("e"),
            Model.path("s", "x", "e"))
        try await harness.withWorld { world in
            let definition = try await world.deployOne(model)
            let answer = try await world.client.createProcessInstance(
                CreateProcessInstance(
                    definition: .key(definition.key), variables: Variables(parsing: "{\"n\": 1}"), awaitResult: true))

            #expect(answer.result?[text: "n"] == "2")
        }
    }

    @Test("a repetition of tries that is no such thing is refused", arguments: Harness.allCases)
    func refused(harness: Harness) async throws {
        try await harness.withWorld { world in
            for cycle in ["", "R/PT1M", "R0/PT1M", "R3/-PT1M", "PT1M", "R3/1 minute", "r3/PT1M", "R3/PT1M/PT1M"] {
                let model = ActivityModel.file(
                    "p", Model.start("s"), Self.resting("task", "x", ActivityModel.retryCycle(cycle)),
                    Model.path("s", "x"))
                let rejection = await rejection { try await world.deploy(model) }
                #expect(rejection?.summary == ["INVALID_ATTRIBUTE x"], "\(cycle)")
            }
        }
    }
}
