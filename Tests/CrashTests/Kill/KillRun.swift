import FerryClient
import Glibc
import Testing

/// A load that is killed and taken up again, cycle after cycle, on one data directory.
struct KillRun {
    private let site: Site
    private var random: SeededRandom
    private var keepers: [OrderKeeper]
    private var notices = NoticeKeeper()
    private var history = History()
    private(set) var figures = Figures()
    private let acknowledgedPerCycle: ClosedRange<Int>
    private let ending: Ending
    /// The broker of the cycle before, if it outlived that.
    private var running: RunningBroker?

    /// How the load is brought to its end.
    enum Ending: Equatable {
        case kill
        case stop
        /// Killed, and what was not synced is gone.
        case powerCut
        /// The disk fails in one of the ways `DiskTrouble` knows, and works again; the broker stays.
        case diskTrouble
    }

    private static let connections = 3

    init(
        _ site: Site, seed: UInt64, keepers: Int = 24, acknowledgedPerCycle: ClosedRange<Int>, ending: Ending = .kill
    ) {
        self.site = site
        random = SeededRandom(seed: seed)
        self.keepers = (0..<keepers).map { OrderKeeper(number: $0, seed: seed) }
        self.acknowledgedPerCycle = acknowledgedPerCycle
        self.ending = ending
    }

    // MARK: Cycles

    /// Starts, checks what was left, works, and kills or stops.
    mutating func cycle() async throws {
        try await killWhileStarting()
        let broker = try await start()
        try await check(broker)
        try await workUntilTheEnd(broker)
        if ending == .powerCut { figures.power += try site.requireDisk().cutPower(&random) }
        running = ending == .diskTrouble ? broker : nil
        figures.cycles += 1
    }

    private mutating func start() async throws -> RunningBroker {
        if let running {
            try await Self.waitUntilQuiet(running)
            return running
        }
        let broker = try await site.start()
        figures.startTimes.append(broker.startTime)
        return broker
    }

    /// Jobs that were borrowed go back to their queues.
    private static func waitUntilQuiet(_ broker: RunningBroker) async throws {
        try await withFerryClient(broker.clientConfiguration) { client in
            try await eventually("a broker with nothing left to do") {
                let before = try await client.topology().partitions
                try await Task.sleep(for: .milliseconds(150))
                return try await client.topology().partitions == before
            }
        }
    }

    /// The last start: checks, finishes every order, and checks that nothing is left but history.
    mutating func finish() async throws {
        let broker = try await start()
        try await check(broker)
        let client = broker.makeClient()
        defer { client.close() }
        for index in keepers.indices {
            try await keepers[index].finish(client)
            figures.acknowledged += keepers[index].acknowledged
        }
        figures.acknowledged += notices.acknowledged
        try await history.read(client)
        let view = try await BrokerView.read(client)
        try report(
            view.problems + history.problems(against: view)
                + keepers.flatMap(\.certain).flatMap { history.problems(of: $0) })
        #expect(view.summaries.isEmpty && view.incidents.isEmpty, "everything was finished")
        try await compareWithWholeHistory(client)
        #expect(try await broker.stop() == .exited(0))
        figures.events = history.eventCount
    }

    /// Recovery may be cut short as well.
    private mutating func killWhileStarting() async throws {
        guard ending == .kill || ending == .powerCut, figures.cycles > 0, Int.random(in: 0..<3, using: &random) == 0
        else { return }
        let process = try site.launch(on: nil)
        try await Task.sleep(for: .microseconds(Int.random(in: 0..<60_000, using: &random)))
        process.signal(SIGKILL)
        _ = try await process.end()
        if ending == .powerCut { figures.power += try site.requireDisk().cutPower(&random) }
        figures.killsWhileStarting += 1
    }

    private mutating func workUntilTheEnd(_ broker: RunningBroker) async throws {
        let acknowledgements = Acknowledgements()
        let target = Int.random(in: acknowledgedPerCycle, using: &random)
        // Answers come in bursts after a sync: a moment more or less decides what the kill meets.
        let delay = Duration.microseconds(Int.random(in: 0..<8_000, using: &random))
        let trouble = ending == .diskTrouble ? try DiskTrouble(site.requireDisk(), &random) : nil
        if trouble != nil { figures.troubles += 1 }
        try await work(broker, acknowledgements) { [ending] in
            try await eventually("\(target) acknowledged commands", within: .seconds(60)) {
                acknowledgements.count >= target
            }
            try await Task.sleep(for: delay)
            switch ending {
            case .kill, .powerCut: try await broker.kill()
            case .diskTrouble: try await trouble?.pass(broker)
            case .stop: #expect(try await broker.stop() == .exited(0), "\(broker.process.log)")
            }
        }
    }

