import ArgumentParser
import FerryClient

struct InstanceSetVariables: BrokerCommand {
    static let configuration = CommandConfiguration(
        commandName: "set-variables", abstract: "Write variables of a running instance.",
        discussion: "Each goes to the nearest enclosing scope that has it, else to the process; see --local.")

    @OptionGroup var variables: VariableOptions
    @OptionGroup var broker: BrokerOptions

    @Argument(
        help: ArgumentHelp("An instance, or one of its active elements.", valueName: "key"),
        transform: ElementInstanceKey.init(argument:))
    var scope: ElementInstanceKey

    @Flag(name: .long, help: "Exactly in this scope.")
    var local = false

    func run(_ client: FerryClient, _ console: Console) async throws {
        let values = try variables.read()
        guard !values.isEmpty else { throw InputError("nothing to set: give --variables or --variable") }
        try await client.setVariables(SetVariables(scope: scope, variables: values, local: local))
        let names = values.entries.map(\.name)
        console.print(
            ["scope": .key(scope), "variables": .strings(names)],
            orLines: ["set \(names.joined(separator: ", ")) in \(scope)"])
    }
}
