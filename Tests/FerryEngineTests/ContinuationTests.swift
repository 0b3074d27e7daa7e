import FerryBPMN
import FerryEngine
import FerryModel
import FerryTestSupport
import Testing

/// `camunda:asyncBefore` and `camunda:asyncAfter`.
@Suite struct ContinuationTests {
    private let world: EngineWorld

    init() throws { world = try EngineWorld() }

    /// start, `x`, `after`, end; every place can rest.
    private func model(_ x: String, _ beside: String = "") -> [UInt8] {
        ActivityModel.file(
            "p", declaring: "<bpmn:signal id=\"alarm\" name=\"alarm\"/>", Model.start("s"), x, Model.service("after"),
            Model.end("e"), Model.path("s", "x", "after", "e"), beside)
    }

    private func rests(_ key: ProcessInstanceKey) throws -> [String] {
        try world.tree(key).elements.compactMap { element in
            element.continuation.map { "\(element.elementID) \($0.place) \($0.flowIDs.joined(separator: ","))" }
        }
    }

    private func expectSound(_ location: SourceLocation = #_sourceLocation) throws {
        #expect(try world.replayed() == world.dump(), sourceLocation: location)
    }

    @Test(
        "an element of every kind rests before it begins and after it has ended",
        arguments: [
            ("task", ""), ("manualTask", ""), ("scriptTask", ActivityModel.script("=1", "r")),
            ("serviceTask", ActivityModel.job("work")), ("exclusiveGateway", ""), ("inclusiveGateway", ""),
            ("parallelGateway", ""), ("intermediateThrowEvent", ""), ("userTask", ""), ("subProcess", ""),
        ])
    func kinds(kind: String, extensions: String) throws {
        let inside =
            kind == "subProcess" ? Model.start("i") + Model.service("work") + Model.path("i", "work") : ""
        let x = ActivityModel.element(
            kind, "x", ActivityModel.rests("asyncBefore", "asyncAfter"), extensions: extensions, inside)
        let key = try world.create(try world.deploy(model(x)))

        #expect(try rests(key) == ["x BEFORE "])
        #expect(try world.tree(key).element("x")?.state == .activating)
        #expect(try world.jobs("work").isEmpty)
        try expectSound()
        try world.pass(milliseconds: 0)
        if kind == "serviceTask" || kind == "subProcess" { try world.work("work") }
        if kind == "userTask" { try world.work("io.camunda.zeebe:userTask") }
        #expect(try rests(key) == ["x AFTER x-after"])
        #expect(try world.tree(key).element("x")?.state == .completing)
        try expectSound()
        try world.pass(milliseconds: 0)

        #expect(try world.tree(key).active == ["after"])
        try world.work("after")
        #expect(try !world.isRunning(key))
        try expectSound()
    }

    @Test("start and end events rest too, and a path that ends takes no flow")
    func events() throws {
        let key = try world.create(
            try world.deploy(
                ActivityModel.file(
                    "p", ActivityModel.element("startEvent", "s", ActivityModel.rests("asyncBefore", "asyncAfter")),
                    ActivityModel.element("endEvent", "e", ActivityModel.rests("asyncBefore", "asyncAfter")),
                    Model.path("s", "e"))))

        for expected in ["s BEFORE ", "s AFTER s-e", "e BEFORE ", "e AFTER "] {
            #expect(try rests(key) == [expected])
            try expectSound()
            try world.pass(milliseconds: 0)
        }
        #expect(try !world.isRunning(key))
    }

    @Test("a gateway decides before it rests, by the variables of that time")
    func gateway() throws {
        let key = try world.create(
            try world.deploy(
                ActivityModel.file(
                    "p", Model.start("s"),
                    ActivityModel.element(
                        "exclusiveGateway", "x", "default=\"x-b\" " + ActivityModel.rests("asyncAfter")),
                    Model.service("a"), Model.service("b"), Model.path("s", "x"), Model.flow("x", "a", when: "=n > 1"),
                    Model.flow("x", "b"))), "{\"n\": 2}")

        #expect(try rests(key) == ["x AFTER x-a"])
        try world.call(
            .setVariables(SetVariables(scope: key.root, variables: try Variables(parsing: "{\"n\": 0}"), local: false)))
        try world.pass(milliseconds: 0)

        #expect(try world.tree(key).active == ["a"])
        try expectSound()
    }

