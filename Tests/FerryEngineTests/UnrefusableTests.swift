import FerryBPMN
import FerryEngine
import FerryModel
import FerryStore
import FerryTestSupport
import Testing

/// What cannot be left undone is done without those that cannot follow it.
@Suite struct UnrefusableTests {
    /// Says, once poisoned, that some processes have none of the elements their instances stand on.
    private final class ForgetfulCompiler: ProcessCompiler {
        func process(of deployed: DeployedDefinition) -> ExecutableProcess? {
            let id = deployed.definition.processID
            let xml = id.hasPrefix("bad") ? Model.oneTask(id, task: "elsewhere") : deployed.xml
            return try? BPMNDocument.parse(xml).first
        }
    }

    private static let ids = ["bad-1", "good-1", "bad-2", "good-2"]

    private static func waiting(_ id: String, for trigger: String) -> [UInt8] {
        Model.eventFile(
            id, Model.start("s"), Model.catching("wait", trigger), Model.service("after"), Model.end("e"),
            Model.path("s", "wait", "after", "e"))
    }

    /// Instances that wait, of which every other cannot go on any more.
    private func poisoned(waitingFor trigger: String) throws -> (EngineWorld, [ProcessInstanceKey]) {
        let store = MemoryOrderedStore()
        let healthy = try EngineWorld(store: store)
        let keys = try Self.ids.map { try healthy.create(try healthy.deploy(Self.waiting($0, for: trigger))) }
        try healthy.state.commit()
        return (try EngineWorld(store: store, compiler: ForgetfulCompiler()), keys)
    }

    private func expectBansOfTheBad(
        _ world: EngineWorld, _ keys: [ProcessInstanceKey], _ location: SourceLocation = #_sourceLocation
    ) throws {
        let trees = try keys.map { try world.tree($0) }
        #expect(trees.map(\.summary.state) == [.banned, .active, .banned, .active], sourceLocation: location)
        #expect(trees.map(\.active) == [["wait"], ["after"], ["wait"], ["after"]], sourceLocation: location)
        #expect(try world.replayed() == world.dump(), sourceLocation: location)
    }

    @Test func aClientsBroadcastBansThoseThatCannotHearIt() throws {
        let (world, keys) = try poisoned(waitingFor: Model.signal("alarm"))

        let answer = try world.call(.broadcastSignal(BroadcastSignal(name: "alarm")), idempotencyKey: "k")

        #expect(answer == .broadcastSignal(BroadcastSignal.Answer(started: [])))
        try expectBansOfTheBad(world, keys)
        #expect(try world.call(.broadcastSignal(BroadcastSignal(name: "alarm")), idempotencyKey: "k") == answer)
        #expect(try world.events().count { $0.kind == "SIGNAL_BROADCAST" } == 1)
    }

    @Test func aSignalOfAnotherPartitionBansThoseThatCannotHearIt() throws {
        let (world, keys) = try poisoned(waitingFor: Model.signal("alarm"))
        let signal = SignalBroadcast(name: "alarm", variables: Variables(), tenant: .default)
        let letter = OutboxMessage(receiver: PartitionID(1), sequence: 1, content: .signal(signal))

        for _ in 1...2 { _ = try world.engine.receive(letter, from: PartitionID(2), at: world.now).result.get() }

        try expectBansOfTheBad(world, keys)
        #expect(try world.events().count { $0.kind == "SIGNAL_BROADCAST" } == 1, "taken once")
    }

    @Test func aTimerBansItsInstanceAndNoOther() throws {
        let (world, keys) = try poisoned(waitingFor: Model.after("PT1M"))

        try world.pass(milliseconds: 60_000)

        try expectBansOfTheBad(world, keys)
        try world.pass(milliseconds: 60_000)
        #expect(try world.events().count { $0.kind == "PROCESS_INSTANCE_BANNED" } == 2, "it is not tried again")
    }
}
