extension DrawnModel {
    /// The model as a file to deploy.
    var xml: [UInt8] {
        var writer = ModelWriter()
        writer.process(self)
        return Array(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" \
            xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" \
            xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="ferry">
            <bpmn:process id="\(processID)" isExecutable="true">
            \(writer.text)</bpmn:process>
            \(ModelWords.declarations)
            </bpmn:definitions>
            """.utf8)
    }
}

/// Writes blocks as BPMN elements and the flows between them.
private struct ModelWriter {
    private(set) var text = ""
    /// What can be aimed at by compensation in the scope being written.
    private var compensable: [String] = []
    private var isInTransaction = false
    /// Directly inside an ad-hoc subprocess, where paths end without end events.
    private var isInAdHoc = false
    /// Attributes by element id.
    private var rests: [String: String] = [:]

    mutating func process(_ model: DrawnModel) {
        let tag = model.versionTag.isEmpty ? "" : "<zeebe:versionTag value=\"\(model.versionTag)\"/>"
        text += Self.extensions(tag + model.listeners.xml)
        let id = model.processID
        guard !model.starts.isEmpty else {
            return scope(id, model.blocks, model.handlers, model.ending, isTransaction: false)
        }
        // The ways in meet before the first block.
        element("exclusiveGateway", "\(id)_in")
        for (index, trigger) in model.starts.enumerated() {
            element("startEvent", "\(id)_on\(index)", inside: trigger.xml)
            flow("\(id)_on\(index)", "\(id)_in")
        }
        scope(id, model.blocks, model.handlers, model.ending, isTransaction: false, enteredBy: "\(id)_in")
    }

    /// The inside of a process or subprocess.
    private mutating func scope(
        _ id: String, _ blocks: [ModelBlock], _ handlers: [ModelHandler], _ ending: Thrown, isTransaction: Bool,
        enteredBy gateway: String = ""
    ) {
        let around = (compensable, isInTransaction, isInAdHoc)
        (compensable, isInTransaction, isInAdHoc) = (blocks.undone, isTransaction, false)
        element("startEvent", "\(id)_start")
        var entry = "\(id)_start"
        if !gateway.isEmpty {
            flow(entry, gateway)
            entry = gateway
        }
        let last = list(blocks, from: entry)
        throwing("endEvent", "\(id)_end", ending)
        flow(last, "\(id)_end")
        for handler in handlers { write(handler) }
        (compensable, isInTransaction, isInAdHoc) = around
    }

    private mutating func adHoc(_ block: ModelBlock, _ lists: [[ModelBlock]], _ how: ModelAdHoc) {
        let inner = how.xml + block.mapping.xml + block.listeners.xml
        let attributes = (rests[block.id] ?? "") + how.attributesXML
        text += "<bpmn:adHocSubProcess id=\"\(block.id)\"\(attributes)>\(Self.extensions(inner))\n"
        let around = (compensable, isInTransaction, isInAdHoc)
        (compensable, isInTransaction, isInAdHoc) = (lists.flatMap { $0.undone }, false, true)
        for list in lists { _ = self.list(list, from: "") }
        for handler in block.handlers { write(handler) }
        (compensable, isInTransaction, isInAdHoc) = around
        text += "\(block.repetition?.xml ?? "")\(how.conditionXML)</bpmn:adHocSubProcess>\n"
        beside(block)
    }

    private mutating func write(_ handler: ModelHandler) {
        let around = (compensable, isInTransaction, isInAdHoc)
        (compensable, isInTransaction, isInAdHoc) = (handler.blocks.undone, false, false)
        text += "<bpmn:subProcess id=\"\(handler.id)\" triggeredByEvent=\"true\">\n"
        element(
            "startEvent", "\(handler.id)_start", attributes: " isInterrupting=\"\(handler.isInterrupting)\"",
            inside: handler.trigger.xml)
        let last = list(handler.blocks, from: "\(handler.id)_start")
        throwing("endEvent", "\(handler.id)_end", handler.ending)
        flow(last, "\(handler.id)_end")
        text += "</bpmn:subProcess>\n"
        (compensable, isInTransaction, isInAdHoc) = around
    }

    /// Answers the element the list ends with.
    private mutating func list(
        _ blocks: [ModelBlock], from previous: String, branch: String = "", condition: String = ""
    ) -> String {
        var (last, branch, condition) = (previous, branch, condition)
        for block in blocks {
            // Only branches end.
            if case .end = block.shape { continue }
            // Nothing leads to what begins by itself.
            if !last.isEmpty { flow(last, block.id, branch: branch, condition: condition) }
            (branch, condition) = ("", "")
            last = write(block)
        }
        return last
    }

    private mutating func write(_ block: ModelBlock) -> String {
        let id = block.id
        rests[id] = block.rests.map { " camunda:\($0)=\"true\"" }.joined()
        switch block.shape {
        case .task(let work): task(block, work)
        case .call(let call): activity("callActivity", block, extensions: call.xml)
        case .scope(let blocks, let isTransaction):
            let name = isTransaction ? "transaction" : "subProcess"
            let inner = Self.extensions(block.mapping.xml + block.listeners.xml)
            text += "<bpmn:\(name) id=\"\(id)\"\(rests[id] ?? "")>\(inner)\n"
            scope(id, blocks, block.handlers, block.ending, isTransaction: isTransaction)
            text += "\(block.repetition?.xml ?? "")</bpmn:\(name)>\n"
            beside(block)
        case .adHoc(let lists, let how): adHoc(block, lists, how)
        case .wait(let trigger):
            element(
                "intermediateCatchEvent", id, extensions: block.mapping.xml + block.listeners.xml, inside: trigger.xml)
        case .raise(let thrown): throwing("intermediateThrowEvent", id, thrown, extensions: block.listeners.xml)
        case .link:
            element("intermediateThrowEvent", id, inside: "<bpmn:linkEventDefinition name=\"\(id)\"/>")
            element("intermediateCatchEvent", "\(id)_to", inside: "<bpmn:linkEventDefinition name=\"\(id)\"/>")
            return "\(id)_to"
        case .end: break
        case .race(let triggers):
            element("eventBasedGateway", id, extensions: block.listeners.xml)
            element("exclusiveGateway", "\(id)_end")
            for (index, trigger) in triggers.enumerated() {
                element("intermediateCatchEvent", "\(id)_c\(index)", inside: trigger.xml)
                flow(id, "\(id)_c\(index)")
                flow("\(id)_c\(index)", "\(id)_end")
            }
            return "\(id)_end"
        case .choice(let branches, let hasDefault):
            branch(block, branches, "exclusiveGateway", "exclusiveGateway", hasDefault: hasDefault) { index in
                // A missing `route` makes the first kind false and the second no boolean.
                index == 0 ? "=route = 0" : "=route &gt;= \(index)"
            }
            return "\(id)_end"
        case .some(let branches):
            branch(block, branches, "inclusiveGateway", "inclusiveGateway", hasDefault: true) { "=route != \($0)" }
            return "\(id)_end"
        case .fork(let branches):
            branch(block, branches, "parallelGateway", "parallelGateway", hasDefault: false) { _ in "" }
            return "\(id)_end"
        case .scatter(let branches):
            branch(block, branches, "parallelGateway", "exclusiveGateway", hasDefault: false) { _ in "" }
            return "\(id)_end"
        case .loop(let blocks):
            element("exclusiveGateway", id)
            let last = list(blocks, from: id)
            element("exclusiveGateway", "\(id)_end", attributes: " default=\"\(id)-out\"")
            flow(last, "\(id)_end")
            text += Self.flow("\(id)-back", "\(id)_end", id, condition: "=again = true")
            // A gateway of its own, because the flow out needs the id that `default` names.
            element("exclusiveGateway", "\(id)_out")
            text += Self.flow("\(id)-out", "\(id)_end", "\(id)_out")
            return "\(id)_out"
        }
        return id
    }

    /// A gateway, its branches, and where they meet; a branch may end by itself, but not the first.
    private mutating func branch(
        _ block: ModelBlock, _ branches: [[ModelBlock]], _ split: String, _ join: String, hasDefault: Bool,
        _ condition: (Int) -> String
    ) {
        let id = block.id
        let attributes = hasDefault ? " default=\"\(id)-b\(branches.count - 1)\"" : ""
        element(split, id, attributes: attributes, extensions: block.listeners.xml)
        element(join, "\(id)_end")
        for (index, var blocks) in branches.enumerated() {
            let isDefault = hasDefault && index == branches.count - 1
            let name = "\(id)-b\(index)"
            let condition = isDefault ? "" : condition(index)
            var end: (String, Thrown)?
            if case .end(let thrown)? = blocks.last?.shape {
                let last = blocks.removeLast()
                if index > 0, !isInAdHoc { end = (last.id, thrown) }
            }
            blocks.removeAll { if case .end = $0.shape { true } else { false } }
            let target = end?.0 ?? "\(id)_end"
            if let (end, thrown) = end { throwing("endEvent", end, thrown) }
            if blocks.isEmpty {
                text += Self.flow(name, id, target, condition: condition)
            } else {
                flow(list(blocks, from: id, branch: name, condition: condition), target)
            }
        }
    }

    // MARK: Activities

    private mutating func task(_ block: ModelBlock, _ work: Work) {
        switch work {
        case .job(let name, let type, let retries):
            activity(name, block, extensions: "<zeebe:taskDefinition type=\"\(type)\" retries=\"\(retries)\"/>")
        case .none(let name): activity(name, block)
        case .form: activity("userTask", block)
        case .person(let assignee, let listeners):
            activity(
                "userTask", block,
                extensions: "<zeebe:userTask/><zeebe:assignmentDefinition assignee=\"\(assignee)\"/>"
                    + listeners.taskXML)
        case .script(let expression):
            activity(
                "scriptTask", block,
                extensions: "<zeebe:script expression=\"\(expression)\" resultVariable=\"result\"/>")
        case .decision(let id):
            activity(
                "businessRuleTask", block,
                extensions: "<zeebe:calledDecision decisionId=\"\(id)\" resultVariable=\"result\"/>")
        case .receive(let message): activity("receiveTask", block, attributes: " messageRef=\"\(message)\"")
        case .publish(let message, let seconds):
            activity(
                "sendTask", block, attributes: " messageRef=\"\(message)\"",
                extensions: ModelWords.publishing(seconds: seconds))
        }
    }

    private mutating func activity(
        _ name: String, _ block: ModelBlock, attributes: String = "", extensions: String = ""
    ) {
        var isIdle = false
        if case .task(let work) = block.shape { isIdle = work.isIdle }
        element(
            name, block.id, attributes: attributes,
            extensions: extensions + (isIdle ? "" : block.mapping.xml) + block.listeners.xml,
            inside: block.repetition?.xml ?? "")
        beside(block)
    }

    /// Boundary events with their paths, and what undoes the activity.
    private mutating func beside(_ block: ModelBlock) {
        let id = block.id
        for boundary in block.boundaries {
            element(
                "boundaryEvent", boundary.id,
                attributes: " attachedToRef=\"\(id)\" cancelActivity=\"\(boundary.isInterrupting)\"",
                inside: boundary.trigger.xml)
            let last = list(boundary.blocks, from: boundary.id)
            ended(last, by: "\(boundary.id)_off")
        }
        if case .scope(_, isTransaction: true) = block.shape {
            element(
                "boundaryEvent", "\(id)_off", attributes: " attachedToRef=\"\(id)\"",
                inside: "<bpmn:cancelEventDefinition/>")
            ended("\(id)_off", by: "\(id)_called_off")
        }
        guard let undo = block.undo else { return }
        element(
            "boundaryEvent", "\(id)_back", attributes: " attachedToRef=\"\(id)\"",
            inside: "<bpmn:compensateEventDefinition/>")
        text += undo.xml("\(id)_undo")
        text += "<bpmn:association id=\"\(id)_way\" associationDirection=\"One\" sourceRef=\"\(id)_back\" "
        text += "targetRef=\"\(id)_undo\"/>\n"
    }

    private mutating func ended(_ last: String, by end: String) {
        guard !isInAdHoc else { return }
        element("endEvent", end)
        flow(last, end)
    }

    /// A throw or end event.
    private mutating func throwing(_ name: String, _ id: String, _ thrown: Thrown, extensions: String = "") {
        let parts: (extensions: String, inside: String) =
            switch thrown {
            case .nothing: ("", "")
            case .signal(let name): ("", "<bpmn:signalEventDefinition signalRef=\"\(name)\"/>")
            case .escalation(let code): ("", "<bpmn:escalationEventDefinition escalationRef=\"\(code)\"/>")
            case .error(let code): ("", "<bpmn:errorEventDefinition errorRef=\"\(code)\"/>")
            case .message(let name, let seconds):
                (
                    ModelWords.publishing(seconds: seconds),
                    "<bpmn:messageEventDefinition messageRef=\"\(name)\"/>"
                )
            case .work(let type):
                ("<zeebe:taskDefinition type=\"\(type)\"/>", "<bpmn:messageEventDefinition messageRef=\"m0\"/>")
            case .compensation(let isAimed):
                (
                    "",
                    "<bpmn:compensateEventDefinition"
                        + (isAimed ? compensable.first.map { " activityRef=\"\($0)\"" } ?? "" : "") + "/>"
                )
            case .terminate: ("", "<bpmn:terminateEventDefinition/>")
            case .cancel: ("", isInTransaction ? "<bpmn:cancelEventDefinition/>" : "")
            }
        element(name, id, extensions: parts.extensions + extensions, inside: parts.inside)
    }

    // MARK: Elements and flows

    private mutating func element(
        _ name: String, _ id: String, attributes: String = "", extensions: String = "", inside: String = ""
    ) {
        let attributes = attributes + (rests[id] ?? "")
        text += "<bpmn:\(name) id=\"\(id)\"\(attributes)>\(Self.extensions(extensions))\(inside)</bpmn:\(name)>\n"
    }

    private static func extensions(_ parts: String) -> String {
        parts.isEmpty ? "" : "<bpmn:extensionElements>\(parts)</bpmn:extensionElements>"
    }

    private mutating func flow(_ source: String, _ target: String, branch: String = "", condition: String = "") {
        text += Self.flow(branch.isEmpty ? "\(source)-\(target)" : branch, source, target, condition: condition)
    }

    private static func flow(_ id: String, _ source: String, _ target: String, condition: String = "") -> String {
        let inside =
            condition.isEmpty
            ? ""
            : "<bpmn:conditionExpression xsi:type=\"bpmn:tFormalExpression\">\(condition)</bpmn:conditionExpression>"
        return
            "<bpmn:sequenceFlow id=\"\(id)\" sourceRef=\"\(source)\" targetRef=\"\(target)\">\(inside)</bpmn:sequenceFlow>\n"
    }
}

extension [ModelBlock] {
    /// Activities of this scope that something undoes; those inside of inner scopes do not count.
    fileprivate var undone: [String] {
        flatMap { block -> [String] in
            let inner = block.isScope ? [] : block.lists.flatMap { $0.undone }
            return (block.undo != nil ? [block.id] : []) + inner
        }
    }
}
