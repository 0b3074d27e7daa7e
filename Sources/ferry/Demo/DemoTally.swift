/// What happened in the demo, and whether it adds up.
struct DemoTally: Hashable, Sendable {
    var started = 0
    var starting = Duration.zero
    var completedBefore = 0
    var running = 0
    var migrated = 0
    var refused = 0
    var migrating = Duration.zero
    var migrationLatencies = LatencyPercentiles()
    var recreated = 0
    var incidentsRaised = 0
    var incidentsResolved = 0
    var completedAfter = 0
    var instancesLeft = 0
    var incidentsLeft = 0
    var elapsed = Duration.zero

    var completed: Int { completedBefore + completedAfter }

    /// Each in words; empty when everything adds up.
    var failedChecks: [String] {
        [
            (
                started == completedBefore + running,
                "started \(started), but \(completedBefore) done and \(running) running"
            ),
            (migrated + refused == running, "\(running) running, but \(migrated) migrated and \(refused) refused"),
            (migrated > 0, "nothing was migrated"),
            (recreated == refused, "\(refused) refused, but \(recreated) recreated"),
            (
                incidentsResolved == incidentsRaised,
                "\(incidentsRaised) incidents raised, but \(incidentsResolved) resolved"
            ),
            (completed == started, "\(started) started, but \(completed) completed"),
            (instancesLeft == 0, "\(instancesLeft) instances are left"),
            (incidentsLeft == 0, "\(incidentsLeft) incidents are left"),
        ].filter { !$0.0 }.map(\.1)
    }

    var lines: [String] {
        var table = Table([.left(""), .right("ORDERS"), .right("PER SECOND"), .right("P50"), .right("P99")])
        let rows: [[String]] = [
            ["started", "\(started)", perSecond(started, starting), "", ""],
            [
                "migrated", "\(migrated)", perSecond(migrated, migrating),
                LatencyPercentiles.milliseconds(migrationLatencies.p50),
                LatencyPercentiles.milliseconds(migrationLatencies.p99),
            ],
            ["refused", "\(refused)", "", "", ""],
            ["recreated", "\(recreated)", "", "", ""],
            ["completed", "\(completed)", "", "", ""],
            ["left", "\(instancesLeft)", "", "", ""],
        ]
        return table.lines(rows) + ["", "all of it in \(elapsed.inSeconds.text(places: 1)) s"]
    }

    private func perSecond(_ count: Int, _ elapsed: Duration) -> String {
        elapsed > .zero ? "\(Int(Double(count) / elapsed.inSeconds))" : ""
    }
}
