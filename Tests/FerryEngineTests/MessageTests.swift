import FerryEngine
import FerryModel
import FerryStore
import FerryTestSupport
import Testing

/// Messages on one partition and on three, with and without everything being forgotten between any two steps
/// (Camunda 8: R96-R120).
@Suite struct MessageTests {
    struct Setting: CustomTestStringConvertible, Sendable {
        let partitions: Int
        let reloads: Bool

        static let all = [(1, false), (3, false), (1, true), (3, true)].map { Setting(partitions: $0.0, reloads: $0.1) }

        var testDescription: String { "\(partitions) partitions\(reloads ? ", reloading" : "")" }
        func world() throws -> MessageWorld { try MessageWorld(partitions: partitions, reloads: reloads) }
    }

    // MARK: Who takes a message

    static let takers: [(String, [UInt8], doneBy: [String], triggered: Int)] = [
        (
            "catch event",
            Model.eventFile(
                "p", Model.start("s"), Model.catching("c", Model.message("paid")), Model.end("e"),
                Model.path("s", "c", "e")), [], 1
        ),
        ("receive task", Messaging.receiving, [], 1),
        (
            "interrupting boundary event",
            Model.eventFile(
                "p", Model.start("s"), Model.service("t"), Model.end("e"), Model.path("s", "t", "e"),
                Model.onBoundary("b", on: "t", Model.message("paid")), Model.end("e2"), Model.path("b", "e2")), [], 1
        ),
        (
            "boundary event that does not interrupt",
            Model.eventFile(
                "p", Model.start("s"), Model.service("t"), Model.end("e"), Model.path("s", "t", "e"),
                Model.onBoundary("b", on: "t", Model.message("paid"), interrupting: false), Model.end("e2"),
                Model.path("b", "e2")), ["t"], 1
        ),
        (
            "interrupting event subprocess",
            Model.eventFile(
                "p", Model.start("s"), Model.service("t"), Model.end("e"), Model.path("s", "t", "e"),
                Model.eventSub("sub", on: Model.message("paid"))), ["sub-task"], 1
        ),
        (
            "event subprocess that does not interrupt",
            Model.eventFile(
                "p", Model.start("s"), Model.service("t"), Model.end("e"), Model.path("s", "t", "e"),
                Model.eventSub("sub", on: Model.message("paid"), interrupting: false)), ["sub-task", "t"], 1
        ),
        (
            "event-based gateway",
            Model.eventFile(
                "p", Model.start("s"), Model.eventBased("g"), Model.catching("c", Model.message("paid")),
                Model.catching("d", Model.message("stop")), Model.end("e"), Model.end("e2"),
                Model.path("s", "g", "c", "e"), Model.path("g", "d", "e2")), [], 1
        ),
    ]

