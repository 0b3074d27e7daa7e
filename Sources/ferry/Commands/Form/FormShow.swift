import ArgumentParser
import FerryClient

struct FormShow: BrokerCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show one form, or with --content its file.",
        discussion: "A key finds a deleted form, too: open user tasks keep the key of their form.")

    @OptionGroup var broker: BrokerOptions

    @Argument(
        help: ArgumentHelp("A form id, which means its latest version, or a key.", valueName: "form"),
        transform: FormReference.init(argument:))
    var form: FormReference?

    @Option(
        name: .long, help: ArgumentHelp("The form that a definition begins with.", valueName: "definition"),
        transform: DefinitionReference.init(argument:))
    var startOf: DefinitionReference?

    @Flag(name: .long, help: "Print the file as it was deployed, and nothing else.")
    var content = false

    func validate() throws {
        guard (form == nil) != (startOf == nil) else {
            throw ValidationError("Name a form, or with --start-of a definition.")
        }
    }

    func run(_ client: FerryClient, _ console: Console) async throws {
        guard let reference = form ?? startOf.map(FormReference.start) else { return }
        let answer = try await client.getForm(GetForm(form: reference))
        if content {
            console.print(verbatim: String(decoding: answer.content, as: UTF8.self))
        } else {
            console.print(
                answer.form.json.adding(["deleted": .bool(answer.isDeleted)]),
                orLines: answer.form.lines + (answer.isDeleted ? ["deleted"] : []))
        }
    }
}
