import FerryBPMN
import FerryModel
import FerryXML

/// Small BPMN files for tests.
enum Models {
    /// A whole file; the body begins in line 3, what is declared beside the process follows it.
    static func file(_ body: String, process attributes: String = "", declarations: String = "") -> String {
        """
        <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" \
        xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:camunda="http://camunda.org/schema/1.0/bpmn">
        <process id="p" isExecutable="true" \(attributes)>
        \(body)
        </process>\(declarations)
        </definitions>
        """
    }

    /// A file of `start`, one element and `end` in a row; the element begins in line 3.
    static func around(_ element: String, id: String = "it") -> String {
        file(
            """
            \(element)
            <startEvent id="start"/><endEvent id="end"/>
            <sequenceFlow id="in" sourceRef="start" targetRef="\(id)"/>
            <sequenceFlow id="out" sourceRef="\(id)" targetRef="end"/>
            """)
    }

    /// `around` a service task with this in its extension elements, which begin in line 4.
    static func serviceTask(_ extensions: String, attributes: String = "") -> String {
        around(
            """
            <serviceTask id="it" \(attributes)><extensionElements>
            \(extensions)
            </extensionElements></serviceTask>
            """)
    }

    static func userTask(_ extensions: String, attributes: String = "") -> String {
        around(
            """
            <userTask id="it" \(attributes)><extensionElements>
            \(extensions)
            </extensionElements></userTask>
            """)
    }

    /// Messages `m` and `n`, signals `g` and `h`, an error `e`, an escalation `x`; and of each one that is empty.
    static let declarations = """
        <message id="m" name="paid"><extensionElements>
        <zeebe:subscription correlationKey="=order"/></extensionElements></message>
        <message id="n" name="sent"><extensionElements>
        <zeebe:subscription correlationKey="=order"/></extensionElements></message>
        <message id="keyless" name="called"/><message id="nameless"/>
        <signal id="g" name="alarm"/><signal id="h" name="= &quot;all &quot; + kind"/><signal id="mute"/>
        <error id="e" errorCode="broken"/><error id="any-e"/><error id="feel-e" errorCode="=code"/>
        <escalation id="x" escalationCode="late"/><escalation id="any-x"/><escalation id="feel-x" escalationCode="=code"/>
        """

    /// `start`, this event, and `end` in a row, with the declarations.
    static func event(_ element: String, _ definition: String, attributes: String = "") -> String {
        file(
            """
            <\(element) id="it" \(attributes)>\(definition)</\(element)>
            <startEvent id="start"/><endEvent id="end"/>
            <sequenceFlow id="in" sourceRef="start" targetRef="it"/>
            \(element == "endEvent" ? "" : "<sequenceFlow id=\"out\" sourceRef=\"it\" targetRef=\"end\"/>")
            """, declarations: declarations)
    }

    /// A boundary event on a host with one way out, with the declarations; the event begins in line 3.
    static func boundary(_ definition: String, attributes: String = "", on host: String = "userTask") -> String {
        let inner = host == "subProcess" || host == "transaction" ? "<startEvent id=\"inner\"/>" : ""
        let called = host == "callActivity" ? "<zeebe:calledElement processId=\"other\"/>" : ""
        let work = host == "serviceTask" ? workDefinition : ""
        return file(
            """
            <boundaryEvent id="it" attachedToRef="host" \(attributes)>\(definition)</boundaryEvent>
            <startEvent id="start"/>
            <\(host) id="host"><extensionElements>\(called)\(work)</extensionElements>\(inner)</\(host)>
            <endEvent id="end"/>
            <sequenceFlow id="in" sourceRef="start" targetRef="host"/>
            <sequenceFlow id="out" sourceRef="it" targetRef="end"/>
            """, declarations: declarations)
    }

    /// An event subprocess of the process with this start event, which begins in line 4.
    static func eventSubProcess(_ definition: String, attributes: String = "") -> String {
        file(
            """
            <startEvent id="start"/><subProcess id="sub" triggeredByEvent="true">
            <startEvent id="it" \(attributes)>\(definition)</startEvent></subProcess>
            """, declarations: declarations)
    }

    /// A process that begins with this.
    static func start(_ definition: String) -> String {
        file("<startEvent id=\"it\">\(definition)</startEvent>", declarations: declarations)
    }

    static let workDefinition = "<zeebe:taskDefinition type=\"work\"/>"
}

/// The only process of a file that is expected to be sound, whether the engine runs it already or not.
func parsed(_ xml: String) throws -> ExecutableProcess {
    let processes = try BPMNDocument.parse(Array(xml.utf8))
    precondition(processes.count == 1, "the file holds one executable process")
    return processes[0]
}

/// What a file is refused for; empty when it is accepted.
func problems(
    in xml: some Sequence<UInt8>, limits: BPMNLimits = .default
) -> [BPMNProblem] {
    do {
        _ = try BPMNDocument.parse(Array(xml), limits: limits)
        return []
    } catch {
        return error.problems
    }
}

func problems(
    in xml: String, limits: BPMNLimits = .default
) -> [BPMNProblem] {
    problems(in: xml.utf8, limits: limits)
}
