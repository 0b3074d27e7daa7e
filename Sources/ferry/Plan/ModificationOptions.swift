import ArgumentParser
import FerryClient

/// What to change in an instance: from a file, from flags, or both.
struct ModificationOptions: ParsableArguments {
    @OptionGroup var variables: VariableOptions

    @Option(
        name: .long,
        help: ArgumentHelp(
            "A modification in YAML or JSON (activate, terminate, move); - reads stdin. Flags come after it.",
            valueName: "file"),
        completion: .file(extensions: ["yaml", "yml", "json"]))
    var file: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Begin this element; @SCOPE chooses the scope, or an outer one for new scopes. Repeatable.",
            valueName: "element[@key]"))
    var activate: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp("End this element instance, or all of an element. Repeatable.", valueName: "key|element"))
    var terminate: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp("End what stands at FROM and begin TO for each. Repeatable.", valueName: "from=to"))
    var move: [String] = []

    /// Variables of the command line belong to the process and go with the first thing that begins.
    func modification(
        of key: ProcessInstanceKey, dryRun: Bool, _ files: FileReader = .system
    ) throws(InputError) -> ModifyProcessInstance {
        var changes = try readFile(files)
        changes.processInstanceKey = key
        changes.dryRun = dryRun
        for text in activate { changes.activate.append(try ElementActivation(argument: text)) }
        for text in terminate { changes.terminate.append(ElementSelection(argument: text)) }
        for text in move { changes.move.append(try ElementMove(argument: text)) }
        let values = try variables.read(files)
        if !values.isEmpty {
            let global = ScopeVariables(variables: values)
            if !changes.activate.isEmpty {
                changes.activate[0].variables.append(global)
            } else if !changes.move.isEmpty {
                changes.move[0].variables.append(global)
            } else {
                throw InputError(
                    "variables go with an activation or a move; ferry instance set-variables sets them alone")
            }
        }
        if changes.activate.isEmpty && changes.terminate.isEmpty && changes.move.isEmpty {
            throw InputError("nothing to change: give --activate, --terminate, --move or --file")
        }
        return changes
    }

    private func readFile(_ files: FileReader) throws(InputError) -> ModifyProcessInstance {
        guard let file else { return ModifyProcessInstance(processInstanceKey: 0) }
        let text = file == "-" ? try files.standardInput() : try files.bytes(file)
        return try ModificationFile.read(text, name: file == "-" ? "stdin" : file)
    }
}

extension ElementSelection {
    /// An element's id never is a number.
    init(argument: String) {
        if let key = Int64(argument), key > 0 {
            self = .instance(ElementInstanceKey(key))
        } else {
            self = .element(argument)
        }
    }
}

extension ElementActivation {
    init(argument: String) throws(InputError) {
        guard let at = argument.lastIndex(of: "@") else {
            self.init(elementID: argument)
            return
        }
        self.init(
            elementID: String(argument[..<at]),
            ancestor: try ElementInstanceKey(argument: String(argument[argument.index(after: at)...])))
    }
}

extension ElementMove {
    init(argument: String) throws(InputError) {
        let parts = argument.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
            throw InputError("--move \(argument): FROM=TO is needed")
        }
        self.init(source: ElementSelection(argument: parts[0]), target: parts[1])
    }
}
