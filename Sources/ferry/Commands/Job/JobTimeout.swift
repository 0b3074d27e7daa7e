import ArgumentParser
import FerryClient

struct JobTimeout: BrokerCommand {
    static let configuration = CommandConfiguration(
        commandName: "timeout", abstract: "Give a worker more time, or less, for a job it holds.",
        discussion: "The time counts from now.")

    @OptionGroup var broker: BrokerOptions

    @Argument(help: ArgumentHelp("The job.", valueName: "key"), transform: JobKey.init(argument:))
    var key: JobKey

    @Argument(
        help: ArgumentHelp("How long the worker holds it.", valueName: "duration"),
        transform: TimeSpan.init(argument:))
    var timeout: TimeSpan

    func run(_ client: FerryClient, _ console: Console) async throws {
        try await client.updateJobTimeout(
            UpdateJobTimeout(jobKey: key, timeoutMilliseconds: timeout.wholeMilliseconds))
        console.print(
            ["jobKey": .key(key), "timeoutMilliseconds": .number(timeout.wholeMilliseconds)],
            orLines: ["job \(key) is its worker's for \(timeout.wholeMilliseconds) ms from now"])
    }
}
