import ArgumentParser

/// The broker's command line.
@main
struct Ferryd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ferryd",
        abstract: "The Ferry broker: runs BPMN processes and moves their instances to other definitions.",
        discussion: """
            Prints `ferryd listening on HOST:PORT` on stdout when it is ready, then where it answers administrators; \
            its log goes to stderr. \
            SIGTERM and SIGINT drain and stop it; after a kill it comes back with everything it acknowledged.
            """,
        version: BrokerVersion.text,
        subcommands: [Run.self, CheckData.self, RestoreBackup.self],
        defaultSubcommand: Run.self)
}

enum BrokerVersion {
    static let text = "0.1.0"
}
