import ArgumentParser
import FerryClient

struct FormList: BrokerCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List deployed forms by form id, then version.")

    @OptionGroup var list: ListOptions
    @OptionGroup var broker: BrokerOptions

    @Argument(help: ArgumentHelp("Only the versions of this form.", valueName: "form-id"))
    var formID: String = ""

    @Flag(name: .long, help: "Only the latest version of each form.")
    var latest = false

    func run(_ client: FerryClient, _ console: Console) async throws {
        var listing = Listing<FormDefinition>(console, emptyNote: "no forms")
        try await list.eachPage { page in
            let answer = try await client.listForms(ListForms(formID: formID, latestOnly: latest, page: page))
            return (answer.forms, answer.nextPageToken)
        } visit: { forms in
            listing.print(forms)
        }
        listing.end()
    }
}
