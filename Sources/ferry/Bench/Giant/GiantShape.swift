import ArgumentParser
import FerryClient

/// How the tokens of a giant instance stand.
enum GiantShape: String, ExpressibleByArgument, CaseIterable, Sendable {
    /// Two forks in a row put all tokens on one task, as a multi-instance activity would.
    case tasks
    /// A fork with a branch and a task for each token, and a join that waits for every branch.
    case join

    static let jobType = "ferry-giant"

    /// The first or the second version of the process: they differ in the name, and where all stand on one task in its id.
    func resource(tokens: Int, version: Int) -> DeployResources.Resource {
        let id = "ferry-giant-\(rawValue)-\(tokens)"
        let body =
            switch self {
            case .tasks: Self.tasks(tokens, task: Self.taskID(version))
            case .join: Self.join(tokens)
            }
        let xml = """
            <?xml version="1.0" encoding="UTF-8"?>
            <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
                xmlns:z="http://camunda.org/schema/zeebe/1.0" targetNamespace="urn:ferry:bench">
            <process id="\(id)" name="version \(version)" isExecutable="true">
            \(body)
            </process>
            </definitions>

            """
        return DeployResources.Resource(name: "\(id)-\(version).bpmn", content: Array(xml.utf8))
    }

    var plan: [MigrationInstruction] {
        switch self {
        case .tasks: [MigrationInstruction(from: Self.taskID(1), to: Self.taskID(2))]
        case .join: []
        }
    }

    private static func taskID(_ version: Int) -> String { "work-\(version)" }

    private static func tasks(_ tokens: Int, task: String) -> String {
        let first = (1...tokens).last { $0 * $0 <= tokens && tokens.isMultiple(of: $0) } ?? 1
        return """
            <startEvent id="start"/><endEvent id="end"/>
            <parallelGateway id="fork-1"/><exclusiveGateway id="merge-1"/>
            <parallelGateway id="fork-2"/><exclusiveGateway id="merge-2"/>
            \(service(task))
            \(flow("start", "fork-1"))
            \((0..<first).map { flow("fork-1", "merge-1", $0) }.joined(separator: "\n"))
            \(flow("merge-1", "fork-2"))
            \((0..<tokens / first).map { flow("fork-2", "merge-2", $0) }.joined(separator: "\n"))
            \(flow("merge-2", task))\(flow(task, "end"))
            """
    }

    private static func join(_ tokens: Int) -> String {
        """
        <startEvent id="start"/><endEvent id="end"/><parallelGateway id="f"/><parallelGateway id="j"/>
        \(flow("start", "f"))\(flow("j", "end"))
        \((0..<tokens).map { service("t\($0)") + flow("f", "t\($0)") + flow("t\($0)", "j") }.joined(separator: "\n"))
        """
    }

    private static func service(_ id: String) -> String {
        """
        <serviceTask id="\(id)"><extensionElements><z:taskDefinition type="\(jobType)"/></extensionElements>\
        </serviceTask>
        """
    }

    private static func flow(_ source: String, _ target: String, _ number: Int? = nil) -> String {
        let id = "\(source)-\(target)" + (number.map { "-\($0)" } ?? "")
        return "<sequenceFlow id=\"\(id)\" sourceRef=\"\(source)\" targetRef=\"\(target)\"/>"
    }
}
