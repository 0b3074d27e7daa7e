import FerryXML

/// The ids of a file, each belonging to one BPMN element.
struct DocumentIDs {
    /// The XML element name behind each id of the file.
    private let names: [String: String]

    /// Reports ids that are missing or unfit on what will run, and ids used twice anywhere in the file.
    init(_ tree: XMLTree, executable: [XMLNode], limits: BPMNLimits, report: inout ProblemReport) {
        let nodes = tree.subtree(tree.root, without: .bpmn("extensionElements")).filter { $0.name.namespace == .bpmn }
        names = report.checkUnique(nodes).mapValues(\.name.local)
        for process in executable {
            for node in tree.subtree(process, without: .bpmn("extensionElements")) where Self.needsID(node) {
                report.checkID(
                    of: node, bytesMax: limits.idBytesMax, hint: "running instances are found by the ids of the model")
            }
        }
    }

    /// The XML element name of what has this id.
    subscript(id: String) -> String? { names[id] }

    private static func needsID(_ node: XMLNode) -> Bool {
        guard node.name.namespace == .bpmn else { return false }
        return ["process", "sequenceFlow"].contains(node.name.local) || Vocabulary.kind(node.name.local) != nil
    }
}
