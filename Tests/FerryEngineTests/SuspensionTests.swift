import FerryEngine
import FerryModel
import FerryTestSupport
import Testing

@Suite struct SuspensionTests {
    private let world: EngineWorld

    init() throws { world = try EngineWorld() }

    private func suspend(_ key: ProcessInstanceKey) throws {
        try world.call(.suspendProcessInstance(SuspendProcessInstance(processInstanceKey: key)))
    }

    private func resume(_ key: ProcessInstanceKey) throws {
        try world.call(.resumeProcessInstance(ResumeProcessInstance(processInstanceKey: key)))
    }

    private func state(_ key: ProcessInstanceKey) throws -> ProcessInstanceState { try world.tree(key).summary.state }

    private func counts() throws -> InstanceCounts { world.state.meta.instances }

    private func expectReplays(_ location: SourceLocation = #_sourceLocation) throws {
        #expect(try world.replayed() == world.dump(), sourceLocation: location)
    }

    @Test("a suspended instance's jobs leave the queue and come back")
    func jobs() throws {
        let key = try world.create(try world.deploy(Model.oneTask("p")))

        try suspend(key)
        try suspend(key)

        #expect(try state(key) == .suspended && world.jobs("task").isEmpty)
        #expect(try counts() == InstanceCounts(suspended: 1))
        try expectReplays()
        try resume(key)
        try resume(key)
        #expect(try state(key) == .active && counts() == InstanceCounts(active: 1))
        try world.work("task")
        #expect(try !world.isRunning(key) && counts() == InstanceCounts())
        try expectReplays()
    }

    @Test("a job that a worker holds can be finished only after the instance was resumed")
    func heldJob() throws {
        let key = try world.create(try world.deploy(Model.oneTask("p")))
        let job = try #require(try world.jobs("task", timeout: 1_000).first).key
        try suspend(key)

        let calls: [Call] = [
            .completeJob(CompleteJob(jobKey: job)), .failJob(FailJob(jobKey: job, retries: 1)),
            .throwError(ThrowError(jobKey: job, errorCode: "x")),
            .updateJobRetries(UpdateJobRetries(jobKey: job, retries: 1)),
            .updateJobTimeout(UpdateJobTimeout(jobKey: job, timeoutMilliseconds: 1)),
        ]
        for call in calls {
            let rejection = try world.refusal(call)
            #expect(rejection.code == .failedPrecondition && rejection.reasons.map(\.code) == ["INSTANCE_SUSPENDED"])
        }
        try world.pass(milliseconds: 5_000)
        #expect(try world.tree(key).element("task")?.job?.state == .activated)

        try resume(key)
        #expect(try world.jobs("task").isEmpty)
        try world.pass(milliseconds: 0)
        try world.work("task")
        #expect(try !world.isRunning(key))
        try expectReplays()
    }

    @Test("an incident waits to be resolved")
    func incident() throws {
        let key = try world.create(try world.deploy(Model.oneTask("p")))
        let incident = try world.breakJob("task")
        try suspend(key)

        let rejection = try world.refusal(.resolveIncident(ResolveIncident(incidentKey: incident.key)))

        #expect(rejection.reasons.map(\.code) == ["INSTANCE_SUSPENDED"])
        #expect(try counts() == InstanceCounts(suspended: 1))
        try resume(key)
        #expect(try counts() == InstanceCounts(withIncidents: 1))
    }

