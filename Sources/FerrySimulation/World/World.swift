import FerryBroker
import FerryEngine
import FerryModel
import FerryStore

/// Everything there is in one simulation: clients, a network, one node with its partitions and disks, a clock.
///
/// Nothing happens but by `step`, and what happens depends on the seed alone.
final class World {
    var random: SeededRandom
    let swarm: Swarm
    var node: SimulatedNode
    var book = OrderBook()
    var source: CallSource
    var connections = (0..<3).map { _ in Connection() }
    /// On their way to the node.
    var requests: [(connection: Int, submission: Submission)] = []
    /// Orders whose answers are on their way to the client.
    var answers: [Int] = []
    var clock = Timestamp(milliseconds: 1_750_000_000_000)
    private(set) var latestClock = Timestamp(milliseconds: 0)
    var indexes: [LogIndex]
    var history = HistoryReader()
    /// Orders below this were issued so long ago that the broker may have forgotten its answers.
    var forgottenBelow = 0
    var coverage = Coverage()
    var transcript: Transcript

    init(seed: UInt64, isPrinted: Bool) throws {
        random = SeededRandom(seed: seed)
        swarm = Swarm(random: &random)
        source = CallSource(random: &random)
        transcript = Transcript(isPrinted: isPrinted)
        node = try SimulatedNode(
            over: (0..<swarm.partitions).map { _ in MemoryOrderedStore() }, mailboxCallsMax: swarm.mailboxCallsMax,
            cachedElements: swarm.cachedElements, poisoned: [])
        indexes = try node.partitions.map { try LogIndex($0.id) }
    }

    func step() throws {
        try happen(random.weighted(swarm.weights))
        guard let stopped = node.partitions.first(where: { $0.failure != nil }), random.chance(10) else { return }
        try checkRefusals()
        if random.chance(30) { try crash() } else { try comeBack(stopped) }
    }

    func happen(_ happening: Swarm.Happening) throws {
        switch happening {
        case .issue: if book.waiting.count < 60 { issue() }
        case .burst:
            coverage.note(.faults, "burst of calls")
            for _ in 0..<30 { issue() }
            while !requests.isEmpty { try carryRequest(0) }
        case .repeatOrder: repeatOrder()
        case .carryRequest: if !requests.isEmpty { try carryRequest(random.below(requests.count)) }
        case .turn: try turn(random.below(node.partitions.count), callsMax: random.within(1...12))
        case .sync:
            try sync(node.partitions[random.below(node.partitions.count)])
        case .letGo:
            node.letGo(node.partitions[random.below(node.partitions.count)])
            try collect()
        case .carryMessage: if !node.ways.isEmpty { node.deliver(way: random.below(node.ways.count), again: nil) }
        case .repeatMessage: repeatMessage()
        case .carryAnswer: if !answers.isEmpty { book.close(answers.remove(at: random.below(answers.count))) }
        case .sendAgain:
            let partition = node.partitions[random.below(node.partitions.count)]
            try watching(partition) { $0.sendAgain() }
        case .hangUp: hangUp(random.below(connections.count))
        case .clockRuns: clock = clock.advanced(byMilliseconds: Int64(random.within(1...3_000)))
        case .clockJumps: jump()
        case .clockFallsBack:
            coverage.note(.faults, "clock fell back")
            latestClock = max(latestClock, clock)
            clock = clock.advanced(byMilliseconds: -Int64(random.within(1...(random.chance(60) ? 4_000 : 600_000))))
            write("the clock falls back")
        case .crash: try crash()
        case .diskFails: troubleDisk()
        case .shutDown: if node.partitions.allSatisfy(\.isSound) { try shutDown() }
        case .grant: grant()
        case .stopReading:
            let connection = connections[random.below(connections.count)]
            connection.isReading.toggle()
            coverage.note(.faults, connection.isReading ? "client reads again" : "client stops reading")
            if connection.isReading { node.resume(connection) }
        case .readHistory:
            let partition = node.partitions[random.below(node.partitions.count)]
            let count = try history.read(partition, &random)
            if count > 0 { coverage.note(.faults, "history read", count) }
        }
    }

    func write(_ line: String) { transcript.write("\(clock.milliseconds % 1_000_000_000) \(line)") }
}
