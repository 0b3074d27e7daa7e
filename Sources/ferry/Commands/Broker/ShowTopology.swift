import ArgumentParser
import FerryClient

struct ShowTopology: BrokerCommand {
    static let configuration = CommandConfiguration(
        commandName: "topology", abstract: "Show the broker, its partitions and their health.")

    @OptionGroup var broker: BrokerOptions

    func run(_ client: FerryClient, _ console: Console) async throws {
        let topology = try await client.topology()
        console.print(topology.json, orLines: topology.lines)
    }
}
