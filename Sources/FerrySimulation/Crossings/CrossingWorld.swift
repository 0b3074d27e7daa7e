import FerryBPMN
import FerryBroker
import FerryEngine
import FerryModel
import FerryStore

/// A node driven step by step and always in the same way: what has come in is worked off in one turn and synced, and
/// when nothing has, the oldest message of the first way between partitions is carried.
final class CrossingWorld {
    private(set) var node: SimulatedNode
    private(set) var clock: Timestamp
    private let library: ProcessLibrary
    private var connection = Connection()
    private(set) var book = OrderBook()
    /// What orders were answered last.
    private(set) var contents: [Int: Reply.Content] = [:]
    /// The instance that is to move.
    var main = ProcessInstanceKey(0)
    private static let stepsMax = 2_000

    /// What lies on the disks, and when.
    struct Snapshot {
        let stores: [MemoryOrderedStore]
        let clock: Timestamp
        let main: ProcessInstanceKey
    }

    convenience init(partitions: Int, library: ProcessLibrary) throws {
        try self.init(
            Snapshot(
                stores: (0..<partitions).map { _ in MemoryOrderedStore() },
                clock: Timestamp(milliseconds: 1_750_000_000_000), main: ProcessInstanceKey(0)), library: library)
    }

    init(_ snapshot: Snapshot, library: ProcessLibrary) throws {
        clock = snapshot.clock
        main = snapshot.main
        self.library = library
        node = try Self.node(over: snapshot.stores.map { $0.afterCrash() }, library)
    }

    private static func node(
        over stores: [MemoryOrderedStore], _ library: ProcessLibrary
    ) throws(StorageFailure) -> SimulatedNode {
        try SimulatedNode(
            over: stores, mailboxCallsMax: 1_000, cachedElements: 1_000, poisoned: [], library: library)
    }

    /// Of what is synced.
    var snapshot: Snapshot {
        Snapshot(stores: node.partitions.map { $0.store.memory.afterCrash() }, clock: clock, main: main)
    }

    // MARK: Calls

    func issue(_ call: Call, key: String? = nil) -> Order {
        var metadata = CallMetadata(caller: "client")
        if let key { metadata.idempotencyKey = Array(key.utf8) }
        return book.issue(call, metadata, at: clock)
    }

    func send(_ order: Order) throws {
        let request = book.attempt(order.number, on: 0)
        node.submit(
            CallInFlight(
                submission: Submission(requestID: request, call: order.call, metadata: order.metadata),
                target: connection), at: clock)
        try collect()
    }

    /// Jobs that left for somebody who is gone.
    func giveBack(_ jobs: [ActivatedJob]) {
        for partition in node.partitions {
            let held = jobs.filter { $0.key.partition == partition.id }.map(HeldJob.init)
            if !held.isEmpty { partition.mailbox.append(.giveBack(held)) }
        }
    }

    private func collect() throws {
        for reply in connection.takeArrived() {
            let order = try book.answered(reply, mayFailInside: false, forgottenBelow: 0)
            // That a stream was closed in the end says less than what it brought.
            if case .streamed? = contents[order.number] { continue }
            contents[order.number] = reply.content
        }
    }

    /// Calls that must succeed, each carried to its end.
    @discardableResult
    func perform(_ call: Call, key: String? = nil) throws -> Answer {
        let order = issue(call, key: key)
        try send(order)
        try settle()
        switch contents[order.number] {
        case .answer(let answer), .streamed(let answer): return answer
        case let other: throw Violation(.neverFails, "\(call.brief) was answered \(other?.told ?? "nothing")")
        }
    }

    func pass(milliseconds: Int64) { clock = clock.advanced(byMilliseconds: milliseconds) }

    // MARK: Steps

    /// Nobody is given jobs any more; who was is told so.
    func endStreams() throws {
        node.endStreams()
        try collect()
    }

    private func hasWork(_ partition: SimulatedPartition) -> Bool {
        !partition.mailbox.isEmpty || partition.loop?.nextDue.map { $0 <= clock } ?? false
    }

    /// False when nothing is left to do.
    func step() throws -> Bool {
        guard poise() else { return false }
        if let partition = node.partitions.first(where: hasWork) {
            turn(partition)
            try letGo(partition)
        }
        return true
    }

    /// Brings the next message, unless a partition has something to do already. False when there is none.
    func poise() -> Bool {
        if node.partitions.contains(where: hasWork) { return true }
        guard let way = node.ways.firstIndex(where: { !$0.works.isEmpty }) else { return false }
        node.deliver(way: way, again: nil)
        return true
    }

    /// One turn of each partition that has something to do; nothing is synced.
    func turnAll() { for partition in node.partitions.filter(hasWork) { turn(partition) } }

    func syncAll() throws {
        for partition in node.partitions { node.send(partition.sync(), from: partition.id) }
    }

    func letGoAll() throws { for partition in node.partitions { try letGo(partition) } }

    func turn(_ partition: SimulatedPartition) {
        node.send(partition.turn(of: partition.mailbox.count, begun: .max, at: clock), from: partition.id)
    }

    private func letGo(_ partition: SimulatedPartition) throws {
        node.send(partition.sync(), from: partition.id)
        node.letGo(partition)
        try collect()
    }

    func settle() throws {
        for _ in 0..<Self.stepsMax where try !step() { return }
        throw Violation(.comesToAnEnd, "the partitions do not come to rest")
    }

    /// The node loses its memory and connections; of each disk the oldest so many commits that were not synced survive.
    func crash(sparing spared: [Int]) throws {
        let stores = zip(node.partitions, spared).map { $0.store.memory.afterCrash(sparing: $1) }
        book.excuse()
        connection = Connection()
        node = try Self.node(over: stores, library)
        try letGoAll()
    }

    func takeNewPromises() -> [Fact] { book.takeNewPromises() }

    var unsyncedCommits: [Int] { node.partitions.map { $0.store.memory.unsyncedCommits } }

    // MARK: Looking

    func instance(_ key: ProcessInstanceKey) -> ProcessInstance? { Eye(node: node).instance(key) }

    var instances: [ProcessInstance] {
        let eye = Eye(node: node)
        return node.partitions.flatMap { eye.instances(on: $0) }.compactMap { eye.instance($0) }
    }

    /// All rows of all partitions.
    func rows() throws -> [[StateRow]] { try node.partitions.map { try $0.reader().dumpState() } }
}
