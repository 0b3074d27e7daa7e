import FerryBPMN
import FerryModel
import FerryXML

/// Small BPMN files for tests.
enum Models {
    /// A whole file; the body begins in line 3.
    static func file(_ body: String, process attributes: String = "") -> String {
        """
        <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" \
        xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:camunda="http://camunda.org/schema/1.0/bpmn">
        <process id="p" isExecutable="true" \(attributes)>
        \(body)
        </process>
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

    static let workDefinition = "<zeebe:taskDefinition type=\"work\"/>"
}

/// The only process of a file that is expected to be sound.
func parsed(_ xml: String) throws -> ExecutableProcess {
    let processes = try BPMNDocument.parse(Array(xml.utf8))
    precondition(processes.count == 1, "the file holds one executable process")
    return processes[0]
}

/// What a file is refused for; empty when it is accepted.
func problems(in xml: some Sequence<UInt8>, limits: BPMNLimits = .default) -> [BPMNProblem] {
    do {
        _ = try BPMNDocument.parse(Array(xml), limits: limits)
        return []
    } catch {
        return error.problems
    }
}

func problems(in xml: String, limits: BPMNLimits = .default) -> [BPMNProblem] { problems(in: xml.utf8, limits: limits) }
