import ArgumentParser
import FerryClient

struct BenchCreate: BrokerCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Measure starting instances of a process with one task.",
        discussion: "The instances stay: they are of the process \(BenchModel.processID).")

    @OptionGroup var load: LoadOptions
    @OptionGroup var broker: BrokerOptions

    var connections: Int { load.connections }

    func run(_ client: FerryClient, _ console: Console) async throws {
        let definition = try await BenchModel.first.deployed(by: client)
        let call = Call.createProcessInstance(CreateProcessInstance(definition: .key(definition)))
        let measurement = Measurement(workload: "create", client: client, load: load, console: console)
        try console.print(try await measurement.run(next: { _ in ((), call) }))
    }
}
