import FerryBPMN
import FerryEngine
import FerryModel
import FerryStore
import FerryTestSupport
import Testing

/// What many take at once: each has steps of its own, who does not come to rest harms nobody else, and the work is
/// bounded.
@Suite struct BroadcastWorkTests {
    private let world: EngineWorld
    private static let alarm = Model.signal("alarm")

    init() throws {
        var rules = EngineRules()
        rules.stepsMax = 120
        world = try EngineWorld(rules: rules)
    }

    enum Way: CaseIterable {
        case call
        case letter
    }

    private func broadcast(_ way: Way = .call) throws {
        switch way {
        case .call: try world.call(.broadcastSignal(BroadcastSignal(name: "alarm")))
        case .letter:
            let signal = SignalBroadcast(name: "alarm", variables: Variables(), tenant: .default)
            let letter = OutboxMessage(receiver: PartitionID(1), sequence: 1, content: .signal(signal))
            _ = try world.engine.receive(letter, from: PartitionID(2), at: world.now).result.get()
        }
    }

    /// An endless circle behind an element.
    private static func circle(behind id: String) -> String {
        Model.exclusive("again", default: "again-out") + Model.end("out")
            + Model.sub("round", Model.start("turn"), Model.end("turned"), Model.path("turn", "turned"))
            + Model.path(id, "again", "out") + Model.path("round", "again")
            + Model.flow("again", "round", when: "=true")
    }

    private func instances(_ count: Int, of file: [UInt8]) throws -> [ProcessInstanceKey] {
        let definition = try world.deploy(file)
        return try (0..<count).map { _ in try world.create(definition) }
    }

    /// Forty to a hundred steps behind the signal.
    private func busy(_ count: Int) throws -> [ProcessInstanceKey] {
        try instances(
            count,
            of: Model.eventFile(
                "busy", Model.start("s"), Model.catching("wait", Self.alarm),
                Model.each(
                    "many", in: "=for i in 1..10 return i", Model.start("in"), Model.end("out"),
                    Model.path("in", "out")), Model.service("after"), Model.end("e"),
                Model.path("s", "wait", "many", "after", "e")))
    }

    private func endless(_ count: Int) throws -> [ProcessInstanceKey] {
        try instances(
            count,
            of: Model.eventFile(
                "endless", Model.start("s"), Model.catching("wait", Self.alarm), Model.path("s", "wait"),
                Self.circle(behind: "wait")))
    }

    private func states(_ keys: [ProcessInstanceKey]) throws -> Set<ProcessInstanceState> {
        Set(try keys.map { try world.tree($0).summary.state })
    }

    private func expectAfter(_ keys: [ProcessInstanceKey], _ location: SourceLocation = #_sourceLocation) throws {
        for key in keys {
            let tree = try world.tree(key)
            #expect(tree.summary.state == .active && tree.active == ["after"], sourceLocation: location)
        }
    }

    @Test(arguments: Way.allCases) func eachThatHearsASignalHasStepsOfItsOwn(way: Way) throws {
        let keys = try busy(5)

        try broadcast(way)

        try expectAfter(keys)
        #expect(try world.replayed() == world.dump())
    }

    @Test(arguments: Way.allCases) func allThatDoNotComeToRestAreBannedByOneRepetition(way: Way) throws {
        let healthy = try busy(10)
        let endless = try endless(10)
        let misses = world.state.cacheMisses

        try broadcast(way)

        #expect(try states(endless) == [.banned])
        try expectAfter(healthy)
        #expect(world.state.cacheMisses - misses <= 40, "what is undone is read again: once, and to be banned")
        #expect(try world.events().count { $0.kind == "SIGNAL_BROADCAST" } == 1)
        #expect(try world.replayed() == world.dump())
    }

    /// The called instances hear it and end; their callers loop.
    @Test func callersThatDoNotComeToRestAreBannedByOneRepetition() throws {
        try world.deploy(
            Model.eventFile(
                "called", Model.start("s"), Model.catching("wait", Self.alarm), Model.end("e"),
                Model.path("s", "wait", "e")))
        let healthy = try busy(10)
        let callers = try instances(
            10,
            of: Model.eventFile(
                "caller", Model.start("s"), Model.calling("call", "called"), Model.path("s", "call"),
                Self.circle(behind: "call")))
        let misses = world.state.cacheMisses

        try broadcast()

        #expect(try states(callers) == [.banned])
        try expectAfter(healthy)
        #expect(world.state.cacheMisses - misses <= 80)
        #expect(try world.replayed() == world.dump())
    }

    @Test func signalsThatAnswerEachOtherForEverBanWhoBeganAndNobodyElse() throws {
        func echo(_ id: String, _ heard: String, _ thrown: String) throws -> ProcessInstanceKey {
            try instances(
                1,
                of: Model.eventFile(
                    id, Model.start("s"), Model.service("work"), Model.end("e"), Model.path("s", "work", "e"),
                    Model.onBoundary("heard", on: "work", Model.signal(heard), interrupting: false),
                    Model.end("answer", throwing: Model.signal(thrown)), Model.path("heard", "answer")))[0]
        }
        let first = try echo("ping", "alarm", "calm")
        let second = try echo("pong", "calm", "alarm")
        let healthy = try busy(2)

        try broadcast()

        #expect(try states([first]) == [.banned])
        #expect(try states([second]) == [.active])
        try expectAfter(healthy)
        #expect(try world.replayed() == world.dump())
    }

