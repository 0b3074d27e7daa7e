import FerryModel

extension ScenarioReader {
    /// What may be said of a plan, in a step as in a plan file; `map` is short for instructions.
    static let planFields = [
        "source", "mode", "auto-map", "map", "instructions", "variables", "unmapped-compensation", "skip-listeners",
        "skip-io-mappings",
    ]

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
        var draft = PlanDraft(target: nil, plan: MigrationPlan(target: .latest(processID: "")))
        if let node = fields["plan"] {
            guard let file = reader.text(node, "'plan'"), let read = planFile(file, node) else { return nil }
            draft = read
        }
        if !value.isNull {
            guard let target = target(value, verb) else { return nil }
            draft.target = target
        }
        guard draft.target != nil else {
            reader.reject("\(verb) needs a model, a definition, or a plan with a target", value)
            return nil
        }
        read(fields, into: &draft)
        return draft
    }

    private mutating func planFile(_ path: String, _ node: DocumentNode) -> PlanDraft? {
        let bytes: [UInt8]
        do {
            bytes = try library.load(path)
        } catch {
            reader.reject("\(path): \(error)", node)
            return nil
        }
        // Faults of the file are told with the file's lines, at the line of the step.
        var other = ScenarioReader(reader: DocumentReader(fileName: path), library: library)
        var draft = PlanDraft(target: nil, plan: MigrationPlan(target: .latest(processID: "")))
        if let root = DocumentParser.parse(bytes, problems: &other.reader.problems),
            let fields = other.reader.fields(root, "a plan", known: Self.planFields + ["target"])
        {
            draft.target = fields["target"].flatMap { other.definition($0, "'target'") }
            other.read(fields, into: &draft)
        }
        for problem in other.reader.problems.lines { reader.reject(problem, node) }
        used.merge(other.used) { own, _ in own }
        return draft
    }

    private mutating func read(_ fields: Fields, into draft: inout PlanDraft) {
        if let source = fields["source"] { draft.source = definition(source, "'source'") }
        draft.plan.instructions += map(fields["map"]) + instructions(fields["instructions"])
        if let mode = reader.choice(fields["mode"], "'mode'", ["strict": MigrationMode.strict, "adaptive": .adaptive]) {
            draft.plan.mode = mode
        }
        if let auto = reader.choice(fields["auto-map"], "'auto-map'", ["none": AutoMap.none, "equal": .equal]) {
            draft.plan.autoMap = auto
        }
        draft.plan.variables += reader.list(fields["variables"], "'variables'").compactMap { variableChange($0) }
        let compensation: KeyValuePairs = ["reject": UnmappedCompensation.reject, "drop": .drop]
        if let choice = reader.choice(fields["unmapped-compensation"], "'unmapped-compensation'", compensation) {
            draft.plan.unmappedCompensation = choice
        }
        draft.plan.skipListeners = reader.flag(
            fields["skip-listeners"], "'skip-listeners'", default: draft.plan.skipListeners)
        draft.plan.skipIOMappings = reader.flag(
            fields["skip-io-mappings"], "'skip-io-mappings'", default: draft.plan.skipIOMappings)
    }

    /// In words of plan files too: `{process, version}`, `{process}`, `{key}`.
    private mutating func definition(_ node: DocumentNode, _ what: String) -> PlanDraft.Target? {
        guard node.fields != nil else { return target(node, what) }
        let known = ["process", "version", "hash", "key", "latest"]
        guard let fields = reader.fields(node, what, known: known) else { return nil }
        if let latest = fields["latest"] { return definition(latest, what) }
        if let key = fields["key"]?.text.flatMap({ Int64($0) }), key > 0 {
            return .definition(.key(ProcessDefinitionKey(key)))
        }
        guard let process = reader.required("process", of: fields, what) else { return nil }
        if let version = reader.number(fields["version"], "'version'", in: 1...Int(Int32.max)) {
            return .definition(.version(processID: process, version: Int32(version)))
        }
        if let hash = reader.text(fields["hash"], "'hash'") {
            return .definition(.contentHash(processID: process, hash: hash))
        }
        return .definition(.latest(processID: process))
    }

    /// `{from: to}`, `{from: {to, trigger, timer, job}}`, or a list of ids that stay, and of such objects.
    private mutating func map(_ node: DocumentNode?) -> [MigrationInstruction] {
        guard let node else { return [] }
        if let list = node.list { return list.flatMap { map($0) } }
        if let id = node.text { return [MigrationInstruction(from: id, to: id)] }
        return (node.fields ?? []).compactMap { field in
            guard field.value.fields != nil else {
                return reader.text(field.value, "what '\(field.name)' is mapped to")
                    .map { MigrationInstruction(from: field.name, to: $0) }
            }
            return instruction(from: field.name, field.value)
        }
    }

    private mutating func instructions(_ node: DocumentNode?) -> [MigrationInstruction] {
        reader.list(node, "'instructions'").compactMap { node in
            guard let from = reader.text(node["from"], "'from'") else {
                reader.reject("an instruction needs 'from'", node)
                return nil
            }
            return instruction(from: from, node)
        }
    }

    private mutating func instruction(from: String, _ node: DocumentNode) -> MigrationInstruction? {
        let known = ["from", "to", "trigger", "timer", "job"]
        guard let fields = reader.fields(node, "an instruction", known: known) else { return nil }
        let timers: KeyValuePairs = [
            "keep-due": TimerTreatment.keepDue, "restart": .restart, "credit-elapsed": .creditElapsed,
        ]
        return MigrationInstruction(
            from: from, to: reader.text(fields["to"], "'to'") ?? from,
            trigger: reader.choice(
                fields["trigger"], "'trigger'", ["keep": TriggerTreatment.keep, "update": .update]) ?? .keep,
            timer: reader.choice(fields["timer"], "'timer'", timers),
            job: reader.choice(fields["job"], "'job'", ["keep": JobTreatment.keep, "recreate": .recreate]) ?? .keep)
    }

    private mutating func variableChange(_ node: DocumentNode) -> VariableChange? {
        let known = ["set", "remove", "rename", "value", "expression", "to", "scope"]
        guard let fields = reader.fields(node, "a change of a variable", known: known) else { return nil }
        let scope = reader.text(fields["scope"], "'scope'") ?? ""
        if let name = reader.text(fields["remove"], "'remove'") { return VariableChange(scopeID: scope, .remove(name)) }
        if let name = reader.text(fields["rename"], "'rename'"), let to = reader.text(fields["to"], "'to'") {
            return VariableChange(scopeID: scope, .rename(name, to: to))
        }
        if let name = reader.text(fields["set"], "'set'") {
            if let value = fields["value"]?.json { return VariableChange(scopeID: scope, .set(name, value)) }
            if let text = reader.text(fields["expression"], "'expression'") {
                let body = text.drop { $0.isWhitespace }
                return VariableChange(
                    scopeID: scope, .evaluate(name, body.first == "=" ? String(body.dropFirst()) : text))
            }
        }
        reader.reject("a change is one of {set, value}, {set, expression}, {remove} and {rename, to}", node)
        return nil
    }
}
