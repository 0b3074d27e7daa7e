import ArgumentParser
import FerryClient

struct PingBroker: BrokerCommand {
    static let configuration = CommandConfiguration(
        commandName: "ping", abstract: "Ask whether the broker answers, and how fast.")

    @OptionGroup var broker: BrokerOptions

    func run(_ client: FerryClient, _ console: Console) async throws {
        // The first one makes the connection, the second one measures the way there and back.
        _ = try await client.ping()
        let sent = ContinuousClock.now
        _ = try await client.ping()
        let microseconds = (ContinuousClock.now - sent).wholeMicroseconds
        console.print(
            ["roundTripMicroseconds": .number(microseconds)],
            orLines: ["answered in \((Double(microseconds) / 1_000).text(places: 3)) ms"])
    }
}
