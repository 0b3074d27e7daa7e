import ArgumentParser
import FerryClient
import FerryRehearsal
import Foundation

/// A plan file on the command line, and what may replace its ends.
struct PlanFileArgument: ParsableArguments {
    @Argument(
        help: ArgumentHelp("A plan in YAML or JSON; - reads stdin.", valueName: "file"),
        completion: .file(extensions: ["yaml", "yml", "json"]))
    var file: String

    @Option(
        name: .long, help: ArgumentHelp("The target instead of the file's.", valueName: "definition"),
        transform: DefinitionReference.init(argument:))
    var to: DefinitionReference?

    @Option(
        name: .long, help: ArgumentHelp("The source instead of the file's.", valueName: "definition"),
        transform: DefinitionReference.init(argument:))
    var from: DefinitionReference?

    func validation(_ files: FileReader = .system) throws(InputError) -> ValidateMigrationPlan {
        let name = file == "-" ? "stdin" : URL(fileURLWithPath: file).lastPathComponent
        let content = try PlanFile(
            reading: file == "-" ? try files.standardInput() : try files.bytes(file), name: name)
        guard let target = to ?? content.target else { throw InputError("\(name): no target; give --to") }
        guard let source = from ?? content.source else { throw InputError("\(name): no source; give --from") }
        return ValidateMigrationPlan(source: source, plan: content.plan(to: target, from: source))
    }
}
