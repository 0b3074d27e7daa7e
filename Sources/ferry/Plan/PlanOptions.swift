import ArgumentParser
import FerryClient
import Foundation

/// A migration plan from a file, from flags, or from a file that flags override and extend.
struct PlanOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "A plan in YAML or JSON (target, source, mode, auto-map, instructions); - reads stdin. Flags win.",
            valueName: "file"),
        completion: .file(extensions: ["yaml", "yml", "json"]))
    var plan: String?

    @Option(
        name: .long,
        help: ArgumentHelp("The definition to move to: ID:VERSION, ID@HASH, ID or a key.", valueName: "definition"),
        transform: DefinitionReference.init(argument:))
    var to: DefinitionReference?

    @Option(
        name: .long, help: ArgumentHelp("Refuse instances of any other definition.", valueName: "definition"),
        transform: DefinitionReference.init(argument:))
    var from: DefinitionReference?

    @Option(
        name: .long, help: ArgumentHelp("Element FROM becomes TO. Repeatable.", valueName: "from=to"),
        transform: MigrationInstruction.init(argument:))
    var map: [MigrationInstruction] = []

    @Option(name: .long, help: "What the broker maps by itself: nothing, or what kept its id, kind and parent.")
    var autoMap: AutoMapChoice?

    enum AutoMapChoice: String, ExpressibleByArgument, CaseIterable {
        case none
        case equal

        var value: AutoMap {
            switch self {
            case .none: .none
            case .equal: .equal
            }
        }
    }

    func migrationPlan(_ files: FileReader = .system) throws(InputError) -> MigrationPlan {
        let file = try readFile(files)
        guard let target = to ?? file.target else {
            throw InputError("no target: give --to, or a --plan file with one")
        }
        return MigrationPlan(
            target: target, source: from ?? file.source, instructions: try Self.merged(file.instructions, map),
            autoMap: autoMap?.value ?? file.autoMap ?? .none, mode: file.mode ?? .strict)
    }

    private func readFile(_ files: FileReader) throws(InputError) -> PlanFile {
        switch plan {
        case nil: PlanFile()
        case "-": try PlanFile(reading: try files.standardInput(), name: "stdin")
        case .some(let path):
            try PlanFile(reading: try files.bytes(path), name: URL(fileURLWithPath: path).lastPathComponent)
        }
    }

    /// A flag replaces the file's instruction for the same element; two flags for one are a slip.
    private static func merged(
        _ file: [MigrationInstruction], _ flags: [MigrationInstruction]
    ) throws(InputError) -> [MigrationInstruction] {
        var sources: Set<String> = []
        for flag in flags where !sources.insert(flag.from).inserted {
            throw InputError("--map names '\(flag.from)' twice")
        }
        return file.filter { !sources.contains($0.from) } + flags
    }
}

extension MigrationInstruction {
    /// Reads `from=to`.
    init(argument: String) throws(InputError) {
        let parts = argument.split(separator: "=", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else {
            throw InputError("a mapping is FROM=TO, two element ids")
        }
        self.init(from: String(parts[0]), to: String(parts[1]))
    }
}
