import Foundation
import Testing

/// The power goes under load: of what was written but not synced any part may be lost, and nothing acknowledged is.
@Suite(.serialized, .enabled(if: DiskShim.isAvailable, "there is no C compiler to make the disk shim with"))
struct PowerLossTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static let cuts = environment["FERRY_POWER_CUTS"].flatMap { Int($0) }
    private static let seed = environment["FERRY_CRASH_SEED"].flatMap { UInt64($0) } ?? 1

    @Test(.timeLimit(.minutes(2)))
    func whatWasAcknowledgedSurvivesPowerCuts() async throws {
        try await withSite(.shimmed) { site in
            var run = KillRun(site, seed: Self.seed, acknowledgedPerCycle: 30...250, ending: .powerCut)

            for _ in 0..<3 { try await run.cycle() }
            try await run.finish()

            #expect(run.figures.acknowledged > 3 * 30)
            #expect(run.figures.power.cuts >= 3)
        }
    }

    /// A test that could not fail would prove nothing.
    @Test(.timeLimit(.minutes(2)))
    func areNoticedWhenTheDiskOnlySaysThatItSyncs() async throws {
        try await withSite(.lying) { site in
            var run = KillRun(site, seed: Self.seed, acknowledgedPerCycle: 30...250, ending: .powerCut)

            await withKnownIssue("what was acknowledged is gone") {
                for _ in 0..<5 { try await run.cycle() }
            }
        }
    }

    @Test(.enabled(if: cuts != nil, "FERRY_POWER_CUTS is not set"), .timeLimit(.minutes(60)))
    func theSameOverManyCuts() async throws {
        try await withSite(.shimmed) { site in
            var run = KillRun(
                site, seed: Self.seed, keepers: 48, acknowledgedPerCycle: 50...3_000, ending: .powerCut)

            for _ in 0..<(Self.cuts ?? 0) { try await run.cycle() }
            try await run.finish()

            run.figures.report(seed: Self.seed)
        }
    }
}
