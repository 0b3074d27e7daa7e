extension ModelWriter {
    private static let tags: [String: String] = [
        "user": "userTask", "user-job": "userTask", "service": "serviceTask", "send": "sendTask",
        "script": "scriptTask", "rule": "businessRuleTask", "receive": "receiveTask", "manual": "manualTask",
        "task": "task", "call": "callActivity", "sub": "subProcess", "transaction": "transaction",
        "ad-hoc": "adHocSubProcess",
        "start": "startEvent", "end": "endEvent", "catch": "intermediateCatchEvent",
        "throw": "intermediateThrowEvent", "parallel": "parallelGateway", "inclusive": "inclusiveGateway",
        "exclusive": "exclusiveGateway", "event-gateway": "eventBasedGateway",
    ]

    private static let events: Set = ["start", "end", "catch", "throw"]
    private static let gateways: Set = ["parallel", "inclusive", "exclusive", "event-gateway"]

    /// Writes one element and what hangs on it; answers what leads out of it.
    mutating func element(_ node: DocumentNode, from entry: [Exit], in scope: inout Scope) -> [Exit] {
        guard let item = Item(node, &reader) else { return entry }
        // What is before it leads nowhere.
        if item.kind == "stop" { return [] }
        let entry = entry.map { applying(item.fields, to: $0) }
        if item.kind == "goto" {
            if let id = item.id {
                connect(entry, to: id, in: &scope)
            } else {
                reader.reject("'goto' needs an id", node)
            }
            return []
        }
        let id = named(item)
        connect(entry, to: id, in: &scope)
        if Self.gateways.contains(item.kind) { return gateway(item, id, in: &scope) }
        if Self.events.contains(item.kind) {
            let trigger = self.trigger(item.fields["on"], throwing: ["end", "throw"].contains(item.kind))
            let around = mappings(item.fields) + listeners(item.fields["listeners"])
            let body = Self.extensions(eventExtensions(item, trigger) + around) + trigger.xml
            scope.elements.append(
                .init(id: id, tag: Self.tags[item.kind] ?? "", attributes: name(item.fields), body: body))
            let isLast = item.kind == "end" || item.kind == "throw" && trigger.kind == "link"
            return isLast ? [] : [Exit(source: id)]
        }
        activity(item, id, in: &scope)
        return [Exit(source: id)]
    }

    private mutating func named(_ item: Item) -> String {
        guard let id = item.id else { return unique(item.kind) }
        note(id: id)
        return id
    }

    /// What is said at an element about the flow that leads to it.
    private mutating func applying(_ fields: Fields, to exit: Exit) -> Exit {
        var exit = exit
        if let id = reader.text(fields["via"], "'via'") {
            exit.flowID = id
            note(id: id)
        }
        if let condition = reader.text(fields["when"], "'when'") { exit.condition = condition }
        if reader.flag(fields["default"], "'default'") { exit.isDefault = true }
        return exit
    }

    /// Attributes that any element may have.
    private mutating func name(_ fields: Fields) -> String {
        let name = reader.text(fields["name"], "'name'").map { " name=\"\($0.escaped)\"" } ?? ""
        return reader.texts(fields["async"], "'async'").reduce(name) { attributes, place in
            switch place {
            case "before": return attributes + " camunda:asyncBefore=\"true\""
            case "after": return attributes + " camunda:asyncAfter=\"true\""
            default:
                if let node = fields["async"] { reader.reject("'async' is before, after, or a list of both", node) }
                return attributes
            }
        }
    }

    // MARK: Gateways

    private mutating func gateway(_ item: Item, _ id: String, in scope: inout Scope) -> [Exit] {
        scope.elements.append(
            .init(
                id: id, tag: Self.tags[item.kind] ?? "", attributes: name(item.fields),
                body: Self.extensions(listeners(item.fields["listeners"]))))
        guard item.fields.has("branches") else { return [Exit(source: id)] }
        var exits: [Exit] = []
        for branch in reader.list(item.fields["branches"], "'branches'") {
            var entry = Exit(source: id)
            var flow = branch
            if branch.list == nil {
                let known = ["via", "when", "default", "flow"]
                guard let fields = reader.fields(branch, "a branch", known: known) else { continue }
                entry = applying(fields, to: entry)
                flow = fields["flow"] ?? DocumentNode(.list([]), line: branch.line)
            }
            exits += run(reader.list(flow, "a branch"), from: [entry], in: &scope)
        }
        guard let join = reader.text(item.fields["join"], "'join'") else { return exits }
        note(id: join)
        let kind = item.kind == "event-gateway" ? "exclusive" : item.kind
        scope.elements.append(.init(id: join, tag: Self.tags[kind] ?? "", attributes: "", body: ""))
        connect(exits, to: join, in: &scope)
        return [Exit(source: join)]
    }

    // MARK: Activities

    /// A task, a subprocess or a call, with its boundary events.
    mutating func activity(_ item: Item, _ id: String, isHandler: Bool = false, in scope: inout Scope) {
        let fields = item.fields
        var extensions = work(item, id) + mappings(fields) + listeners(fields["listeners"])
        var attributes = name(fields) + (isHandler ? " isForCompensation=\"true\"" : "")
        var body = ""
        switch item.kind {
        case "sub", "transaction":
            var inner = Scope(id: id)
            run(reader.list(fields["flow"], "'flow'"), startingWith: "\(id)-start", endingWith: "\(id)-end", in: &inner)
            inside(fields, of: &inner)
            body = inner.xml
        case "ad-hoc":
            var inner = Scope(id: id)
            for flow in reader.list(fields["flows"], "'flows'") {
                // Nothing leads out of the last: it ends where it stands.
                _ = run(flow.list ?? [flow], from: [], in: &inner)
            }
            for event in reader.list(fields["events"], "'events'") { eventSubprocess(event, in: &inner) }
            attributes += fields.has("each") ? "" : cancelRemaining(fields)
            body = inner.xml + (fields.has("each") ? "" : completion(fields))
        case "receive", "send":
            if let on = fields["on"], let message = message(on, needsKey: item.kind == "receive") {
                attributes += " messageRef=\"\(message)\""
                if item.kind == "send" { extensions += publication(on) }
            }
        case "user", "user-job": extensions += userTask(item)
        default: break
        }
        body = Self.extensions(extensions) + body + loop(fields)
        scope.elements.append(.init(id: id, tag: Self.tags[item.kind] ?? "", attributes: attributes, body: body))
        for boundary in reader.list(fields["boundary"], "'boundary'") { self.boundary(boundary, on: id, in: &scope) }
    }

    private static let boundaryFields = [
        "id", "on", "interrupting", "flow", "handler", "input", "output", "listeners", "name", "extensions",
    ]

    private mutating func boundary(_ node: DocumentNode, on host: String, in scope: inout Scope) {
        guard let fields = reader.fields(node, "a boundary event", known: Self.boundaryFields) else { return }
        let id =
            reader.text(fields["id"], "'id'").map { id in
                note(id: id); return id
            } ?? unique("\(host)-boundary")
        let trigger = self.trigger(fields["on"], throwing: false)
        if trigger.xml.isEmpty { reader.reject("a boundary event needs 'on'", node) }
        let isInterrupting = reader.flag(fields["interrupting"], "'interrupting'", default: true)
        let attributes =
            name(fields) + " attachedToRef=\"\(host.escaped)\"" + (isInterrupting ? "" : " cancelActivity=\"false\"")
        let body = Self.extensions(mappings(fields) + listeners(fields["listeners"])) + trigger.xml
        scope.elements.append(.init(id: id, tag: "boundaryEvent", attributes: attributes, body: body))
        if let handler = fields["handler"] {
            guard let item = Item(handler, &reader) else { return }
            let handlerID = named(item)
            activity(item, handlerID, isHandler: true, in: &scope)
            let association = unique("\(id)-\(handlerID)").escaped
            scope.flows.append(
                "<bpmn:association id=\"\(association)\" associationDirection=\"One\" "
                    + "sourceRef=\"\(id.escaped)\" targetRef=\"\(handlerID.escaped)\"/>")
            return
        }
        guard trigger.kind != "compensation" else { return }
        let exits = run(reader.list(fields["flow"], "'flow'"), from: [Exit(source: id)], in: &scope)
        close(exits, with: "\(id)-end", in: &scope)
    }

    private static let eventSubprocessFields = [
        "id", "start", "on", "interrupting", "flow", "also", "events", "input", "output", "listeners", "name", "async",
        "start-output", "start-listeners", "extensions",
    ]

    mutating func eventSubprocess(_ node: DocumentNode, in scope: inout Scope) {
        guard let fields = reader.fields(node, "an event subprocess", known: Self.eventSubprocessFields) else { return }
        let id =
            reader.text(fields["id"], "'id'").map { id in
                note(id: id); return id
            } ?? unique("event-subprocess")
        let start = reader.text(fields["start"], "'start'") ?? "\(id)-start"
        note(id: start)
        let trigger = self.trigger(fields["on"], throwing: false)
        if trigger.xml.isEmpty { reader.reject("an event subprocess needs 'on'", node) }
        let isInterrupting = reader.flag(fields["interrupting"], "'interrupting'", default: true)
        var inner = Scope(id: id)
        let around = self.mapping(fields["start-output"], "output") + listeners(fields["start-listeners"])
        let ioMapping = around.isEmpty ? "" : Self.extensions(around)
        inner.elements.append(
            .init(
                id: start, tag: "startEvent", attributes: isInterrupting ? "" : " isInterrupting=\"false\"",
                body: ioMapping + trigger.xml))
        let exits = run(reader.list(fields["flow"], "'flow'"), from: [Exit(source: start)], in: &inner)
        close(exits, with: "\(id)-end", in: &inner)
        inside(fields, of: &inner)
        let body = Self.extensions(mappings(fields) + listeners(fields["listeners"])) + inner.xml
        scope.elements.append(
            .init(id: id, tag: "subProcess", attributes: name(fields) + " triggeredByEvent=\"true\"", body: body))
    }
}
