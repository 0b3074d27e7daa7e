import ArgumentParser
import FerryClient

struct DecisionList: BrokerCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List deployed decisions by decision id, then version.")

    @OptionGroup var list: ListOptions
    @OptionGroup var broker: BrokerOptions

    @Argument(help: ArgumentHelp("Only the versions of this decision.", valueName: "decision-id"))
    var decisionID: String = ""

    @Flag(name: .long, help: "Only the latest version of each decision.")
    var latest = false

    func run(_ client: FerryClient, _ console: Console) async throws {
        var listing = Listing<DecisionDefinition>(console, emptyNote: "no decisions")
        try await list.eachPage { page in
            let answer = try await client.listDecisions(
                ListDecisions(decisionID: decisionID, latestOnly: latest, page: page))
            return (answer.decisions, answer.nextPageToken)
        } visit: { decisions in
            listing.print(decisions)
        }
        listing.end()
    }
}
