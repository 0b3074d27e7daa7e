import ArgumentParser
import FerryClient

struct UserTaskList: BrokerCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List open user tasks, by partition, oldest first.")

    @OptionGroup var list: ListOptions
    @OptionGroup var broker: BrokerOptions

    @Option(name: .long, help: ArgumentHelp("Only what this user has.", valueName: "user"))
    var assignee: String?

    @Option(name: .long, help: ArgumentHelp("Only what this group may do.", valueName: "group"))
    var candidateGroup: String?

    @Option(name: .long, help: ArgumentHelp("Only what this user may do.", valueName: "user"))
    var candidateUser: String?

    @Option(name: .long, help: "Only tasks that somebody has, or nobody.")
    var state: State = .all

    @Option(
        name: .long, help: ArgumentHelp("Only of this instance.", valueName: "key"),
        transform: ProcessInstanceKey.init(argument:))
    var instance: ProcessInstanceKey?

    @Option(
        name: .long,
        help: ArgumentHelp("Only of instances of ID, ID:VERSION, ID@HASH or a key.", valueName: "definition"),
        transform: DefinitionReference.init(argument:))
    var definition: DefinitionReference?

    enum State: String, ExpressibleByArgument, CaseIterable {
        case assigned
        case unassigned
        case all

        var filter: ListUserTasks.Filter {
            switch self {
            case .assigned: .assigned
            case .unassigned: .unassigned
            case .all: .all
            }
        }
    }

    func run(_ client: FerryClient, _ console: Console) async throws {
        var listing = Listing<UserTaskView>(console, emptyNote: "no user tasks")
        try await list.eachPage { page in
            let answer = try await client.listUserTasks(
                ListUserTasks(
                    assignee: assignee ?? "", candidateGroup: candidateGroup ?? "", candidateUser: candidateUser ?? "",
                    state: state.filter, processInstanceKey: instance, definition: definition, page: page))
            return (answer.userTasks, answer.nextPageToken)
        } visit: { userTasks in
            listing.print(userTasks)
        }
        listing.end()
    }
}
