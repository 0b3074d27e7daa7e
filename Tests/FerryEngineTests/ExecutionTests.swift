import FerryModel
import FerryStore
import FerryTestSupport
import Testing

@Suite struct ExecutionTests {
    @Test func runsFromStartToEndThroughAJob() throws {
        let world = try EngineWorld()
        let definition = try world.deploy(Model.oneTask("one"))
        let key = try world.create(definition, #"{"a":1}"#)
        #expect(try world.tree(key).active == ["task"])

        try world.work("task", #"{"b":2}"#)

        #expect(try !world.isRunning(key))
    }

    @Test func leavesNothingBehindWhenEverythingHasEnded() throws {
        let world = try EngineWorld()
        let definition = try world.deploy(Model.forkJoin("parallel"))
        let before = try world.dump().filter { !isMeta($0.key) }
        let key = try world.create(definition, #"{"a":{"b":[1,2]}}"#)

        try world.work("left", #"{"l":1}"#)
        try world.work("right")
        try world.work("after")

        #expect(try !world.isRunning(key))
        #expect(try world.dump().filter { !isMeta($0.key) } == before)
    }

    @Test func joinsOnlyWhenEveryFlowHasBroughtAToken() throws {
        let world = try EngineWorld()
        let definition = try world.deploy(Model.forkJoin("parallel"))
        let key = try world.create(definition)

        try world.work("left")

        let tree = try world.tree(key)
        #expect(tree.active == ["right"])
        #expect(tree.tokens == [WaitingToken(scope: key.root, gatewayID: "join", flowID: "left-join", count: 1)])
        try world.work("right")
        #expect(try world.tree(key).active == ["after"])
        #expect(try world.tree(key).tokens.isEmpty)
    }

    @Test(arguments: [
        (#"{"n":5}"#, "small"), (#"{"n":50}"#, "large"), (#"{"n":10}"#, "other"),
    ])
    func exclusiveGatewayTakesTheFirstTrueConditionOrTheDefault(variables: String, expected: String) throws {
        let world = try EngineWorld()
        let definition = try world.deploy(
            Model.file(
                "choice", Model.start("start"), Model.exclusive("x", default: "x-other"),
                Model.service("small"), Model.service("large"), Model.service("other"), Model.end("end"),
                Model.path("start", "x"), Model.flow("x", "small", when: "=n < 10"),
                Model.flow("x", "large", when: "=n > 10"), Model.flow("x", "other"),
                Model.path("small", "end"), Model.path("large", "end"), Model.path("other", "end")))

        let key = try world.create(definition, variables)

        #expect(try world.tree(key).active == [expected])
    }

    @Test func exclusiveGatewayWithoutATrueConditionRaisesAnIncidentThatCanBeResolved() throws {
        let world = try EngineWorld()
        let definition = try world.deploy(
            Model.file(
                "choice", Model.start("start"), Model.exclusive("x"), Model.service("a"), Model.service("b"),
                Model.end("end"), Model.path("start", "x"), Model.flow("x", "a", when: "=n < 10"),
                Model.flow("x", "b", when: "=n > 10"), Model.path("a", "end"), Model.path("b", "end")))
        let key = try world.create(definition, #"{"n":10}"#)
        let incident = try #require(try world.tree(key).incidents.first)
        #expect(incident.type == .conditionError)
        #expect(incident.elementID == "x")

        try world.call(.setVariables(SetVariables(scope: key.root, variables: try Variables(parsing: #"{"n":11}"#))))
        try world.call(.resolveIncident(ResolveIncident(incidentKey: incident.key)))

        #expect(try world.tree(key).active == ["b"])
        #expect(try world.tree(key).incidents.isEmpty)
    }

    @Test func aConditionThatIsNoBooleanStopsWithAnIncident() throws {
        let world = try EngineWorld()
        let definition = try world.deploy(
            Model.file(
                "choice", Model.start("start"), Model.exclusive("x"), Model.service("a"), Model.service("b"),
                Model.end("end"), Model.path("start", "x"), Model.flow("x", "a", when: "=missing > 1"),
                Model.flow("x", "b", when: "=true"), Model.path("a", "end"), Model.path("b", "end")))

        let key = try world.create(definition)

        let incident = try #require(try world.tree(key).incidents.first)
        #expect(incident.type == .extractValueError)
        #expect(incident.message.contains("=missing > 1"))
    }

    @Test func subprocessRunsInsideItsOwnScope() throws {
        let world = try EngineWorld()
        let definition = try world.deploy(
            Model.file(
                "sub", Model.start("start"),
                Model.sub(
                    "inner", input: Model.input("=x + 1", "y"), output: Model.output("=y", "z"),
                    Model.start("s"), Model.service("work"), Model.end("e"), Model.path("s", "work", "e")),
                Model.service("after"), Model.end("end"), Model.path("start", "inner", "after", "end")))

        let key = try world.create(definition, #"{"x":1}"#)
        let inner = try #require(try world.tree(key).element("inner"))
        #expect(try world.tree(key).variable("y", in: inner.key) == "2")
        #expect(try world.tree(key).element("work")?.scope == inner.key)
        try world.work("work", #"{"y":5}"#)

        let tree = try world.tree(key)
        #expect(tree.active == ["after"])
        #expect(tree.variable("z") == "5")
        #expect(tree.variable("y") == nil)
    }

    @Test func resultsWithoutOutputMappingGoToTheNearestScopeThatHasThem() throws {
        let world = try EngineWorld()
        let definition = try world.deploy(
            Model.file(
                "m", Model.start("start"), Model.service("a", input: Model.input("=1", "local")), Model.service("b"),
                Model.end("end"), Model.path("start", "a", "b", "end")))
        let key = try world.create(definition)

        try world.work("a", #"{"local":2,"new":3}"#)

        #expect(try world.tree(key).variable("local") == nil)
        #expect(try world.tree(key).variable("new") == "3")
    }

    @Test func outputMappingsWriteIntoContextsThatExist() throws {
        let world = try EngineWorld()
        let definition = try world.deploy(
            Model.file(
                "m", Model.start("start"),
                Model.service("a", output: Model.output("=price * 2", "order.total")), Model.service("b"),
                Model.end("end"), Model.path("start", "a", "b", "end")))
        let key = try world.create(definition, #"{"order":{"id":"o-1"}}"#)

        try world.work("a", #"{"price":0.1}"#)

        #expect(try world.tree(key).variable("order") == #"{"id":"o-1","total":0.2}"#)
        #expect(try world.tree(key).variable("price") == nil)
    }

    @Test func aFailingInputMappingRaisesAnIncidentAndAppliesNothing() throws {
        let world = try EngineWorld()
        let definition = try world.deploy(
            Model.file(
                "m", Model.start("start"),
                Model.service("a", input: Model.input("=1", "one") + Model.input("=assert(x, x != null)", "two")),
                Model.end("end"), Model.path("start", "a", "end")))

        let key = try world.create(definition)

        let tree = try world.tree(key)
        let element = try #require(tree.element("a"))
        #expect(element.state == .activating)
        #expect(tree.incidents.first?.type == .ioMappingError)
        #expect(tree.variables.isEmpty)
        try world.call(.setVariables(SetVariables(scope: key.root, variables: try Variables(parsing: #"{"x":7}"#))))
        try world.call(.resolveIncident(ResolveIncident(incidentKey: try #require(tree.incidents.first).key)))
        #expect(try world.jobs("a").first?.variables["two"]?.text == "7")
    }

    @Test func cancelEndsEverythingAndLeavesNothing() throws {
        let world = try EngineWorld()
        let definition = try world.deploy(Model.forkJoin("parallel"))
        let before = try world.dump().filter { !isMeta($0.key) }
        let key = try world.create(definition, #"{"a":1}"#)
        _ = try world.breakJob("left")
        _ = try world.jobs("right")

        try world.call(.cancelProcessInstance(CancelProcessInstance(processInstanceKey: key)))

        #expect(try !world.isRunning(key))
        #expect(try world.dump().filter { !isMeta($0.key) } == before)
    }

    @Test func aProcessThatNeverRestsIsRefusedAndLeavesNothing() throws {
        let world = try EngineWorld()
        let definition = try world.deploy(
            Model.file(
                "loop", Model.start("start"), Model.exclusive("again", default: "again-end"),
                Model.sub(
                    "count", output: Model.output("=n + 1", "n"), Model.start("s"), Model.end("e"), Model.path("s", "e")
                ),
                Model.end("end"), Model.path("start", "again"), Model.flow("again", "count", when: "=n < 1000000"),
                Model.flow("again", "end"), Model.path("count", "again")))
        let before = try world.dump()

        let rejection = try world.refusal(
            .createProcessInstance(
                CreateProcessInstance(
                    definition: .key(definition.key), variables: try Variables(parsing: #"{"n":0}"#))))

        #expect(rejection.code == .resourceExhausted)
        #expect(rejection.reasons.map(\.code) == ["STEP_LIMIT"])
        #expect(try world.dump() == before)
    }
}

/// The partition's own numbers, which grow with every command.
func isMeta(_ key: [UInt8]) -> Bool { key.first == StateKeys.meta }

enum StateKeys {
    static let meta: UInt8 = 0x01
}
