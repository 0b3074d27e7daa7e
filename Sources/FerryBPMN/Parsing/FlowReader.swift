import FerryXML

/// What the ends of a sequence flow may name.
struct FlowEnds {
    let elements: [String: Int]
    /// Ids in parts of the model that were refused as such: naming them is no further problem.
    let refused: Set<String>
    let ids: DocumentIDs
}

/// Reads one `bpmn:sequenceFlow`.
struct FlowReader {
    let tree: XMLTree
    let node: XMLNode
    private(set) var report = ProblemReport()

    init(tree: XMLTree, node: XMLNode) {
        self.tree = tree
        self.node = node
    }

    mutating func read(_ ends: FlowEnds) -> DraftFlow {
        report.refuseCamundaAttributes(of: node)
        report.refuseExtensions(of: node, in: tree, allowing: [])
        for child in tree.children(of: node)
        where child.name.namespace == .bpmn && child.name.local != "conditionExpression" {
            report.refuseContent(child, of: node)
        }
        let condition = tree.child(.bpmn("conditionExpression"), of: node)
        return DraftFlow(
            node: node, source: end("sourceRef", ends), target: end("targetRef", ends),
            hasCondition: condition != nil,
            condition: condition.flatMap {
                report.expression($0.text, named: "condition", at: $0, of: node["id"] ?? "", allowsText: false)
            })
    }

    private mutating func end(_ attribute: String, _ ends: FlowEnds) -> Int? {
        guard let id = node[attribute], !id.isEmpty else {
            report.add(
                .missingAttribute, at: node, expected: "\(attribute), the id of a flow node", found: "no \(attribute)")
            return nil
        }
        if let index = ends.elements[id] { return index }
        if ends.refused.contains(id) { return nil }
        let other = ends.ids[id].map { "\(id.quotable), a \($0) that is no flow node of this process" }
        report.add(
            .unknownElement, at: node, expected: "\(attribute) to name a flow node of the same process",
            found: other ?? "\(id.quotable), which the file does not hold")
        return nil
    }
}
