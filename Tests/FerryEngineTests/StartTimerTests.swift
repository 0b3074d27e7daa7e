import FerryEngine
import FerryModel
import FerryStore
import FerryTestSupport
import Testing

/// Timer start events (Camunda 8: R131-R140, cases TST).
@Suite struct StartTimerTests {
    @Test(
        "TST-1, TST-6: a date, a duration or a cycle begins an instance when it is due",
        arguments: [
            ("timeDate", "1970-01-01T00:16:50Z"), ("timeDuration", "PT10S"), ("timeCycle", "R1/PT10S"),
            ("timeCycle", "=cycle(duration(&quot;PT10S&quot;))"), ("timeCycle", "50 * * * * *"),
            ("timeDuration", "=duration(&quot;PT10S&quot;)"),
        ])
    func beginsAnInstanceWhenDue(form: String, time: String) throws {
        let world = try EngineWorld()
        try world.deploy(Self.process(timers: ["timer": (form, time)]))

        try world.pass(milliseconds: 9_999)
        #expect(try world.running().isEmpty)
        try world.pass(milliseconds: 1)

        let key = try #require(try world.running().first)
        #expect(try world.tree(key).active == ["task"])
        #expect(try world.events().filter { $0.kind == "START_TIMER_TRIGGERED" }.count == 1)
        try world.checkReplay()
    }

    @Test("TST-15: a date that has passed is due at once")
    func aPastDateIsDueAtOnce() throws {
        let world = try EngineWorld()
        try world.deploy(Self.process(timers: ["timer": ("timeDate", "1970-01-01T00:00:01Z")]))

        try world.pass(milliseconds: 0)

        #expect(try world.running().count == 1)
    }

    @Test("TST-19: a cycle begins as many instances as it says", arguments: [("R2/PT10S", 2), ("R3/PT10S", 3)])
    func aCycleEnds(cycle: String, count: Int) throws {
        let world = try EngineWorld()
        try world.deploy(Self.process(timers: ["timer": ("timeCycle", cycle)]))

        for _ in 1...6 { try world.pass(milliseconds: 10_000) }

        #expect(try world.running().count == count)
        #expect(try world.startTimers().isEmpty)
        try world.checkReplay()
    }

    @Test("TST-20: a late firing does not move the rhythm, and what was missed is not made up for")
    func aCycleKeepsItsRhythm() throws {
        let world = try EngineWorld()
        try world.deploy(Self.process(timers: ["timer": ("timeCycle", "R/PT10S")]))

        try world.pass(milliseconds: 15_000)
        #expect(try world.running().count == 1)
        try world.pass(milliseconds: 5_000)
        #expect(try world.running().count == 2)
        try world.pass(milliseconds: 1_000_000)
        #expect(try world.running().count == 3)
        try world.pass(milliseconds: 9_999)
        #expect(try world.running().count == 3)
        try world.pass(milliseconds: 1)
        #expect(try world.running().count == 4)
    }

    @Test("TST-13, TST-16: each start event begins at itself")
    func eachTimerBeginsAtItself() throws {
        let world = try EngineWorld()
        let definition = try world.deploy(
            Model.file(
                "p", Model.start("none"), Self.timer("a", "timeDuration", "PT2S"),
                Self.timer("b", "timeDuration", "PT3S"), Model.service("x"), Model.service("y"), Model.service("z"),
                Model.path("none", "x"), Model.path("a", "y"), Model.path("b", "z")))
        _ = try world.create(definition)

        try world.pass(milliseconds: 3_000)

        #expect(try world.running().map { try world.tree($0).active } == [["x"], ["y"], ["z"]])
    }

    @Test("TST-3, TST-4: what equals the latest version changes nothing")
    func deployingTheSameAgainChangesNothing() throws {
        let world = try EngineWorld()
        let file = Self.process(timers: ["timer": ("timeCycle", "R1/PT10S")])
        try world.deploy(file)
        try world.pass(milliseconds: 10_000)
        try world.deploy(file)

        try world.pass(milliseconds: 100_000)

        #expect(try world.running().count == 1)
        #expect(try world.events().filter { $0.kind == "START_TIMER_CREATED" }.count == 1)
    }

    @Test("TST-9, TST-11: the timers of a new version replace those of the one before")
    func aNewVersionReplacesTheTimers() throws {
        let world = try EngineWorld()
        try world.deploy(Self.process(timers: ["timer": ("timeCycle", "R/PT3S")]))
        try world.pass(milliseconds: 3_000)
        try world.deploy(Self.process(timers: ["timer": ("timeCycle", "R2/PT4S")]))

        try world.pass(milliseconds: 3_000)
        #expect(try world.running().count == 1)
        try world.pass(milliseconds: 1_000)

        #expect(try world.running().map { try world.tree($0).summary.version } == [1, 2])
        #expect(try world.events().filter { $0.kind == "START_TIMER_CANCELLED" }.count == 1)
        try world.checkReplay()
    }

    @Test("TST-10: a version without a timer ends them")
    func aVersionWithoutTimersEndsThem() throws {
        let world = try EngineWorld()
        try world.deploy(Self.process(timers: ["timer": ("timeCycle", "R/PT1S")]))
        try world.deploy(Model.oneTask("p"))

        try world.pass(milliseconds: 100_000)

        #expect(try world.running().isEmpty)
        #expect(try world.startTimers().isEmpty)
    }

    @Test func whatWasDueWhileTheBrokerStoodStillHappensOnce() throws {
        let store = MemoryOrderedStore()
        let world = try EngineWorld(store: store)
        try world.deploy(Self.process(timers: ["timer": ("timeCycle", "R5/PT10S")]))
        try world.state.commit()

        let again = try EngineWorld(store: store)
        try again.pass(milliseconds: 35_000)

        #expect(try again.running().count == 1)
        #expect(try again.startTimers().map(\.repetitions) == [4])
    }

    /// A task behind timer start events.
    private static func process(timers: KeyValuePairs<String, (String, String)>) -> [UInt8] {
        Model.file(
            "p", timers.map { timer($0.key, $0.value.0, $0.value.1) }.joined(), Model.service("task"),
            timers.map { Model.flow($0.key, "task") }.joined())
    }

    private static func timer(_ id: String, _ form: String, _ time: String) -> String {
        """
        <bpmn:startEvent id="\(id)"><bpmn:timerEventDefinition><bpmn:\(form)>\(time)</bpmn:\(form)>\
        </bpmn:timerEventDefinition></bpmn:startEvent>
        """
    }
}

extension EngineWorld {
    /// All running instances, oldest first.
    func running() throws -> [ProcessInstanceKey] {
        guard case .listProcessInstances(let answer) = try call(.listProcessInstances(ListProcessInstances())) else {
            throw Unexpected()
        }
        return answer.instances.map(\.key)
    }

    func startTimers() throws -> [TimerWait] {
        try state.commit()
        return try state.definitions.all(tenant: .default).flatMap {
            try storage.startTimers(of: $0.definition.key).map(\.wait)
        }
    }

    /// The log tells all there is.
    func checkReplay(sourceLocation: SourceLocation = #_sourceLocation) throws {
        let dump = try dump()
        #expect(try replayed() == dump, sourceLocation: sourceLocation)
    }
}
