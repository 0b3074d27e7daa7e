import FerryXML

extension ElementReader {
    /// True for events that wait for what others throw.
    private var catches: Bool { kind == .startEvent || kind == .intermediateCatchEvent || kind == .boundaryEvent }
    private var beginsProcess: Bool { kind == .startEvent && parent == .process }

    mutating func readEvents() -> [DraftEvent] {
        guard kind.isEvent else { return [] }
        return tree.children(of: node).filter(\.name.isEventDefinition).map { readEvent($0) }
    }

    private mutating func readEvent(_ event: XMLNode) -> DraftEvent {
        let kind = Vocabulary.eventKind(event.name.local)
        report.refuseCamundaAttributes(of: event, owner: id, allowing: Self.camundaAttributes(of: kind))
        report.refuseExtensions(
            of: event, owner: id, in: tree, allowing: kind == .conditional ? ["conditionalFilter"] : [])
        let definition: EventDefinition? =
            switch kind {
            case .message: readMessage(event).map(EventDefinition.message)
            case .timer: readTimer(event).map(EventDefinition.timer)
            case .signal: readSignal(event).map(EventDefinition.signal)
            case .conditional: readConditional(event).map(EventDefinition.conditional)
            case .error: readCode(event, "error", declarations.errors).map(EventDefinition.error)
            case .escalation: readCode(event, "escalation", declarations.escalations).map(EventDefinition.escalation)
            case .compensation: .compensation(CompensationDefinition(activity: nil))
            case .link: readLink(event).map(EventDefinition.link)
            case .terminate: .terminate
            case .cancel: .cancel
            case nil: nil
            }
        return DraftEvent(node: event, kind: kind, definition: definition)
    }

    private static func camundaAttributes(of kind: EventKind?) -> Set<String> {
        switch kind {
        case .message: ["type", "topic"]
        case .error: ["errorCodeVariable", "errorMessageVariable"]
        case .escalation: ["escalationCodeVariable"]
        case .conditional: ["variableName", "variableEvents"]
        default: []
        }
    }

    private mutating func readMessage(_ event: XMLNode) -> MessageDefinition? {
        // A message sent by a worker may be known to the worker alone.
        if !catches, event["messageRef"] == nil, extensions.first("publishMessage") == nil {
            return MessageDefinition(name: .text(""), correlationKey: nil)
        }
        return readMessage(referredBy: event, needsKey: catches && !beginsProcess)
    }

    /// Nil when reported, or when what is wrong with the message is to be reported with it.
    mutating func readMessage(referredBy part: XMLNode, needsKey: Bool) -> MessageDefinition? {
        guard let ref = reference("messageRef", of: part, to: "message") else { return nil }
        guard let message = declarations.messages[ref] else {
            unknown(ref, "messageRef", of: part, to: "message")
            return nil
        }
        uses.append(DeclarationUse(declared: .message(ref), needsKey: needsKey))
        guard let name = message.name else { return nil }
        return MessageDefinition(name: name, correlationKey: needsKey ? message.correlationKey : nil)
    }

    private mutating func readSignal(_ event: XMLNode) -> Expression? {
        guard let ref = reference("signalRef", of: event, to: "signal") else { return nil }
        guard let signal = declarations.signals[ref] else {
            unknown(ref, "signalRef", of: event, to: "signal")
            return nil
        }
        uses.append(DeclarationUse(declared: .signal(ref), needsKey: false))
        return signal.name
    }

    /// An error or an escalation: any when it is caught without a code, one with a code when it is thrown.
    private mutating func readCode(
        _ event: XMLNode, _ local: String, _ declared: [String: XMLNode]
    ) -> CodeDefinition? {
        let variables = (
            event[.camunda("\(local)CodeVariable")]?.trimmed, event[.camunda("\(local)MessageVariable")]?.trimmed
        )
        let attribute = "\(local)Ref"
        guard !(catches && event[attribute] == nil) else {
            return CodeDefinition(code: nil, codeVariable: variables.0, messageVariable: variables.1)
        }
        guard let ref = reference(attribute, of: event, to: local) else { return nil }
        guard let node = declared[ref] else {
            unknown(ref, attribute, of: event, to: local)
            return nil
        }
        let text = node["\(local)Code"]?.trimmed ?? ""
        if text.isEmpty {
            if catches { return CodeDefinition(code: nil, codeVariable: variables.0, messageVariable: variables.1) }
            report.add(
                .missingAttribute, at: node, id: id, expected: "an \(local) that is thrown to have an \(local)Code",
                found: "none")
            return nil
        }
        let code = report.expression(text, named: "\(local)Code", at: node, of: id, allowsText: true)
        if catches, case .feel? = code {
            report.add(
                .expressionNotAllowed, at: event, id: id, expected: "a fixed \(local)Code where it is caught",
                found: text.quotable)
            return nil
        }
        return code.map { CodeDefinition(code: $0, codeVariable: variables.0, messageVariable: variables.1) }
    }

    private mutating func readLink(_ event: XMLNode) -> String? {
        if let name = event["name"]?.trimmed, !name.isEmpty { return name }
        report.add(
            .missingAttribute, at: event, id: id, expected: "a link with a name", found: "none",
            hint: "the throw and the catch event of a link have the same name")
        return nil
    }

    private mutating func reference(_ attribute: String, of part: XMLNode, to local: String) -> String? {
        if let ref = part[attribute]?.referredID, !ref.isEmpty { return ref }
        report.add(
            .missingReference, at: part, id: id, expected: "\(attribute), the id of a \(local) of the file",
            found: "none")
        return nil
    }

    private mutating func unknown(_ ref: String, _ attribute: String, of part: XMLNode, to local: String) {
        report.add(
            .unknownReference, at: part, id: id, expected: "\(attribute) to name a \(local) of the file",
            found: ref.quotable)
    }
}
