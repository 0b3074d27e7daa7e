import ArgumentParser
import FerryClient

struct UserTaskShow: BrokerCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Show one open user task.")

    @OptionGroup var broker: BrokerOptions

    @Argument(help: ArgumentHelp("The user task.", valueName: "key"), transform: ElementInstanceKey.init(argument:))
    var key: ElementInstanceKey

    func run(_ client: FerryClient, _ console: Console) async throws {
        let userTask = try await client.getUserTask(key)
        console.print(userTask.json, orLines: userTask.lines)
    }
}
