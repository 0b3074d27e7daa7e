import ArgumentParser
import FerryClient

struct UserTaskUpdate: BrokerCommand {
    static let configuration = CommandConfiguration(
        commandName: "update", abstract: "Change who may do a user task, and when; what is not named stays.",
        discussion: "An empty value takes the setting away, as in --due ''.")

    @OptionGroup var broker: BrokerOptions

    @Argument(help: ArgumentHelp("The user task.", valueName: "key"), transform: ElementInstanceKey.init(argument:))
    var key: ElementInstanceKey

    @Option(name: .long, help: ArgumentHelp("Which groups may do it.", valueName: "a,b"))
    var candidateGroups: String?

    @Option(name: .long, help: ArgumentHelp("Which users may do it.", valueName: "a,b"))
    var candidateUsers: String?

    @Option(name: .long, help: ArgumentHelp("As in 2026-02-28T13:10:00+01:00.", valueName: "date"))
    var due: String?

    @Option(name: .long, help: ArgumentHelp("As in 2026-02-28T13:10:00+01:00.", valueName: "date"))
    var followUp: String?

    @Option(name: .long, help: ArgumentHelp("0 to 100.", valueName: "number"))
    var priority: Int32?

    func run(_ client: FerryClient, _ console: Console) async throws {
        try await client.updateUserTask(change)
        console.print(["userTaskKey": .key(key)], orLines: ["updated user task \(key)"])
    }

    var change: UpdateUserTask {
        UpdateUserTask(
            userTaskKey: key, candidateGroups: candidateGroups?.names, candidateUsers: candidateUsers?.names,
            dueDate: due, followUpDate: followUp, priority: priority)
    }
}
