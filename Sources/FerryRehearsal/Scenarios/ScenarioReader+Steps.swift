import FerryModel

extension ScenarioReader {
    /// What any step may say; what is only looked at is neither refused nor done again.
    private static func common(_ verb: String) -> [String] { verb == "expect" ? ["of"] : ["of", "refused", "times"] }
    private static let absence = ["gone", "key"]
    private static let plan = planFields + ["plan"]

    /// What each step is called, and what may be said of it.
    private static let known: KeyValuePairs<String, [String]> = [
        "deploy": ["together", "gives", "tenant"], "delete": ["tenant"],
        "create": ["variables", "at", "as", "tags", "business-id", "await", "fetch", "tenant"],
        "find": ["as", "tenant"],
        "complete": [
            "number", "variables", "action", "activate", "fulfilled", "cancel-remaining", "denied", "corrections",
        ] + absence,
        "fail": ["number", "retries", "message", "backoff", "variables"] + absence,
        "throw": ["at", "number", "message", "variables"] + absence,
        "retries": ["number", "to"] + absence, "timeout": ["number", "to"] + absence,
        "update-job": ["number", "retries", "timeout"] + absence,
        "take-jobs": ["worker", "for", "count", "fetch", "gives", "tenant"],
        "assign": ["number", "to", "action"] + absence, "claim": ["number", "to", "action"] + absence,
        "update": ["number", "groups", "users", "due", "follow-up", "priority", "action"] + absence,
        "activate": ["in", "number"] + absence,
        "publish": ["key", "ttl", "id", "variables", "tenant"],
        "correlate": ["key", "variables", "as", "gives", "tenant"],
        "broadcast": ["variables", "as", "gives", "tenant"],
        "evaluate-conditions": ["definition", "as", "gives", "tenant"],
        "evaluate": ["variables", "gives", "tenant"],
        "set": ["in", "number", "local"] + absence, "resolve": ["retries"] + absence,
        "suspend": [], "resume": [], "cancel": [], "modify": ["dry-run", "gives"],
        "migrate": ["dry-run", "gives"] + plan,
        "generate-plan": ["source", "gives"], "check-plan": ["gives"] + plan,
        "advance": [], "advance-to": [], "trigger": ["number", "with"], "crash": [], "finish": [], "expect": ["tenant"],
    ]

    mutating func step(_ node: DocumentNode) -> Step? {
        // Steps of which nothing need be said may stand as a word.
        if let word = node.text, ["crash", "finish", "suspend", "resume", "cancel"].contains(word) {
            let fields = [DocumentNode.Field(name: word, line: node.line, value: .text("true", line: node.line))]
            return step(DocumentNode(.fields(fields), line: node.line))
        }
        guard let verb = node.fields?.first(where: { field in Self.known.contains { $0.key == field.name } }),
            let known = Self.known.first(where: { $0.key == verb.name })?.value
        else {
            reader.reject("a step has one of \(Self.known.map(\.key).joined(separator: ", "))", node)
            return nil
        }
        guard let fields = reader.fields(node, "'\(verb.name)'", known: [verb.name] + known + Self.common(verb.name)),
            let action = action(verb.name, verb.value, fields)
        else { return nil }
        var step = Step(line: node.line, action: action)
        if let name = reader.text(fields["of"], "'of'") { step.instance = name }
        if let node = fields["refused"] {
            step.refusal = refusal(node)
            for name in ["gives", "times"] where fields.has(name) {
                reader.reject("a step that is refused is tried once and answers nothing: without '\(name)'", node)
            }
        }
        step.gives = fields["gives"]
        if let gives = step.gives { checkGives(gives, verb.name) }
        if !["create", "find"].contains(verb.name) { step.names = reader.texts(fields["as"], "'as'") }
        step.times = reader.number(fields["times"], "'times'", in: 1...10_000) ?? 1
        if reader.flag(fields["gone"], "'gone'") { step.absent = .gone }
        // Messages have another kind of key.
        if known.contains("gone"), let key = reader.number(fields["key"], "'key'", in: Int.min...Int.max) {
            step.absent = .key(Int64(key))
        }
        if let tenant = reader.text(fields["tenant"], "'tenant'") { step.tenant = TenantID(rawValue: tenant) }
        return step
    }

