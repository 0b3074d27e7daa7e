import ArgumentParser
import FerryClient

struct JobFail: BrokerCommand {
    static let configuration = CommandConfiguration(
        commandName: "fail", abstract: "Say that a job could not be done.",
        discussion: "Without retries left an incident is raised.")

    @OptionGroup var variables: VariableOptions
    @OptionGroup var broker: BrokerOptions

    @Argument(help: ArgumentHelp("The job.", valueName: "key"), transform: JobKey.init(argument:))
    var key: JobKey

    // Unconditional, because a negative number is not the next option. What it means is for the broker to say.
    @Option(
        name: .long, parsing: .unconditional, help: ArgumentHelp("How many tries are left now.", valueName: "n"))
    var retries: Int32

    @Option(
        name: .long, help: ArgumentHelp("Not before this time has passed.", valueName: "duration"),
        transform: TimeSpan.init(argument:))
    var backoff: TimeSpan?

    @Option(name: .long, help: ArgumentHelp("Why.", valueName: "text"))
    var message: String = ""

    func run(_ client: FerryClient, _ console: Console) async throws {
        try await client.failJob(
            FailJob(
                jobKey: key, retries: retries, backoffMilliseconds: backoff?.wholeMilliseconds ?? 0, message: message,
                variables: try variables.read()))
        console.print(
            ["jobKey": .key(key), "retries": .number(retries)],
            orLines: ["failed job \(key), retries left: \(retries)"])
    }
}
