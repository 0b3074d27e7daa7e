import FerryRehearsal
import Foundation
import Testing

/// The cases of Camunda 7's and Camunda 8's test suites, played as scenarios.
@Suite struct ConformanceTests {
    private static let engines = [
        ("camunda8", "Camunda 8"), ("elements", "Camunda 8, elements"), ("camunda7", "Camunda 7"),
    ]

    /// Set by `scripts/conformance.sh`: write the page instead of comparing it.
    private static let isWriting = ProcessInfo.processInfo.environment["FERRY_WRITE_CONFORMANCE"] != nil

    @Test func everyScenarioPassesAndThePageSaysWhatPassed() async throws {
        var report = ConformanceReport(engines: [])
        for (folder, title) in Self.engines {
            let outcomes = try await play(folder)
            // What passes before its mark is removed should not break whoever made it pass.
            for outcome in outcomes where outcome.ending == .failed {
                Issue.record("\(([outcome.file] + outcome.lines(isVerbose: true)).joined(separator: "\n"))")
            }
            let index = try CaseIndex(folder)
            let named = folder == "elements" ? try NamedCases(index).verdicts : [:]
            report = ConformanceReport(engines: report.engines + [(title, .init(index, outcomes, named: named))])
        }

        let page = Repository.root.appendingPathComponent("docs/CONFORMANCE.md")
        if Self.isWriting { try Data(report.markdown.utf8).write(to: page) }
        let written = try? String(contentsOf: page, encoding: .utf8)

        #expect(written == report.markdown, "docs/CONFORMANCE.md is stale: run scripts/conformance.sh")
    }

    @Test(arguments: engines.map(\.0))
    func scenariosAnswerCasesThatThereAre(_ engine: String) throws {
        let index = try CaseIndex(engine)

        let answers = try Repository.scenarios(of: engine).flatMap { path in
            try Repository.read(path).scenarios.flatMap(\.answers)
        }

        #expect(answers.filter { !index.cases.contains($0) } == [])
        #expect(answers.filter { index.notApplicable[$0] != nil } == [])
        #expect(index.strayPatterns == [])
    }

    @Test func testsInSwiftNameCasesThatThereAre() throws {
        let index = try CaseIndex("elements")

        let named = try NamedCases(index)

        #expect(named.strayNames == [])
        #expect(named.verdicts.keys.filter { index.notApplicable[$0] != nil } == [])
        #expect(named.verdicts["AHJ-7"] == .passing)
    }

    /// What passes must pass whenever the broker crashes.
    @Test(arguments: engines.map(\.0))
    func everyScenarioPassesWithCrashesBetweenAnyTwoCalls(_ engine: String) async throws {
        let outcomes = try await play(engine, crashes: .always)

        for outcome in outcomes where outcome.ending == .failed {
            Issue.record("\(([outcome.file] + outcome.lines(isVerbose: true)).joined(separator: "\n"))")
        }
        #expect(!outcomes.isEmpty)
    }

    private func play(
        _ engine: String, crashes: EmbeddedBroker.Crashes = .never
    ) async throws -> [ScenarioOutcome] {
        var outcomes: [ScenarioOutcome] = []
        for path in try Repository.scenarios(of: engine) {
            outcomes += await Rehearsal(crashes: crashes).play(try Repository.read(path))
        }
        return outcomes
    }
}
