import ArgumentParser
import FerryClient

struct IncidentList: BrokerCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List unresolved incidents, by partition, oldest first.")

    @OptionGroup var list: ListOptions
    @OptionGroup var broker: BrokerOptions

    @Option(
        name: .long, help: ArgumentHelp("Only of this instance.", valueName: "key"),
        transform: ProcessInstanceKey.init(argument:))
    var instance: ProcessInstanceKey?

    @Option(
        name: .long,
        help: ArgumentHelp("Only of instances of ID, ID:VERSION, ID@HASH or a key.", valueName: "definition"),
        transform: DefinitionReference.init(argument:))
    var definition: DefinitionReference?

    func run(_ client: FerryClient, _ console: Console) async throws {
        var listing = Listing<IncidentView>(console, emptyNote: "no incidents")
        try await list.eachPage { page in
            let answer = try await client.listIncidents(
                ListIncidents(processInstanceKey: instance, definition: definition, page: page))
            return (answer.incidents, answer.nextPageToken)
        } visit: { incidents in
            listing.print(incidents)
        }
        listing.end()
    }
}
