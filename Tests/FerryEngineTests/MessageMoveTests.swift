import FerryEngine
import FerryModel
import FerryTestSupport
import Testing

/// What becomes of message subscriptions, on both their sides, and of messages under way, when an instance migrates.
@Suite struct MessageMoveTests {
    typealias Setting = MessageTests.Setting

    /// A task with a message boundary event `b`.
    private static func guarded(
        _ processID: String = "p", by event: String = "b", on message: String = "paid", interrupting: Bool = true
    ) -> [UInt8] {
        Model.eventFile(
            processID, Model.start("s"), Model.service("t"), Model.end("e"), Model.path("s", "t", "e"),
            Model.onBoundary(event, on: "t", Model.message(message), interrupting: interrupting),
            Model.service("\(event)-task"), Model.end("\(event)-end"),
            Model.path(event, "\(event)-task", "\(event)-end"))
    }

    /// An order whose messages meet on another partition than the first, where there is one.
    private func order(in world: MessageWorld) throws -> String {
        try #require((0..<9).map { "k\($0)" }.first { world.engines.count == 1 || world.home($0) != PartitionID(1) })
    }

    private func active(_ key: ProcessInstanceKey, in world: MessageWorld) throws -> [String] {
        try world.tree(key).active.sorted()
    }

    @Test(arguments: Setting.all)
    func aKeptSubscriptionGoesOnWorkingByItsOldName(setting: Setting) throws {
        let world = try setting.world()
        let order = try order(in: world)
        try world.deploy(Self.guarded())
        let key = try world.create("p", #"{"order":"\#(order)"}"#, on: 0)
        try world.deploy(Self.guarded("q", by: "c", on: "stop", interrupting: false))

        let report = try world.migrate(
            key, to: .latest(processID: "q"), [MigrationInstruction(from: "b", to: "c")])
        try world.check()
        try world.publish("stop", order)
        #expect(try active(key, in: world) == ["t"])
        try world.publish("paid", order)

        #expect(report.events.map(\.outcome) == [.kept])
        #expect(try active(key, in: world) == ["c-task", "t"])
        try world.check()
        try world.work("c-task")
        try world.work("t")
        try world.check(isOver: true)
    }

    @Test(arguments: Setting.all)
    func anUpdatedSubscriptionHearsItsNewNameOnly(setting: Setting) throws {
        let world = try setting.world()
        let order = try order(in: world)
        try world.deploy(Self.guarded())
        let key = try world.create("p", #"{"order":"\#(order)"}"#, on: 0)
        try world.deploy(Self.guarded(on: "stop"))

        let report = try world.migrate(
            key, to: .latest(processID: "p"), [MigrationInstruction(from: "b", to: "b", trigger: .update)])
        try world.publish("paid", order)
        #expect(try active(key, in: world) == ["t"])
        try world.publish("stop", order)

        #expect(report.events.map(\.outcome) == [.updated])
        #expect(try active(key, in: world) == ["b-task"])
        try world.work("b-task")
        try world.check(isOver: true)
    }

    /// Camunda 8 refuses this: it closes later than it opens.
    @Test(arguments: Setting.all)
    func theSameMessageIsWaitedForAnewWhereNothingIsMapped(setting: Setting) throws {
        let world = try setting.world()
        let order = try order(in: world)
        try world.deploy(Self.guarded())
        let key = try world.create("p", #"{"order":"\#(order)"}"#, on: 0)

        let report = try world.migrate(
            key, to: .latest(processID: "p"), [MigrationInstruction(from: "t", to: "t")], autoMap: .none)
        try world.check()
        try world.publish("paid", order)

        #expect(report.events.map(\.outcome) == [.closed, .opened])
        #expect(try active(key, in: world) == ["b-task"])
        #expect(try world.count("EVENT_TRIGGERED") == 1)
        try world.check()
    }

    @Test(arguments: Setting.all)
    func whatIsOpenedMeetsMessagesThatWait(setting: Setting) throws {
        let world = try setting.world()
        let order = try order(in: world)
        try world.deploy(Model.oneTask("p", task: "t"))
        let key = try world.create("p", #"{"order":"\#(order)"}"#, on: 0)
        try world.deploy(Self.guarded())
        try world.publish("paid", order, ttl: 60_000)

        _ = try world.migrate(key, to: .latest(processID: "p"))

        #expect(try active(key, in: world) == ["b-task"])
        try world.check()
    }

    // MARK: Under way

    enum Way: CaseIterable {
        case kept, anew, keptInAnotherProcess, anewInAnotherProcess

        var target: String { self == .kept || self == .anew ? "p" : "q" }
        var map: [MigrationInstruction] {
            ["t"].map { MigrationInstruction(from: $0, to: $0) }
                + (self == .kept || self == .keptInAnotherProcess ? [MigrationInstruction(from: "b", to: "b")] : [])
        }
    }

    /// The message has left for the instance, which migrates before it arrives: taken once, whether it can wait or not.
    @Test(arguments: Way.allCases, [Int64(0), 60_000])
    func aMessageOnItsWayIsNeitherLostNorTakenTwice(way: Way, timeToLive: Int64) throws {
        for isInterrupting in [true, false] {
            let world = try MessageWorld(partitions: 3)
            let order = try order(in: world)
            try world.deploy(Self.guarded(interrupting: isInterrupting))
            try world.deploy(Self.guarded("q", interrupting: isInterrupting))
            let key = try world.create("p", #"{"order":"\#(order)"}"#, on: 0)

            try world.holdingBack {
                try world.publish("paid", order, ttl: timeToLive)
                _ = try world.migrate(key, to: .version(processID: way.target, version: 1), way.map, autoMap: .none)
            }

            #expect(try world.count("EVENT_TRIGGERED") == 1, "\(isInterrupting)")
            #expect(try active(key, in: world) == (isInterrupting ? ["b-task"] : ["b-task", "t"]))
            try world.check()
            try world.pass(milliseconds: 60_000)
            for task in ["b-task", "t"] { try world.work(task) }
            try world.check(isOver: true)
        }
    }

    /// The migration has left for the partition of the key, and a message comes first.
    @Test(arguments: Way.allCases)
    func aMessageThatComesBeforeTheNewsIsTakenOnce(way: Way) throws {
        let world = try MessageWorld(partitions: 3)
        let order = try order(in: world)
        try world.deploy(Self.guarded(interrupting: false))
        try world.deploy(Self.guarded("q", interrupting: false))
        let key = try world.create("p", #"{"order":"\#(order)"}"#, on: 0)

        try world.holdingBack {
            _ = try world.migrate(key, to: .version(processID: way.target, version: 1), way.map, autoMap: .none)
            try world.publish("paid", order)
        }

        #expect(try world.count("EVENT_TRIGGERED") == 1)
        try world.check()
    }

    /// What an instance took as one of its old process does not come again because it is of another now.
    @Test(arguments: Setting.all)
    func aMessageThatWaitsDoesNotComeAgainAfterTheProcessChanged(setting: Setting) throws {
        for way in [Way.keptInAnotherProcess, .anewInAnotherProcess] {
            let world = try setting.world()
            let order = try order(in: world)
            try world.deploy(Self.guarded(interrupting: false))
            try world.deploy(Self.guarded("q", interrupting: false))
            let key = try world.create("p", #"{"order":"\#(order)"}"#, on: 0)
            try world.publish("paid", order, #"{"n":1}"#, ttl: 60_000)

            let tasks = MigrationInstruction(from: "b-task", to: "b-task")
            _ = try world.migrate(
                key, to: .latest(processID: way.target), way.map + [tasks], autoMap: .none)
            try world.publish("paid", order, #"{"n":2}"#, ttl: 60_000)

            #expect(try world.count("EVENT_TRIGGERED") == 2, "\(way)")
            try world.call(
                .suspendProcessInstance(SuspendProcessInstance(processInstanceKey: key)), on: key.partition)
            try world.call(.resumeProcessInstance(ResumeProcessInstance(processInstanceKey: key)), on: key.partition)
            #expect(try world.count("EVENT_TRIGGERED") == 2, "\(way), after a rest")
            // Another instance of that process has not had the first yet.
            let other = try world.create("q", #"{"order":"\#(order)"}"#, on: 0)
            #expect(try active(other, in: world) == ["b-task", "t"])
            try world.check()
        }
    }

    // MARK: Who a message began

    private static func begun(_ processID: String) -> [UInt8] {
        Model.eventFile(
            processID, Model.start("s", on: Model.message(processID == "p" ? "paid" : "stop")), Model.service("t"),
            Model.end("e"), Model.path("s", "t", "e"))
    }

    /// Camunda 8: PI-5, PI-6.
    @Test(arguments: Setting.all)
    func theLockOfWhoAMessageBeganMovesAlong(setting: Setting) throws {
        let world = try setting.world()
        try world.deploy(Self.begun("p"))
        try world.deploy(Self.begun("q"))
        try world.publish("paid", "k")
        try world.publish("paid", "k", ttl: 60_000)
        let key = try #require(try world.running().first)

        _ = try world.migrate(key, to: .latest(processID: "q"))

        // The process it left is free for the message that waited, the one it came to is not.
        #expect(try world.running().count == 2)
        try world.publish("stop", "k")
        #expect(try world.running().count == 2)
        try world.publish("stop", "k", ttl: 60_000)
        try world.check()
        try world.work("t")
        #expect(try world.running().count == 1, "the message that waited for the end of the moved one")
        try world.check()
    }

    /// Camunda 8: PI-7.
    @Test(arguments: Setting.all)
    func aProcessThatHasOneForTheKeyTakesNoOther(setting: Setting) throws {
        let world = try setting.world()
        try world.deploy(Self.begun("p"))
        try world.deploy(Self.begun("q"))
        try world.publish("stop", "k")
        let holder = try #require(try world.running().first)
        try world.publish("paid", "k")
        let key = try #require(try world.running().first { $0 != holder })
        let before = try world.dump()

        let refusal = world.refusal { _ = try world.migrate(key, to: .latest(processID: "q")) }

        #expect(refusal?.code == .failedPrecondition)
        #expect(refusal?.reasons.map(\.code) == ["MESSAGE_START_CARDINALITY"])
        #expect(refusal?.reasons.first?.found.contains("\(holder)") == true)
        #expect(try world.dump() == before)
    }

    @Test(arguments: Setting.all)
    func aRefusalLeavesEveryPartitionAsItWas(setting: Setting) throws {
        let world = try setting.world()
        let order = try order(in: world)
        try world.deploy(Self.guarded())
        let key = try world.create("p", #"{"order":"\#(order)"}"#, on: 0)
        try world.deploy(
            Model.eventFile(
                "p", Model.start("s"), Model.service("t"), Model.end("e"), Model.path("s", "t", "e"),
                Model.onBoundary("c", on: "t", Model.message("stop")), Model.end("c-end"), Model.path("c", "c-end"),
                Model.onBoundary("d", on: "t", Model.after("=never")), Model.end("d-end"), Model.path("d", "d-end")))
        let before = try world.dump()

        let refusal = world.refusal { _ = try world.migrate(key, to: .latest(processID: "p")) }

        #expect(refusal?.reasons.map(\.code) == ["EXPRESSION_FAILED"])
        #expect(try world.dump() == before)
        try world.check()
        try world.publish("paid", order)
        #expect(try active(key, in: world) == ["b-task"])
    }
}
