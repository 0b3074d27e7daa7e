import FerryBPMN
import FerryEngine
import FerryModel
import FerryStore
import FerryTestSupport
import Testing

/// Who waits for what becomes of an instance hears of it, whatever comes in between.
@Suite struct AwaitedEndTests {
    private let store = MemoryOrderedStore()
    private let variables: Variables

    init() throws { variables = try Variables(parsing: #"{"x":1}"#) }

    /// Says that processes whose name begins with "bad" have none of the elements their instances stand on.
    private final class ForgetfulCompiler: ProcessCompiler {
        func process(of deployed: DeployedDefinition) -> ExecutableProcess? {
            let id = deployed.definition.processID
            let xml = id.hasPrefix("bad") ? Model.oneTask(id, task: "elsewhere") : deployed.xml
            return try? BPMNDocument.parse(xml).first
        }
    }

    /// The world goes on elsewhere: what was only in memory is forgotten.
    private func restarted(_ world: EngineWorld, isHealthy: Bool = true) throws -> EngineWorld {
        try world.state.commit()
        return isHealthy
            ? try EngineWorld(store: store) : try EngineWorld(store: store, compiler: ForgetfulCompiler())
    }

    /// Creates, or asks again what came of the creation.
    private func create(_ processID: String, in world: EngineWorld) throws -> Outcome {
        let creation = CreateProcessInstance(
            definition: .latest(processID: processID), variables: variables,
            awaitResult: true)
        return try world.engine.execute(
            .createProcessInstance(creation), CallMetadata(idempotencyKey: Array(processID.utf8), caller: "test"),
            at: world.now)
    }

    private func key(_ outcome: Outcome) throws -> ProcessInstanceKey {
        guard case .createProcessInstance(let created) = try outcome.result.get() else { throw Unexpected() }
        #expect(created.result == nil)
        return created.processInstanceKey
    }

    private func complete(_ type: String, in world: EngineWorld) throws -> Outcome {
        let job = try #require(try world.jobs(type).first)
        return try world.engine.execute(.completeJob(CompleteJob(jobKey: job.key)), CallMetadata(), at: world.now)
    }

    private struct Unexpected: Error {}

    private static func waiting(_ id: String) -> [UInt8] {
        Model.eventFile(
            id, Model.start("s"), Model.catching("wait", Model.signal("alarm")), Model.end("e"),
            Model.path("s", "wait", "e"))
    }

    // MARK: Bans

    @Test func anEndThatTookTwoTriesIsToldOnce() throws {
        let healthy = try EngineWorld(store: store)
        for id in ["good", "bad"] {
            try healthy.deploy(Self.waiting(id))
            _ = try create(id, in: healthy)
        }
        let world = try restarted(healthy, isHealthy: false)
        let keys = try ["good", "bad"].map { try key(try create($0, in: world)) }

        let outcome = try world.engine.execute(
            .broadcastSignal(BroadcastSignal(name: "alarm")), CallMetadata(), at: world.now)

        #expect(Set(outcome.effects.awaitedEnds.map(\.processInstanceKey)) == Set(keys))
        #expect(outcome.effects.awaitedEnds.count == 2)
        for end in outcome.effects.awaitedEnds {
            switch end.result {
            case .success(let answer):
                #expect(end.processInstanceKey == keys[0] && answer.result == variables)
            case .failure(let rejection):
                #expect(end.processInstanceKey == keys[1] && rejection.reasons.map(\.code) == ["INSTANCE_NOT_ACTIVE"])
            }
        }
        #expect(world.engine.awaitedCount == 0)
    }

    /// The end throws a signal that another cannot hear: that one is banned, and the end comes with the next try.
    @Test func anEndThatWasUndoneIsToldWhenItComes() throws {
        let healthy = try EngineWorld(store: store)
        try healthy.deploy(
            Model.eventFile(
                "good", Model.start("s"), Model.service("work"), Model.throwing("shout", Model.signal("alarm")),
                Model.end("e"), Model.path("s", "work", "shout", "e")))
        try healthy.deploy(Self.waiting("bad"))
        for id in ["good", "bad"] { _ = try create(id, in: healthy) }
        let world = try restarted(healthy, isHealthy: false)
        let key = try key(try create("good", in: world))
        let job = try #require(try world.jobs("work").first)
        let completion = Call.completeJob(CompleteJob(jobKey: job.key))

        let undone = try world.engine.execute(completion, CallMetadata(), at: world.now)
        let done = try world.engine.execute(completion, CallMetadata(), at: world.now)

        #expect(throws: Rejection.self) { try undone.result.get() }
        #expect(undone.effects.awaitedEnds.isEmpty)
        #expect(try done.effects.awaitedEnds.map { try $0.result.get().processInstanceKey } == [key])
    }

    @Test func whoWaitsForAnInstanceThatIsBannedIsTold() throws {
        let healthy = try EngineWorld(store: store)
        try healthy.deploy(Model.oneTask("bad", task: "work"))
        _ = try create("bad", in: healthy)
        let world = try restarted(healthy, isHealthy: false)
        let key = try key(try create("bad", in: world))

        let outcome = try complete("work", in: world)

        #expect(throws: Rejection.self) { try outcome.result.get() }
        #expect(outcome.effects.awaitedEnds.map(\.processInstanceKey) == [key])
        guard case .failure(let rejection)? = outcome.effects.awaitedEnds.first?.result else { throw Unexpected() }
        #expect(rejection.code == .failedPrecondition)
        #expect(rejection.reasons.map(\.code) == ["INSTANCE_NOT_ACTIVE"])
        #expect(world.engine.awaitedCount == 0)
    }

    @Test func whoWaitsForTheListenersOfATaskThatIsBannedIsTold() throws {
        let healthy = try EngineWorld(store: store)
        let definition = try healthy.deploy(
            Model.oneUserTask("bad", ActivityModel.taskListeners([("completing", "heard")])))
        let task = try #require(try healthy.tree(try healthy.create(definition)).element("task")).key
        let held = try healthy.engine.execute(
            .completeUserTask(CompleteUserTask(userTaskKey: task)), CallMetadata(), at: healthy.now)
        #expect(held.effects.heldTask == task)
        let world = try restarted(healthy, isHealthy: false)

        let outcome = try complete("heard", in: world)

        #expect(outcome.effects.decidedTasks.map(\.key) == [task])
        guard case .failure(let rejection)? = outcome.effects.decidedTasks.first?.result else { throw Unexpected() }
        #expect(rejection.reasons.map(\.code) == ["INSTANCE_NOT_ACTIVE"])
    }

    // MARK: Repeats

    @Test func aRepeatAfterARestartWaitsForTheEnd() throws {
        let first = try EngineWorld(store: store)
        try first.deploy(Model.oneTask("p", task: "work"))
        let key = try key(try create("p", in: first))
        let world = try restarted(first)

        let repeated = try create("p", in: world)

        #expect(try self.key(repeated) == key)
        #expect(world.engine.isAwaited(key))
        let end = try #require(try complete("work", in: world).effects.awaitedEnds.first)
        #expect(try end.result.get().result == variables)
        _ = try create("p", in: world)
        #expect(!world.engine.isAwaited(key), "it has ended")
    }

    @Test func aRepeatIsRefusedWhenTheInstanceIsBanned() throws {
        let healthy = try EngineWorld(store: store)
        try healthy.deploy(Model.oneTask("bad", task: "work"))
        _ = try create("bad", in: healthy)
        let world = try restarted(healthy, isHealthy: false)
        _ = try complete("work", in: world)

        let repeated = try create("bad", in: world)

        guard case .failure(let rejection) = repeated.result else { throw Unexpected() }
        #expect(rejection.reasons.map(\.code) == ["INSTANCE_NOT_ACTIVE"])
        #expect(world.engine.awaitedCount == 0)
    }

    @Test func nobodyIsToldWhoseCreatorIsGone() throws {
        let world = try EngineWorld(store: store)
        try world.deploy(Model.oneTask("p", task: "work"))
        let key = try key(try create("p", in: world))

        world.engine.forgetAwaited { _ in false }

        #expect(world.engine.awaitedCount == 0)
        #expect(try complete("work", in: world).effects.awaitedEnds.isEmpty)
        #expect(try !world.isRunning(key))
    }
}
