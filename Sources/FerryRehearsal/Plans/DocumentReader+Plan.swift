package import FerryModel

/// The words of plans, in plan files as in the steps of scenarios.
extension DocumentReader {
    package static let planFields = [
        "target", "source", "mode", "auto-map", "instructions", "variables", "unmapped-compensation", "skip-listeners",
        "skip-io-mappings",
    ]
    package static let instructionFields = ["from", "to", "trigger", "timer", "job"]
    package static let variableFields = ["set", "remove", "rename", "value", "expression", "to", "scope"]

    mutating func plan(_ fields: Fields) -> PlanFile {
        var plan = planChoices(fields, repeats: false)
        plan.target = fields["target"].flatMap { definition($0, "target") }
        plan.source = fields["source"].flatMap { definition($0, "source") }
        return plan
    }

    /// All but the definitions. A scenario may repeat an instruction, to see it refused.
    mutating func planChoices(_ fields: Fields, repeats: Bool) -> PlanFile {
        var plan = PlanFile()
        plan.mode = choice(fields["mode"], "mode", ["strict": .strict, "adaptive": .adaptive])
        plan.autoMap = choice(fields["auto-map"], "auto-map", ["none": .none, "equal": .equal])
        plan.instructions = fields["instructions"].map { instructions($0, repeats: repeats) } ?? []
        plan.variables = fields["variables"].map { variableChanges($0) } ?? []
        plan.unmappedCompensation = choice(
            fields["unmapped-compensation"], "unmapped-compensation", ["reject": .reject, "drop": .drop])
        plan.skipListeners = fields["skip-listeners"].map { flag($0, "skip-listeners") }
        plan.skipIOMappings = fields["skip-io-mappings"].map { flag($0, "skip-io-mappings") }
        return plan
    }

    // MARK: Instructions

    private mutating func instructions(_ node: DocumentNode, repeats: Bool) -> [MigrationInstruction] {
        guard let list = node.list else {
            reject("instructions is a list of {from, to}", node)
            return []
        }
        var lineBySource: [String: Int] = [:]
        return list.compactMap { node in
            guard let fields = fields(node, "an instruction", known: Self.instructionFields) else { return nil }
            guard let from = id("from", fields), let to = id("to", fields) else { return nil }
            if let earlier = lineBySource.updateValue(node.line, forKey: from), !repeats {
                reject("'\(from)' is mapped already in line \(earlier)", node)
            }
            return instruction(from: from, to: to, fields)
        }
    }

    mutating func instruction(from: String, to: String, _ fields: Fields) -> MigrationInstruction {
        MigrationInstruction(
            from: from, to: to,
            trigger: choice(fields["trigger"], "trigger", TriggerTreatment.names) ?? .keep,
            timer: choice(fields["timer"], "timer", TimerTreatment.names),
            job: choice(fields["job"], "job", JobTreatment.names) ?? .keep)
    }

    private mutating func id(_ name: String, _ fields: Fields) -> String? {
        guard let node = fields[name] else {
            problems.add("an instruction needs '\(name)'", line: fields.line)
            return nil
        }
        return string(node, name)
    }

    // MARK: Variables

    /// A list of `{set, value}`, `{set, expression}`, `{remove}` and `{rename, to}`, each with a `scope` or without.
    private mutating func variableChanges(_ node: DocumentNode) -> [VariableChange] {
        guard let list = node.list else {
            reject("variables is a list of changes: {set, value}, {set, expression}, {remove} or {rename, to}", node)
            return []
        }
        return list.compactMap { variableChange($0) }
    }

    private mutating func variableChange(_ node: DocumentNode) -> VariableChange? {
        guard let fields = fields(node, "a variable change", known: Self.variableFields) else { return nil }
        func text(_ name: String, _ reader: inout DocumentReader) -> String? {
            fields[name].flatMap { reader.string($0, name) }
        }
        let action: VariableChange.Action?
        switch fields.names.filter({ $0 != "scope" }).sorted() {
        case ["set", "value"]:
            let value = fields["value"].flatMap { json($0, "value") }
            action = text("set", &self).flatMap { name in value.map { .set(name, $0) } }
        case ["expression", "set"]:
            let expression = text("expression", &self)
            action = text("set", &self).flatMap { name in expression.map { .evaluate(name, expression: $0) } }
        case ["remove"]: action = text("remove", &self).map { .remove($0) }
        case ["rename", "to"]:
            let newName = text("to", &self)
            action = text("rename", &self).flatMap { name in newName.map { .rename(name, to: $0) } }
        default:
            reject("a variable change is one of {set, value}, {set, expression}, {remove} and {rename, to}", node)
            action = nil
        }
        guard fields.has("scope") else { return action.map { VariableChange($0) } }
        guard let scopeID = text("scope", &self) else { return nil }
        return action.map { VariableChange(scopeID: scopeID, $0) }
    }
}

extension TriggerTreatment {
    package static let names: KeyValuePairs<String, TriggerTreatment> = ["keep": .keep, "update": .update]
}

extension TimerTreatment {
    package static let names: KeyValuePairs<String, TimerTreatment> = [
        "keep-due": .keepDue, "restart": .restart, "credit-elapsed": .creditElapsed,
    ]
}

extension JobTreatment {
    package static let names: KeyValuePairs<String, JobTreatment> = ["keep": .keep, "recreate": .recreate]
}

extension VariableChange.Action {
    /// Files and flags may write the `=` that models put before an expression.
    package static func evaluate(_ name: String, expression: String) -> VariableChange.Action {
        let body = expression.drop { $0.isWhitespace }
        return .evaluate(name, body.first == "=" ? String(body.dropFirst()) : expression)
    }
}
