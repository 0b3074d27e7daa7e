import FerryEngine
import FerryModel
import FerryTestSupport
import Foundation
import Testing

/// Random instances that wait for random events, migrated at random, on one partition and on three. At every rest the
/// stores hold together, the log gives them again, and both sides of every message subscription agree.
///
/// `FERRY_SEED=7 swift test --filter EventWalkTests` walks one walk again.
@Suite struct EventWalkTests {
    @Test func everySubscriptionIsWhereItBelongs() throws {
        let only = ProcessInfo.processInfo.environment["FERRY_SEED"].flatMap(UInt64.init)
        var coverage: [String: Int] = [:]

        for seed in only.map({ $0...$0 }) ?? 1...10 {
            do {
                var walk = try EventWalk(seed: seed)
                try walk.run(commands: 120)
                coverage.merge(walk.coverage, uniquingKeysWith: +)
            } catch {
                Issue.record("seed \(seed): \(error); rerun with FERRY_SEED=\(seed)")
            }
        }

        let counts = coverage.keys.sorted().map { "\($0) \(coverage[$0] ?? 0)" }
        print("event walks: \(counts.joined(separator: ", "))")
        if only == nil {
            for kind in ["KEPT", "UPDATED", "CLOSED", "OPENED", "migrated adaptive", "migrated strict"] {
                #expect(coverage[kind, default: 0] > 0, "\(kind)")
            }
        }
    }
}

private struct EventWalk {
    private(set) var coverage: [String: Int] = [:]
    private let world: MessageWorld
    private var random: WalkRandom
    private var models: [String: EventModel]
    private var versions: [(process: String, version: Int32, ids: [String])] = []
    private var latest: [String: [UInt8]] = [:]
    private var instances: [ProcessInstanceKey] = []
    private static let orders = ["k0", "k1", "k2", "k3"]

    struct Contradiction: Error { let what: String }

    init(seed: UInt64) throws {
        random = WalkRandom(seed: seed)
        world = try MessageWorld(partitions: seed % 3 == 0 ? 1 : 3, reloads: seed % 4 == 1)
        models = [:]
        for process in ["p", "q"] { models[process] = EventModel(using: &random) }
        for process in ["p", "q"] {
            while !versions.contains(where: { $0.process == process }) { deploy(process) }
        }
    }

    mutating func run(commands: Int) throws {
        for _ in 0..<commands {
            do { try step() } catch let error as Rejection {
                if error.code == .internal { throw Contradiction(what: "\(error)") }
                coverage["refused", default: 0] += 1
            }
            try compare()
        }
        for key in instances where try world.isRunning(key) { try world.cancel(key) }
        try world.pass(milliseconds: 100_000_000)
        try world.check(isOver: true)
    }

    /// What cannot be deployed (two events of one message in one place) is edited on.
    private mutating func deploy(_ process: String) {
        guard var model = models[process] else { return }
        let file = model.file(process)
        if latest[process] != file, (try? world.deploy(file)) != nil {
            latest[process] = file
            let version = Int32(versions.count { $0.process == process } + 1)
            versions.append((process, version, model.ids))
        }
        model.edit(using: &random)
        models[process] = model
    }

