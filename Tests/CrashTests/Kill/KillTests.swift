import Foundation
import Testing

@Suite(.serialized)
struct KillTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static let cycles = environment["FERRY_CRASH_CYCLES"].flatMap { Int($0) }
    private static let seed = environment["FERRY_CRASH_SEED"].flatMap { UInt64($0) } ?? 1

    @Test(.timeLimit(.minutes(2)))
    func whatWasAcknowledgedSurvivesKillsAndNothingIsDoneByHalf() async throws {
        try await withSite { site in
            var run = KillRun(site, seed: Self.seed, acknowledgedPerCycle: 30...250)

            for _ in 0..<6 { try await run.cycle() }
            try await run.finish()

            #expect(run.figures.acknowledged > 6 * 30)
        }
    }

    @Test(.enabled(if: cycles != nil, "FERRY_CRASH_CYCLES is not set"), .timeLimit(.minutes(60)))
    func theSameOverManyCycles() async throws {
        let cycles = Self.cycles ?? 0
        try await withSite { site in
            var run = KillRun(site, seed: Self.seed, keepers: 48, acknowledgedPerCycle: 50...3_000)

            for _ in 0..<cycles { try await run.cycle() }
            try await run.finish()

            run.figures.report(seed: Self.seed)
            let slowest = try #require(run.figures.startTimes.max())
            // About a second is meant; a busy machine must not fail this.
            #expect(slowest < .seconds(10))
        }
    }
}
