import ArgumentParser
import FerryClient

struct Forms: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "form", abstract: "List, show and delete deployed forms.",
        discussion: "Forms are deployed with ferry deploy.",
        subcommands: [FormList.self, FormShow.self, FormDelete.self])
}

extension FormReference {
    /// Reads `order-form` (latest), or a bare key.
    init(argument: String) throws(InputError) {
        guard argument.contains(where: { !$0.isWhitespace }) else { throw InputError("a form is an ID or a key") }
        self = Int64(argument) == nil ? .latest(formID: argument) : .key(try FormKey(argument: argument))
    }
}
