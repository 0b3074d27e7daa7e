import ArgumentParser
import FerryClient

struct JobUpdate: BrokerCommand {
    static let configuration = CommandConfiguration(
        commandName: "update",
        abstract: "Give a job retries, its worker another time, or a priority: all of it at once.",
        discussion: "A job without retries has an incident: resolve that afterwards.")

    @OptionGroup var broker: BrokerOptions

    @Argument(help: ArgumentHelp("The job.", valueName: "key"), transform: JobKey.init(argument:))
    var key: JobKey

    @Option(name: .long, help: ArgumentHelp("How many tries are left now.", valueName: "n"))
    var retries: Int32?

    @Option(
        name: .long, help: ArgumentHelp("Its worker holds it for this long from now.", valueName: "duration"),
        transform: TimeSpan.init(argument:))
    var hold: TimeSpan?

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("Of jobs that wait the higher is handed out first.", valueName: "n"))
    var priority: Int32?

    func validate() throws {
        guard retries != nil || hold != nil || priority != nil else {
            throw ValidationError("Give --retries, --hold or --priority.")
        }
    }

    func run(_ client: FerryClient, _ console: Console) async throws {
        try await client.updateJob(
            UpdateJob(jobKey: key, retries: retries, timeoutMilliseconds: hold?.wholeMilliseconds, priority: priority))
        var changes: [String] = []
        if let retries { changes.append("has \(retries) \(retries == 1 ? "retry" : "retries")") }
        if let hold { changes.append("is its worker's for \(hold.wholeMilliseconds) ms from now") }
        if let priority { changes.append("has priority \(priority)") }
        console.print(
            [
                "jobKey": .key(key), "retries": retries.map { .number($0) } ?? .null,
                "timeoutMilliseconds": hold.map { .number($0.wholeMilliseconds) } ?? .null,
                "priority": priority.map { .number($0) } ?? .null,
            ], orLines: ["job \(key) " + changes.joined(separator: " and ")])
    }
}
