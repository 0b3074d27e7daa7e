import ArgumentParser
import FerryClient

struct DefinitionDelete: BrokerCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete", abstract: "Delete a definition of which no instance runs.",
        discussion: """
            Its start events are gone; the version before it is the latest then. The requirements key of decisions \
            deletes the DMN file they came from.
            """)

    @OptionGroup var broker: BrokerOptions

    @Argument(
        help: ArgumentHelp("ID, ID:VERSION, ID@HASH or a key.", valueName: "definition"),
        transform: DefinitionReference.init(argument:))
    var definition: DefinitionReference

    func run(_ client: FerryClient, _ console: Console) async throws {
        let key: ResourceKey
        if case .key(let named) = definition {
            key = ResourceKey(named)
        } else {
            let found = try await client.getProcessDefinition(GetProcessDefinition(definition: definition))
            key = ResourceKey(found.definition.key)
        }
        try await client.deleteResource(DeleteResource(resourceKey: key))
        console.print(["resourceKey": .key(key)], orLines: ["deleted \(definition) (key \(key))"])
    }
}
