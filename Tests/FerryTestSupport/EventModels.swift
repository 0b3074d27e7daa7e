/// Events and gateways. What they refer to by name is declared in `eventFile`.
extension Model {
    /// A whole file with one executable process and declarations of signals `alarm`, `calm` and `=name`, errors
    /// `broken`, `other` and `=code`, escalations `late`, `lost` and `=code`, and messages `paid` and `stop`, which
    /// correlate by `order`.
    package static func eventFile(_ processID: String, _ parts: String...) -> [UInt8] {
        Array(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
                xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
                xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="ferry">
            <bpmn:process id="\(processID)" isExecutable="true">
            \(parts.joined(separator: "\n"))
            </bpmn:process>
            \(declarations)
            </bpmn:definitions>
            """.utf8)
    }

    private static let declarations = """
        <bpmn:signal id="signal-alarm" name="alarm"/><bpmn:signal id="signal-calm" name="calm"/>
        <bpmn:signal id="signal-named" name="=name"/>
        <bpmn:error id="error-broken" errorCode="broken"/><bpmn:error id="error-other" errorCode="other"/>
        <bpmn:error id="error-coded" errorCode="=code"/>
        <bpmn:escalation id="escalation-late" escalationCode="late"/>
        <bpmn:escalation id="escalation-lost" escalationCode="lost"/>
        <bpmn:escalation id="escalation-coded" escalationCode="=code"/>
        <bpmn:message id="message-paid" name="paid"><bpmn:extensionElements>
        <zeebe:subscription correlationKey="=order"/></bpmn:extensionElements></bpmn:message>
        <bpmn:message id="message-stop" name="stop"><bpmn:extensionElements>
        <zeebe:subscription correlationKey="=order"/></bpmn:extensionElements></bpmn:message>
        """

    // MARK: What triggers, or what is thrown

    package static func signal(_ name: String) -> String { definition("signal", of: name) }
    /// Without a code: all errors.
    package static func error(_ code: String = "") -> String { definition("error", of: code) }
    /// Without a code: all escalations.
    package static func escalation(_ code: String = "") -> String { definition("escalation", of: code) }
    package static func message(_ name: String) -> String { definition("message", of: name) }
    package static func link(_ name: String) -> String { "<bpmn:linkEventDefinition name=\"\(name)\"/>" }
    package static let terminate = "<bpmn:terminateEventDefinition/>"

    package static func after(_ duration: String) -> String { timer("timeDuration", duration) }
    package static func at(_ date: String) -> String { timer("timeDate", date) }
    package static func every(_ cycle: String) -> String { timer("timeCycle", cycle) }

    package static func condition(_ expression: String, names: String = "", changes: String = "") -> String {
        let names = names.isEmpty ? "" : " variableNames=\"\(names)\""
        let changes = changes.isEmpty ? "" : " variableEvents=\"\(changes)\""
        let filter =
            names.isEmpty && changes.isEmpty
            ? ""
            : "<bpmn:extensionElements><zeebe:conditionalFilter\(names)\(changes)/></bpmn:extensionElements>"
        return """
            <bpmn:conditionalEventDefinition>\(filter)<bpmn:condition xsi:type="bpmn:tFormalExpression">\
            \(expression.replacing("<", with: "&lt;"))</bpmn:condition></bpmn:conditionalEventDefinition>
            """
    }

    private static func definition(_ kind: String, of name: String) -> String {
        "<bpmn:\(kind)EventDefinition\(name.isEmpty ? "" : " \(kind)Ref=\"\(kind)-\(name)\"")/>"
    }

    private static func timer(_ form: String, _ value: String) -> String {
        "<bpmn:timerEventDefinition><bpmn:\(form)>\(value)</bpmn:\(form)></bpmn:timerEventDefinition>"
    }

    // MARK: Events

    /// A start event of a process, or of an event subprocess.
    package static func start(_ id: String, on trigger: String, interrupting: Bool = true, output: String = "")
        -> String
    {
        event("startEvent", id, trigger, interrupting ? "" : " isInterrupting=\"false\"", output: output)
    }

    package static func onBoundary(
        _ id: String, on activity: String, _ trigger: String, interrupting: Bool = true, output: String = ""
    ) -> String {
        let rest = " attachedToRef=\"\(activity)\"\(interrupting ? "" : " cancelActivity=\"false\"")"
        return event("boundaryEvent", id, trigger, rest, output: output)
    }

    package static func catching(_ id: String, _ trigger: String, output: String = "") -> String {
        event("intermediateCatchEvent", id, trigger, output: output)
    }

    package static func throwing(_ id: String, _ thrown: String = "", input: String = "", output: String = "") -> String
    {
        event("intermediateThrowEvent", id, thrown, input: input, output: output)
    }

    package static func end(_ id: String, throwing thrown: String, input: String = "", output: String = "") -> String {
        event("endEvent", id, thrown, input: input, output: output)
    }

    private static func event(
        _ kind: String, _ id: String, _ definition: String, _ attributes: String = "", input: String = "",
        output: String = ""
    ) -> String {
        let mappings =
            input.isEmpty && output.isEmpty
            ? ""
            : "<bpmn:extensionElements><zeebe:ioMapping>\(input)\(output)</zeebe:ioMapping></bpmn:extensionElements>"
        return "<bpmn:\(kind) id=\"\(id)\"\(attributes)>\(mappings)\(definition)</bpmn:\(kind)>"
    }

    // MARK: Beside events

    /// An event subprocess: a start event, one service task, an end event. Ids: `<id>-start`, `<id>-task`, `<id>-end`.
    package static func eventSub(
        _ id: String, on trigger: String, interrupting: Bool = true, input: String = "", output: String = ""
    ) -> String {
        eventSub(
            id, input: input, start("\(id)-start", on: trigger, interrupting: interrupting, output: output),
            service("\(id)-task"), end("\(id)-end"), path("\(id)-start", "\(id)-task", "\(id)-end"))
    }

    package static func eventSub(_ id: String, input: String = "", _ parts: String...) -> String {
        let mapping =
            input.isEmpty
            ? "" : "<bpmn:extensionElements><zeebe:ioMapping>\(input)</zeebe:ioMapping></bpmn:extensionElements>"
        return """
            <bpmn:subProcess id="\(id)" triggeredByEvent="true">\(mapping)\(parts.joined(separator: "\n"))\
            </bpmn:subProcess>
            """
    }

    /// A subprocess around one service task: `<id>-start`, the task, `<id>-end`.
    package static func sub(_ id: String, around task: String, _ parts: String...) -> String {
        sub(
            id, start("\(id)-start"), service(task), end("\(id)-end"), path("\(id)-start", task, "\(id)-end"),
            parts.joined(separator: "\n"))
    }

    /// Repeats a subprocess for each item of a collection, in parallel.
    package static func each(_ id: String, in collection: String, _ parts: String...) -> String {
        """
        <bpmn:subProcess id="\(id)">\(parts.joined(separator: "\n"))
        <bpmn:multiInstanceLoopCharacteristics><bpmn:extensionElements>
        <zeebe:loopCharacteristics inputCollection="\(collection)" inputElement="item"/>
        </bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics></bpmn:subProcess>
        """
    }

    package static func calling(_ id: String, _ processID: String) -> String {
        """
        <bpmn:callActivity id="\(id)"><bpmn:extensionElements><zeebe:calledElement processId="\(processID)"/>\
        </bpmn:extensionElements></bpmn:callActivity>
        """
    }

    package static func inclusive(_ id: String, default flow: String = "") -> String {
        "<bpmn:inclusiveGateway id=\"\(id)\"\(flow.isEmpty ? "" : " default=\"\(flow)\"")/>"
    }

    package static func eventBased(_ id: String) -> String { "<bpmn:eventBasedGateway id=\"\(id)\"/>" }
}
