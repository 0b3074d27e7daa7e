import ArgumentParser
import FerryClient

struct UserTaskAssign: BrokerCommand {
    static let configuration = CommandConfiguration(
        commandName: "assign", abstract: "Give a user task to somebody, whoever had it before.")

    @OptionGroup var broker: BrokerOptions

    @Argument(help: ArgumentHelp("The user task.", valueName: "key"), transform: ElementInstanceKey.init(argument:))
    var key: ElementInstanceKey

    @Argument(help: ArgumentHelp("Who gets it.", valueName: "user"))
    var assignee: String

    func run(_ client: FerryClient, _ console: Console) async throws {
        try await client.assignUserTask(AssignUserTask(userTaskKey: key, assignee: assignee))
        console.print(
            ["userTaskKey": .key(key), "assignee": .string(assignee)], orLines: ["user task \(key) is \(assignee)'s"])
    }
}

struct UserTaskClaim: BrokerCommand {
    static let configuration = CommandConfiguration(
        commandName: "claim", abstract: "Give a user task to somebody, unless somebody else has it.")

    @OptionGroup var broker: BrokerOptions

    @Argument(help: ArgumentHelp("The user task.", valueName: "key"), transform: ElementInstanceKey.init(argument:))
    var key: ElementInstanceKey

    @Argument(help: ArgumentHelp("Who claims it.", valueName: "user"))
    var assignee: String

    func run(_ client: FerryClient, _ console: Console) async throws {
        try await client.assignUserTask(
            AssignUserTask(userTaskKey: key, assignee: assignee, allowOverride: false))
        console.print(
            ["userTaskKey": .key(key), "assignee": .string(assignee)], orLines: ["user task \(key) is \(assignee)'s"])
    }
}

struct UserTaskUnassign: BrokerCommand {
    static let configuration = CommandConfiguration(
        commandName: "unassign", abstract: "Take user tasks from those who have them.")

    @OptionGroup var broker: BrokerOptions

    @Argument(help: ArgumentHelp("The user tasks.", valueName: "key"), transform: ElementInstanceKey.init(argument:))
    var keys: [ElementInstanceKey]

    func run(_ client: FerryClient, _ console: Console) async throws {
        try await console.each(keys) { key in
            try await client.assignUserTask(AssignUserTask(userTaskKey: key, assignee: ""))
            console.print(["userTaskKey": .key(key)], orLines: ["user task \(key) is nobody's"])
        }
    }
}
