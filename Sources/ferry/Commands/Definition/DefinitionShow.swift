import ArgumentParser
import FerryClient

struct DefinitionShow: BrokerCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show one definition, or with --xml its file.")

    @OptionGroup var broker: BrokerOptions

    @Argument(
        help: ArgumentHelp("ID, ID:VERSION, ID@HASH or a key.", valueName: "definition"),
        transform: DefinitionReference.init(argument:))
    var definition: DefinitionReference

    @Flag(name: .long, help: "Print the file as it was deployed, and nothing else.")
    var xml = false

    func run(_ client: FerryClient, _ console: Console) async throws {
        let answer = try await client.getProcessDefinition(GetProcessDefinition(definition: definition))
        let text = String(decoding: answer.xml, as: UTF8.self)
        if xml {
            console.print(verbatim: text)
        } else {
            console.print(answer.definition.json, orLines: answer.definition.lines)
        }
    }
}
