import ArgumentParser
import FerryClient

struct MessagePublish: BrokerCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish", abstract: "Publish a message.",
        discussion: "It goes to who waits for its name and correlation key, and waits itself for its time to live.")

    @OptionGroup var variables: VariableOptions
    @OptionGroup var broker: BrokerOptions

    @Argument(help: ArgumentHelp("The message.", valueName: "name"))
    var name: String

    @Option(
        name: [.long, .customLong("correlation-key")], help: ArgumentHelp("The correlation key.", valueName: "text"))
    var key: String = ""

    @Option(
        name: .customLong("time-to-live"), help: ArgumentHelp("How long it waits.", valueName: "duration"),
        transform: TimeSpan.init(unattended:))
    var timeToLive: TimeSpan?

    @Option(name: .long, help: ArgumentHelp("Tells it apart from others of its name and key.", valueName: "text"))
    var id: String = ""

    func run(_ client: FerryClient, _ console: Console) async throws {
        let answer = try await client.publishMessage(
            PublishMessage(
                name: name, correlationKey: key, timeToLiveMilliseconds: timeToLive?.wholeMilliseconds ?? 0,
                messageID: id, variables: try variables.read()))
        console.print(
            ["messageKey": .key(answer.messageKey), "name": .string(name)],
            orLines: ["published message \(answer.messageKey)"])
    }
}
