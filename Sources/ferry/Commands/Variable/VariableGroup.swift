import ArgumentParser

struct VariableGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "variable", abstract: "Find variables of running instances.",
        discussion: "`ferry instance set-variables` writes them.", subcommands: [VariableList.self])
}
