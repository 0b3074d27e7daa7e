import ArgumentParser
import FerryClient

struct JobActivate: BrokerCommand {
    static let configuration = CommandConfiguration(
        commandName: "activate",
        abstract: "Take waiting jobs of one type: the highest priority first, of equal ones the oldest.")

    @OptionGroup var broker: BrokerOptions

    @Argument(help: "The job type.")
    var type: String

    @Option(name: .long, help: ArgumentHelp("At most this many.", valueName: "n"))
    var max: Int32 = 32

    @Option(name: .long, help: "Who takes them; for people.")
    var worker: String = "ferry"

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Hold each for this long before it returns to the queue (default: 60s).", valueName: "duration"),
        transform: TimeSpan.init(argument:))
    var hold: TimeSpan = TimeSpan(.seconds(60))

    @Option(
        name: .long, help: ArgumentHelp("Wait this long while there is none.", valueName: "duration"),
        transform: TimeSpan.init(argument:))
    var wait: TimeSpan?

    @Option(name: .long, help: ArgumentHelp("Only this variable. Repeatable.", valueName: "name"))
    var fetch: [String] = []

    func run(_ client: FerryClient, _ console: Console) async throws {
        let command = ActivateJobs(
            type: type, worker: worker, timeoutMilliseconds: hold.wholeMilliseconds, maxJobs: max,
            fetchVariables: fetch, waitMilliseconds: wait?.wholeMilliseconds ?? 0)
        let answer = try await client.activateJobs(command)
        var listing = Listing<ActivatedJob>(console, emptyNote: "no jobs of type \(type)")
        listing.print(answer.jobs)
        listing.end()
    }
}
