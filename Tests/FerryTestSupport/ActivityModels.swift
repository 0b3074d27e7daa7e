/// Models with activities that repeat, call, listen and are undone, written the short way beside `Model`.
package enum ActivityModel {
    /// One process between declarations of messages, errors and the like.
    package static func file(_ processID: String, declaring declarations: String = "", _ parts: String...) -> [UInt8] {
        file([process(processID, parts.joined(separator: "\n"))], declaring: declarations)
    }

    /// Several processes that are deployed together.
    package static func file(_ processes: [String], declaring declarations: String = "") -> [UInt8] {
        Array(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
                xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
                xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="ferry">
            \(declarations)
            \(processes.joined(separator: "\n"))
            </bpmn:definitions>
            """.utf8)
    }

    package static func process(_ id: String, _ parts: String...) -> String {
        "<bpmn:process id=\"\(id)\" isExecutable=\"true\">\(parts.joined(separator: "\n"))</bpmn:process>"
    }

    /// Any element; `extensions` are `zeebe:` elements.
    package static func element(
        _ kind: String, _ id: String, _ attributes: String = "", extensions: String = "", _ parts: String...
    ) -> String {
        """
        <bpmn:\(kind) id="\(id)" \(attributes)>\(self.extensions(extensions))
        \(parts.joined(separator: "\n"))</bpmn:\(kind)>
        """
    }

    /// Of an element, or of the process around.
    package static func extensions(_ parts: String) -> String {
        parts.isEmpty ? "" : "<bpmn:extensionElements>\(parts)</bpmn:extensionElements>"
    }

    // MARK: Extensions

    package static func job(_ type: String, retries: String = "3") -> String {
        "<zeebe:taskDefinition type=\"\(type)\" retries=\"\(retries)\"/>"
    }

    package static func script(_ expression: String, _ variable: String) -> String {
        "<zeebe:script expression=\"\(expression)\" resultVariable=\"\(variable)\"/>"
    }

    package static func mappings(_ parts: String...) -> String {
        "<zeebe:ioMapping>\(parts.joined())</zeebe:ioMapping>"
    }

    /// Attributes of `calledElement` beside the process id.
    package static func called(_ processID: String, _ attributes: String = "") -> String {
        "<zeebe:calledElement processId=\"\(processID)\" \(attributes)/>"
    }

    /// Pairs of event and job type, such as `("start", "audit")`.
    package static func listeners(_ listeners: (String, String)..., retries: String = "3") -> String {
        let each = listeners.map {
            "<zeebe:executionListener eventType=\"\($0.0)\" type=\"\($0.1)\" retries=\"\(retries)\"/>"
        }
        return "<zeebe:executionListeners>\(each.joined())</zeebe:executionListeners>"
    }

    // MARK: Parts

    /// Multi-instance: `collect` is the output element, into `into`.
    package static func loop(
        over items: String, as element: String = "", collect: String = "", into collection: String = "",
        isSequential: Bool = false, until condition: String = ""
    ) -> String {
        """
        <bpmn:multiInstanceLoopCharacteristics isSequential="\(isSequential)">
        <bpmn:extensionElements><zeebe:loopCharacteristics inputCollection="\(items)"
            \(element.isEmpty ? "" : "inputElement=\"\(element)\"")
            \(collect.isEmpty ? "" : "outputCollection=\"\(collection)\" outputElement=\"\(collect)\"")/>
        </bpmn:extensionElements>
        \(condition.isEmpty ? "" : "<bpmn:completionCondition>\(condition)</bpmn:completionCondition>")
        </bpmn:multiInstanceLoopCharacteristics>
        """
    }

    /// A boundary event; `definition` is its event definition.
    package static func boundary(
        _ id: String, on activity: String, interrupts: Bool = true, extensions: String = "", _ definition: String
    ) -> String {
        element(
            "boundaryEvent", id, "attachedToRef=\"\(activity)\" cancelActivity=\"\(interrupts)\"",
            extensions: extensions, definition)
    }

    /// A compensation boundary event `on-activity` and its association with the handler.
    package static func undo(_ activity: String, by handler: String) -> String {
        boundary("on-\(activity)", on: activity, "<bpmn:compensateEventDefinition/>")
            + """
            <bpmn:association id="undo-\(activity)" associationDirection="One"
                sourceRef="on-\(activity)" targetRef="\(handler)"/>
            """
    }

    /// A service task that undoes another activity; its job's type is its id.
    package static func handler(_ id: String) -> String {
        element("serviceTask", id, "isForCompensation=\"true\"", extensions: job(id))
    }

    /// Throws compensation: an `endEvent` or an `intermediateThrowEvent`.
    package static func compensate(
        _ kind: String, _ id: String, only activity: String = "", extensions: String = ""
    ) -> String {
        element(
            kind, id, extensions: extensions,
            "<bpmn:compensateEventDefinition\(activity.isEmpty ? "" : " activityRef=\"\(activity)\"")/>")
    }

    package static func event(_ kind: String, _ reference: String = "") -> String {
        let (name, value) = (kind, reference)
        return "<bpmn:\(name)EventDefinition\(value.isEmpty ? "" : " \(name)Ref=\"\(value)\"")/>"
    }

    /// Declares a message of the same name as its id.
    package static func message(_ id: String, key: String) -> String {
        """
        <bpmn:message id="\(id)" name="\(id)"><bpmn:extensionElements>
        <zeebe:subscription correlationKey="\(key)"/></bpmn:extensionElements></bpmn:message>
        """
    }
}
