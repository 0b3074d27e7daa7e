import ArgumentParser
import FerryClient

struct InstanceCancel: BrokerCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "End instances and all that belongs to them.")

    @OptionGroup var broker: BrokerOptions

    @Argument(help: ArgumentHelp("The instances.", valueName: "key"), transform: ProcessInstanceKey.init(argument:))
    var keys: [ProcessInstanceKey]

    func run(_ client: FerryClient, _ console: Console) async throws {
        try await console.each(keys) { key in
            try await client.cancelProcessInstance(key)
            console.print(["processInstanceKey": .key(key)], orLines: ["cancelled instance \(key)"])
        }
    }
}
