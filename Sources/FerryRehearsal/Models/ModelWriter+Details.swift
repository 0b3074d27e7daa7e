/// What elements say of themselves: triggers, work, mappings, listeners, repetition.
extension ModelWriter {
    struct Trigger {
        var kind = ""
        var xml = ""
        var extensions = ""
    }

    private static let triggerKinds = [
        "message", "signal", "timer", "at", "every", "condition", "error", "escalation", "compensation", "link",
        "cancel", "terminate",
    ]

    mutating func trigger(_ node: DocumentNode?, throwing: Bool) -> Trigger {
        guard let node else { return Trigger() }
        // A trigger that needs nothing said about it may stand as a word.
        if let word = node.text, ["cancel", "terminate", "compensation", "error", "escalation"].contains(word) {
            return Trigger(kind: word, xml: definition(word, nil, node, throwing: throwing))
        }
        let known = Self.triggerKinds + ["key", "id", "ttl", "variables", "changes"]
        guard let fields = reader.fields(node, "'on'", known: known) else { return Trigger() }
        guard let kind = Self.triggerKinds.first(where: { fields.has($0) }) else {
            reader.reject("'on' has one of \(Self.triggerKinds.joined(separator: ", "))", node)
            return Trigger()
        }
        let value = fields[kind].flatMap { $0.isNull || $0.flag == true ? nil : reader.text($0, "'\(kind)'") }
        return Trigger(
            kind: kind, xml: definition(kind, value, node, throwing: throwing),
            extensions: kind == "message" && throwing ? publication(node) : "")
    }

