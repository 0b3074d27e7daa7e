import ArgumentParser
import FerryClient

struct IncidentResolve: BrokerCommand {
    static let configuration = CommandConfiguration(
        commandName: "resolve", abstract: "Try again what failed.",
        discussion: "A job that ran out of retries needs some first: ferry job retries KEY N.")

    @OptionGroup var broker: BrokerOptions

    @Argument(help: ArgumentHelp("The incidents.", valueName: "key"), transform: IncidentKey.init(argument:))
    var keys: [IncidentKey]

    func run(_ client: FerryClient, _ console: Console) async throws {
        try await console.each(keys) { key in
            try await client.resolveIncident(key)
            console.print(["incidentKey": .key(key)], orLines: ["resolved incident \(key)"])
        }
    }
}