    /// Everybody works until `end` has ended the broker.
    private mutating func work(
        _ broker: RunningBroker, _ acknowledgements: Acknowledgements,
        until end: @escaping @Sendable () async throws -> Void
    ) async throws {
        let clients = (0..<Self.connections).map { _ in broker.makeClient() }
        defer { for client in clients { client.close() } }
        (keepers, notices) = try await withThrowingTaskGroup(of: Worked.self) { [keepers, notices] group in
            for var keeper in keepers {
                group.addTask {
                    try await keeper.work(clients[keeper.number % clients.count], acknowledgements)
                    return .orders(keeper)
                }
            }
            group.addTask { [notices] in
                var notices = notices
                try await notices.work(clients[0], acknowledgements)
                return .notices(notices)
            }
            group.addTask {
                while !Task.isCancelled, await Self.borrowJobs(clients[1]) {}
                return .nothing
            }
            group.addTask {
                try await end()
                for client in clients { client.close() }
                return .nothing
            }
            var worked: (orders: [OrderKeeper], notices: NoticeKeeper) = ([], notices)
            for try await work in group {
                switch work {
                case .orders(let keeper): worked.orders.append(keeper)
                case .notices(let notices): worked.notices = notices
                case .nothing: break
                }
            }
            return (worked.orders.sorted { $0.number < $1.number }, worked.notices)
        }
    }

    private enum Worked: Sendable {
        case orders(OrderKeeper)
        case notices(NoticeKeeper)
        case nothing
    }

    /// Takes jobs of others and lets them go back to the queue: activations and timeouts happen beside everything else.
    private static func borrowJobs(_ client: FerryClient) async -> Bool {
        let activation = ActivateJobs(
            type: "work", worker: "borrower", timeoutMilliseconds: 20, maxJobs: 4, waitMilliseconds: 50)
        do throws(Rejection) {
            _ = try await client.activateJobs(activation)
            return true
        } catch {
            return !error.isLoss
        }
    }

    // MARK: Checks

    private mutating func check(_ broker: RunningBroker) async throws {
        let client = broker.makeClient()
        defer { client.close() }
        if figures.cycles == 0 { try await deployOrders(client) }
        let view = try await BrokerView.read(client)
        try await history.read(client)
        var problems = view.problems + history.problems(against: view)
        // `settle` forgets what has ended.
        problems += keepers.flatMap(\.certain).flatMap { history.problems(of: $0) }
        problems += try await findJobs(in: view, client)
        var own: Set<ProcessInstanceKey> = []
        for index in keepers.indices {
            let settlement = try await keepers[index].settle(client, view)
            problems += settlement.problems
            own.formUnion(settlement.own)
            figures.ordersVerified += settlement.verified
            figures.lostButThere += settlement.lostButThere
            figures.lostAndAbsent += settlement.lostAndAbsent
        }
        for key in view.trees.keys where !own.contains(key) { problems.append("nobody knows instance \(key)") }
        problems += try await notices.settle(client, partitions: 2)
        let after = try await BrokerView.read(client)
        try await history.read(client)
        problems += after.problems + history.problems(against: after)
        problems += keepers.flatMap(\.certain).flatMap { history.problems(of: $0) }
        try report(problems)
    }

    private func deployOrders(_ client: FerryClient) async throws {
        for version in [1, 2] as [Int32] {
            let resource = DeployResources.Resource(name: "order.bpmn", content: OrderModel.xml(version: version))
            _ = try await client.deployResources(DeployResources(resources: [resource]))
        }
    }

    /// Each job is found by its key: a change that changes nothing must be taken.
    private func findJobs(in view: BrokerView, _ client: FerryClient) async throws -> [String] {
        var problems: [String] = []
        for job in view.trees.values.flatMap({ $0.elements.compactMap(\.job) }) where job.retries > 0 {
            do throws(Rejection) {
                try await client.updateJobRetries(UpdateJobRetries(jobKey: job.key, retries: job.retries))
            } catch {
                problems.append("job \(job.key) is not found: \(error)")
            }
        }
        return problems
    }

    /// What was read piece by piece between kills is what is there now: no event was ever taken back or changed.
    private func compareWithWholeHistory(_ client: FerryClient) async throws {
        var whole = History()
        try await whole.read(client)
        #expect(whole.problems.isEmpty)
        #expect(whole.eventCount == history.eventCount)
        #expect(whole.tallies == history.tallies)
    }

    private func report(_ problems: [String]) throws {
        let first = problems.prefix(5).joined(separator: "\n")
        try #require(problems.isEmpty, "cycle \(figures.cycles), the first of \(problems.count) problems:\n\(first)")
    }
}
