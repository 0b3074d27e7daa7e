import ArgumentParser
import FerryClient

struct InstanceShow: BrokerCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show all of one running instance: elements, jobs, variables, incidents, waiting tokens.")

    @OptionGroup var broker: BrokerOptions

    @Argument(help: ArgumentHelp("The instance.", valueName: "key"), transform: ProcessInstanceKey.init(argument:))
    var key: ProcessInstanceKey

    func run(_ client: FerryClient, _ console: Console) async throws {
        let tree = try await client.getProcessInstance(key)
        console.print(tree.json, orLines: tree.lines)
    }
}