    @Test("a fork rests once and then goes by all its flows; a join rests once all its tokens are there")
    func forkAndJoin() throws {
        let key = try world.create(
            try world.deploy(
                ActivityModel.file(
                    "p", Model.start("s"),
                    ActivityModel.element("parallelGateway", "fork", ActivityModel.rests("asyncAfter")),
                    Model.service("a"), Model.service("b"),
                    ActivityModel.element("parallelGateway", "join", ActivityModel.rests("asyncBefore")),
                    Model.service("after"), Model.path("s", "fork", "a", "join", "after"),
                    Model.path("fork", "b", "join"))))

        #expect(try rests(key) == ["fork AFTER fork-a,fork-b"])
        try world.pass(milliseconds: 0)
        try world.work("a")
        #expect(try rests(key).isEmpty && world.tree(key).tokens.count == 1)
        try world.work("b")
        #expect(try rests(key) == ["join BEFORE "] && world.tree(key).tokens.isEmpty)
        try expectSound()
        try world.pass(milliseconds: 0)
        #expect(try world.tree(key).active == ["after"])
    }

    @Test("a repeated activity rests around all of its instances, and inside around each")
    func repeated() throws {
        let loop = ActivityModel.loop(over: "=[1,2]", as: "item", collect: "=item * 2", into: "results")
            .replacing(
                "<bpmn:multiInstanceLoopCharacteristics",
                with: "<bpmn:multiInstanceLoopCharacteristics \(ActivityModel.rests("asyncBefore", "asyncAfter"))")
        let x = ActivityModel.element(
            "serviceTask", "x", ActivityModel.rests("asyncBefore", "asyncAfter"), extensions: ActivityModel.job("work"),
            loop)
        let key = try world.create(try world.deploy(model(x)))
        func kinds() throws -> [String] {
            try world.tree(key).elements.filter { $0.continuation != nil }
                .map { "\($0.kind) \($0.loopCounter) \($0.continuation?.place.description ?? "")" }
        }

        #expect(try kinds() == ["MULTI_INSTANCE_BODY 0 BEFORE"])
        try world.pass(milliseconds: 0)
        #expect(try kinds() == ["SERVICE_TASK 1 BEFORE", "SERVICE_TASK 2 BEFORE"])
        try world.pass(milliseconds: 0)
        try world.work("work")
        #expect(try kinds() == ["SERVICE_TASK 1 AFTER"])
        try world.pass(milliseconds: 0)
        try world.work("work")
        try world.pass(milliseconds: 0)
        #expect(try kinds() == ["MULTI_INSTANCE_BODY 0 AFTER"])
        try expectSound()
        try world.pass(milliseconds: 0)

        #expect(try world.tree(key).active == ["after"])
        #expect(try world.tree(key).variable("results") == "[2,4]")
    }

    @Test("the completion condition that came true while an instance rested ends the others")
    func completionCondition() throws {
        let loop = ActivityModel.loop(over: "=[1,2,3]", until: "=numberOfCompletedInstances = 1")
            .replacing(
                "<bpmn:multiInstanceLoopCharacteristics",
                with: "<bpmn:multiInstanceLoopCharacteristics \(ActivityModel.rests("asyncAfter"))")
        let x = ActivityModel.element("serviceTask", "x", extensions: ActivityModel.job("work"), loop)
        let key = try world.create(try world.deploy(model(x)))

        try world.work("work")
        try world.pass(milliseconds: 0)

        #expect(try world.tree(key).active == ["after"] && world.jobs("work").isEmpty)
        try expectSound()
    }

    @Test("boundary events and event subprocesses rest before they begin")
    func caught() throws {
        let catches = ["boundaryEvent", "subProcess"]
        for kind in catches {
            let trigger = "<bpmn:signalEventDefinition signalRef=\"alarm\"/>"
            let resting = ActivityModel.rests("asyncBefore")
            let beside =
                kind == "boundaryEvent"
                ? ActivityModel.element(kind, "caught", "attachedToRef=\"x\" " + resting, trigger)
                    + Model.service("helped") + Model.path("caught", "helped")
                : ActivityModel.element(
                    kind, "caught", "triggeredByEvent=\"true\" " + resting,
                    "<bpmn:startEvent id=\"i\">\(trigger)</bpmn:startEvent>", Model.service("helped"),
                    Model.path("i", "helped"))
            let key = try world.create(try world.deploy(model(Model.service("x"), beside)))

            try world.call(
                .broadcastSignal(BroadcastSignal(name: "alarm", variables: try Variables(parsing: "{\"v\": 1}"))))
            #expect(try rests(key) == ["caught BEFORE "], "\(kind)")
            try expectSound()
            try world.pass(milliseconds: 0)

            #expect(try world.tree(key).element("helped")?.job != nil, "\(kind)")
            #expect(try world.tree(key).variable("v") == "1", "\(kind)")
            try world.call(.cancelProcessInstance(CancelProcessInstance(processInstanceKey: key)))
        }
    }

