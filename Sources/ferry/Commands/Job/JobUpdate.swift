import ArgumentParser
import FerryClient

struct JobUpdate: BrokerCommand {
    static let configuration = CommandConfiguration(
        commandName: "update", abstract: "Give a job retries, or its worker another time, or both at once.",
        discussion: "A job without retries has an incident: resolve that afterwards. The time counts from now.")

    @OptionGroup var broker: BrokerOptions

    @Argument(help: ArgumentHelp("The job.", valueName: "key"), transform: JobKey.init(argument:))
    var key: JobKey

    @Option(name: .long, help: ArgumentHelp("How many tries are left now.", valueName: "n"))
    var retries: Int32?

    @Option(
        name: .long, help: ArgumentHelp("How long the worker holds it.", valueName: "duration"),
        transform: TimeSpan.init(argument:))
    var timeout: TimeSpan?

    func validate() throws {
        guard retries != nil || timeout != nil else { throw ValidationError("Give --retries, --timeout or both.") }
    }

    func run(_ client: FerryClient, _ console: Console) async throws {
        try await client.updateJob(
            UpdateJob(jobKey: key, retries: retries, timeoutMilliseconds: timeout?.wholeMilliseconds))
        var changes: [String] = []
        if let retries { changes.append("has \(retries) \(retries == 1 ? "retry" : "retries")") }
        if let timeout { changes.append("is its worker's for \(timeout.wholeMilliseconds) ms from now") }
        console.print(
            [
                "jobKey": .key(key), "retries": retries.map { .number($0) } ?? .null,
                "timeoutMilliseconds": timeout.map { .number($0.wholeMilliseconds) } ?? .null,
            ], orLines: ["job \(key) " + changes.joined(separator: " and ")])
    }
}
