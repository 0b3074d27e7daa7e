import ArgumentParser
import FerryClient
import FerryRehearsal
import Foundation

/// A migration plan from a file, from flags, or from a file that flags override and extend.
struct PlanOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "A plan in YAML or JSON, see `ferry plan`; - reads stdin. Flags win.",
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

    @Option(name: .long, help: "How far the shape of an instance may change (default strict).")
    var mode: ModeChoice?

    @Option(
        name: .long,
        help: ArgumentHelp("Evaluate what ELEMENT waits for anew from the target. Repeatable.", valueName: "element"))
    var updateTrigger: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp(
            "When the timer of ELEMENT is due: keep-due, restart or credit-elapsed. Repeatable.",
            valueName: "element=choice"))
    var timer: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp("Cancel the job of ELEMENT and make the target's. Repeatable.", valueName: "element"))
    var recreateJob: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp(
            "set:NAME=JSON, eval:NAME=FEEL, rename:OLD=NEW or remove:NAME; set@SCOPE:... for a scope. In order.",
            valueName: "change"),
        transform: VariableChange.init(argument:))
    var variable: [VariableChange] = []

    @Option(name: .long, help: "What to do about compensation that has nowhere to go (default reject).")
    var unmappedCompensation: UnmappedCompensationChoice?

    @Flag(name: .long, help: "Run no listeners for scopes that are created or removed.")
    var skipListeners = false

    @Flag(name: .long, help: "Run no mappings for scopes that are created or removed.")
    var skipIOMappings = false

    func migrationPlan(_ files: FileReader = .system) throws(InputError) -> MigrationPlan {
        let file = try readFile(files)
        guard let target = to ?? file.target else {
            throw InputError("no target: give --to, or a --plan file with one")
        }
        var plan = file.plan(to: target, from: from ?? file.source)
        plan.instructions = try withTreatments(try Self.merged(file.instructions, map))
        plan.autoMap = autoMap?.value ?? plan.autoMap
        plan.mode = mode?.value ?? plan.mode
        plan.variables += variable
        plan.unmappedCompensation = unmappedCompensation?.value ?? plan.unmappedCompensation
        plan.skipListeners = plan.skipListeners || skipListeners
        plan.skipIOMappings = plan.skipIOMappings || skipIOMappings
        return plan
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

    /// An element that no instruction names is mapped to the one of the same id.
    private func withTreatments(_ given: [MigrationInstruction]) throws(InputError) -> [MigrationInstruction] {
        var instructions = given
        var places = Dictionary(
            given.enumerated().map { ($0.element.from, $0.offset) }, uniquingKeysWith: { a, _ in a })
        func change(_ id: String, _ body: (inout MigrationInstruction) -> Void) {
            let place = places[id] ?? instructions.endIndex
            if place == instructions.endIndex { instructions.append(MigrationInstruction(from: id, to: id)) }
            places[id] = place
            body(&instructions[place])
        }
        for id in updateTrigger { change(id) { $0.trigger = .update } }
        for text in timer {
            let parts = text.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2, !parts[0].isEmpty,
                let choice = TimerTreatment.names.first(where: { $0.key == parts[1] })?.value
            else { throw InputError("--timer \(text): ELEMENT=keep-due, ELEMENT=restart or ELEMENT=credit-elapsed") }
            change(parts[0]) { $0.timer = choice }
        }
        for id in recreateJob { change(id) { $0.job = .recreate } }
        return instructions
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

extension VariableChange {
    /// Reads `set:name=json`, `eval:name=feel`, `rename:old=new` or `remove:name`, with `@scope` behind the verb.
    init(argument: String) throws(InputError) {
        let form = InputError(
            "a variable change is set:NAME=JSON, eval:NAME=FEEL, rename:OLD=NEW or remove:NAME, not '\(argument)'")
        guard let colon = argument.firstIndex(of: ":") else { throw form }
        let verb = argument[..<colon].split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        let rest = argument[argument.index(after: colon)...]
        let parts = rest.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let scopeID = verb.count == 2 ? String(verb[1]) : ""
        guard let name = parts.first, !name.isEmpty, verb.count == 1 || !scopeID.isEmpty else { throw form }
        switch (verb[0], parts.count == 2 ? parts[1] : nil) {
        case ("set", let text?):
            guard let value = try? JSONValue(parsing: text) else {
                throw InputError("--variable \(argument): '\(text)' is not JSON; text stands in double quotes")
            }
            self.init(scopeID: scopeID, .set(name, value))
        case ("eval", let text?) where !text.isEmpty: self.init(scopeID: scopeID, .evaluate(name, expression: text))
        case ("rename", let newName?) where !newName.isEmpty: self.init(scopeID: scopeID, .rename(name, to: newName))
        case ("remove", nil): self.init(scopeID: scopeID, .remove(name))
        default: throw form
        }
    }
}
