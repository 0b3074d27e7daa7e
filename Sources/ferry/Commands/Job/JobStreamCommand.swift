import ArgumentParser
import FerryClient

struct JobStreamCommand: BrokerCommand {
    static let configuration = CommandConfiguration(
        commandName: "stream", abstract: "Take jobs as they come, until interrupted.",
        discussion: """
            The broker sends no more than --credits jobs ahead. With --complete each is completed at once; without, it \
            stays with this worker for the time of --hold.
            """)

    @OptionGroup var variables: VariableOptions
    @OptionGroup var broker: BrokerOptions

    @Argument(help: ArgumentHelp("The job types.", valueName: "type"))
    var types: [String]

    @Flag(name: .long, help: "Complete each job, with the variables given.")
    var complete = false

    @Option(name: .long, help: ArgumentHelp("How many jobs the broker may send ahead.", valueName: "n"))
    var credits: Int32 = 32

    @Option(name: .long, help: ArgumentHelp("Stop after this many.", valueName: "n"))
    var limit: Int?

    @Option(name: .long, help: "Who takes them; for people.")
    var worker: String = "ferry"

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Hold each for this long before it returns to the queue (default: 60s).", valueName: "duration"),
        transform: TimeSpan.init(argument:))
    var hold: TimeSpan = TimeSpan(.seconds(60))

    @Option(name: .long, help: ArgumentHelp("Only this variable. Repeatable.", valueName: "name"))
    var fetch: [String] = []

    func validate() throws {
        guard credits > 0 else { throw ValidationError("--credits is a number from 1.") }
        guard (limit ?? 1) > 0 else { throw ValidationError("--limit is a number from 1.") }
        guard complete || variables.areNone else { throw ValidationError("Variables go with --complete.") }
    }

    func run(_ client: FerryClient, _ console: Console) async throws {
        let answer = try variables.read()
        var listing = Listing<ActivatedJob>(console, emptyNote: "")
        var count = 0
        // One by one, so that none is taken beyond the limit.
        let window = limit == nil ? credits : 1
        let request = StreamJobs(
            types: types, worker: worker, timeoutMilliseconds: hold.wholeMilliseconds, fetchVariables: fetch,
            credits: window)
        for try await job in client.streamJobs(request) {
            listing.print([job])
            count += 1
            if complete {
                try await client.completeJob(CompleteJob(jobKey: job.key, variables: answer))
            }
            if count == limit { return }
        }
    }
}
