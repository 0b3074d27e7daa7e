import ArgumentParser

struct Definitions: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "definition", abstract: "Look at deployed process definitions, and delete them.",
        subcommands: [DefinitionList.self, DefinitionShow.self, DefinitionDelete.self])
}
