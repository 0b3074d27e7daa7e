import ArgumentParser
import FerryClient

struct JobRetries: BrokerCommand {
    static let configuration = CommandConfiguration(
        commandName: "retries", abstract: "Give a job retries.",
        discussion: "A job without retries has an incident: resolve that afterwards.")

    @OptionGroup var broker: BrokerOptions

    @Argument(help: ArgumentHelp("The job.", valueName: "key"), transform: JobKey.init(argument:))
    var key: JobKey

    @Argument(help: ArgumentHelp("How many tries are left now.", valueName: "n"))
    var retries: Int32

    func run(_ client: FerryClient, _ console: Console) async throws {
        try await client.updateJobRetries(UpdateJobRetries(jobKey: key, retries: retries))
        console.print(
            ["jobKey": .key(key), "retries": .number(retries)],
            orLines: ["job \(key) has \(retries) \(retries == 1 ? "retry" : "retries")"])
    }
}
