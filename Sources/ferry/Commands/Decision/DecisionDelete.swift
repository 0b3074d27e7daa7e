import ArgumentParser
import FerryClient

struct DecisionDelete: BrokerCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete", abstract: "Delete the DMN file that a decision came from, with all its decisions.",
        discussion: "Who evaluates one of them then gets the version before it, if there is one.")

    @OptionGroup var broker: BrokerOptions

    @Argument(help: ArgumentHelp("A decision id, which means its latest version, or a key.", valueName: "decision"))
    var decision: String

    func run(_ client: FerryClient, _ console: Console) async throws {
        let all = try await decisions(client)
        guard let found = all.last(where: { $0.decisionID == decision || "\($0.key)" == decision }) else {
            throw Rejection(
                .notFound, "decision \(decision) is not there",
                reasons: [
                    Reason(
                        code: "DECISION_NOT_FOUND", expected: "decision \(decision)", found: "nothing",
                        hint: "list the decisions to see what is deployed")
                ])
        }
        try await client.deleteResource(DeleteResource(resourceKey: ResourceKey(found.requirementsKey)))
        let gone = all.filter { $0.requirementsKey == found.requirementsKey }
        let names = gone.map { "\($0.decisionID):\($0.version)" }.joined(separator: ", ")
        console.print(
            ["resourceKey": .key(found.requirementsKey), "decisionIds": .strings(gone.map(\.decisionID))],
            orLines: ["deleted \(found.resourceName): \(names)"])
    }

    /// Newest versions last.
    private func decisions(_ client: FerryClient) async throws -> [DecisionDefinition] {
        var all: [DecisionDefinition] = []
        try await ListOptions(limit: nil).eachPage { page in
            let answer = try await client.listDecisions(ListDecisions(page: page))
            return (answer.decisions, answer.nextPageToken)
        } visit: { decisions in
            all += decisions
        }
        return all
    }
}
