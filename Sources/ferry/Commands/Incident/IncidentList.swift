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

    @Option(
        name: .long, help: ArgumentHelp("Only of this type, for example JOB_NO_RETRIES.", valueName: "type"),
        transform: IncidentType.init(argument:))
    var type: IncidentType?

    @Option(
        name: .long, help: ArgumentHelp("Only that of this job.", valueName: "key"), transform: JobKey.init(argument:))
    var job: JobKey?

    func run(_ client: FerryClient, _ console: Console) async throws {
        var listing = Listing<IncidentView>(console, emptyNote: "no incidents")
        try await list.eachPage { page in
            let answer = try await client.listIncidents(
                ListIncidents(
                    processInstanceKey: instance, definition: definition, page: page, type: type, jobKey: job))
            return (answer.incidents, answer.nextPageToken)
        } visit: { incidents in
            listing.print(incidents)
        }
        listing.end()
    }
}

extension IncidentType {
    fileprivate init(argument: String) throws(InputError) {
        let name = argument.uppercased().replacing("-", with: "_")
        guard let type = Self.allCases.first(where: { $0.description == name }) else {
            throw InputError("an incident's type is one of \(Self.allCases.map(\.description).joined(separator: ", "))")
        }
        self = type
    }
}