    private mutating func action(_ verb: String, _ value: DocumentNode, _ fields: Fields) -> Action? {
        let number = reader.number(fields["number"], "'number'", in: 1...10_000) ?? 1
        switch verb {
        case "deploy":
            return .deploy(models: models(value, verb), together: reader.flag(fields["together"], "'together'"))
        case "delete": return .delete(models: models(value, verb))
        case "create": return creation(value, fields)
        case "find":
            guard let process = reader.text(value, "'find'"), let name = reader.required("as", of: fields, "'find'")
            else { return nil }
            return .find(process: process, name: name)
        case "complete", "fail", "throw", "retries", "timeout", "update-job": return work(verb, value, fields, number)
        case "take-jobs": return polling(value, fields)
        case "assign", "claim", "update": return userTask(verb, value, fields, number)
        case "activate":
            guard let element = reader.required("in", of: fields, "'activate'") else { return nil }
            return .activate(element: element, number, activations(value))
        case "publish", "correlate", "broadcast", "evaluate-conditions", "evaluate":
            return telling(verb, value, fields)
        case "set":
            return .setVariables(
                reader.variables(value, "'set'"), in: reader.text(fields["in"], "'in'"), number,
                local: reader.flag(fields["local"], "'local'"))
        case "resolve":
            let element = value.flag == true ? nil : reader.text(value, "'resolve'")
            return .resolve(element: element, retries: int32(fields["retries"], "'retries'", 1...Int(Int32.max)))
        case "suspend": return .suspend
        case "resume": return .resume
        case "cancel": return .cancel
        case "crash": return .crash
        case "finish": return .finish
        case "modify": return modification(value, fields).map { .modify($0) }
        case "migrate": return migration(value, fields)
        case "generate-plan": return planGeneration(value, fields)
        case "check-plan": return planCheck(value, fields)
        case "advance": return reader.duration(value, "'advance'").map { .advance(milliseconds: $0) }
        case "advance-to": return reader.text(value, "'advance-to'").map { .advanceTo(event: $0) }
        case "trigger":
            let variables = reader.variables(fields["with"], "'with'")
            return reader.text(value, "'trigger'").map { .trigger(event: $0, number, variables) }
        default: return .expect(expectation(value))
        }
    }

    private mutating func models(_ value: DocumentNode, _ verb: String) -> [String] {
        let names = reader.texts(value, "'\(verb)'")
        for name in names { use(name, value) }
        return names
    }

    mutating func int32(_ node: DocumentNode?, _ what: String, _ range: ClosedRange<Int>) -> Int32? {
        reader.number(node, what, in: range).map { Int32($0) }
    }

    // MARK: Refusals

    /// A list of reasons, or `{status, reasons, message}`, or `true` for any.
    private mutating func refusal(_ node: DocumentNode) -> Refusal? {
        var refusal = Refusal(line: node.line)
        if node.flag == true { return refusal }
        if node.list != nil || node.text != nil {
            refusal.reasons = reasons(node)
            return refusal
        }
        let known = ["status", "reasons", "message"]
        guard let fields = reader.fields(node, "'refused'", known: known) else { return nil }
        if let status = fields["status"] {
            refusal.status = StatusCode.allCases.first { $0.description == status.text }
            if refusal.status == nil {
                reader.reject(
                    "'status' is one of \(StatusCode.allCases.map(\.description).joined(separator: ", "))", status)
            }
        }
        if let reasons = fields["reasons"] { refusal.reasons = self.reasons(reasons) }
        refusal.message = reader.text(fields["message"], "'message'") ?? ""
        return refusal
    }

    /// `CODE`, `CODE element`, or `{reason: CODE element, line, column, expected, found, hint}`.
    private mutating func reasons(_ node: DocumentNode) -> [Refusal.ExpectedReason] {
        (node.list ?? [node]).compactMap { node in
            if let text = node.text { return Refusal.ExpectedReason(summary: text) }
            let known = ["reason", "line", "column", "expected", "found", "hint"]
            guard let fields = reader.fields(node, "a reason", known: known),
                let summary = reader.required("reason", of: fields, "a reason")
            else { return nil }
            var reason = Refusal.ExpectedReason(summary: summary)
            if let line = reader.number(fields["line"], "'line'", in: 1...Int(Int32.max)) {
                let column = reader.number(fields["column"], "'column'", in: 1...Int(Int32.max))
                reason.place = "(line \(line), " + (column.map { "column \($0))" } ?? "")
            }
            reason.expected = reader.text(fields["expected"], "'expected'") ?? ""
            reason.found = reader.text(fields["found"], "'found'") ?? ""
            reason.hint = reader.text(fields["hint"], "'hint'") ?? ""
            return reason
        }
    }
}
