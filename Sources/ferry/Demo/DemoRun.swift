import FerryClient

/// The demo's story, step by step, and the numbers that must add up at its end.
struct DemoRun {
    let client: FerryClient
    let console: Console
    let files: DemoFiles
    let orders: Int
    let inFlight: Int

    var tally = DemoTally()
    private var stepsShown = 0

    init(client: FerryClient, console: Console, files: DemoFiles, orders: Int, inFlight: Int) {
        self.client = client
        self.console = console
        self.files = files
        self.orders = orders
        self.inFlight = inFlight
    }

    mutating func play() async throws {
        let begin = ContinuousClock.now
        try await deploy()
        try await startOrders()
        try await workAWhile()
        try await showDryRun()
        let refused = try await migrateAll()
        try await showRefusal(refused)
        try await takeOver(refused)
        try await resolveIncidents()
        try await finishAll()
        try await countWhatIsLeft()
        tally.elapsed = ContinuousClock.now - begin
        conclude()
        if !tally.failedChecks.isEmpty { throw CommandStatus.refused }
    }

    mutating func step(_ title: String) {
        stepsShown += 1
        console.print(lines: ["", "\(stepsShown). \(title)"])
    }

    func say(_ lines: String...) { say(lines) }

    func say(_ lines: [String]) { console.print(lines: lines.map { $0.isEmpty ? "" : "   \($0)" }) }

    private mutating func conclude() {
        step("The books")
        say(tally.lines)
        say("")
        if tally.failedChecks.isEmpty {
            say("Everything adds up.")
        } else {
            say(tally.failedChecks.map { "WRONG: \($0)" })
        }
    }
}
