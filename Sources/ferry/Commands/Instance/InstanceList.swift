import ArgumentParser
import FerryClient

struct InstanceList: BrokerCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List running instances, by partition, oldest first.")

    @OptionGroup var filter: InstanceFilter
    @OptionGroup var list: ListOptions
    @OptionGroup var broker: BrokerOptions

    func run(_ client: FerryClient, _ console: Console) async throws {
        var listing = Listing<ProcessInstanceSummary>(console, emptyNote: "no instances")
        try await filter.eachPage(of: client, list) { instances in listing.print(instances) }
        listing.end()
    }
}

/// Which running instances are meant.
struct InstanceFilter: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("Only instances of ID, ID:VERSION, ID@HASH or a key.", valueName: "definition"),
        transform: DefinitionReference.init(argument:))
    var definition: DefinitionReference?

    @Option(name: .long, help: ArgumentHelp("Only instances that stand at this element.", valueName: "element"))
    var element: String?

    @Option(name: .long, help: "Only instances in this state.")
    var state: State = .all

    @Option(name: .long, help: "Only instances with this tag.")
    var tag: String?

    @Option(name: .long, help: ArgumentHelp("Only instances with this business id.", valueName: "id"))
    var businessID: String?

    @Option(
        name: .long, help: ArgumentHelp("Only instances that this instance has called.", valueName: "key"),
        transform: ProcessInstanceKey.init(argument:))
    var parent: ProcessInstanceKey?

    enum State: String, ExpressibleByArgument, CaseIterable {
        case incidents
        case noIncidents = "no-incidents"
        case banned
        case suspended
        case all

        var filter: ListProcessInstances.Filter {
            switch self {
            case .incidents: .withIncidents
            case .noIncidents: .withoutIncidents
            case .banned: .banned
            case .suspended: .suspended
            case .all: .all
            }
        }
    }

    func eachPage(
        of client: FerryClient, _ list: ListOptions, visit: ([ProcessInstanceSummary]) throws -> Void
    ) async throws {
        try await list.eachPage { page in
            let answer = try await client.listProcessInstances(
                ListProcessInstances(
                    definition: definition, elementID: element ?? "", state: state.filter, page: page,
                    tag: tag ?? "", businessID: businessID ?? "", parent: parent))
            return (answer.instances, answer.nextPageToken)
        } visit: { instances in
            try visit(instances)
        }
    }
}
