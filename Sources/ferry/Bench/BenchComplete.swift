import ArgumentParser
import FerryClient
import Foundation

struct BenchComplete: BrokerCommand {
    static let configuration = CommandConfiguration(
        commandName: "complete", abstract: "Measure instances from start to end, with workers for their jobs.",
        discussion: """
            Each operation starts an instance of the process in --model and has its answer when the instance has ended. \
            Jobs of the types in --job-type are pushed to this command and completed at once; without any, the process \
            must come to its end alone. Timers take the time they take. An instance with an incident never ends: its \
            operation fails when --timeout is over.
            """)

    @Option(name: .long, help: ArgumentHelp("BPMN 2.0 XML with one executable process.", valueName: "file"))
    var model: String

    @Option(name: .long, help: ArgumentHelp("Complete jobs of this type; may stand more than once.", valueName: "type"))
    var jobType: [String] = []

    @OptionGroup var variables: VariableOptions
    @OptionGroup var load: LoadOptions
    @OptionGroup var broker: BrokerOptions

    var connections: Int { load.connections }

    func run(_ client: FerryClient, _ console: Console) async throws {
        let resource = DeployResources.Resource(
            name: URL(fileURLWithPath: model).lastPathComponent, content: try FileReader.system.bytes(model))
        let deployed = try await client.deployResources(DeployResources(resources: [resource]))
        guard deployed.definitions.count == 1, let definition = deployed.definitions.first?.key else {
            throw InputError("\(model) has \(deployed.definitions.count) executable processes; one can be measured")
        }
        let call = Call.createProcessInstance(
            CreateProcessInstance(definition: .key(definition), variables: try variables.read(), awaitResult: true))
        let measurement = Measurement(workload: "complete", client: client, load: load, console: console)
        let worker = BenchWorker(client: client, types: jobType)
        let report = try await worker.working { try await measurement.run(next: { _ in ((), call) }) }
        for refusal in worker.refusals.all { console.note("\(refusal.count) x \(refusal.code): \(refusal.example)") }
        try console.print(report)
    }
}

/// Completes jobs as they come.
private struct BenchWorker {
    let client: FerryClient
    let types: [String]
    let refusals = RejectionTally()

    /// Works until `body` is done. Fails when the broker ends the stream of jobs.
    func working<Result: Sendable>(_ body: @escaping @Sendable () async throws -> Result) async throws -> Result {
        guard !types.isEmpty else { return try await body() }
        return try await withThrowingTaskGroup(of: Result?.self) { group in
            group.addTask {
                try await work()
                return nil
            }
            group.addTask { try await body() }
            defer { group.cancelAll() }
            while let ended = try await group.next() {
                if let result = ended { return result }
            }
            throw CancellationError()
        }
    }

    private func work() async throws {
        let request = StreamJobs(types: types, worker: "bench", credits: StreamJobs.creditsMax)
        for try await job in client.streamJobs(request) {
            client.send(.completeJob(CompleteJob(jobKey: job.key)), options: CallOptions()) { result in
                if case .failure(let rejection) = result { refusals.add(rejection) }
            }
        }
    }
}
