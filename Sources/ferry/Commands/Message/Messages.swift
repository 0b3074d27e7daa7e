import ArgumentParser
import FerryClient

struct Messages: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "message", abstract: "Publish messages, and see which wait and who waits for one.",
        subcommands: [MessagePublish.self, MessageCorrelate.self, MessageList.self, MessageSubscriptions.self])
}
