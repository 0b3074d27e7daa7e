import ArgumentParser
import FerryClient

struct BenchPing: BrokerCommand {
    static let configuration = CommandConfiguration(
        commandName: "ping", abstract: "Measure the way there and back, without any work at the other end.")

    @OptionGroup var load: LoadOptions
    @OptionGroup var broker: BrokerOptions

    var connections: Int { load.connections }

    func run(_ client: FerryClient, _ console: Console) async throws {
        let measurement = Measurement(workload: "ping", client: client, load: load, console: console)
        try console.print(try await measurement.run(next: { _ in ((), .ping(Ping())) }))
    }
}
