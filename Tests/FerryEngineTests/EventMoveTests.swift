import FerryEngine
import FerryModel
import FerryStore
import FerryTestSupport
import Testing

/// What becomes of timers, signals and conditions when an instance migrates.
@Suite struct EventMoveTests {
    private let world: EngineWorld

    init() throws { world = try EngineWorld() }

    private static let toTask = Model.path("s", "t", "e")

    /// A task with one boundary event, which leads to a task of its name with `-task` behind it.
    private static func guarded(
        by event: String, _ trigger: String, on task: String = "t", interrupting: Bool = true, beside more: String = ""
    ) -> [UInt8] {
        Model.eventFile(
            "p", Model.start("s"), Model.service(task), Model.end("e"), Model.path("s", task, "e"),
            Model.onBoundary(event, on: task, trigger, interrupting: interrupting), Model.service("\(event)-task"),
            Model.end("\(event)-end"), Model.path(event, "\(event)-task", "\(event)-end"), more)
    }

    private func migrate(
        _ key: ProcessInstanceKey, _ target: ProcessDefinition, _ map: [MigrationInstruction] = [],
        autoMap: AutoMap = .equal, dryRun: Bool = false
    ) throws -> MigrationReport {
        let plan = MigrationPlan(target: .key(target.key), instructions: map, autoMap: autoMap)
        let answer = try world.call(
            .migrateProcessInstance(MigrateProcessInstance(processInstanceKey: key, plan: plan, dryRun: dryRun)))
        guard case .migrateProcessInstance(let report) = answer else { throw EngineWorld.Unexpected() }
        return report
    }

    private func outcomes(_ report: MigrationReport) -> [String] {
        report.events.map {
            "\($0.before?.eventID ?? "-") \($0.outcome.rawValue) \($0.after?.eventID ?? "-")"
        }
    }

    private func expectSound(_ location: SourceLocation = #_sourceLocation) throws {
        #expect(try world.replayed() == world.dump(), sourceLocation: location)
        let report = StoreCheck.run(PartitionID(1), world.store, scratch: MemoryOrderedStore())
        #expect(report.findings.isEmpty, "\(report.findings)", sourceLocation: location)
    }

    // MARK: Timers

    static let treatments: [(MigrationInstruction, due: Int64)] = [
        (MigrationInstruction(from: "b", to: "c"), 10_000),
        (MigrationInstruction(from: "b", to: "c", timer: .keepDue), 10_000),
        (MigrationInstruction(from: "b", to: "c", trigger: .update, timer: .keepDue), 10_000),
        (MigrationInstruction(from: "b", to: "c", trigger: .update), 64_000),
        (MigrationInstruction(from: "b", to: "c", timer: .restart), 64_000),
        (MigrationInstruction(from: "b", to: "c", timer: .creditElapsed), 60_000),
    ]

    /// After 4 of 10 seconds, to an event after 60.
    @Test(arguments: treatments.indices)
    func aTimerIsDueAsThePlanSays(index: Int) throws {
        let (instruction, due) = Self.treatments[index]
        let key = try world.create(try world.deploy(Self.guarded(by: "b", Model.after("PT10S"))))
        let target = try world.deploy(Self.guarded(by: "c", Model.after("PT60S")))
        let began = world.now
        try world.pass(milliseconds: 4_000)

        let report = try migrate(key, target, [instruction])

        let timer = try #require(report.events.first?.after?.due)
        #expect(timer == began.advanced(byMilliseconds: due))
        #expect(outcomes(report) == ["b \(due == 10_000 ? "KEPT" : "UPDATED") c"])
        try expectSound()
        try world.pass(milliseconds: due - 4_000 - 1)
        #expect(try world.tree(key).active == ["t"])
        try world.pass(milliseconds: 1)
        #expect(try world.tree(key).active == ["c-task"])
    }

    @Test func whatWasWaitedForLongEnoughIsDueAtOnce() throws {
        let key = try world.create(try world.deploy(Self.guarded(by: "b", Model.after("PT1H"))))
        let target = try world.deploy(Self.guarded(by: "b", Model.after("PT1M")))
        try world.pass(milliseconds: 600_000)

        let report = try migrate(key, target, [MigrationInstruction(from: "b", to: "b", timer: .creditElapsed)])

        #expect(report.events.first?.after?.due == world.now)
        try world.pass(milliseconds: 0)
        #expect(try world.tree(key).active == ["b-task"])
        try expectSound()
    }

