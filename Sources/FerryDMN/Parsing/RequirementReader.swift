import FerryXML

/// Reads what elements require of each other; references lead to elements of the same file, as in `href="#id"`.
struct RequirementReader {
    private let tree: XMLTree
    private let nodes: [XMLNode]
    /// Of `nodes` by id.
    private let indexes: [String: Int]
    private let inputData: [String: XMLNode]

    init(_ tree: XMLTree, _ nodes: [XMLNode], _ indexes: [String: Int]) {
        self.tree = tree
        self.nodes = nodes
        self.indexes = indexes
        let inputs = tree.children(of: tree.root).filter { $0.name == .dmn("inputData") }
        inputData = Dictionary(inputs.map { ($0["id"] ?? "", $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Input data needs no reading for a decision: its value is a variable of its name, if there is one.
    func read(_ element: inout DraftElement, report: inout ProblemReport) {
        switch element.kind {
        case .decision, .knowledge:
            for node in tree.children(of: element.node) {
                switch node.name {
                case .dmn("informationRequirement"):
                    add("requiredDecision", in: node, [.decision], to: &element.required, element, &report)
                case .dmn("knowledgeRequirement"):
                    add("requiredKnowledge", in: node, [.knowledge, .service], to: &element.required, element, &report)
                default: break
                }
            }
        case .service:
            add("outputDecision", in: element.node, [.decision], to: &element.outputs, element, &report)
            add("inputDecision", in: element.node, [.decision], to: &element.inputDecisions, element, &report)
            // Encapsulated decisions are found by what the outputs require; a wrong reference is still told.
            var encapsulated: [Int] = []
            add("encapsulatedDecision", in: element.node, [.decision], to: &encapsulated, element, &report)
            element.required = element.outputs + element.inputDecisions
            if element.outputs.isEmpty {
                report.add(
                    .missingOutput, at: element.node, expected: "at least one output decision", found: "none")
            }
            for node in tree.children(of: element.node) where node.name == .dmn("inputData") {
                guard let input = localID(node).flatMap({ inputData[$0] }) else {
                    reportUnknown(node, "input data", element, &report)
                    continue
                }
                let variable = tree.child(.dmn("variable"), of: input)
                element.inputData.append(variable?["name"]?.trimmed ?? input["name"]?.trimmed ?? "")
            }
        }
    }

    private func add(
        _ name: String, in node: XMLNode, _ kinds: [DraftElement.Kind], to indexes: inout [Int],
        _ element: DraftElement, _ report: inout ProblemReport
    ) {
        for reference in tree.children(of: node) where reference.name == .dmn(name) {
            guard let index = localID(reference).flatMap({ self.indexes[$0] }),
                let kind = DraftElement.Kind(rawValue: nodes[index].name.local), kinds.contains(kind)
            else {
                reportUnknown(reference, kinds[0].rawValue, element, &report)
                continue
            }
            if !indexes.contains(index) { indexes.append(index) }
        }
    }

    /// The id behind `#`, which may follow the file's own namespace.
    private func localID(_ reference: XMLNode) -> String? {
        guard let href = reference["href"]?.trimmed, let hash = href.firstIndex(of: "#") else { return nil }
        let namespace = href[..<hash]
        guard namespace.isEmpty || String(namespace) == tree.root["namespace"] else { return nil }
        return String(href[href.index(after: hash)...])
    }

    private func reportUnknown(
        _ reference: XMLNode, _ kind: String, _ element: DraftElement, _ report: inout ProblemReport
    ) {
        report.add(
            .unknownRequirement, at: reference, id: element.id, expected: "a \(kind) of this file, as in #id",
            found: reference["href"]?.quotable ?? "no href")
    }
}
