import FerryClient
import Synchronization

/// Moves many instances by one plan, a bounded number at a time, and remembers every refusal with its reasons.
struct MigrationRun {
    let client: FerryClient
    let plan: MigrationPlan
    var isDryRun = false
    var inFlight = 64

    /// What became of the instances.
    struct Outcome: Sendable {
        var migrated = 0
        /// By instance key.
        var refused: [Refusal] = []
        var warnings = WarningGroups()
        var elapsed = Duration.zero
        var latencies = LatencyPercentiles()
    }

    struct Refusal: Hashable, Sendable {
        let key: ProcessInstanceKey
        let rejection: Rejection
    }

    func migrate(_ keys: [ProcessInstanceKey], progress: ProgressBar) async -> Outcome {
        let position = Atomic(0)
        let outcome = Mutex(Outcome())
        let latencies = LatencyRecord()
        let pump = CallPump(client, lanes: max(1, min(inFlight, keys.count))) { _ -> (ProcessInstanceKey, Call)? in
            let index = position.add(1, ordering: .relaxed).oldValue
            guard index < keys.count else { return nil }
            let command = MigrateProcessInstance(processInstanceKey: keys[index], plan: plan, dryRun: isDryRun)
            return (keys[index], .migrateProcessInstance(command))
        } completed: { key, result, latency in
            outcome.withLock { outcome in
                switch result {
                case .success(let answer):
                    outcome.migrated += 1
                    if case .migrateProcessInstance(let report) = answer {
                        outcome.warnings.add(report.warnings, of: key)
                    }
                    latencies.add(latency)
                case .failure(let rejection): outcome.refused.append(Refusal(key: key, rejection: rejection))
                }
            }
            progress.advance()
        }
        let started = ContinuousClock.now
        await pump.run()
        progress.finish()
        var result = outcome.withLock { $0 }
        result.elapsed = ContinuousClock.now - started
        result.latencies = latencies.percentiles
        result.refused.sort { $0.key < $1.key }
        return result
    }
}
