import ArgumentParser
import FerryClient

struct JobComplete: BrokerCommand {
    static let configuration = CommandConfiguration(
        commandName: "complete", abstract: "Say that a job is done; its instance goes on.")

    @OptionGroup var variables: VariableOptions
    @OptionGroup var decision: JobDecisionOptions
    @OptionGroup var broker: BrokerOptions

    @Argument(help: ArgumentHelp("The job.", valueName: "key"), transform: JobKey.init(argument:))
    var key: JobKey

    func run(_ client: FerryClient, _ console: Console) async throws {
        try await client.completeJob(
            CompleteJob(jobKey: key, variables: try variables.read(), decision: try decision.read()))
        console.print(["jobKey": .key(key)], orLines: ["completed job \(key)"])
    }
}
