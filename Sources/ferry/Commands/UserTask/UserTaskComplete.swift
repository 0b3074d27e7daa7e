import ArgumentParser
import FerryClient

struct UserTaskComplete: BrokerCommand {
    static let configuration = CommandConfiguration(
        commandName: "complete", abstract: "Say that a user task is done; its instance goes on.")

    @OptionGroup var variables: VariableOptions
    @OptionGroup var broker: BrokerOptions

    @Argument(help: ArgumentHelp("The user task.", valueName: "key"), transform: ElementInstanceKey.init(argument:))
    var key: ElementInstanceKey

    func run(_ client: FerryClient, _ console: Console) async throws {
        try await client.completeUserTask(CompleteUserTask(userTaskKey: key, variables: try variables.read()))
        console.print(["userTaskKey": .key(key)], orLines: ["completed user task \(key)"])
    }
}
