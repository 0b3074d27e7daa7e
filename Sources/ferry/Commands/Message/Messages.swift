import ArgumentParser
import FerryClient

struct Messages: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "message", abstract: "Publish messages.",
        subcommands: [MessagePublish.self, MessageCorrelate.self])
}
