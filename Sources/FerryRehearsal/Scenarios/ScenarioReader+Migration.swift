import FerryModel

extension ScenarioReader {
    /// What may be said of a plan, in a step as in a plan file; `map` is short for instructions.
    static let planFields = DocumentReader.planFields.filter { $0 != "target" } + ["map"]

    /// The value is a model or a definition to migrate to, or, with `plan`, whatever the plan says.
    mutating func migration(_ value: DocumentNode, _ fields: Fields) -> Action? {
        plan("'migrate'", value, fields).map { .migrate($0, dryRun: reader.flag(fields["dry-run"], "'dry-run'")) }
    }

    /// A plan that is held against its two definitions only.
    mutating func planCheck(_ value: DocumentNode, _ fields: Fields) -> Action? {
        plan("'check-plan'", value, fields).map { .checkPlan($0) }
    }

    mutating func planGeneration(_ value: DocumentNode, _ fields: Fields) -> Action? {
        guard let node = fields["source"] else {
            reader.reject("'generate-plan' needs 'source'", value)
            return nil
        }
        guard let target = definition(value, "'generate-plan'"), let source = definition(node, "'source'") else {
            return nil
        }
        return .generatePlan(source: source, target: target)
    }

    private mutating func plan(_ verb: String, _ value: DocumentNode, _ fields: Fields) -> PlanDraft? {
        var draft = PlanDraft(target: nil, file: PlanFile())
        if let node = fields["plan"] {
            guard let file = reader.text(node, "'plan'"), let read = planFile(file, node) else { return nil }
            draft = read
        }
        if !value.isNull {
            guard let target = target(value, verb) else { return nil }
            draft.target = target
        }
        guard draft.target != nil || draft.file.target != nil else {
            reader.reject("\(verb) needs a model, a definition, or a plan with a target", value)
            return nil
        }
        read(fields, into: &draft)
        return draft
    }

    private mutating func planFile(_ path: String, _ node: DocumentNode) -> PlanDraft? {
        do {
            var problems: [String] = []
            let file = PlanFile.read(try library.load(path), named: path, problems: &problems)
            // Faults of the file are told with the file's lines, at the line of the step.
            for problem in problems { reader.reject(problem, node) }
            return file.map { PlanDraft(target: nil, file: $0) }
        } catch {
            reader.reject("\(path): \(error)", node)
            return nil
        }
    }

    /// What the step says wins over the plan file, and adds to its instructions and variables.
    private mutating func read(_ fields: Fields, into draft: inout PlanDraft) {
        if let source = fields["source"] { draft.source = definition(source, "'source'") }
        let step = reader.planChoices(fields, repeats: true)
        draft.file.instructions += map(fields["map"]) + step.instructions
        draft.file.variables += step.variables
        draft.file.mode = step.mode ?? draft.file.mode
        draft.file.autoMap = step.autoMap ?? draft.file.autoMap
        draft.file.unmappedCompensation = step.unmappedCompensation ?? draft.file.unmappedCompensation
        draft.file.skipListeners = step.skipListeners ?? draft.file.skipListeners
        draft.file.skipIOMappings = step.skipIOMappings ?? draft.file.skipIOMappings
    }

    /// A model of the scenario, or what plan files say.
    private mutating func definition(_ node: DocumentNode, _ what: String) -> PlanDraft.Target? {
        node.fields == nil ? target(node, what) : reader.definition(node, what).map { .definition($0) }
    }

    /// `{from: to}`, `{from: {to, trigger, timer, job}}`, or a list of ids that stay, and of such objects.
    private mutating func map(_ node: DocumentNode?) -> [MigrationInstruction] {
        guard let node else { return [] }
        if let list = node.list { return list.flatMap { map($0) } }
        if let id = node.text { return [MigrationInstruction(from: id, to: id)] }
        return (node.fields ?? []).compactMap { field in
            let from = field.name
            guard field.value.fields != nil else {
                return reader.text(field.value, "what '\(from)' is mapped to").map { .init(from: from, to: $0) }
            }
            let known = DocumentReader.instructionFields.filter { $0 != "from" }
            guard let fields = reader.fields(field.value, "an instruction", known: known) else { return nil }
            return reader.instruction(from: from, to: reader.text(fields["to"], "to") ?? from, fields)
        }
    }
}