    @Test func eachThatHearsAThrownSignalHasStepsOfItsOwnToo() throws {
        let thrower = try instances(
            1,
            of: Model.eventFile(
                "thrower", Model.start("s"), Model.catching("wait", Model.after("PT1M")),
                Model.end("all", throwing: Self.alarm), Model.path("s", "wait", "all")))
        let keys = try busy(10)

        try world.pass(milliseconds: 60_000)

        #expect(try !world.isRunning(thrower[0]))
        try expectAfter(keys)
        #expect(try world.replayed() == world.dump())
    }

    // MARK: Processes that begin with it

    private static func beginning(_ rest: String...) -> [UInt8] {
        Model.eventFile("beginner", Model.start("begin", on: alarm), rest.joined())
    }

    private static let selfStarting = beginning(
        Model.end("again", throwing: alarm), Model.path("begin", "again"))

    private static let calling = beginning(
        Model.calling("call", "called"), Model.end("e"), Model.path("begin", "call", "e"))

    /// It loops, throws what begins it, or calls what loops.
    @Test(arguments: [selfStarting, beginning(circle(behind: "begin")), calling])
    func aProcessThatBeginsAndDoesNotComeToRestIsBannedAsItBegins(file: [UInt8]) throws {
        try world.deploy(Model.eventFile("called", Model.start("s"), Self.circle(behind: "s")))
        try world.deploy(file)
        let keys = try busy(2)

        let answer = try world.call(.broadcastSignal(BroadcastSignal(name: "alarm")))

        guard case .broadcastSignal(let broadcast) = answer else { throw EngineWorld.Unexpected() }
        let begun = try #require(broadcast.started.first)
        #expect(broadcast.started.count == 1)
        #expect(try states([begun]) == [.banned])
        let banned = try world.events().filter { $0.kind == "PROCESS_INSTANCE_BANNED" }
        #expect(banned.count == 1 && banned[0].details.text.contains("'beginner'"))
        try expectAfter(keys)
        try world.cancel(begun)
        #expect(try !world.isRunning(begun))
        #expect(try world.replayed() == world.dump())
    }

    @Test func aTimersSignalIsHeardThoughItBeginsAProcessWithoutRest() throws {
        let thrower = try instances(
            1,
            of: Model.eventFile(
                "thrower", Model.start("s"), Model.catching("wait", Model.after("PT1M")),
                Model.throwing("all", Self.alarm), Model.service("after"), Model.end("e"),
                Model.path("s", "wait", "all", "after", "e")))
        let hearer = try busy(1)
        try world.deploy(Self.selfStarting)

        try world.pass(milliseconds: 60_000)

        try expectAfter(thrower + hearer)
        #expect(try world.events().count { $0.kind == "PROCESS_INSTANCE_CREATED" } == 3)
        #expect(try world.events().count { $0.kind == "PROCESS_INSTANCE_BANNED" } == 1)
        #expect(try world.replayed() == world.dump())
    }

    @Test func aTimerThatBeginsAProcessWithoutRestLeavesItBanned() throws {
        try world.deploy(
            Model.eventFile("beginner", Model.start("begin", on: Model.after("PT1M")), Self.circle(behind: "begin")))

        try world.pass(milliseconds: 60_000)
        try world.pass(milliseconds: 60_000)

        #expect(try world.events().count { $0.kind == "PROCESS_INSTANCE_BANNED" } == 1)
        #expect(try world.replayed() == world.dump())
    }

    /// Somebody is there to be told.
    @Test func aMessageThatBeginsAProcessWithoutRestIsRefused() throws {
        try world.deploy(
            Model.eventFile("beginner", Model.start("begin", on: Model.message("paid")), Self.circle(behind: "begin")))
        let before = try world.dump()

        let refusal = try world.refusal(.publishMessage(PublishMessage(name: "paid", correlationKey: "1")))

        #expect(refusal.code == .resourceExhausted && refusal.message.contains("'beginner'"))
        #expect(refusal.reasons.map { "\($0.code) \($0.elementID)" } == ["STEP_LIMIT begin"])
        #expect(try world.dump() == before)
    }

    // MARK: Who waits for a result

    @Test func aCreationThatIsRefusedLeavesNobodyWaiting() throws {
        try world.deploy(Model.eventFile("called", Model.start("s"), Self.circle(behind: "s")))
        let definition = try world.deploy(
            Model.eventFile(
                "caller", Model.start("s"), Model.calling("call", "called"), Model.end("e"),
                Model.path("s", "call", "e")))
        let create = CreateProcessInstance(definition: .key(definition.key), awaitResult: true)

        let refusal = try world.refusal(.createProcessInstance(create))

        #expect(refusal.reasons.map(\.code) == ["STEP_LIMIT"])
        // Keys of what was refused are given again.
        #expect(try busy(1).allSatisfy { !world.engine.isAwaited($0) })
    }

    @Test func whoWaitsForAResultHearsItThoughTheBroadcastWasRepeated() throws {
        let definition = try world.deploy(
            Model.eventFile(
                "short", Model.start("s"), Model.catching("wait", Self.alarm), Model.end("e"),
                Model.path("s", "wait", "e")))
        let create = CreateProcessInstance(definition: .key(definition.key), awaitResult: true)
        guard case .createProcessInstance(let created) = try world.call(.createProcessInstance(create)) else {
            throw EngineWorld.Unexpected()
        }
        _ = try endless(1)

        let outcome = try world.engine.execute(.broadcastSignal(BroadcastSignal(name: "alarm")), at: world.now)

        #expect(outcome.effects.awaitedEnds.map(\.processInstanceKey) == [created.processInstanceKey])
        #expect(!world.engine.isAwaited(created.processInstanceKey))
    }
}
