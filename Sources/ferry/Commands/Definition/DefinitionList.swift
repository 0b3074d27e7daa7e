import ArgumentParser
import FerryClient

struct DefinitionList: BrokerCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List definitions by process id, then version.")

    @OptionGroup var list: ListOptions
    @OptionGroup var broker: BrokerOptions

    @Argument(help: ArgumentHelp("Only the versions of this process.", valueName: "process-id"))
    var processID: String = ""

    @Flag(name: .long, help: "Only the latest version of each process.")
    var latest = false

    func run(_ client: FerryClient, _ console: Console) async throws {
        var listing = Listing<ProcessDefinition>(console, emptyNote: "no definitions")
        try await list.eachPage { page in
            let answer = try await client.listProcessDefinitions(
                ListProcessDefinitions(processID: processID, latestOnly: latest, page: page))
            return (answer.definitions, answer.nextPageToken)
        } visit: { definitions in
            listing.print(definitions)
        }
        listing.end()
    }
}