    @Test func aCycleGoesOnWithWhatIsLeftOfIt() throws {
        let source = Self.guarded(by: "b", Model.every("R3/PT10S"), interrupting: false)
        let key = try world.create(try world.deploy(source))
        let target = try world.deploy(Self.guarded(by: "c", Model.every("R9/PT1H"), interrupting: false))
        try world.pass(milliseconds: 10_000)

        let report = try migrate(
            key, target,
            [MigrationInstruction(from: "b", to: "c"), MigrationInstruction(from: "b-task", to: "c-task")])

        guard case .timer(let wait)? = report.events.first?.after?.trigger else { throw EngineWorld.Unexpected() }
        #expect(wait.repetitions == 2)
        try world.pass(milliseconds: 10_000)
        #expect(try world.tree(key).active.sorted() == ["c-task", "c-task", "t"])
        try expectSound()
    }

    static let credits: [(target: String, interrupting: Bool, left: Int32?)] = [
        (Model.every("R5/PT1H"), false, 3), (Model.every("R3/PT1H"), false, 1), (Model.every("R2/PT1H"), false, nil),
        (Model.every("R1/PT1H"), false, nil), (Model.every("R/PT1H"), false, -1),
        (Model.every("0 0 * * * *"), false, -1),
        (Model.after("PT1H"), false, nil), (Model.after("PT1H"), true, 1),
    ]

    /// It has fired twice, and waited for another 4 seconds.
    @Test(arguments: credits.indices)
    func whatHasFiredBeforeCounts(index: Int) throws {
        let (trigger, interrupting, left) = Self.credits[index]
        let key = try world.create(
            try world.deploy(Self.guarded(by: "b", Model.every("R9/PT10S"), interrupting: false)))
        let target = try world.deploy(Self.guarded(by: "b", trigger, interrupting: interrupting))
        for _ in 1...2 { try world.pass(milliseconds: 10_000) }
        let fired = world.now
        try world.pass(milliseconds: 4_000)

        let report = try migrate(key, target, [MigrationInstruction(from: "b", to: "b", timer: .creditElapsed)])

        #expect(outcomes(report) == [left == nil ? "b CLOSED -" : "b UPDATED b"])
        guard let left else { return try expectSound() }
        guard case .timer(let wait)? = report.events.first?.after?.trigger else { throw EngineWorld.Unexpected() }
        #expect(wait.repetitions == left && wait.since == fired && wait.due > world.now)
        try expectSound()
        // Once more the same, and it counts the same.
        let again = try migrate(key, target, [MigrationInstruction(from: "b", to: "b", timer: .creditElapsed)])
        #expect(again.events.first?.after == report.events.first?.after)
    }

    /// Also where the plan says nothing of how: once is once.
    @Test(arguments: [false, true])
    func aTimerThatHasFiredIsNotArmedAgain(isEventSubProcess: Bool) throws {
        func model(_ duration: String) -> [UInt8] {
            isEventSubProcess
                ? Model.eventFile(
                    "p", Model.start("s"), Model.service("t"), Model.end("e"), Self.toTask,
                    Model.eventSub("b", on: Model.after(duration), interrupting: false))
                : Self.guarded(by: "b", Model.after(duration), interrupting: false)
        }
        let event = isEventSubProcess ? "b-start" : "b"
        let key = try world.create(try world.deploy(model("PT10S")))
        let target = try world.deploy(model("PT20S"))
        let other = try world.deploy(model("PT30S"))
        try world.pass(milliseconds: 10_000)

        let report = try migrate(key, target)
        let asked = try migrate(key, other, [MigrationInstruction(from: event, to: event, trigger: .update)])

        #expect(report.events.isEmpty)
        #expect(outcomes(asked) == ["- OPENED \(event)"])
        try expectSound()
        try world.pass(milliseconds: 30_000)
        #expect(try world.tree(key).active.count { $0 == "b-task" } == 2)
    }

