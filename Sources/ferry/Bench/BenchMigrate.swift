import ArgumentParser
import FerryClient

struct BenchMigrate: BrokerCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate", abstract: "Measure migrations, to and fro between two definitions.",
        discussion: """
            Prepares instances first and does not measure that. Then each operation picks an instance at random and \
            moves it to the definition it is not on.
            """)

    @OptionGroup var load: LoadOptions
    @OptionGroup var broker: BrokerOptions

    @Option(name: .long, help: ArgumentHelp("How many instances to migrate among.", valueName: "n"))
    var instances = 10_000

    @Flag(name: .long, help: "Take instances that earlier runs left, and start only what is missing.")
    var reuse = false

    @Option(name: .long, help: ArgumentHelp("Picks the same instances for the same seed.", valueName: "n"))
    var seed: UInt64 = 1

    var connections: Int { load.connections }

    func validate() throws {
        guard instances >= load.lanes else {
            throw ValidationError("--instances is at least --connections times --in-flight: each is moved by one call.")
        }
    }

    func run(_ client: FerryClient, _ console: Console) async throws {
        let first = try await BenchModel.first.deployed(by: client)
        let second = try await BenchModel.second.deployed(by: client)
        var fleet: [BenchInstance] = []
        if reuse {
            for (definition, model) in [(first, BenchModel.first), (second, .second)] {
                let found = try await client.instances(of: .key(definition), limit: instances)
                fleet += found.map { BenchInstance(key: $0.key, model: model) }
            }
            fleet = Array(fleet.prefix(instances))
        }
        let missing = instances - fleet.count
        if missing > 0 {
            console.note("starting \(missing) instances")
            let starter = InstanceStarter(client: client, lanes: load.lanes)
            let keys = try await starter.start(
                missing, progress: ProgressBar("starting", total: missing, console: console)
            ) { _ in CreateProcessInstance(definition: .key(first)) }
            fleet += keys.map { BenchInstance(key: $0, model: .first) }
        }
        let picker = InstancePicker(fleet, lanes: min(load.lanes, load.operations), seed: seed)
        let toSecond = BenchModel.second.plan(to: second, from: .first)
        let toFirst = BenchModel.first.plan(to: first, from: .second)
        let measurement = Measurement(workload: "migrate", client: client, load: load, console: console)
        let report = try await measurement.run { lane in
            let pick = picker.pick(lane: lane)
            let plan = pick.model == .first ? toSecond : toFirst
            return (pick, .migrateProcessInstance(MigrateProcessInstance(processInstanceKey: pick.key, plan: plan)))
        } succeeded: { pick, _ in
            picker.moved(pick)
        }
        try console.print(report)
    }
}
