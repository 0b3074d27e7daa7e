import FerryModel

extension ScenarioReader {
    private static let common = ["of", "refused"]

    /// What each step is called, and what may be said of it.
    private static let known: KeyValuePairs<String, [String]> = [
        "deploy": [], "create": ["variables", "at", "as"], "find": ["as"],
        "complete": ["number", "variables"],
        "fail": ["number", "retries", "message", "backoff", "variables"],
        "throw": ["at", "number", "message", "variables"],
        "retries": ["number", "to"], "take-jobs": ["worker", "for", "count"], "assign": ["number", "to"],
        "publish": ["key", "ttl", "id", "variables"], "correlate": ["key", "variables"],
        "broadcast": ["variables"], "set": ["in", "number", "local"], "resolve": ["retries"],
        "suspend": [], "resume": [], "cancel": [], "modify": [],
        "migrate": ["plan", "dry-run"] + planFields,
        "advance": [], "advance-to": [], "trigger": ["number", "with"], "crash": [], "finish": [], "expect": [],
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
        guard let fields = reader.fields(node, "'\(verb.name)'", known: [verb.name] + known + Self.common),
            let action = action(verb.name, verb.value, fields)
        else { return nil }
        let instance = reader.text(fields["of"], "'of'") ?? "it"
        return Step(
            line: node.line, action: action, instance: instance, refusal: fields["refused"].flatMap { refusal($0) })
    }

    /// A list of reasons, or `{status, reasons}`, or `true` for any.
    private mutating func refusal(_ node: DocumentNode) -> Refusal? {
        var refusal = Refusal(line: node.line)
        if node.flag == true { return refusal }
        if node.list != nil || node.text != nil {
            refusal.reasons = reader.texts(node, "'refused'")
            return refusal
        }
        guard let fields = reader.fields(node, "'refused'", known: ["status", "reasons"]) else { return nil }
        if let status = fields["status"] {
            refusal.status = StatusCode.allCases.first { $0.description == status.text }
            if refusal.status == nil {
                reader.reject(
                    "'status' is one of \(StatusCode.allCases.map(\.description).joined(separator: ", "))", status)
            }
        }
        if let reasons = fields["reasons"] { refusal.reasons = reader.texts(reasons, "'reasons'") }
        return refusal
    }

    private mutating func action(_ verb: String, _ value: DocumentNode, _ fields: Fields) -> Action? {
        let number = reader.number(fields["number"], "'number'", in: 1...10_000) ?? 1
        switch verb {
        case "deploy":
            let models = reader.texts(value, "'deploy'")
            for model in models { use(model, value) }
            return .deploy(models: models)
        case "create": return creation(value, fields)
        case "find":
            guard let process = reader.text(value, "'find'"), let name = reader.required("as", of: fields, "'find'")
            else { return nil }
            return .find(process: process, name: name)
        case "complete", "fail", "throw", "retries", "assign", "take-jobs": return work(verb, value, fields, number)
        case "publish", "correlate", "broadcast": return telling(verb, value, fields)
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
        case "modify": return modification(value).map { .modify($0) }
        case "migrate": return migration(value, fields)
        case "advance": return reader.duration(value, "'advance'").map { .advance(milliseconds: $0) }
        case "advance-to": return reader.text(value, "'advance-to'").map { .advanceTo(event: $0) }
        case "trigger":
            let variables = reader.variables(fields["with"], "'with'")
            return reader.text(value, "'trigger'").map { .trigger(event: $0, number, variables) }
        default: return .expect(expectation(value))
        }
    }

    private mutating func int32(_ node: DocumentNode?, _ what: String, _ range: ClosedRange<Int>) -> Int32? {
        reader.number(node, what, in: range).map { Int32($0) }
    }

