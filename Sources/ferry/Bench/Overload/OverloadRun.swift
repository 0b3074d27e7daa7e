import FerryClient
import Synchronization

/// One call again and again: first as fast as it is answered, then as fast as somebody wants.
struct OverloadRun {
    let client: FerryClient
    let call: Call
    let duration: Duration
    let lanes: Int

    /// What a connection may have in flight by the broker's default, so that the client holds nothing back.
    static let callsPerConnection = 1_024
    private static let peakLanes = 512

    /// What came of one load.
    struct Level: Hashable, Sendable {
        let name: String
        let operations: Int
        let shed: Int
        let otherErrors: Int
        let elapsed: Duration
        let latencies: LatencyPercentiles

        var offeredPerSecond: Double { Double(operations) / elapsed.inSeconds }
        var goodput: Double { Double(operations - shed - otherErrors) / elapsed.inSeconds }
    }

    /// The calls a second that the broker answers when it is never idle and never full.
    func peak() async -> Level {
        let end = ContinuousClock.now + duration
        let sent = Atomic(0)
        return await measure("peak", operations: { sent.load(ordering: .relaxed) }) { completed in
            await CallPump(
                client, lanes: min(Self.peakLanes, lanes),
                next: { _ in
                    guard ContinuousClock.now < end else { return nil }
                    sent.add(1, ordering: .relaxed)
                    return ((), call)
                },
                completed: completed
            ).run()
        }
    }

    func offer(_ factor: Double, times peak: Level) async -> Level {
        let rate = max(1, Int(peak.goodput * factor))
        let operations = max(1, Int(Double(rate) * duration.inSeconds))
        return await measure("\(factor.text(places: 1)) x", operations: { operations }) { completed in
            await PacedPump(
                client, lanes: min(lanes, operations), operations: operations, perSecond: rate,
                next: { _ in ((), call) }, completed: completed
            ).run()
        }
    }

    private func measure(
        _ name: String, operations: () -> Int,
        _ pump: (@escaping @Sendable (Void, Result<Answer, Rejection>, Duration) -> Void) async -> Void
    ) async -> Level {
        let latencies = LatencyRecord()
        let shed = Atomic(0)
        let otherErrors = Atomic(0)
        let begin = ContinuousClock.now
        await pump { _, result, latency in
            switch result {
            case .success: latencies.add(latency)
            case .failure(let rejection) where rejection.code == .resourceExhausted:
                shed.add(1, ordering: .relaxed)
            case .failure: otherErrors.add(1, ordering: .relaxed)
            }
        }
        return Level(
            name: name, operations: operations(), shed: shed.load(ordering: .relaxed),
            otherErrors: otherErrors.load(ordering: .relaxed), elapsed: ContinuousClock.now - begin,
            latencies: latencies.percentiles)
    }
}
