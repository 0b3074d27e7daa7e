import ArgumentParser
import FerryClient

struct Events: BrokerCommand {
    static let configuration = CommandConfiguration(
        commandName: "events", abstract: "Read the event log: everything that happened, in order.",
        discussion: """
            Each partition has a log of its own. Without --partition and --instance all are read, one after the other.
            """)

    @OptionGroup var broker: BrokerOptions

    @Option(name: .long, help: ArgumentHelp("Only this partition.", valueName: "n"))
    var partition: UInt16?

    @Option(
        name: .long, help: ArgumentHelp("Only this instance; its key names the partition.", valueName: "key"),
        transform: ProcessInstanceKey.init(argument:))
    var instance: ProcessInstanceKey?

    @Option(name: .long, help: ArgumentHelp("Begin at this position of one partition.", valueName: "position"))
    var from: UInt64 = 0

    @Flag(name: .long, help: "Go on with what happens later, until interrupted.")
    var follow = false

    func validate() throws {
        guard partition == nil, instance == nil else { return }
        if follow { throw ValidationError("--follow reads one log: give --partition or --instance.") }
        if from > 0 { throw ValidationError("--from is a position of one log: give --partition or --instance.") }
    }

    func run(_ client: FerryClient, _ console: Console) async throws {
        var count = 0
        for id in try await partitions(client) {
            let call = StreamEvents(
                partition: id, from: LogPosition(from), follow: follow, processInstance: instance)
            for try await batch in client.streamEvents(call) {
                count += batch.events.count
                let events = batch.events.map { PartitionEvent(partition: id, event: $0) }
                switch console.format {
                case .json: console.print(lines: events.map(\.json.text))
                case .table: console.print(lines: events.map(\.line))
                }
            }
        }
        if count == 0 { console.note("no events") }
    }

    private func partitions(_ client: FerryClient) async throws -> [PartitionID] {
        if let partition { return [PartitionID(partition)] }
        if let instance { return [instance.partition] }
        return try await client.topology().partitions.map(\.id)
    }
}