    @Test("an element that was placed by a modification rests; a scope made for it does not")
    func placed() throws {
        let x = ActivityModel.element(
            "subProcess", "x", ActivityModel.rests("asyncBefore"), Model.start("i"),
            ActivityModel.element(
                "serviceTask", "inner", ActivityModel.rests("asyncBefore"), extensions: ActivityModel.job("inner")),
            Model.path("i", "inner"))
        let key = try world.create(try world.deploy(model(x)), at: ["inner"])

        #expect(try world.tree(key).element("x")?.state == .activated)
        #expect(try rests(key) == ["inner BEFORE "])
        try world.pass(milliseconds: 0)
        #expect(try world.tree(key).element("inner")?.job != nil)
        try expectSound()
    }

    @Test("what rests ends with its scope and leaves nothing behind", arguments: ["asyncBefore", "asyncAfter"])
    func terminated(place: String) throws {
        let x = ActivityModel.element("manualTask", "x", ActivityModel.rests(place))
        let key = try world.create(try world.deploy(model(x)))

        try world.call(.cancelProcessInstance(CancelProcessInstance(processInstanceKey: key)))

        #expect(try !world.isRunning(key))
        try world.pass(milliseconds: 0)
        #expect(world.state.earliestDue == nil)
        try expectSound()
    }

    @Test("a suspended instance rests on until it is resumed", arguments: ["asyncBefore", "asyncAfter"])
    func suspended(place: String) throws {
        let x = ActivityModel.element("manualTask", "x", ActivityModel.rests(place))
        let key = try world.create(try world.deploy(model(x)))

        try world.call(.suspendProcessInstance(SuspendProcessInstance(processInstanceKey: key)))
        try world.pass(milliseconds: 60_000)
        #expect(try rests(key).count == 1)
        try expectSound()
        try world.call(.resumeProcessInstance(ResumeProcessInstance(processInstanceKey: key)))
        #expect(try rests(key).count == 1)
        try world.pass(milliseconds: 0)

        #expect(try world.tree(key).active == ["after"])
        try expectSound()
    }

    @Test("an incident behind a rest is that of its element; nothing rests twice for it")
    func incidentBehind() throws {
        let x = ActivityModel.element(
            "serviceTask", "x", ActivityModel.rests("asyncBefore"), extensions: ActivityModel.job("=kind"))
        let key = try world.create(try world.deploy(model(x)))

        try world.pass(milliseconds: 0)
        let incident = try #require(try world.tree(key).incidents.first)
        #expect(incident.type == .extractValueError && incident.elementID == "x")
        #expect(try rests(key).isEmpty)
        try world.call(
            .setVariables(
                SetVariables(scope: key.root, variables: try Variables(parsing: "{\"kind\": \"work\"}"), local: false)))
        try world.call(.resolveIncident(ResolveIncident(incidentKey: incident.key)))

        #expect(try world.jobs("work").count == 1)
        try expectSound()
    }

    @Test("going on that comes to no rest is undone, tried again after a while, then stopped by an incident")
    func failing() throws {
        let x = ActivityModel.element(
            "manualTask", "x", ActivityModel.rests("asyncBefore"), extensions: ActivityModel.retryCycle("R2/PT1M"))
        let loop = ActivityModel.element(
            "subProcess", "after", "", Model.start("i"), Model.manual("m"), Model.path("i", "m"),
            ActivityModel.loop(over: "=for i in 1..n return i"))
        let key = try world.create(
            try world.deploy(
                ActivityModel.file("p", Model.start("s"), x, loop, Model.path("s", "x", "after"))), "{\"n\": 70000}")

        try world.pass(milliseconds: 0)
        var rest = try #require(try world.tree(key).element("x")?.continuation)
        #expect(rest.retries == 1 && rest.due == world.now.advanced(byMilliseconds: 60_000))
        #expect(rest.errorMessage.contains("does not come to rest"))
        try world.pass(milliseconds: 59_999)
        #expect(try world.tree(key).element("x")?.continuation == rest)
        try world.pass(milliseconds: 1)
        rest = try #require(try world.tree(key).element("x")?.continuation)
        #expect(rest.retries == 0 && rest.due == nil)
        let incident = try #require(try world.tree(key).incidents.first)
        #expect(incident.type == .continuationFailed && incident.elementID == "x")
        try world.pass(milliseconds: 3_600_000)
        #expect(try world.tree(key).element("x")?.continuation == rest)
        try expectSound()

        try world.call(
            .setVariables(SetVariables(scope: key.root, variables: try Variables(parsing: "{\"n\": 2}"), local: false)))
        try world.call(.resolveIncident(ResolveIncident(incidentKey: incident.key)))
        try world.pass(milliseconds: 0)
        #expect(try !world.isRunning(key))
        try expectSound()
    }
}
