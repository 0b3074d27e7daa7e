/// Small BPMN models, written the short way: a process is a list of nodes and flows.
package enum Model {
    /// A whole file with one executable process.
    package static func file(_ processID: String, _ parts: String...) -> [UInt8] {
        Array(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
                xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
                xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="ferry">
            <bpmn:process id="\(processID)" isExecutable="true">
            \(parts.joined(separator: "\n"))
            </bpmn:process>
            </bpmn:definitions>
            """.utf8)
    }

    package static func start(_ id: String) -> String { "<bpmn:startEvent id=\"\(id)\"/>" }
    package static func end(_ id: String, output: String = "") -> String {
        "<bpmn:endEvent id=\"\(id)\">\(mappings("", output))</bpmn:endEvent>"
    }
    package static func parallel(_ id: String) -> String { "<bpmn:parallelGateway id=\"\(id)\"/>" }
    package static func exclusive(_ id: String, default flow: String = "") -> String {
        "<bpmn:exclusiveGateway id=\"\(id)\"\(flow.isEmpty ? "" : " default=\"\(flow)\"")/>"
    }
    package static func manual(_ id: String) -> String { "<bpmn:manualTask id=\"\(id)\"/>" }
    package static func user(_ id: String) -> String { "<bpmn:userTask id=\"\(id)\"/>" }

    /// A service task; `input` and `output` are `zeebe:input`/`zeebe:output` lines made by `map`.
    package static func service(
        _ id: String, type: String = "", retries: String = "3", input: String = "", output: String = "",
        headers: String = ""
    ) -> String {
        task("serviceTask", id, type: type, retries: retries, input: input, output: output, headers: headers)
    }

    package static func task(
        _ kind: String, _ id: String, type: String = "", retries: String = "3", input: String = "",
        output: String = "", headers: String = ""
    ) -> String {
        """
        <bpmn:\(kind) id="\(id)"><bpmn:extensionElements>
        <zeebe:taskDefinition type="\(type.isEmpty ? id : type)" retries="\(retries)"/>
        \(headers.isEmpty ? "" : "<zeebe:taskHeaders>\(headers)</zeebe:taskHeaders>")
        \(input.isEmpty && output.isEmpty ? "" : "<zeebe:ioMapping>\(input)\(output)</zeebe:ioMapping>")
        </bpmn:extensionElements></bpmn:\(kind)>
        """
    }

    package static func sub(_ id: String, input: String = "", output: String = "", _ parts: String...) -> String {
        "<bpmn:subProcess id=\"\(id)\">\(mappings(input, output))\(parts.joined(separator: "\n"))</bpmn:subProcess>"
    }

    package static func header(_ key: String, _ value: String) -> String {
        "<zeebe:header key=\"\(key)\" value=\"\(value)\"/>"
    }

    package static func input(_ source: String, _ target: String) -> String {
        "<zeebe:input source=\"\(escaped(source))\" target=\"\(target)\"/>"
    }

    package static func output(_ source: String, _ target: String) -> String {
        "<zeebe:output source=\"\(escaped(source))\" target=\"\(target)\"/>"
    }

    /// `a > b` is a flow named `a-b`; a condition may follow.
    package static func flow(_ source: String, _ target: String, id: String = "", when condition: String = "") -> String
    {
        let id = id.isEmpty ? "\(source)-\(target)" : id
        let body =
            condition.isEmpty
            ? ""
            : "<bpmn:conditionExpression xsi:type=\"bpmn:tFormalExpression\">\(escaped(condition))</bpmn:conditionExpression>"
        return
            "<bpmn:sequenceFlow id=\"\(id)\" sourceRef=\"\(source)\" targetRef=\"\(target)\">\(body)</bpmn:sequenceFlow>"
    }

    /// Flows from each node to the next.
    package static func path(_ nodes: String...) -> String {
        zip(nodes, nodes.dropFirst()).map { flow($0, $1) }.joined(separator: "\n")
    }

    private static func mappings(_ input: String, _ output: String) -> String {
        input.isEmpty && output.isEmpty
            ? ""
            : "<bpmn:extensionElements><zeebe:ioMapping>\(input)\(output)</zeebe:ioMapping></bpmn:extensionElements>"
    }

    private static func escaped(_ text: String) -> String {
        text.reduce(into: "") { result, character in
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            default: result.append(character)
            }
        }
    }
}

extension Model {
    /// start, one service task, end.
    package static func oneTask(_ processID: String, task: String = "task", type: String = "") -> [UInt8] {
        file(processID, start("start"), service(task, type: type), end("end"), path("start", task, "end"))
    }

    /// Two service tasks in parallel, then a join.
    package static func forkJoin(
        _ processID: String, left: String = "left", right: String = "right", join: String = "join"
    ) -> [UInt8] {
        file(
            processID, start("start"), parallel("fork"), service(left), service(right), parallel(join),
            service("after"), end("end"), path("start", "fork", left, join, "after", "end"), path("fork", right, join))
    }
}
