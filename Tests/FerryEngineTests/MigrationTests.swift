import FerryModel
import FerryTestSupport
import Testing

/// What moves, and that it goes on living in the target.
@Suite struct MigrationTests {
    @Test func movesATaskWithItsJobAndGoesOnInTheTarget() throws {
        let world = try EngineWorld()
        let v1 = try world.deploy(Model.oneTask("order", task: "charge", type: "pay"))
        let v2 = try world.deploy(
            Model.file(
                "order", Model.start("start"), Model.service("collect", type: "collect"), Model.service("pack"),
                Model.end("end"), Model.path("start", "collect", "pack", "end")))
        let key = try world.create(v1, #"{"amount":10}"#)
        let job = try #require(try world.jobs("pay").first)

        let report = try world.migrate(key, to: v2, [("charge", "collect")])

        #expect(report.source == v1.key && report.target == v2.key && !report.isDryRun)
        #expect(report.elements.map(\.to) == ["order", "collect"])
        #expect(report.elements.last?.job == job.key)
        let tree = try world.tree(key)
        #expect(tree.summary.version == 2)
        #expect(tree.element("collect")?.job?.type == "pay", "the job keeps its type")
        #expect(tree.variable("amount") == "10")
        try world.call(.completeJob(CompleteJob(jobKey: job.key)))
        #expect(try world.tree(key).active == ["pack"])
        try world.work("pack")
        #expect(try !world.isRunning(key))
    }

    @Test func goesBackAndToAnotherProcessAndToTheSame() throws {
        let world = try EngineWorld()
        let v1 = try world.deploy(Model.oneTask("order", task: "a", type: "t"))
        let v2 = try world.deploy(Model.oneTask("order", task: "b", type: "t"))
        let other = try world.deploy(Model.oneTask("other", task: "c", type: "t"))
        let key = try world.create(v1)

        _ = try world.migrate(key, to: v2, [("a", "b")])
        _ = try world.migrate(key, to: v1, [("b", "a")])
        _ = try world.migrate(key, to: other, [("a", "c")])
        _ = try world.migrate(key, to: other, [("c", "c")])

        let summary = try world.tree(key).summary
        #expect(summary.processID == "other" && summary.definitionKey == other.key)
        try world.work("t")
        #expect(try !world.isRunning(key))
    }

    @Test func isOneEventInTheLog() throws {
        let world = try EngineWorld()
        let v1 = try world.deploy(Model.forkJoin("p"))
        let v2 = try world.deploy(Model.forkJoin("p", left: "l", right: "r", join: "j"))
        let key = try world.create(v1)
        try world.work("left")
        let before = try world.events().count

        let report = try world.migrate(key, to: v2, [("right", "r"), ("join", "j"), ("left", "l")])

        let events = try world.events().dropFirst(before)
        #expect(events.map(\.kind) == ["PROCESS_INSTANCE_MIGRATED"])
        #expect(events.first?.position == report.position)
        #expect(events.first?.details.text.contains(#""caller":"test""#) == true)
    }

    @Test func movesTokensThatWaitAtAJoin() throws {
        let world = try EngineWorld()
        let v1 = try world.deploy(Model.forkJoin("p"))
        let v2 = try world.deploy(Model.forkJoin("p", left: "l", right: "r", join: "j"))
        let key = try world.create(v1)
        try world.work("left")

        let report = try world.migrate(key, to: v2, [("right", "r"), ("join", "j"), ("left-join", "l-j")])

        #expect(
            report.tokens == [
                MovedToken(
                    scope: key.root, fromGateway: "join", toGateway: "j", fromFlow: "left-join", toFlow: "l-j", count: 1
                )
            ])
        try world.work("right")
        #expect(try world.tree(key).active == ["after"])
    }

    @Test func infersTheTakenFlowFromWhereItBegins() throws {
        let world = try EngineWorld()
        let v1 = try world.deploy(Model.forkJoin("p"))
        let v2 = try world.deploy(Model.forkJoin("p", left: "l", right: "r", join: "j"))
        let key = try world.create(v1)
        try world.work("left")

        let report = try world.migrate(key, to: v2, [("right", "r"), ("join", "j"), ("left", "l")])

        #expect(report.tokens.map(\.toFlow) == ["l-j"])
    }

    @Test func infersTheTakenFlowOfTheSameID() throws {
        let world = try EngineWorld()
        let v1 = try world.deploy(Model.forkJoin("p"))
        let v2 = try world.deploy(Model.forkJoin("q"))
        let key = try world.create(v1)
        try world.work("left")

        let report = try world.migrate(key, to: v2, [("right", "right"), ("join", "join")])

        #expect(report.tokens.map(\.toFlow) == ["left-join"])
    }

    @Test func autoMapPairsEqualElementsInEqualScopes() throws {
        let world = try EngineWorld()
        let v1 = try world.deploy(nested("p", inner: "work"))
        let v2 = try world.deploy(nested("p", inner: "work", extra: true))
        let key = try world.create(v1)

        let report = try world.migrate(key, to: v2, autoMap: .equal)

        #expect(report.elements.map(\.to) == ["p", "sub", "work"])
        try world.work("work")
        try world.work("extra")
        #expect(try !world.isRunning(key))
    }

