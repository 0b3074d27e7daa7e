import ArgumentParser
import FerryClient

struct JobList: BrokerCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List jobs, by partition, oldest first.")

    @OptionGroup var list: ListOptions
    @OptionGroup var broker: BrokerOptions

    @Option(name: .long, help: "Only of this type.")
    var type: String?

    @Option(name: .long, help: "Only in this state.")
    var state: State = .all

    @Flag(name: .long, help: "Only jobs that have no retries left.")
    var withoutRetries = false

    @Option(
        name: .long, help: ArgumentHelp("Only of this instance.", valueName: "key"),
        transform: ProcessInstanceKey.init(argument:))
    var instance: ProcessInstanceKey?

    @Option(
        name: .long,
        help: ArgumentHelp("Only of instances of ID, ID:VERSION, ID@HASH or a key.", valueName: "definition"),
        transform: DefinitionReference.init(argument:))
    var definition: DefinitionReference?

    @Option(name: .long, help: ArgumentHelp("Only of this element of the model.", valueName: "id"))
    var element: String?

    @Option(name: .long, help: ArgumentHelp("Only what this worker holds, or held last.", valueName: "name"))
    var worker: String?

    enum State: String, ExpressibleByArgument, CaseIterable {
        case activatable
        case activated
        case failed
        case errorThrown = "error-thrown"
        case all

        var filter: ListJobs.Filter {
            switch self {
            case .activatable: .activatable
            case .activated: .activated
            case .failed: .failed
            case .errorThrown: .errorThrown
            case .all: .all
            }
        }
    }

    func run(_ client: FerryClient, _ console: Console) async throws {
        var listing = Listing<JobEntry>(console, emptyNote: "no jobs")
        try await list.eachPage { page in
            let answer = try await client.listJobs(
                ListJobs(
                    type: type ?? "", state: state.filter, withoutRetries: withoutRetries,
                    processInstanceKey: instance, definition: definition, elementID: element ?? "",
                    worker: worker ?? "", page: page))
            return (answer.jobs, answer.nextPageToken)
        } visit: { jobs in
            listing.print(jobs)
        }
        listing.end()
    }
}
