import ArgumentParser
import FerryClient

struct PlanCheck: BrokerCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Say everything that is wrong with a plan, without any instance.",
        discussion: """
            Exit code 0: the plan is good, though warnings may tell of elements from which no instance comes to its \
            end. 1: it has faults.
            """)

    @OptionGroup var plan: PlanFileArgument
    @OptionGroup var broker: BrokerOptions

    func run(_ client: FerryClient, _ console: Console) async throws {
        let answer = try await client.validateMigrationPlan(try plan.validation())
        console.print(answer.json, orLines: answer.checkLines)
        if let rejection = answer.rejection {
            if console.format == .table { console.report(rejection) }
            throw CommandStatus.refused
        }
    }
}