    private mutating func step() throws {
        let key = instances.randomElement(using: &random)
        switch Int.random(in: 0..<24, using: &random) {
        case 0: deploy(random.pick(["p", "q"]))
        case 1..<5: try create()
        case 5: try world.pass(milliseconds: .random(in: 1...30_000, using: &random))
        case 6: try world.work(random.pick(["t", "event"]))
        case 7:
            let name = random.pick(["alarm", "calm"])
            try world.call(.broadcastSignal(BroadcastSignal(name: name)), on: PartitionID(1))
        case 8..<11:
            try world.publish(
                random.pick(["paid", "stop"]), random.pick(Self.orders), ttl: random.pick([0, 0, 20_000]))
        case 11:
            guard let key, try world.isRunning(key) else { return }
            let variables = try Variables(parsing: #"{"n":\#(Int.random(in: 0...3, using: &random))}"#)
            try world.call(.setVariables(SetVariables(scope: key.root, variables: variables)), on: key.partition)
        case 12:
            guard let key else { return }
            try world.call(
                .suspendProcessInstance(SuspendProcessInstance(processInstanceKey: key)), on: key.partition)
        case 13:
            guard let key else { return }
            try world.call(.resumeProcessInstance(ResumeProcessInstance(processInstanceKey: key)), on: key.partition)
        default:
            guard let key, try world.isRunning(key) else { return }
            if Int.random(in: 0..<3, using: &random) > 0 { return try migrate(key) }
            // While a message is on its way.
            try world.holdingBack {
                try world.publish(random.pick(["paid", "stop"]), random.pick(Self.orders))
                do { try migrate(key) } catch let error as Rejection {
                    if error.code == .internal { throw Contradiction(what: "\(error)") }
                }
            }
        }
    }

    private mutating func create() throws {
        var variables = #"{"order":"\#(random.pick(Self.orders))","wait":"PT7S""#
        if Int.random(in: 0..<4, using: &random) > 0 { variables += #","name":"alarm""# }
        let start = random.pick(versions)
        let partition = PartitionID(UInt16.random(in: 1...UInt16(world.engines.count), using: &random))
        let answer = try world.call(
            .createProcessInstance(
                CreateProcessInstance(
                    definition: .version(processID: start.process, version: start.version),
                    variables: try Variables(parsing: variables + "}"))), on: partition)
        if case .createProcessInstance(let created) = answer { instances.append(created.processInstanceKey) }
    }

    private mutating func migrate(_ key: ProcessInstanceKey) throws {
        let target = random.pick(versions)
        let tree = try world.tree(key)
        let waiting = tree.elements.flatMap { $0.subscriptions.map(\.eventID) }
        var instructions: [MigrationInstruction] = []
        var known: Set<String> = []
        for id in tree.elements.dropFirst().map(\.elementID) + waiting where known.insert(id).inserted {
            let isElsewhere = Int.random(in: 0..<25, using: &random) == 0
            let isKnown = target.ids.contains(id)
            guard Int.random(in: 0..<(isKnown ? 8 : 2), using: &random) > (isKnown ? 0 : 1) || isElsewhere else {
                continue
            }
            instructions.append(
                MigrationInstruction(
                    from: id, to: isElsewhere ? random.pick(target.ids) : id,
                    trigger: waiting.contains(id) && Int.random(in: 0..<3, using: &random) == 0 ? .update : .keep))
        }
        let plan = MigrationPlan(
            target: .version(processID: target.process, version: target.version), instructions: instructions,
            autoMap: Int.random(in: 0..<4, using: &random) == 0 ? .none : .equal,
            mode: Bool.random(using: &random) ? .adaptive : .strict)
        let before = try world.dump()
        let dry = Result { try world.migrate(key, by: plan, dryRun: true) }
        guard try world.dump() == before else { throw Contradiction(what: "a dry run left something: \(plan)") }
        let wet = Result { try world.migrate(key, by: plan, dryRun: false) }
        switch (dry, wet) {
        case (.success(let dry), .success(let wet)):
            guard dry.events == wet.events, dry.elements == wet.elements else {
                throw Contradiction(what: "foretold \(dry), done \(wet)")
            }
            for event in wet.events { coverage[event.outcome.rawValue, default: 0] += 1 }
            coverage["migrated \(plan.mode)", default: 0] += 1
        case (.failure(let dry as Rejection), .failure(let wet as Rejection)):
            if wet.code == .internal { throw Contradiction(what: "\(wet)") }
            guard dry.reasons == wet.reasons else { throw Contradiction(what: "foretold \(dry), refused \(wet)") }
            guard try world.dump() == before else { throw Contradiction(what: "a refusal left something: \(wet)") }
            for reason in wet.reasons { coverage["refused \(reason.code)", default: 0] += 1 }
        default: throw Contradiction(what: "foretold \(dry), came \(wet)")
        }
    }

    /// Both sides of every subscription, and the stores themselves.
    private func compare() throws {
        var waiting = 0
        for key in instances {
            guard let instance = try world.instance(key), !instance.isHalted else { continue }
            for element in instance.elements {
                for subscription in element.subscriptions {
                    guard case .message(let wait) = subscription.trigger else { continue }
                    waiting += 1
                    let address = MessageAddress(
                        tenant: .default, name: wait.name, correlationKey: wait.correlationKey)
                    guard let other = try world.messageSubscription(address, subscription.key),
                        other.instance == key, other.element == element.key, other.correlating == nil,
                        other.isInterrupting == subscription.isInterrupting,
                        other.processID == instance.root?.elementID,
                        other.formerProcessIDs == instance.formerProcessIDs
                    else { throw Contradiction(what: "\(subscription) of \(key) is not known to its partition") }
                }
            }
        }
        let known = try world.messageSubscriptionCount()
        guard known == waiting else { throw Contradiction(what: "\(waiting) wait, \(known) are known to wait") }
        try world.check()
    }
}

/// Tasks, subprocesses, catch events and event-based gateways in a row, with events on and in them.
private struct EventModel {
    private var blocks: [Block] = []
    private var scopeEvents: [Event] = []
    private var lastNumber = 0

    private struct Event {
        let id: String
        var trigger: String
        var interrupting: Bool
    }

    private indirect enum Block {
        case task(String, [Event])
        case sub(String, [Block], [Event], inside: [Event])
        case catching(String, String)
        case gateway(String, [Event])
    }

    private static let triggers = [
        Model.message("paid"), Model.message("stop"), Model.signal("alarm"), Model.signal("calm"),
        Model.signal("named"),
        Model.after("PT5S"), Model.after("PT1M"), Model.after("=wait"), Model.condition("=n > 1"),
    ]

    init(using random: inout WalkRandom) {
        blocks = [block(depth: 0, &random), block(depth: 0, &random)]
        scopeEvents = events(&random)
    }

    mutating func edit(using random: inout WalkRandom) {
        for index in blocks.indices where Bool.random(using: &random) { blocks[index] = edited(blocks[index], &random) }
        switch Int.random(in: 0..<6, using: &random) {
        case 0: blocks.append(block(depth: 0, &random))
        case 1 where blocks.count > 1: blocks.removeLast()
        case 2: scopeEvents = edited(scopeEvents, &random)
        default: break
        }
    }

    private mutating func block(depth: Int, _ random: inout WalkRandom) -> Block {
        lastNumber += 1
        let number = lastNumber
        switch Int.random(in: 0..<(depth > 1 ? 4 : 6), using: &random) {
        case 0, 1: return .task("t\(number)", events(&random))
        case 2: return .catching("c\(number)", random.pick(Self.triggers))
        case 3:
            let waits = ["x", "y"].map {
                Event(id: "g\(number)\($0)", trigger: gatewayTrigger(&random), interrupting: true)
            }
            return .gateway("g\(number)", waits)
        default: return .sub("s\(number)", [block(depth: depth + 1, &random)], events(&random), inside: events(&random))
        }
    }

    private func gatewayTrigger(_ random: inout WalkRandom) -> String { random.pick(Array(Self.triggers[2..<8])) }

    private mutating func events(_ random: inout WalkRandom) -> [Event] {
        (0..<Int.random(in: 0...2, using: &random)).map { _ in
            lastNumber += 1
            return Event(
                id: "e\(lastNumber)", trigger: random.pick(Self.triggers), interrupting: Bool.random(using: &random))
        }
    }

    private mutating func edited(_ events: [Event], _ random: inout WalkRandom) -> [Event] {
        var events = events
        if Bool.random(using: &random) { events += self.events(&random) }
        if !events.isEmpty, Bool.random(using: &random) { events.removeFirst() }
        for index in events.indices where Bool.random(using: &random) { events[index].interrupting.toggle() }
        return Array(events.prefix(3))
    }

    private mutating func edited(_ block: Block, _ random: inout WalkRandom) -> Block {
        switch block {
        case .task(let id, let events): .task(id, edited(events, &random))
        case .sub(let id, let blocks, let events, let inside):
            // Now and then the scope goes, and what is in it stays.
            if blocks.count == 1, Int.random(in: 0..<4, using: &random) == 0 {
                blocks[0]
            } else {
                .sub(
                    id, blocks.map { edited($0, &random) }, edited(events, &random), inside: edited(inside, &random))
            }
        case .catching, .gateway: block
        }
    }

    // MARK: As BPMN

    func file(_ process: String) -> [UInt8] {
        var ids: [String] = []
        return Model.eventFile(process, scope("", blocks, scopeEvents, &ids))
    }

    var ids: [String] {
        var ids: [String] = []
        _ = scope("", blocks, scopeEvents, &ids)
        return ids
    }

    private func scope(_ id: String, _ blocks: [Block], _ inside: [Event], _ ids: inout [String]) -> String {
        var text = Model.start("\(id)start")
        var last = "\(id)start"
        for block in blocks {
            let part = render(block, &ids)
            text += part.text + Model.flow(last, part.entry)
            last = part.exit
        }
        text += Model.end("\(id)end") + Model.flow(last, "\(id)end")
        for event in inside {
            ids += [event.id, "\(event.id)-start", "\(event.id)-task"]
            text += Model.eventSub(
                event.id, Model.start("\(event.id)-start", on: event.trigger, interrupting: event.interrupting),
                Model.service("\(event.id)-task", type: "event"), Model.end("\(event.id)-end"),
                Model.path("\(event.id)-start", "\(event.id)-task", "\(event.id)-end"))
        }
        return text
    }

    private func boundaries(_ events: [Event], on id: String, _ ids: inout [String]) -> String {
        events.map { event in
            ids += [event.id, "\(event.id)-task"]
            return Model.onBoundary(event.id, on: id, event.trigger, interrupting: event.interrupting)
                + Model.service("\(event.id)-task", type: "event") + Model.end("\(event.id)-end")
                + Model.path(event.id, "\(event.id)-task", "\(event.id)-end")
        }.joined()
    }

    private func render(_ block: Block, _ ids: inout [String]) -> (text: String, entry: String, exit: String) {
        switch block {
        case .task(let id, let events):
            ids.append(id)
            return (Model.service(id, type: "t") + boundaries(events, on: id, &ids), id, id)
        case .sub(let id, let blocks, let events, let inside):
            ids.append(id)
            return (Model.sub(id, scope(id, blocks, inside, &ids)) + boundaries(events, on: id, &ids), id, id)
        case .catching(let id, let trigger):
            ids.append(id)
            return (Model.catching(id, trigger), id, id)
        case .gateway(let id, let events):
            ids += [id, id + "j"] + events.map(\.id)
            var text = Model.eventBased(id) + Model.exclusive(id + "j")
            for event in events {
                text += Model.catching(event.id, event.trigger) + Model.path(id, event.id, id + "j")
            }
            return (text, id, id + "j")
        }
    }
}

/// SplitMix64: the same numbers everywhere.
private struct WalkRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func pick<T>(_ choices: [T]) -> T { choices[Int.random(in: choices.indices, using: &self)] }
}
