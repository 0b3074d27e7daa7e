import FerryXML

/// The zeebe elements in the `extensionElements` of one BPMN element.
struct Extensions {
    private let nodes: [XMLNode]
    /// Camunda 7's, the one of its extension elements that is understood.
    let retryTimeCycle: XMLNode?

    static let retryTimeCycleName = "failedJobRetryTimeCycle"
    static let embeddedFormName = "userTaskForm"

    init(of node: XMLNode, in tree: XMLTree) {
        let all = tree.children(of: node).filter { $0.name == .bpmn("extensionElements") }
            .flatMap { tree.children(of: $0) }
        nodes = all.filter { $0.name.namespace == .zeebe }
        retryTimeCycle = all.first { $0.name == .camunda(Self.retryTimeCycleName) }
    }

    func all(_ local: String) -> [XMLNode] { nodes.filter { $0.name.local == local } }

    /// More than one of a name is reported by `refuseExtensions`.
    func first(_ local: String) -> XMLNode? { nodes.first { $0.name.local == local } }
}

extension ProblemReport {
    /// Reports every extension element of Camunda that this place does not understand. Other vendors' are nobody's
    /// instruction to Ferry.
    mutating func refuseExtensions(
        of node: XMLNode, owner: String? = nil, in tree: XMLTree, allowing understood: Set<String>
    ) {
        var seen: Set<String> = []
        let owner = owner ?? node["id"] ?? ""
        for holder in tree.children(of: node) where holder.name == .bpmn("extensionElements") {
            for found in tree.children(of: holder) where found.name.local != "properties" {
                let name = found.name.local
                switch found.name.namespace {
                case .zeebe where understood.contains(name):
                    // A process has as many forms as its user tasks have need of.
                    if !seen.insert(name).inserted, name != Extensions.embeddedFormName {
                        add(
                            .duplicateExtension, at: found, id: owner, expected: "zeebe:\(name) once",
                            found: "another one")
                    }
                case .zeebe where !Self.harmless.contains(name): refuse(zeebe: found, of: node, owner: owner)
                case .camunda where name == Extensions.retryTimeCycleName: break
                case .camunda:
                    add(
                        .unsupportedExtension, at: found, id: owner, expected: "extensions Ferry runs",
                        found: "camunda:\(name.quotable)",
                        hint: name == "inputOutput"
                            ? "write it as zeebe:ioMapping" : "Ferry understands the zeebe extension elements")
                default: break
                }
            }
        }
    }

    /// Reports a BPMN element inside another one, unless it means nothing to a broker.
    mutating func refuseContent(_ child: XMLNode, of node: XMLNode) {
        guard !Vocabulary.isIgnorable(child.name.local) else { return }
        add(
            .unsupportedElement, at: child, id: node["id"] ?? "", expected: "an element that can run",
            found: "\(node.name.local) with \(child.name.local.quotable)", hint: Vocabulary.repertoire)
    }

    private mutating func refuse(zeebe found: XMLNode, of node: XMLNode, owner: String) {
        let name = found.name.local.quotable
        let isMisplaced = Self.understoodSomewhere.contains(found.name.local)
        add(
            isMisplaced ? .misplacedExtension : .unsupportedExtension, at: found, id: owner,
            expected: isMisplaced ? "\(node.name.local) without zeebe:\(name)" : "extensions Ferry runs",
            found: "zeebe:\(name)", hint: Self.hints[found.name.local] ?? "remove it")
    }

    /// What concerns other programs than the engine.
    private static let harmless: Set<String> = ["modelerTemplate", "modelerTemplateIcon"]

    private static let understoodSomewhere: Set<String> = [
        "taskDefinition", "taskHeaders", "ioMapping", "script", "calledDecision", "calledElement",
        "loopCharacteristics", "userTask", "formDefinition", "userTaskForm", "assignmentDefinition", "taskSchedule",
        "priorityDefinition", "jobPriorityDefinition", "executionListeners", "taskListeners", "adHoc", "publishMessage",
        "subscription",
        "conditionalFilter", "versionTag",
    ]

    private static let hints: [String: String] = [
        "ioMapping": "mappings belong on tasks with work, subprocesses and events",
        "taskDefinition": "only tasks and message events that a worker works on have a zeebe:taskDefinition",
        "publishMessage": "only send tasks and events that throw a message publish one",
        "taskListeners": "only a user task with zeebe:userTask has task listeners",
        "priorityDefinition": "only a user task with zeebe:userTask has a priority",
        "jobPriorityDefinition": "only processes, and tasks and events that a worker works on, name a job's priority",
        "executionListeners": "flow nodes and processes have listeners",
        "loopCharacteristics": "it belongs into multiInstanceLoopCharacteristics",
        "subscription": "it belongs into the message",
        "conditionalFilter": "it belongs into the conditionalEventDefinition",
    ]
}