    @Test(arguments: Setting.all, takers.indices)
    func whoWaitsTakesItOnceAndTheProcessGoesOn(setting: Setting, taker: Int) throws {
        let (name, model, doneBy, triggered) = Self.takers[taker]
        let world = try setting.world()
        try world.deploy(model)
        // Correlation keys of every partition.
        let keys = try (0..<6).map { try world.create("p", #"{"order":"k\#($0)"}"#) }

        for index in keys.indices { try world.publish("paid", "k\(index)", #"{"sum":\#(index)}"#) }

        #expect(try world.count("EVENT_TRIGGERED") == triggered * keys.count, "\(name)")
        for type in doneBy {
            for key in keys { #expect(try world.tree(key).variable("sum") != nil, "\(name)") }
            try world.work(type)
        }
        for key in keys { #expect(try !world.isRunning(key), "\(name)") }
        try world.check(isOver: true)
    }

    @Test(arguments: Setting.all)
    func oneThatNobodyWaitsForIsGone(setting: Setting) throws {
        let world = try setting.world()
        try world.deploy(Messaging.receiving)

        try world.publish("paid", "k")
        let key = try world.create("p", #"{"order":"k"}"#)

        #expect(try world.isRunning(key))
        try world.cancel(key)
        try world.check(isOver: true)
    }

    // MARK: Waiting messages

    @Test(arguments: Setting.all)
    func oneThatWaitsIsTakenOnceByEachProcess(setting: Setting) throws {
        let world = try setting.world()
        try world.deploy(Messaging.receiving)
        try world.deploy(Messaging.receiving("q"))
        try world.publish("paid", "k", ttl: 10_000)

        let first = try world.create("p", #"{"order":"k"}"#)
        let second = try world.create("p", #"{"order":"k"}"#)
        let other = try world.create("q", #"{"order":"k"}"#)

        #expect(try !world.isRunning(first) && !world.isRunning(other))
        #expect(try world.isRunning(second))
        try world.cancel(second)
        try world.check()
        try world.pass(milliseconds: 10_001)
        try world.check(isOver: true)
    }

    @Test(arguments: Setting.all)
    func theOldestIsTakenFirstAndNoneAfterItsDeadline(setting: Setting) throws {
        let world = try setting.world()
        try world.deploy(Messaging.receiving)
        try world.publish("paid", "k", #"{"n":0}"#, ttl: 1)
        try world.publish("paid", "k", #"{"n":1}"#, ttl: 60_000)
        try world.publish("paid", "k", #"{"n":2}"#, ttl: 60_000)
        try world.pass(milliseconds: 1)

        var taken: [String?] = []
        for _ in 0..<3 {
            let key = try world.create("p", #"{"order":"k"}"#)
            if try world.isRunning(key) { continue }
            taken.append(try world.lastValue(of: "n"))
        }

        #expect(taken == ["1", "2"])
        for key in try world.running() { try world.cancel(key) }
        try world.pass(milliseconds: 60_000)
        try world.check(isOver: true)
    }

    @Test(arguments: Setting.all)
    func oneThatDoesNotInterruptTakesAllThatWaitInTurn(setting: Setting) throws {
        let world = try setting.world()
        try world.deploy(Self.takers[3].1)
        for number in 0..<3 { try world.publish("paid", "k", #"{"n":\#(number)}"#, ttl: 60_000) }

        let key = try world.create("p", #"{"order":"k"}"#)

        #expect(try world.count("EVENT_TRIGGERED") == 3)
        #expect(try world.tree(key).variable("n") == "2")
        try world.work("t")
        try world.pass(milliseconds: 60_000)
        try world.check(isOver: true)
    }

    @Test(arguments: Setting.all)
    func anIDIsRefusedWhileItsMessageWaitsAndFreeAfterwards(setting: Setting) throws {
        let world = try setting.world()
        try world.publish("paid", "k", ttl: 1_000, id: "once")

        let refusal = world.refusal { try world.publish("paid", "k", ttl: 1_000, id: "once") }
        try world.publish("paid", "k", ttl: 1_000, id: "other")
        try world.publish("stop", "k", ttl: 1_000, id: "once")
        try world.publish("paid", "k2", ttl: 1_000, id: "once")

        #expect(refusal?.code == .alreadyExists)
        try world.check()
        try world.pass(milliseconds: 1_000)
        try world.publish("paid", "k", ttl: 1_000, id: "once")
        try world.check()
        try world.pass(milliseconds: 1_000)
        try world.check(isOver: true)
    }

    /// The clock has reached the deadline and nobody has swept yet.
    @Test func anOverdueMessageLeavesItsIDToTheNext() throws {
        let world = try MessageWorld(partitions: 1)
        try world.publish("paid", "k", ttl: 1_000, id: "once")
        try world.turnClock(milliseconds: 1_000)

        try world.publish("paid", "k", ttl: 5_000, id: "once")
        try world.pass(milliseconds: 1)

        try world.check()
        #expect(world.refusal { try world.publish("paid", "k", ttl: 1, id: "once") }?.code == .alreadyExists)
        try world.pass(milliseconds: 5_000)
        try world.check(isOver: true)
    }

    static let faults: [(PublishMessage, String)] = [
        (PublishMessage(name: "", correlationKey: "k"), "name"),
        (PublishMessage(name: String(repeating: "n", count: 32_769), correlationKey: "k"), "name"),
        (PublishMessage(name: "n", correlationKey: String(repeating: "k", count: 32_769)), "correlation_key"),
        (PublishMessage(name: "n", correlationKey: "k", timeToLiveMilliseconds: -1), "time_to_live_milliseconds"),
        (
            PublishMessage(name: "n", correlationKey: "k", messageID: String(repeating: "i", count: 32_769)),
            "message_id"
        ),
    ]

    @Test("MCRJ-2: what is wrong with a message is said", arguments: faults.indices)
    func whatIsWrongWithAMessageIsSaid(index: Int) throws {
        let world = try MessageWorld(partitions: 1)

        let refusal = world.refusal { try world.call(.publishMessage(Self.faults[index].0), on: PartitionID(1)) }

        #expect(refusal?.code == .invalidArgument)
        #expect(refusal?.reasons.map(\.elementID) == [Self.faults[index].1])
    }

    @Test func theLongestTimeToLiveLastsForEver() throws {
        let world = try MessageWorld(partitions: 1)
        try world.deploy(Messaging.receiving)
        try world.publish("paid", "k", ttl: .max)
        try world.pass(milliseconds: 1_000_000_000_000)

        let key = try world.create("p", #"{"order":"k"}"#)

        #expect(try !world.isRunning(key))
        try world.check()
    }

    // MARK: Refused by the instance

    /// The message is on its way when the instance is cancelled: it goes to the next one of that process.
    @Test(arguments: [false, true])
    func whatAnInstanceCouldNotTakeGoesToTheNext(isWaiting: Bool) throws {
        let world = try MessageWorld(partitions: 3)
        try world.deploy(Messaging.receiving)
        let order = try #require((0..<9).map { "k\($0)" }.first { world.home($0) != PartitionID(1) })
        let first = try world.create("p", #"{"order":"\#(order)"}"#, on: 0)
        let second = isWaiting ? try world.create("p", #"{"order":"\#(order)"}"#, on: 0) : nil
        try world.holdingBack {
            try world.publish("paid", order, ttl: 60_000)
            try world.cancel(first)
        }

        let next = try second ?? world.create("p", #"{"order":"\#(order)"}"#, on: 0)

        #expect(try !world.isRunning(first) && !world.isRunning(next))
        #expect(try world.count("EVENT_TRIGGERED") == 1)
        try world.check()
        try world.pass(milliseconds: 60_000)
        try world.check(isOver: true)
    }

    /// Two processes wait, one of them in vain: the answer names the other.
    @Test func oneThatWasCancelledDoesNotAnswerForTheOthers() throws {
        let world = try MessageWorld(partitions: 3)
        try world.deploy(Messaging.receiving)
        try world.deploy(Messaging.receiving("q"))
        let order = try #require((0..<9).map { "k\($0)" }.first { world.home($0) != PartitionID(1) })
        let gone = try world.create("p", #"{"order":"\#(order)"}"#, on: 0)
        let takes = try world.create("q", #"{"order":"\#(order)"}"#, on: 0)
        var answered: ProcessInstanceKey?

        try world.holdingBack {
            _ = try world.call(
                .correlateMessage(CorrelateMessage(name: "paid", correlationKey: order)), on: world.home(order))
            try world.cancel(gone)
        }
        answered = try world.correlations.last?.result.get().processInstanceKey

        #expect(world.correlations.count == 1)
        #expect(answered == takes)
        try world.check(isOver: true)
    }

    // MARK: Message start events

    @Test(arguments: Setting.all)
    func oneInstanceForEachCorrelationKeyAtATime(setting: Setting) throws {
        let world = try setting.world()
        try world.deploy(Messaging.starting)
        for number in 0..<3 { try world.publish("paid", "k", #"{"n":\#(number)}"#, ttl: 60_000) }
        try world.publish("paid", "k2")
        try world.publish("paid", "k2")

        #expect(try world.running().count == 2)
        #expect(try world.running().allSatisfy { [world.home("k"), world.home("k2")].contains($0.partition) })
        var seen: [String?] = []
        for _ in 0..<3 {
            for key in try world.running() {
                if let value = try world.tree(key).variable("n") { seen.append(value) }
            }
            try world.work("t")
        }

        #expect(seen == ["0", "1", "2"])
        #expect(try world.running().isEmpty)
        try world.pass(milliseconds: 60_000)
        try world.check(isOver: true)
    }

    @Test(arguments: Setting.all)
    func withoutACorrelationKeyEveryMessageBeginsOne(setting: Setting) throws {
        let world = try setting.world()
        try world.deploy(Messaging.starting)

        for _ in 0..<3 { try world.publish("paid", "") }

        #expect(try world.running().count == 3)
        for key in try world.running() { try world.cancel(key) }
        try world.check(isOver: true)
    }

    @Test(arguments: Setting.all)
    func aCancelledInstanceFreesItsCorrelationKey(setting: Setting) throws {
        let world = try setting.world()
        try world.deploy(Messaging.starting)
        try world.publish("paid", "k", #"{"n":0}"#, ttl: 60_000)
        try world.publish("paid", "k", #"{"n":1}"#, ttl: 60_000)

        try world.cancel(try #require(world.running().first))

        let next = try #require(world.running().first)
        #expect(try world.tree(next).variable("n") == "1")
        try world.cancel(next)
        #expect(try world.running().isEmpty)
        try world.pass(milliseconds: 60_000)
        try world.check(isOver: true)
    }

    @Test(arguments: Setting.all)
    func theLatestVersionBegins(setting: Setting) throws {
        let world = try setting.world()
        try world.deploy(Messaging.starting)
        try world.deploy(Messaging.starting("starter", task: "t2"))

        try world.publish("paid", "k")

        let key = try #require(world.running().first)
        #expect(try world.tree(key).element("t2") != nil)
        try world.cancel(key)
        try world.check(isOver: true)
    }

    // MARK: Correlating with an answer

    @Test(arguments: [1, 3])
    func theOneThatTookItIsNamed(partitions: Int) throws {
        let world = try MessageWorld(partitions: partitions)
        try world.deploy(Messaging.receiving)
        for number in 0..<6 {
            let key = try world.create("p", #"{"order":"k\#(number)"}"#)
            #expect(try world.correlate("paid", "k\(number)") == key)
        }

        #expect(world.refusal { _ = try world.correlate("paid", "k0") }?.reasons.map(\.code) == ["NO_SUBSCRIPTION"])
        try world.check(isOver: true)
    }

    @Test(arguments: [1, 3])
    func theOneThatItBeganIsNamedUnlessItIsLocked(partitions: Int) throws {
        let world = try MessageWorld(partitions: partitions)
        try world.deploy(Messaging.starting)

        let key = try world.correlate("paid", "k")
        let refusal = world.refusal { _ = try world.correlate("paid", "k") }

        #expect(try world.running() == [key])
        #expect(refusal?.code == .notFound && refusal?.reasons.map(\.code) == ["START_LOCKED"])
        try world.work("t")
        try world.check(isOver: true)
    }

    // MARK: Published by elements

    static let publishers = ["intermediateThrowEvent", "endEvent", "sendTask"]

    @Test(arguments: Setting.all, publishers)
    func anElementPublishesWhatAnotherWaitsFor(setting: Setting, kind: String) throws {
        let world = try setting.world()
        try world.deploy(Messaging.receiving)
        try world.deploy(Messaging.publishing(kind))
        let waiting = try (0..<3).map { try world.create("p", #"{"order":"k\#($0)"}"#) }

        for number in 0..<3 { try world.create("sender", #"{"order":"k\#(number)","id":"i"}"#) }
        // Nobody waits for these; of two with one id the first stays.
        for _ in 0..<2 { try world.create("sender", #"{"order":"later","id":"i"}"#) }

        for key in waiting { #expect(try !world.isRunning(key)) }
        #expect(try world.count("MESSAGE_PUBLISHED") == 4)
        try world.check()
        let late = try world.create("p", #"{"order":"later"}"#)
        #expect(try !world.isRunning(late))
        try world.pass(milliseconds: 3_600_000)
        try world.check(isOver: true)
    }

    /// An instance that a published message begins comes to no rest: it is banned, and all others get the message.
    @Test func aStartThatFailsBlocksNobody() throws {
        let world = try MessageWorld(partitions: 1)
        try world.deploy(Messaging.receiving)
        try world.deploy(Messaging.restless)
        try world.deploy(Messaging.publishing("endEvent"))
        let waiting = try world.create("p", #"{"order":"k"}"#)

        try world.create("sender", #"{"order":"k","id":"i"}"#)

        #expect(try !world.isRunning(waiting))
        let left = try world.running()
        #expect(left.count == 1)
        #expect(try world.count("PROCESS_INSTANCE_BANNED") == 1)
        for key in left { try world.cancel(key) }
        try world.pass(milliseconds: 3_600_000)
        try world.check(isOver: true)
    }

    // MARK: Crashes

    /// The disk may hold any prefix of what was committed: also a command without what it told its own partition.
    /// Callers ask again, each with its key; all happens once.
    @Test func everythingHappensOnceWhereverTheMachineStops() throws {
        let whole = try MessageWorld(partitions: 1)
        try Self.story(in: whole)
        let outcome = try Self.outcome(of: whole)
        let commits = whole.stores[0].unsyncedCommits

        for commit in 0..<commits {
            let store = whole.stores[0].afterCrash(sparing: commit)
            let world = try MessageWorld(partitions: 1, stores: [store])
            try Self.story(in: world)
            #expect(try Self.outcome(of: world) == outcome, "after commit \(commit) of \(commits)")
            try world.check()
        }
    }

    private static func story(in world: MessageWorld) throws {
        try world.deploy(Messaging.receiving)
        try world.deploy(Messaging.starting)
        try world.deploy(Messaging.publishing("endEvent"))
        try world.publish("paid", "a", ttl: 60_000, id: "1", idempotencyKey: "1")
        try world.create("p", #"{"order":"b"}"#, idempotencyKey: "2")
        try world.create("p", #"{"order":"b"}"#, idempotencyKey: "3")
        try world.publish("paid", "b", ttl: 60_000, idempotencyKey: "4")
        try world.create("sender", #"{"order":"b","id":"x"}"#, idempotencyKey: "5")
        try world.publish("paid", "a", ttl: 60_000, idempotencyKey: "6")
    }

    /// How often each thing happened, which is the same for all ways to come there.
    private static func outcome(of world: MessageWorld) throws -> [String: Int] {
        var counts: [String: Int] = [:]
        for kind in [
            "PROCESS_INSTANCE_CREATED", "EVENT_TRIGGERED", "MESSAGE_PUBLISHED", "MESSAGE_MARKED", "JOB_CREATED",
            "MESSAGE_SUBSCRIPTION_OPENED", "MESSAGE_SUBSCRIPTION_CLOSED", "OUTBOX_MESSAGE_QUEUED",
            "INBOX_MESSAGE_TAKEN", "ELEMENT_COMPLETED",
        ] { counts[kind] = try world.count(kind) }
        return counts
    }
}

/// Models of this suite.
private enum Messaging {
    static let receiving = receiving("p")

    static func receiving(_ id: String) -> [UInt8] {
        Model.eventFile(
            id, Model.start("s"),
            "<bpmn:receiveTask id=\"r\" messageRef=\"message-paid\"/>", Model.end("e"), Model.path("s", "r", "e"))
    }

    static let starting = starting("starter", task: "t")

    static func starting(_ id: String, task: String) -> [UInt8] {
        Model.eventFile(
            id, Model.start("s", on: Model.message("paid")), Model.service(task), Model.end("e"),
            Model.path("s", task, "e"))
    }

    /// Runs round and round from its message on.
    static let restless = Model.eventFile(
        "restless", Model.start("s", on: Model.message("paid")), Model.exclusive("x"),
        """
        <bpmn:scriptTask id="t"><bpmn:extensionElements><zeebe:script expression="=1" resultVariable="n"/>
        </bpmn:extensionElements></bpmn:scriptTask>
        """, Model.exclusive("y", default: "y-x"), Model.end("e"), Model.path("s", "x", "t", "y", "x"),
        Model.flow("y", "e", when: "= n = 2"))

    static func publishing(_ kind: String) -> [UInt8] {
        let extensions = """
            <bpmn:extensionElements><zeebe:publishMessage correlationKey="=order" messageId="=id" timeToLive="PT1H"/>
            </bpmn:extensionElements>
            """
        let node =
            kind == "sendTask"
            ? "<bpmn:sendTask id=\"m\" messageRef=\"message-paid\">\(extensions)</bpmn:sendTask>"
            : "<bpmn:\(kind) id=\"m\">\(extensions)<bpmn:messageEventDefinition messageRef=\"message-paid\"/></bpmn:\(kind)>"
        return kind == "endEvent"
            ? Model.eventFile("sender", Model.start("s"), node, Model.path("s", "m"))
            : Model.eventFile("sender", Model.start("s"), node, Model.end("e"), Model.path("s", "m", "e"))
    }
}