    /// The plan sends `b` to the place of `c`; once `b` has happened, the one that is still waited for has it.
    @Test(arguments: [false, true])
    func aPendingEventKeepsThePlaceOfOneThatHasHappened(isEventSubProcess: Bool) throws {
        let (key, target, begin) = try twoTimers(isEventSubProcess)
        try world.pass(milliseconds: 10_000)
        let due = Timestamp(milliseconds: begin.milliseconds + 60_000)

        let report = try migrate(key, target, merging(isEventSubProcess))

        let event = isEventSubProcess ? "c-start" : "c"
        #expect(outcomes(report) == ["\(event) KEPT \(event)"])
        #expect(
            report.events.first?.after?.due == due
                && report.events.first?.before?.key == report.events.first?.after?.key)
        try expectSound()
        try world.pass(milliseconds: 50_000)
        #expect(try world.tree(key).active.count { $0 == "c-task" } == 2, "that of b, and its own")
        try expectSound()
    }

    /// Two that are waited for are not made one unseen, and what the plan asks for anew is not the old one.
    @Test(arguments: [false, true])
    func anEventSentToThePlaceOfAnotherGoesBeforeIt(isEventSubProcess: Bool) throws {
        let event = isEventSubProcess ? "-start" : ""
        let (pending, target, _) = try twoTimers(isEventSubProcess)
        let (fired, _, _) = try twoTimers(isEventSubProcess)

        let both = try migrate(pending, target, merging(isEventSubProcess))
        try world.pass(milliseconds: 10_000)
        let anew = try migrate(fired, target, merging(isEventSubProcess, trigger: .update))

        #expect(outcomes(both) == ["b\(event) KEPT c\(event)", "c\(event) CLOSED -"])
        #expect(outcomes(anew) == ["c\(event) CLOSED -", "- OPENED c\(event)"])
        try expectSound()
    }

    /// A task with two timers `b` and `c` that interrupt nothing, after 10 and 60 seconds, and a target with `c` alone.
    private func twoTimers(
        _ isEventSubProcess: Bool
    ) throws -> (key: ProcessInstanceKey, target: ProcessDefinition, begin: Timestamp) {
        func model(_ timers: [(String, String)]) -> [UInt8] {
            let events = timers.map { id, duration in
                isEventSubProcess
                    ? Model.eventSub(id, on: Model.after(duration), interrupting: false)
                    : Model.onBoundary(id, on: "t", Model.after(duration), interrupting: false)
                        + Model.service("\(id)-task") + Model.end("\(id)-end")
                        + Model.path(id, "\(id)-task", "\(id)-end")
            }
            return Model.eventFile(
                "p", Model.start("s"), Model.service("t"), Model.end("e"), Self.toTask, events.joined())
        }
        let begin = world.now
        let key = try world.create(try world.deploy(model([("b", "PT10S"), ("c", "PT60S")])))
        return (key, try world.deploy(model([("c", "PT60S")])), begin)
    }

    private func merging(
        _ isEventSubProcess: Bool, trigger: TriggerTreatment = .keep
    ) -> [MigrationInstruction] {
        let event = isEventSubProcess ? "-start" : ""
        let scope = isEventSubProcess ? [MigrationInstruction(from: "b", to: "c")] : []
        return scope + [
            MigrationInstruction(from: "b\(event)", to: "c\(event)", trigger: trigger),
            MigrationInstruction(from: "b-task", to: "c-task"),
        ]
    }

    // MARK: What is mapped and what is not

    @Test func theTargetSaysWhetherAnEventInterrupts() throws {
        let key = try world.create(try world.deploy(Self.guarded(by: "b", Model.signal("alarm"))))
        let gentle = try world.deploy(Self.guarded(by: "b", Model.signal("calm"), interrupting: false))

        let report = try migrate(key, gentle)
        try world.call(.broadcastSignal(BroadcastSignal(name: "calm")))
        try world.call(.broadcastSignal(BroadcastSignal(name: "alarm")))

        #expect(
            report.events.first?.before?.isInterrupting == true && report.events.first?.after?.isInterrupting == false)
        #expect(try world.tree(key).active.sorted() == ["b-task", "t"], "the old name, once, beside the task")
        try expectSound()
    }

    @Test func aTriggerIsUpdatedWhenThePlanAsksForIt() throws {
        let key = try world.create(try world.deploy(Self.guarded(by: "b", Model.signal("alarm"))))
        let target = try world.deploy(Self.guarded(by: "b", Model.signal("calm")))

        let report = try migrate(key, target, [MigrationInstruction(from: "b", to: "b", trigger: .update)])
        try world.call(.broadcastSignal(BroadcastSignal(name: "alarm")))

        #expect(outcomes(report) == ["b UPDATED b"])
        #expect(try world.tree(key).active == ["t"])
        try world.call(.broadcastSignal(BroadcastSignal(name: "calm")))
        #expect(try world.tree(key).active == ["b-task"])
        try expectSound()
    }

    @Test func whatIsNotMappedOnEitherSideIsClosedAndOpenedAnew() throws {
        let definition = try world.deploy(Self.guarded(by: "b", Model.after("PT10S")))
        let key = try world.create(definition)
        try world.pass(milliseconds: 9_000)

        let report = try migrate(key, definition, [MigrationInstruction(from: "t", to: "t")], autoMap: .none)

        #expect(outcomes(report) == ["b CLOSED -", "- OPENED b"])
        try world.pass(milliseconds: 9_999)
        #expect(try world.tree(key).active == ["t"])
        try world.pass(milliseconds: 1)
        #expect(try world.tree(key).active == ["b-task"])
        try expectSound()
    }

    @Test func eventsComeAndGoWithTheTarget() throws {
        let plain = try world.deploy(Model.oneTask("p", task: "t"))
        let guarded = try world.deploy(
            Self.guarded(
                by: "b", Model.signal("alarm"), beside: Model.eventSub("sub", on: Model.after("PT10S"))))
        let key = try world.create(plain)

        let coming = try migrate(key, guarded)
        #expect(outcomes(coming) == ["- OPENED sub-start", "- OPENED b"])
        try expectSound()
        let going = try migrate(key, plain)

        #expect(outcomes(going) == ["sub-start CLOSED -", "b CLOSED -"])
        try world.pass(milliseconds: 10_000)
        try world.call(.broadcastSignal(BroadcastSignal(name: "alarm")))
        #expect(try world.tree(key).active == ["t"])
        try expectSound()
    }

    @Test func anEventBasedGatewayTakesItsEventsAlong() throws {
        func model(_ first: String, _ second: String, _ duration: String) -> [UInt8] {
            Model.eventFile(
                "p", Model.start("s"), Model.eventBased("g"), Model.catching(first, Model.signal("alarm")),
                Model.catching(second, Model.after(duration)), Model.service("x"), Model.service("y"), Model.end("e"),
                Model.end("e2"), Model.path("s", "g", first, "x", "e"), Model.path("g", second, "y", "e2"))
        }
        let key = try world.create(try world.deploy(model("a", "b", "PT10S")))
        let target = try world.deploy(model("a", "c", "PT20S"))

        let report = try migrate(key, target)

        #expect(outcomes(report) == ["a KEPT a", "b CLOSED -", "- OPENED c"])
        try expectSound()
        try world.pass(milliseconds: 20_000)
        #expect(try world.tree(key).active == ["y"])
        try expectSound()
    }

    // MARK: Scopes

    @Test func anInterruptedScopeOpensNoEventSubProcess() throws {
        func model(_ task: String) -> [UInt8] {
            Model.eventFile(
                "p", Model.start("s"), Model.service("t"), Model.end("e"), Self.toTask,
                Model.eventSub(
                    "sub", Model.start("sub-start", on: Model.signal("alarm")), Model.service(task),
                    Model.end("sub-end"), Model.path("sub-start", task, "sub-end")),
                Model.eventSub("other\(task)", on: Model.signal("calm")))
        }
        let key = try world.create(try world.deploy(model("u")))
        let target = try world.deploy(model("v"))
        try world.call(.broadcastSignal(BroadcastSignal(name: "alarm")))

        let report = try migrate(key, target, [MigrationInstruction(from: "u", to: "v")])

        #expect(report.events.isEmpty)
        try world.call(.broadcastSignal(BroadcastSignal(name: "calm")))
        #expect(try world.tree(key).active == ["sub", "v"])
        try world.work("u")
        #expect(try !world.isRunning(key))
        try expectSound()
    }

    @Test func instancesOfANonInterruptingEventSubProcessMoveAndMoreCanCome() throws {
        func model(_ id: String) -> [UInt8] {
            Model.eventFile(
                "p", Model.start("s"), Model.service("t"), Model.end("e"), Self.toTask,
                Model.eventSub(id, on: Model.signal("alarm"), interrupting: false))
        }
        let key = try world.create(try world.deploy(model("a")))
        let target = try world.deploy(model("b"))
        try world.call(.broadcastSignal(BroadcastSignal(name: "alarm")))
        try world.call(.broadcastSignal(BroadcastSignal(name: "alarm")))

        let report = try migrate(
            key, target, ["", "-start", "-task"].map { MigrationInstruction(from: "a" + $0, to: "b" + $0) })
        try world.call(.broadcastSignal(BroadcastSignal(name: "alarm")))

        #expect(outcomes(report) == ["a-start KEPT b-start"])
        #expect(try world.tree(key).active.count { $0 == "b-task" } == 3)
        try expectSound()
    }

    /// Its input mapping failed: what it is to wait for is seen when it is tried again.
    @Test func whatStillBeginsWaitsByTheTargetOnceItCan() throws {
        func model(_ source: String, _ duration: String) -> [UInt8] {
            Model.eventFile(
                "p", Model.start("s"), Model.service("t", input: Model.input(source, "x")), Model.end("e"), Self.toTask,
                Model.onBoundary("b", on: "t", Model.after(duration)), Model.end("e2"), Model.path("b", "e2"))
        }
        let key = try world.create(try world.deploy(model("=assert(y, false)", "PT10S")))
        let target = try world.deploy(model("=1", "PT20S"))
        let incident = try #require(try world.tree(key).incidents.first)

        let report = try migrate(key, target)
        try world.call(.resolveIncident(ResolveIncident(incidentKey: incident.key)))

        #expect(report.events.isEmpty)
        let due = try #require(try world.tree(key).element("t")?.subscriptions.first?.due)
        #expect(due == world.now.advanced(byMilliseconds: 20_000))
        try expectSound()
    }

    // MARK: Scopes that come and go

    /// A subprocess with a timer on it and an event subprocess in it.
    private static let nested = Model.eventFile(
        "p", Model.start("s"), Model.sub("sub", around: "t", Model.eventSub("in", on: Model.signal("alarm"))),
        Model.end("e"), Model.path("s", "sub", "e"), Model.onBoundary("b", on: "sub", Model.after("PT10S")),
        Model.service("b-task"), Model.end("b-end"), Model.path("b", "b-task", "b-end"))

    @Test func aScopeThatGoesTakesItsEventsWithIt() throws {
        let key = try world.create(try world.deploy(Self.nested))
        let plain = try world.deploy(Model.oneTask("p", task: "t"))

        let report = try world.migrate(key, by: .adaptive(plain, [("t", "t")]))
        try world.pass(milliseconds: 10_000)
        try world.call(.broadcastSignal(BroadcastSignal(name: "alarm")))

        #expect(outcomes(report) == ["b CLOSED -", "in-start CLOSED -"])
        #expect(try world.tree(key).active == ["t"])
        try expectSound()
    }

    @Test func aScopeThatComesWaitsForItsEvents() throws {
        let key = try world.create(try world.deploy(Model.oneTask("p", task: "t")))
        let target = try world.deploy(Self.nested)

        let report = try world.migrate(key, by: .adaptive(target, [("t", "t")]))
        #expect(outcomes(report) == ["- OPENED b", "- OPENED in-start"])
        try expectSound()
        try world.call(.broadcastSignal(BroadcastSignal(name: "alarm")))
        #expect(try world.tree(key).active == ["in", "in-task"])
        try world.pass(milliseconds: 10_000)

        #expect(try world.tree(key).active == ["b-task"])
        try expectSound()
    }

    /// The body's event goes with the body; what were its instances wait each by themselves.
    @Test func aMarkerThatGoesLeavesItsEventsToWhatWasRepeated() throws {
        func model(_ each: String) -> [UInt8] {
            Model.eventFile(
                "p", Model.start("s"), each, Model.end("e"), Model.path("s", "sub", "e"),
                Model.onBoundary("b", on: "sub", Model.signal("alarm")), Model.end("b-end"), Model.path("b", "b-end"))
        }
        let inside = [Model.start("s2"), Model.service("u"), Model.end("e2"), Model.path("s2", "u", "e2")].joined()
        let key = try world.create(try world.deploy(model(Model.each("sub", in: "=[1,2]", inside))))
        let target = try world.deploy(model(Model.sub("sub", inside)))

        let report = try world.migrate(
            key, by: .adaptive(target, [("sub", "sub"), ("u", "u"), ("b", "b")]))

        #expect(outcomes(report) == ["b CLOSED -", "- OPENED b", "- OPENED b"])
        try expectSound()
        try world.call(.broadcastSignal(BroadcastSignal(name: "alarm")))
        #expect(try !world.isRunning(key))
        try expectSound()
    }

    @Test func anEventOnWhatRepeatsIsThatOfTheBody() throws {
        func model(_ events: String) -> [UInt8] {
            Model.eventFile(
                "p", Model.start("s"),
                Model.each(
                    "sub", in: "=[1,2,3]", Model.start("s2"), Model.service("u"), Model.end("e2"),
                    Model.path("s2", "u", "e2"), events.isEmpty ? "" : Model.eventSub("in", on: Model.signal("calm"))),
                Model.end("e"), Model.path("s", "sub", "e"), events)
        }
        let key = try world.create(try world.deploy(model("")))
        let target = try world.deploy(
            model(
                Model.onBoundary("b", on: "sub", Model.signal("alarm")) + Model.end("b-end") + Model.path("b", "b-end"))
        )

        let report = try migrate(key, target)

        // Camunda 8: MI-9, MI-10.
        #expect(outcomes(report) == ["- OPENED b"] + Array(repeating: "- OPENED in-start", count: 3))
        try expectSound()
    }

    // MARK: Conditions, suspension

    /// As Camunda 7: a condition that holds already waits for the next change.
    @Test func aConditionIsLookedAtWithTheNextChange() throws {
        let plain = try world.deploy(Model.oneTask("p", task: "t"))
        let target = try world.deploy(Self.guarded(by: "b", Model.condition("=x > 1")))
        let key = try world.create(plain, #"{"x":2}"#)

        let report = try migrate(key, target)

        #expect(outcomes(report) == ["- OPENED b"])
        #expect(try world.tree(key).active == ["t"])
        try world.call(
            .setVariables(SetVariables(scope: key.root, variables: try Variables(parsing: #"{"x":3}"#))))
        #expect(try world.tree(key).active == ["b-task"])
        try expectSound()
    }

    @Test func aKeptConditionIsThatOfTheSourceAndAnUpdatedOneThatOfTheTarget() throws {
        let source = try world.deploy(Self.guarded(by: "b", Model.condition("=x > 1")))
        let target = try world.deploy(Self.guarded(by: "b", Model.condition("=x > 10")))
        let (keeping, updating) = (try world.create(source), try world.create(source))

        _ = try migrate(keeping, target)
        _ = try migrate(updating, target, [MigrationInstruction(from: "b", to: "b", trigger: .update)])
        for key in [keeping, updating] {
            try world.call(
                .setVariables(SetVariables(scope: key.root, variables: try Variables(parsing: #"{"x":5}"#))))
        }

        #expect(try world.tree(keeping).active == ["b-task"])
        #expect(try world.tree(updating).active == ["t"])
        try expectSound()
    }

    @Test func whatIsSuspendedStaysSoAndItsNewTimersToo() throws {
        let plain = try world.deploy(Model.oneTask("p", task: "t"))
        let target = try world.deploy(Self.guarded(by: "b", Model.after("PT10S")))
        let key = try world.create(plain)
        try world.call(.suspendProcessInstance(SuspendProcessInstance(processInstanceKey: key)))

        _ = try migrate(key, target)
        try world.pass(milliseconds: 60_000)

        #expect(try world.tree(key).summary.state == .suspended)
        #expect(try world.tree(key).active == ["t"])
        try expectSound()
        try world.call(.resumeProcessInstance(ResumeProcessInstance(processInstanceKey: key)))
        try world.pass(milliseconds: 0)
        #expect(try world.tree(key).active == ["b-task"])
        try expectSound()
    }

    // MARK: Foresight, effort

    @Test func aDryRunSaysTheSameAndLeavesNothing() throws {
        let source = try world.deploy(Self.guarded(by: "b", Model.after("PT10S")))
        let target = try world.deploy(
            Self.guarded(by: "c", Model.signal("alarm"), beside: Model.eventSub("sub", on: Model.after("PT5S"))))
        let key = try world.create(source)
        let before = try world.dump()

        let dry = try migrate(key, target, dryRun: true)
        #expect(try world.dump() == before)
        let wet = try migrate(key, target)

        #expect(dry.events == wet.events)
        #expect(outcomes(wet) == ["- OPENED sub-start", "b CLOSED -", "- OPENED c"])
    }

    @Test func movingManySubscriptionsCostsSoMuchForEach() throws {
        let costs = try [50, 100, 200].map { count -> CountingStore.Work in
            let store = CountingStore()
            let world = try EngineWorld(over: store, cachedElements: 10_000)
            let source = try world.deploy(Self.guarded(by: "b", Model.after("PT10S"), interrupting: false))
            let target = try world.deploy(Self.guarded(by: "c", Model.after("PT10S"), interrupting: false))
            let key = try world.create(source, at: Array(repeating: "t", count: count))
            try world.state.commit()
            store.reset()
            _ = try world.migrate(key, to: target, [("t", "t")])
            try world.state.commit()
            return store.work
        }

        let step = costs[1].rowsWritten - costs[0].rowsWritten
        #expect(costs[2].rowsWritten - costs[1].rowsWritten == step * 2)
        #expect(costs[1].rowsRead == costs[2].rowsRead)
    }
}