    private mutating func definition(
        _ kind: String, _ value: String?, _ node: DocumentNode, throwing: Bool
    ) -> String {
        func reference(_ id: String?) -> String { id.map { " \(kind)Ref=\"\($0)\"" } ?? "" }
        func timer(_ form: String) -> String {
            "<bpmn:timerEventDefinition><bpmn:\(form) xsi:type=\"bpmn:tFormalExpression\">\((value ?? "").escaped)"
                + "</bpmn:\(form)></bpmn:timerEventDefinition>"
        }
        switch kind {
        case "message":
            return "<bpmn:messageEventDefinition\(reference(message(node, needsKey: false)))/>"
        case "signal":
            return "<bpmn:signalEventDefinition\(reference(value.map { name in declare { $0.signal(name) } }))/>"
        case "error":
            return "<bpmn:errorEventDefinition\(reference(value.map { code in declare { $0.error(code) } }))/>"
        case "escalation":
            let id = value.map { code in declare { $0.escalation(code) } }
            return "<bpmn:escalationEventDefinition\(reference(id))/>"
        case "timer": return timer("timeDuration")
        case "at": return timer("timeDate")
        case "every": return timer("timeCycle")
        case "condition": return condition(value ?? "", node)
        case "compensation":
            return "<bpmn:compensateEventDefinition\(value.map { " activityRef=\"\($0.escaped)\"" } ?? "")/>"
        case "link": return "<bpmn:linkEventDefinition name=\"\((value ?? "").escaped)\"/>"
        case "cancel": return "<bpmn:cancelEventDefinition/>"
        default: return "<bpmn:terminateEventDefinition/>"
        }
    }

    private mutating func condition(_ condition: String, _ node: DocumentNode) -> String {
        let names = reader.texts(node["variables"], "'variables'").joined(separator: ",")
        let changes = reader.texts(node["changes"], "'changes'").joined(separator: ",")
        var filter = ""
        if !names.isEmpty { filter += " variableNames=\"\(names.escaped)\"" }
        if !changes.isEmpty { filter += " variableEvents=\"\(changes.escaped)\"" }
        let extensions = filter.isEmpty ? "" : Self.extensions("<zeebe:conditionalFilter\(filter)/>")
        return "<bpmn:conditionalEventDefinition>\(extensions)<bpmn:condition xsi:type=\"bpmn:tFormalExpression\">"
            + "\(condition.escaped)</bpmn:condition></bpmn:conditionalEventDefinition>"
    }

    /// The id of the declaration of `{message: NAME, key: EXPRESSION}`.
    mutating func message(_ node: DocumentNode, needsKey: Bool) -> String? {
        guard let name = reader.text(node["message"], "'message'") else {
            if node["message"] == nil { reader.reject("'on' of this element has a message", node) }
            return nil
        }
        let key = reader.text(node["key"], "'key'")
        if needsKey, key == nil { reader.reject("who waits for a message needs its 'key'", node) }
        return declare { $0.message(name, key: key) }
    }

    /// A message that the broker publishes itself: one that is thrown with a key.
    mutating func publication(_ node: DocumentNode) -> String {
        guard let key = reader.text(node["key"], "'key'") else { return "" }
        let id = reader.text(node["id"], "'id'").map { " messageId=\"\($0.escaped)\"" } ?? ""
        let ttl = reader.text(node["ttl"], "'ttl'").map { " timeToLive=\"\($0.escaped)\"" } ?? ""
        return "<zeebe:publishMessage correlationKey=\"\(key.escaped)\"\(id)\(ttl)/>"
    }

    /// An event that throws a message by a worker's job, or by itself.
    mutating func eventExtensions(_ item: Item, _ trigger: Trigger) -> String {
        item.fields.has("type") ? job(item.fields, default: "") : trigger.extensions
    }

    // MARK: Work

    mutating func work(_ item: Item, _ id: String) -> String {
        switch item.kind {
        case "service": return job(item.fields, default: id)
        case "send": return item.fields.has("on") && !item.fields.has("type") ? "" : job(item.fields, default: id)
        case "script":
            guard let expression = reader.text(item.fields["expression"], "'expression'") else {
                return job(item.fields, default: id)
            }
            let result = reader.text(item.fields["result"], "'result'") ?? "result"
            return "<zeebe:script expression=\"\(expression.escaped)\" resultVariable=\"\(result.escaped)\"/>"
        case "rule":
            guard let decision = reader.text(item.fields["decision"], "'decision'") else {
                return job(item.fields, default: id)
            }
            let result = reader.text(item.fields["result"], "'result'") ?? "result"
            return "<zeebe:calledDecision decisionId=\"\(decision.escaped)\" resultVariable=\"\(result.escaped)\""
                + "\(binding(item.fields))/>"
        case "call":
            guard let process = reader.required("process", of: item.fields, "'call'") else { return "" }
            let share = reader.flag(item.fields["share-all"], "'share-all'", default: true)
            let back = reader.flag(item.fields["return-all"], "'return-all'", default: true)
            let business = reader.text(item.fields["business-id"], "'business-id'")
            return "<zeebe:calledElement processId=\"\(process.escaped)\" propagateAllParentVariables=\"\(share)\" "
                + "propagateAllChildVariables=\"\(back)\"\(binding(item.fields))"
                + (business.map { " businessId=\"\($0.escaped)\"" } ?? "") + "/>"
        case "ad-hoc": return adHoc(item.fields)
        default: return ""
        }
    }

    /// Which version is called: `latest` without it, `deployment`, or the one with a `tag`.
    private mutating func binding(_ fields: Fields) -> String {
        let tag = reader.text(fields["tag"], "'tag'")
        let kinds: KeyValuePairs = ["latest": "latest", "deployment": "deployment"]
        let type = reader.choice(fields["binding"], "'binding'", kinds) ?? tag.map { _ in "versionTag" }
        return (type.map { " bindingType=\"\($0)\"" } ?? "") + (tag.map { " versionTag=\"\($0.escaped)\"" } ?? "")
    }

    // MARK: Ad-hoc subprocesses

    private mutating func adHoc(_ fields: Fields) -> String {
        var attributes = ""
        if let begin = reader.text(fields["begin"], "'begin'") {
            attributes += " activeElementsCollection=\"\(begin.escaped)\""
        }
        if !fields.has("each") { attributes += output(fields) }
        let part = attributes.isEmpty ? "" : "<zeebe:adHoc\(attributes)/>"
        return part + (fields.has("type") ? job(fields, default: "") : "")
    }

    /// With `each` these belong to the repetition.
    mutating func completion(_ fields: Fields) -> String {
        guard let until = reader.text(fields["until"], "'until'") else { return "" }
        return "<bpmn:completionCondition xsi:type=\"bpmn:tFormalExpression\">\(until.escaped)"
            + "</bpmn:completionCondition>"
    }

    mutating func cancelRemaining(_ fields: Fields) -> String {
        reader.flag(fields["cancel-remaining"], "'cancel-remaining'", default: true)
            ? "" : " cancelRemainingInstances=\"false\""
    }

    private mutating func output(_ fields: Fields) -> String {
        var attributes = ""
        if let name = reader.text(fields["into"], "'into'") { attributes += " outputCollection=\"\(name.escaped)\"" }
        if let value = reader.text(fields["collect"], "'collect'") {
            attributes += " outputElement=\"\(value.escaped)\""
        }
        return attributes
    }

    private mutating func job(_ fields: Fields, default type: String) -> String {
        let type = reader.text(fields["type"], "'type'") ?? type
        let retries = reader.text(fields["retries"], "'retries'") ?? "3"
        return "<zeebe:taskDefinition type=\"\(type.escaped)\" retries=\"\(retries.escaped)\"/>"
            + headers(fields["headers"])
    }

    private mutating func headers(_ node: DocumentNode?) -> String {
        let parts = pairs(node, "'headers'").map { "<zeebe:header key=\"\($0.escaped)\" value=\"\($1.escaped)\"/>" }
        return parts.isEmpty ? "" : "<zeebe:taskHeaders>\(parts.joined())</zeebe:taskHeaders>"
    }

    mutating func userTask(_ item: Item) -> String {
        let fields = item.fields
        var parts = item.kind == "user" ? "<zeebe:userTask/>" : ""
        func attributes(_ names: [(field: String, attribute: String)], _ reader: inout DocumentReader) -> String {
            names.map { name in
                reader.text(fields[name.field], "'\(name.field)'").map { " \(name.attribute)=\"\($0.escaped)\"" } ?? ""
            }.joined()
        }
        let assignment = attributes(
            [("assignee", "assignee"), ("groups", "candidateGroups"), ("users", "candidateUsers")], &reader)
        if !assignment.isEmpty { parts += "<zeebe:assignmentDefinition\(assignment)/>" }
        let schedule = attributes([("due", "dueDate"), ("follow-up", "followUpDate")], &reader)
        if !schedule.isEmpty { parts += "<zeebe:taskSchedule\(schedule)/>" }
        if let priority = reader.text(fields["priority"], "'priority'") {
            parts += "<zeebe:priorityDefinition priority=\"\(priority.escaped)\"/>"
        }
        if let form = reader.text(fields["form"], "'form'") {
            let attribute = item.kind == "user" ? "externalReference" : "formKey"
            parts += "<zeebe:formDefinition \(attribute)=\"\(form.escaped)\"/>"
        }
        if let formID = reader.text(fields["form-id"], "'form-id'") {
            parts += "<zeebe:formDefinition formId=\"\(formID.escaped)\"/>"
        }
        return parts + headers(fields["headers"]) + taskListeners(fields["task-listeners"])
    }

    // MARK: Around the work

    mutating func mappings(_ fields: Fields) -> String {
        let parts = entries(fields["input"], "input") + entries(fields["output"], "output")
        let raw = reader.text(fields["extensions"], "'extensions'") ?? ""
        return (parts.isEmpty ? "" : "<zeebe:ioMapping>\(parts)</zeebe:ioMapping>") + raw
    }

    mutating func mapping(_ node: DocumentNode?, _ tag: String) -> String {
        let parts = entries(node, tag)
        return parts.isEmpty ? "" : "<zeebe:ioMapping>\(parts)</zeebe:ioMapping>"
    }

    private mutating func entries(_ node: DocumentNode?, _ tag: String) -> String {
        pairs(node, "'\(tag)'").map { target, source in
            "<zeebe:\(tag) source=\"\(source.escaped)\" target=\"\(target.escaped)\"/>"
        }.joined()
    }

    mutating func listeners(_ node: DocumentNode?) -> String {
        let events: KeyValuePairs = ["before-all": "beforeAll", "start": "start", "end": "end", "cancel": "cancel"]
        return listeners(node, "executionListener", events)
    }

    private mutating func taskListeners(_ node: DocumentNode?) -> String {
        let events: KeyValuePairs = [
            "creating": "creating", "assigning": "assigning", "updating": "updating", "completing": "completing",
            "canceling": "canceling",
        ]
        return listeners(node, "taskListener", events)
    }

    /// By event the types of jobs, one, or a list of them and of `{type, retries}`.
    private mutating func listeners(
        _ node: DocumentNode?, _ tag: String, _ events: KeyValuePairs<String, String>
    ) -> String {
        guard let node, let fields = reader.fields(node, "listeners", known: events.map(\.key)) else { return "" }
        var parts = ""
        for (name, event) in events {
            for node in fields[name].map({ $0.list ?? [$0] }) ?? [] {
                var (type, retries) = (node.text ?? "", "")
                if node.text == nil, let job = reader.fields(node, "a listener", known: ["type", "retries"]) {
                    type = reader.required("type", of: job, "a listener") ?? ""
                    retries = reader.text(job["retries"], "'retries'").map { " retries=\"\($0.escaped)\"" } ?? ""
                }
                parts += "<zeebe:\(tag) eventType=\"\(event)\" type=\"\(type.escaped)\"\(retries)/>"
            }
        }
        return parts.isEmpty ? "" : "<zeebe:\(tag)s>\(parts)</zeebe:\(tag)s>"
    }

    mutating func loop(_ fields: Fields) -> String {
        guard let items = reader.text(fields["each"], "'each'") else { return "" }
        let isSequential = reader.flag(fields["sequential"], "'sequential'")
        var attributes = " inputCollection=\"\(items.escaped)\""
        if let name = reader.text(fields["as"], "'as'") { attributes += " inputElement=\"\(name.escaped)\"" }
        attributes += output(fields)
        return "<bpmn:multiInstanceLoopCharacteristics isSequential=\"\(isSequential)\">"
            + Self.extensions("<zeebe:loopCharacteristics\(attributes)/>") + completion(fields)
            + "</bpmn:multiInstanceLoopCharacteristics>"
    }

    private mutating func pairs(_ node: DocumentNode?, _ what: String) -> [(String, String)] {
        guard let node else { return [] }
        guard let fields = node.fields else {
            reader.reject("\(what) is an object of texts", node)
            return []
        }
        return fields.compactMap { field in
            reader.text(field.value, "'\(field.name)' of \(what)").map { (field.name, $0) }
        }
    }
}
