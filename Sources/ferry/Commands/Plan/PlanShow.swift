import ArgumentParser
import FerryClient

struct PlanShow: BrokerCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a plan side by side: source, target, events, and what runs where now.")

    @OptionGroup var plan: PlanFileArgument
    @OptionGroup var broker: BrokerOptions

    @Option(name: .long, help: ArgumentHelp("Count the active elements of so many instances.", valueName: "n"))
    var countMax = 100_000

    func run(_ client: FerryClient, _ console: Console) async throws {
        let answer = try await client.validateMigrationPlan(try plan.validation())
        let draft = try await PlanDraft.compare(
            .key(answer.source.key), .key(answer.target.key), countMax: countMax, from: client)
        console.print(answer.json(with: draft.counts), orLines: answer.lines(with: draft.counts))
        if let rejection = answer.rejection, console.format == .table { console.report(rejection) }
    }
}