    private func waiting() throws -> ProcessInstanceKey {
        let file = Model.eventFile(
            "p", Model.start("s"), Model.service("a"), Model.onBoundary("late", on: "a", Model.after("PT1S")),
            Model.onBoundary("paid", on: "a", Model.message("paid"), interrupting: false),
            Model.onBoundary("alarm", on: "a", Model.signal("alarm"), interrupting: false),
            Model.onBoundary("full", on: "a", Model.condition("=full = true"), interrupting: false),
            Model.service("timed"), Model.service("told"), Model.service("heard"), Model.service("filled"),
            Model.end("e"), Model.path("s", "a", "e"), Model.path("late", "timed", "e"),
            Model.path("paid", "told", "e"), Model.path("alarm", "heard", "e"), Model.path("full", "filled", "e"))
        return try world.create(try world.deploy(file), #"{"order":"1"}"#)
    }

    @Test("timers that were due meanwhile fire after it was resumed")
    func timer() throws {
        let key = try waiting()
        try suspend(key)

        try world.pass(milliseconds: 60_000)
        #expect(try world.tree(key).active == ["a"])

        try resume(key)
        try world.pass(milliseconds: 0)
        #expect(try world.tree(key).active == ["timed"])
        try expectReplays()
    }

    @Test("messages wait as long as they live, signals do not")
    func messages() throws {
        let key = try waiting()
        try suspend(key)

        try world.call(
            .publishMessage(PublishMessage(name: "paid", correlationKey: "1", timeToLiveMilliseconds: 60_000)))
        try world.call(.publishMessage(PublishMessage(name: "paid", correlationKey: "1")))
        try world.call(.broadcastSignal(BroadcastSignal(name: "alarm")))
        #expect(try world.tree(key).active == ["a"])

        try resume(key)
        #expect(try world.tree(key).active == ["a", "told"])
        try world.call(.broadcastSignal(BroadcastSignal(name: "alarm")))
        #expect(try world.tree(key).active == ["a", "told", "heard"])
        try expectReplays()
    }

    @Test("a signal thrown within the command that made it wait is not heard either")
    func ownSignal() throws {
        let definition = try world.deploy(
            Model.eventFile(
                "own", Model.start("s"), Model.service("a"), Model.end("e"), Model.path("s", "a", "e"),
                Model.service("before"), Model.parallel("fork"), Model.catching("catch", Model.signal("alarm")),
                Model.service("heard"), Model.end("e1"), Model.throwing("throw", Model.signal("alarm")),
                Model.end("e2"), Model.path("before", "fork", "catch", "heard", "e1"),
                Model.path("fork", "throw", "e2")))
        let key = try world.create(definition)
        try suspend(key)

        try world.call(
            .modifyProcessInstance(
                ModifyProcessInstance(processInstanceKey: key, activate: [.init(elementID: "fork")])))
        #expect(try world.tree(key).active == ["a", "catch"])

        try resume(key)
        try world.call(.broadcastSignal(BroadcastSignal(name: "alarm")))
        #expect(try world.tree(key).active == ["a", "heard"])
        try expectReplays()
    }

    @Test("variables can be set, and conditions are looked at when it goes on")
    func conditions() throws {
        let key = try waiting()
        try suspend(key)

        try world.call(
            .setVariables(SetVariables(scope: key.root, variables: try Variables(parsing: #"{"full":true}"#))))
        #expect(try world.tree(key).active == ["a"])

        try resume(key)
        #expect(try world.tree(key).active == ["a", "filled"])
    }

    @Test("a modification of a suspended instance makes jobs and timers that wait with it")
    func modification() throws {
        let key = try waiting()
        try suspend(key)

        try world.call(
            .modifyProcessInstance(
                ModifyProcessInstance(
                    processInstanceKey: key, activate: [.init(elementID: "a"), .init(elementID: "told")],
                    terminate: [.instance(try #require(try world.tree(key).element("a")).key)])))

        try world.pass(milliseconds: 60_000)
        #expect(try world.tree(key).active == ["a", "told"])
        #expect(try world.jobs("a").isEmpty && world.jobs("told").isEmpty)
        try expectReplays()
        try resume(key)
        #expect(try world.jobs("a").count == 1 && world.jobs("told").count == 1)
        try world.pass(milliseconds: 0)
        #expect(try world.tree(key).active == ["told", "timed"])
        try expectReplays()
    }

    @Test("what an instance has called stops and goes on with it")
    func called() throws {
        try world.deploy(Model.oneTask("child"))
        let key = try world.create(
            try world.deploy(
                Model.file(
                    "p", Model.start("s"), Model.calling("call", "child"), Model.end("e"), Model.path("s", "call", "e"))
            ))
        let child = try #require(try world.tree(key).element("call")?.calledInstance)

        try suspend(key)

        #expect(try state(child) == .suspended && world.jobs("task").isEmpty)
        let rejection = try world.refusal(.resumeProcessInstance(ResumeProcessInstance(processInstanceKey: child)))
        #expect(rejection.reasons.map(\.code) == ["CALLER_SUSPENDED"])
        try world.call(
            .modifyProcessInstance(
                ModifyProcessInstance(
                    processInstanceKey: key, move: [.init(source: .element("call"), target: "call")])))
        let second = try #require(try world.tree(key).elements.last?.calledInstance)
        #expect(try second != child && !world.isRunning(child) && state(second) == .suspended)
        #expect(try world.jobs("task").isEmpty)
        try resume(key)
        try world.work("task")
        #expect(try !world.isRunning(key))
        try expectReplays()
    }

    @Test("a suspended instance can be cancelled")
    func cancel() throws {
        let key = try waiting()
        try suspend(key)

        try world.call(.cancelProcessInstance(CancelProcessInstance(processInstanceKey: key)))

        #expect(try !world.isRunning(key) && counts() == InstanceCounts())
        try world.pass(milliseconds: 60_000)
        try expectReplays()
    }

    @Test("tags and business id are shown, found, and given to workers")
    func labels() throws {
        let definition = try world.deploy(Model.oneTask("p"))
        let call = Call.createProcessInstance(
            CreateProcessInstance(definition: .key(definition.key), tags: ["vip", "a:1"], businessID: "order 7"))
        let plain = try world.create(definition)
        guard case .createProcessInstance(let created) = try world.call(call) else { throw EngineWorld.Unexpected() }
        func found(_ query: ListProcessInstances) throws -> [ProcessInstanceKey] {
            guard case .listProcessInstances(let page) = try world.call(.listProcessInstances(query)) else { return [] }
            return page.instances.map(\.key)
        }

        let summary = try world.tree(created.processInstanceKey).summary
        #expect(summary.tags == ["vip", "a:1"] && summary.businessID == "order 7")
        #expect(try found(ListProcessInstances(tag: "vip")) == [created.processInstanceKey])
        #expect(try found(ListProcessInstances(businessID: "order 7")) == [created.processInstanceKey])
        #expect(try found(ListProcessInstances(tag: "vi")).isEmpty)
        #expect(try found(ListProcessInstances(state: .suspended)).isEmpty)
        try suspend(plain)
        #expect(try found(ListProcessInstances(state: .suspended)) == [plain])
        #expect(try world.jobs("task").map(\.tags) == [["vip", "a:1"]])
        try expectReplays()
    }

    @Test(
        "CNW-1, CNW-2: bad labels are refused together",
        arguments: [
            ((1...11).map { "t\($0)" }, "", 1), (["1abc", "a b", "", "ok"], "", 3), (["a", "a"], "", 1),
            ([String(repeating: "x", count: 101)], String(repeating: "y", count: 257), 2),
        ])
    func badLabels(tags: [String], businessID: String, reasons: Int) throws {
        let definition = try world.deploy(Model.oneTask("p"))

        let rejection = try world.refusal(
            .createProcessInstance(
                CreateProcessInstance(definition: .key(definition.key), tags: tags, businessID: businessID)))

        #expect(rejection.code == .invalidArgument && rejection.reasons.count == reasons)
        #expect(try counts() == InstanceCounts())
    }
}
