import ArgumentParser
import FerryClient

struct VariableList: BrokerCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List variables of running instances, by partition, instance, scope and name.")

    @OptionGroup var list: ListOptions
    @OptionGroup var broker: BrokerOptions

    @Option(
        name: .long, help: ArgumentHelp("Only of this instance.", valueName: "key"),
        transform: ProcessInstanceKey.init(argument:))
    var instance: ProcessInstanceKey?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Only of exactly this scope: the key of an instance or of one of its element instances.",
            valueName: "key"),
        transform: ElementInstanceKey.init(argument:))
    var scope: ElementInstanceKey?

    @Option(name: .long, help: "Only of this name.")
    var name: String?

    @Option(
        name: .long, help: ArgumentHelp("Only with this value; what is no JSON is taken as text.", valueName: "json"),
        transform: JSONValue.init(argument:))
    var value: JSONValue?

    func run(_ client: FerryClient, _ console: Console) async throws {
        var listing = Listing<VariableEntry>(console, emptyNote: "no variables")
        try await list.eachPage { page in
            let answer = try await client.listVariables(
                ListVariables(
                    processInstanceKey: instance, scope: scope, name: name ?? "", value: value, page: page))
            return (answer.variables, answer.nextPageToken)
        } visit: { variables in
            listing.print(variables)
        }
        listing.end()
    }
}
