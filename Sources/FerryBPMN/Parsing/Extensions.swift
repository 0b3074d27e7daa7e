import FerryXML

/// The zeebe elements in the `extensionElements` of one BPMN element.
struct Extensions {
    private let nodes: [XMLNode]

    init(of node: XMLNode, in tree: XMLTree) {
        nodes = tree.children(of: node).filter { $0.name == .bpmn("extensionElements") }
            .flatMap { tree.children(of: $0) }.filter { $0.name.namespace == .zeebe }
    }

    /// More than one of a name is reported by `refuseExtensions`.
    func first(_ local: String) -> XMLNode? { nodes.first { $0.name.local == local } }
}

extension ProblemReport {
    /// Reports every extension element of Camunda that this place does not understand. Other vendors' are nobody's
    /// instruction to Ferry.
    mutating func refuseExtensions(of node: XMLNode, in tree: XMLTree, allowing understood: Set<String>) {
        var seen: Set<String> = []
        for holder in tree.children(of: node) where holder.name == .bpmn("extensionElements") {
            for found in tree.children(of: holder) where found.name.local != "properties" {
                switch found.name.namespace {
                case .zeebe where !understood.contains(found.name.local):
                    refuse(zeebe: found, of: node)
                case .zeebe where !seen.insert(found.name.local).inserted:
                    add(
                        .duplicateExtension, at: found, id: node["id"] ?? "",
                        expected: "zeebe:\(found.name.local) once", found: "another one")
                case .camunda:
                    add(
                        .unsupportedExtension, at: found, id: node["id"] ?? "",
                        expected: "extensions this version runs", found: "camunda:\(found.name.local.quotable)",
                        hint: found.name.local == "inputOutput"
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
            .unsupportedElement, at: child, id: node["id"] ?? "", expected: "an element this version can run",
            found: "\(node.name.local) with \(child.name.local.quotable)", hint: Vocabulary.repertoire)
    }

    private mutating func refuse(zeebe found: XMLNode, of node: XMLNode) {
        let name = found.name.local.quotable
        let isMisplaced = Self.understoodSomewhere.contains(found.name.local)
        add(
            isMisplaced ? .misplacedExtension : .unsupportedExtension, at: found, id: node["id"] ?? "",
            expected: isMisplaced ? "\(node.name.local) without zeebe:\(name)" : "extensions this version runs",
            found: "zeebe:\(name)", hint: Self.hints[found.name.local] ?? "remove it")
    }

    private static let understoodSomewhere: Set<String> = [
        "taskDefinition", "taskHeaders", "ioMapping", "assignmentDefinition", "taskSchedule", "formDefinition",
        "versionTag", "userTaskForm",
    ]

    private static let worker = "let a worker do it: give the task a zeebe:taskDefinition with a type"
    private static let hints: [String: String] = [
        "script": worker, "calledDecision": worker, "publishMessage": worker,
        "userTask": "Camunda user tasks come later: without zeebe:userTask it runs as a job of type "
            + JobDefinition.userTaskType,
        "executionListeners": "listeners come later: model the work as a service task",
        "taskListeners": "listeners come later: model the work as a service task",
        "ioMapping": "mappings belong on tasks with work, subprocesses, start and end events",
        "taskDefinition": "only service, send, script and business rule tasks have a zeebe:taskDefinition",
    ]
}