    private mutating func creation(_ value: DocumentNode, _ fields: Fields) -> Action? {
        guard let name = reader.text(value, "'create'") else { return nil }
        let parts = name.split(separator: "/", maxSplits: 1).map(String.init)
        let isModel = library.names.contains(parts[0])
        if isModel { use(parts[0], value) }
        return .create(
            model: isModel ? parts[0] : nil, process: isModel ? (parts.count > 1 ? parts[1] : nil) : name,
            reader.variables(fields["variables"], "'variables'"), at: reader.texts(fields["at"], "'at'"),
            name: reader.text(fields["as"], "'as'") ?? "it")
    }

    private mutating func work(_ verb: String, _ value: DocumentNode, _ fields: Fields, _ number: Int) -> Action? {
        let variables = reader.variables(fields["variables"], "'variables'")
        if verb == "complete" { return .complete(elements: reader.texts(value, "'complete'"), number, variables) }
        guard let element = reader.text(value, "'\(verb)'") else { return nil }
        let message = reader.text(fields["message"], "'message'") ?? ""
        switch verb {
        case "fail":
            return .fail(
                element: element, number, retries: int32(fields["retries"], "'retries'", 0...1_000) ?? 0,
                message: message, backoffMilliseconds: reader.duration(fields["backoff"], "'backoff'") ?? 0, variables)
        case "throw":
            guard let at = reader.required("at", of: fields, "'throw'") else { return nil }
            return .throwError(element: at, number, code: element, message: message, variables)
        case "retries":
            guard let retries = int32(fields["to"], "'to'", 1...1_000) else {
                reader.reject("'retries' needs 'to'", value)
                return nil
            }
            return .retries(element: element, number, retries)
        case "assign":
            return .assign(element: element, number, assignee: reader.text(fields["to"], "'to'") ?? "")
        default:
            return .takeJobs(
                type: element, worker: reader.text(fields["worker"], "'worker'") ?? "rehearsal",
                milliseconds: reader.duration(fields["for"], "'for'") ?? 60_000,
                count: int32(fields["count"], "'count'", 1...1_000) ?? 1)
        }
    }

    private mutating func telling(_ verb: String, _ value: DocumentNode, _ fields: Fields) -> Action? {
        guard let name = reader.text(value, "'\(verb)'") else { return nil }
        let key = reader.text(fields["key"], "'key'") ?? ""
        let variables = reader.variables(fields["variables"], "'variables'")
        switch verb {
        case "publish":
            return .publish(
                PublishMessage(
                    name: name, correlationKey: key,
                    timeToLiveMilliseconds: reader.duration(fields["ttl"], "'ttl'") ?? 0,
                    messageID: reader.text(fields["id"], "'id'") ?? "", variables: variables))
        case "correlate": return .correlate(CorrelateMessage(name: name, correlationKey: key, variables: variables))
        default: return .broadcast(BroadcastSignal(name: name, variables: variables))
        }
    }

    private mutating func modification(_ node: DocumentNode) -> ModificationDraft? {
        guard let fields = reader.fields(node, "'modify'", known: ["activate", "terminate", "move"]) else { return nil }
        var draft = ModificationDraft()
        for node in reader.list(fields["activate"], "'activate'") {
            if let element = node.text {
                draft.activate.append(.init(element: element, within: nil, variables: Variables()))
            } else if let fields = reader.fields(node, "an activation", known: ["element", "in", "variables"]),
                let element = reader.required("element", of: fields, "an activation")
            {
                draft.activate.append(
                    .init(
                        element: element, within: reader.text(fields["in"], "'in'"),
                        variables: reader.variables(fields["variables"], "'variables'")))
            }
        }
        draft.terminate = reader.texts(fields["terminate"], "'terminate'")
        for node in reader.list(fields["move"], "'move'") {
            guard let fields = reader.fields(node, "a move", known: ["from", "to"]),
                let from = reader.required("from", of: fields, "a move"),
                let to = reader.required("to", of: fields, "a move")
            else { continue }
            draft.move.append(.init(from: from, to: to))
        }
        return draft
    }
}
