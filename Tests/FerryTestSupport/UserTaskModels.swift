extension Model {
    /// A user task with these extension elements; a native one with `isNative`.
    package static func userTask(
        _ id: String, isNative: Bool = true, _ extensions: String = "", input: String = "", output: String = ""
    ) -> String {
        """
        <bpmn:userTask id="\(id)"><bpmn:extensionElements>
        \(isNative ? "<zeebe:userTask/>" : "")\(extensions)
        \(input.isEmpty && output.isEmpty ? "" : "<zeebe:ioMapping>\(input)\(output)</zeebe:ioMapping>")
        </bpmn:extensionElements></bpmn:userTask>
        """
    }

    /// start, one user task, end.
    package static func oneUserTask(
        _ processID: String, task: String = "task", isNative: Bool = true, _ extensions: String = "",
        input: String = "", output: String = ""
    ) -> [UInt8] {
        file(
            processID, start("start"), userTask(task, isNative: isNative, extensions, input: input, output: output),
            end("end"), path("start", task, "end"))
    }

    /// As attributes, for example `assignee="alice"`.
    package static func assignment(_ attributes: String) -> String { "<zeebe:assignmentDefinition \(attributes)/>" }

    /// As attributes, for example `dueDate="=due"`.
    package static func schedule(_ attributes: String) -> String { "<zeebe:taskSchedule \(attributes)/>" }

    package static func priority(_ priority: String) -> String {
        "<zeebe:priorityDefinition priority=\"\(priority)\"/>"
    }

    package static func externalForm(_ reference: String) -> String {
        "<zeebe:formDefinition externalReference=\"\(reference)\"/>"
    }

    /// A boundary event with its own task behind it.
    package static func timerBoundary(_ id: String, on task: String, after duration: String) -> String {
        """
        <bpmn:boundaryEvent id="\(id)" attachedToRef="\(task)"><bpmn:timerEventDefinition>
        <bpmn:timeDuration xsi:type="bpmn:tFormalExpression">\(duration)</bpmn:timeDuration>
        </bpmn:timerEventDefinition></bpmn:boundaryEvent>
        """
    }
}

extension ActivityModel {
    /// Pairs of event and job type, such as `("assigning", "audit")`.
    package static func taskListeners(_ listeners: [(String, String)]) -> String {
        let each = listeners.map { "<zeebe:taskListener eventType=\"\($0.0)\" type=\"\($0.1)\"/>" }
        return listeners.isEmpty ? "" : "<zeebe:taskListeners>\(each.joined())</zeebe:taskListeners>"
    }
}
