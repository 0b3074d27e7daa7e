import ArgumentParser
import FerryClient

struct MessageCorrelate: BrokerCommand {
    static let configuration = CommandConfiguration(
        commandName: "correlate", abstract: "Hand a message to an instance, and hear which one took it.",
        discussion: "It does not wait: nobody who wants it now is an error.")

    @OptionGroup var variables: VariableOptions
    @OptionGroup var broker: BrokerOptions

    @Argument(help: ArgumentHelp("The message.", valueName: "name"))
    var name: String

    @Option(
        name: [.long, .customLong("correlation-key")], help: ArgumentHelp("The correlation key.", valueName: "text"))
    var key: String = ""

    func run(_ client: FerryClient, _ console: Console) async throws {
        let answer = try await client.correlateMessage(
            CorrelateMessage(name: name, correlationKey: key, variables: try variables.read()))
        console.print(
            [
                "messageKey": .key(answer.messageKey), "processInstanceKey": .key(answer.processInstanceKey),
            ], orLines: ["instance \(answer.processInstanceKey) took message \(answer.messageKey)"])
    }
}
