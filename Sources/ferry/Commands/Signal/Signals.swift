import ArgumentParser
import FerryClient

struct Signals: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "signal", abstract: "Broadcast signals.", subcommands: [SignalBroadcastCommand.self])
}

struct SignalBroadcastCommand: BrokerCommand {
    static let configuration = CommandConfiguration(
        commandName: "broadcast", abstract: "Tell everyone who waits for a signal.",
        discussion: "Whoever does not wait now does not hear it. Processes that begin with it are started.")

    @OptionGroup var variables: VariableOptions
    @OptionGroup var broker: BrokerOptions

    @Argument(help: ArgumentHelp("The signal.", valueName: "name"))
    var name: String

    func run(_ client: FerryClient, _ console: Console) async throws {
        let answer = try await client.broadcastSignal(
            BroadcastSignal(name: name, variables: try variables.read()))
        console.print(
            ["name": .string(name), "started": .array(answer.started.map { .key($0) })],
            orLines: ["broadcast '\(name)'"] + answer.started.map { "started instance \($0)" })
    }
}
