import ArgumentParser

struct Feel: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "feel", abstract: "Try expressions; no broker is needed.", subcommands: [FeelEval.self])
}