    @Test func anExplicitInstructionOverridesAGeneratedOne() throws {
        let world = try EngineWorld()
        let v1 = try world.deploy(Model.oneTask("p", task: "a"))
        let v2 = try world.deploy(
            Model.file(
                "p", Model.start("start"), Model.service("a"), Model.service("b"), Model.end("end"),
                Model.path("start", "a", "b", "end")))
        let key = try world.create(v1)

        _ = try world.migrate(key, to: v2, [("a", "b")], autoMap: .equal)

        #expect(try world.tree(key).active == ["b"])
    }

    @Test func movesAJobIncidentThatIsThenResolvedInTheTarget() throws {
        let world = try EngineWorld()
        let v1 = try world.deploy(Model.oneTask("p", task: "a"))
        let v2 = try world.deploy(Model.oneTask("p", task: "b"))
        let key = try world.create(v1)
        let incident = try world.breakJob("a")

        let report = try world.migrate(key, to: v2, [("a", "b")])

        #expect(report.elements.last?.incident == incident.key)
        let moved = try #require(try world.tree(key).incidents.first)
        #expect(moved.elementID == "b" && moved.definitionKey == v2.key && moved.message == incident.message)
        try world.call(.updateJobRetries(UpdateJobRetries(jobKey: try #require(moved.job), retries: 1)))
        try world.call(.resolveIncident(ResolveIncident(incidentKey: moved.key)))
        try world.work("a")
        #expect(try !world.isRunning(key))
    }

    @Test func aStuckGatewayIsTriedAgainWithTheTargetsConditions() throws {
        let world = try EngineWorld()
        let v1 = try world.deploy(choice("p", condition: "=missing > 1"))
        let v2 = try world.deploy(choice("p", condition: "=true"))
        let key = try world.create(v1)
        let incident = try #require(try world.tree(key).incidents.first)

        _ = try world.migrate(key, to: v2, autoMap: .equal)
        try world.call(.resolveIncident(ResolveIncident(incidentKey: incident.key)))

        #expect(try world.tree(key).active == ["a"])
    }

    @Test func twoElementsMayBecomeOne() throws {
        let world = try EngineWorld()
        let v1 = try world.deploy(Model.forkJoin("p"))
        let v2 = try world.deploy(Model.oneTask("q", task: "c"))
        let key = try world.create(v1)

        _ = try world.migrate(key, to: v2, [("left", "c"), ("right", "c")])

        #expect(try world.tree(key).active == ["c", "c"])
        try world.work("left")
        #expect(try world.isRunning(key))
        try world.work("right")
        #expect(try !world.isRunning(key))
    }

    @Test func aDryRunAnswersWhatWouldHappenAndChangesNothing() throws {
        let world = try EngineWorld()
        let v1 = try world.deploy(Model.forkJoin("p"))
        let v2 = try world.deploy(Model.forkJoin("p", left: "l", right: "r", join: "j"))
        let key = try world.create(v1)
        try world.work("left")
        let before = try world.dump()
        let events = try world.events().count
        let map = [("right", "r"), ("join", "j"), ("left", "l")]

        let dry = try world.migrate(key, to: v2, map, dryRun: true)

        #expect(dry.isDryRun && dry.position == .none)
        #expect(try world.dump() == before)
        #expect(try world.events().count == events)
        let real = try world.migrate(key, to: v2, map)
        #expect(real.elements == dry.elements && real.tokens == dry.tokens)
    }

    @Test func findsTheInstanceAmongThoseOfTheTarget() throws {
        let world = try EngineWorld()
        let v1 = try world.deploy(Model.oneTask("p", task: "a"))
        let v2 = try world.deploy(Model.oneTask("p", task: "b"))
        let moved = try world.create(v1)
        let stayed = try world.create(v1)

        _ = try world.migrate(moved, to: v2, [("a", "b")])

        #expect(try keys(of: v1, in: world) == [stayed])
        #expect(try keys(of: v2, in: world) == [moved])
    }

    private func keys(of definition: ProcessDefinition, in world: EngineWorld) throws -> [ProcessInstanceKey] {
        let answer = try world.call(.listProcessInstances(ListProcessInstances(definition: .key(definition.key))))
        guard case .listProcessInstances(let list) = answer else { return [] }
        return list.instances.map(\.key)
    }

    private func nested(_ id: String, inner: String, extra: Bool = false) -> [UInt8] {
        Model.file(
            id, Model.start("start"),
            Model.sub("sub", Model.start("s"), Model.service(inner), Model.end("e"), Model.path("s", inner, "e")),
            extra ? Model.service("extra") : "", Model.end("end"),
            extra ? Model.path("start", "sub", "extra", "end") : Model.path("start", "sub", "end"))
    }

    private func choice(_ id: String, condition: String) -> [UInt8] {
        Model.file(
            id, Model.start("start"), Model.exclusive("x"), Model.service("a"), Model.service("b"), Model.end("end"),
            Model.path("start", "x"), Model.flow("x", "a", when: condition), Model.flow("x", "b", when: "=false"),
            Model.path("a", "end"), Model.path("b", "end"))
    }
}
