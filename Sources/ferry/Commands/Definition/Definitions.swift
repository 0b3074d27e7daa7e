import ArgumentParser

struct Definitions: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "definition", abstract: "Look at deployed process definitions.",
        subcommands: [DefinitionList.self, DefinitionShow.self])
}
