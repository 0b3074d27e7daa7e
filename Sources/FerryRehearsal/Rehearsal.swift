package import FerryClient
import FerryModel

/// Plays scenario files and notes how they went.
package struct Rehearsal: Sendable {
    /// Where it is played; nil: each scenario gets a broker of its own, inside this process.
    private let client: FerryClient?
    /// Only scenarios whose name, or whose answered case, contains this.
    private let filter: String
    /// How often embedded brokers crash by themselves.
    private let crashes: EmbeddedBroker.Crashes

    package init(client: FerryClient? = nil, filter: String = "", crashes: EmbeddedBroker.Crashes = .never) {
        self.client = client
        self.filter = filter
        self.crashes = crashes
    }

    /// Reads a file; nil, and what is wrong with it, when it cannot be played.
    package static func read(
        _ bytes: [UInt8], named name: String, problems: inout [String],
        load: @escaping (_ path: String) throws -> [UInt8]
    ) -> ScenarioFile? {
        var reader = DocumentReader(fileName: name)
        defer { problems += reader.problems.lines }
        guard let root = DocumentParser.parse(bytes, problems: &reader.problems) else { return nil }
        let file = ScenarioReader.read(root, named: name, &reader, load: load)
        return reader.problems.isEmpty ? file : nil
    }

    /// `told` hears of each scenario when it is over.
    package func play(
        _ file: ScenarioFile, told: (ScenarioOutcome) -> Void = { _ in }
    ) async -> [ScenarioOutcome] {
        var outcomes: [ScenarioOutcome] = []
        for (scenario, models) in zip(file.scenarios, file.models) where isWanted(scenario) {
            let start = ContinuousClock.now
            let (ending, findings) = await play(scenario, models)
            let outcome = ScenarioOutcome(
                file: file.name, scenario: scenario, ending: ending, mismatches: findings,
                duration: ContinuousClock.now - start)
            outcomes.append(outcome)
            told(outcome)
        }
        return outcomes
    }

    private func isWanted(_ scenario: Scenario) -> Bool {
        filter.isEmpty || scenario.name.contains(filter) || scenario.answers.contains { $0.contains(filter) }
    }

    private func play(
        _ scenario: Scenario, _ models: [String: [DeployResources.Resource]]
    ) async -> (ScenarioOutcome.Ending, [Mismatch]) {
        do {
            let embedded = client == nil ? try EmbeddedBroker(partitions: scenario.partitions, crashes: crashes) : nil
            let stage = Stage(client: try client ?? embedded.unwrapped().client, embedded: embedded)
            var run = ScenarioRun(stage, models: models)
            var mismatches = try await run.play(scenario)
            if let embedded {
                let findings = embedded.check()
                if !findings.isEmpty {
                    mismatches.append(
                        Mismatch("the broker's tables are not sound afterwards", line: scenario.line, found: findings))
                }
            } else {
                await run.leave()
            }
            let isPending = scenario.pending != nil
            if mismatches.isEmpty { return (isPending ? .pendingPassed : .passed, []) }
            return (isPending ? .pending : .failed, mismatches)
        } catch let unplayable as Unplayable {
            return (.skipped(unplayable.reason), [])
        } catch {
            return (.failed, [Mismatch(error, line: scenario.line)])
        }
    }
}

extension Optional where Wrapped == EmbeddedBroker {
    fileprivate func unwrapped() throws -> EmbeddedBroker {
        guard let self else { throw Unplayable(reason: "no broker") }
        return self
    }
}
