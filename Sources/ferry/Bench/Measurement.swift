import FerryClient
import Synchronization

/// One workload under a fixed number of calls in flight or at a fixed rate, from the first call to the last answer.
struct Measurement {
    let workload: String
    let client: FerryClient
    let load: LoadOptions
    let console: Console

    /// `next` gives a lane its next call; `succeeded` hears of each answer that is no refusal.
    func run<Item: Sendable>(
        next: @escaping @Sendable (_ lane: Int) -> (Item, Call),
        succeeded: @escaping @Sendable (_ item: Item, _ answer: Answer) -> Void = { _, _ in }
    ) async throws -> BenchReport {
        // Whoever cannot be reached should not be measured; this also opens the first connection.
        _ = try await client.ping()
        let latencies = LatencyRecord()
        let errors = RejectionTally()
        let progress = ProgressBar(workload, total: load.operations, console: console)
        let completed: @Sendable (Item, Result<Answer, Rejection>, Duration) -> Void = { item, result, latency in
            switch result {
            case .success(let answer):
                latencies.add(latency)
                succeeded(item, answer)
            case .failure(let rejection): errors.add(rejection)
            }
            progress.advance()
        }
        let begin = ContinuousClock.now
        await pump(next, completed)
        let elapsed = ContinuousClock.now - begin
        progress.finish()
        for error in errors.all { console.note("\(error.count) x \(error.code): \(error.example)") }
        return BenchReport(
            workload: workload, operations: load.operations, errors: errors.count, elapsed: elapsed,
            latencies: latencies.percentiles)
    }

    private func pump<Item: Sendable>(
        _ next: @escaping @Sendable (Int) -> (Item, Call),
        _ completed: @escaping @Sendable (Item, Result<Answer, Rejection>, Duration) -> Void
    ) async {
        let operations = load.operations
        let lanes = min(load.lanes, operations)
        if let rate = load.rate {
            await PacedPump(
                client, lanes: lanes, operations: operations, perSecond: rate, next: next, completed: completed
            ).run()
        } else {
            let started = Atomic(0)
            await CallPump(
                client, lanes: lanes,
                next: { started.add(1, ordering: .relaxed).oldValue < operations ? next($0) : nil },
                completed: completed
            ).run()
        }
    }
}

extension Console {
    /// Prints a measurement; one with errors is no success.
    func print(_ report: BenchReport) throws(CommandStatus) {
        print(report.json, orLines: report.lines)
        if report.errors > 0 { throw .refused }
    }
}
