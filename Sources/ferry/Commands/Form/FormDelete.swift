import ArgumentParser
import FerryClient

struct FormDelete: BrokerCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete", abstract: "Delete a version of a form.",
        discussion: """
            User tasks that begin later get the version before it, if there is one; open ones keep the form they have.
            """)

    @OptionGroup var broker: BrokerOptions

    @Argument(
        help: ArgumentHelp("A form id, which means its latest version, or a key.", valueName: "form"),
        transform: FormReference.init(argument:))
    var form: FormReference

    func run(_ client: FerryClient, _ console: Console) async throws {
        let found = try await client.getForm(GetForm(form: form)).form
        try await client.deleteResource(DeleteResource(resourceKey: ResourceKey(found.key)))
        console.print(
            ["resourceKey": .key(found.key), "formId": .string(found.formID)],
            orLines: ["deleted \(found.formID):\(found.version) (key \(found.key))"])
    }
}
