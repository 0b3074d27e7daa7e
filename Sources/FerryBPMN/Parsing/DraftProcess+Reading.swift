import FerryXML

extension DraftProcess {
    /// Reads a `bpmn:process` with all its subprocesses. What cannot run is reported and left out.
    init(_ process: XMLNode, in tree: XMLTree, ids: DocumentIDs, report: inout ProblemReport) {
        var flowNodes: [XMLNode] = []
        var refused: Set<String> = []
        // Scopes are entered from a list of what is left to read, never by recursion.
        var waiting: [(node: XMLNode, scope: Int?)] = [(process, nil)]
        while let (node, scope) = waiting.popLast() {
            if node.name == .bpmn("sequenceFlow") {
                flowNodes.append(node)
                continue
            }
            guard let kind = Self.runnableKind(of: node, in: tree, report: &report) else {
                for id in tree.subtree(node, without: .bpmn("extensionElements")).compactMap({ $0["id"] }) {
                    refused.insert(id)
                }
                if node.name == .bpmn("startEvent"), let scope { scopesWithRefusedStart.insert(scope) }
                continue
            }
            var reader = ElementReader(tree: tree, node: node, kind: kind)
            elements.append(reader.read(scope: scope))
            report.add(contentsOf: reader.report)
            if kind == .process { versionTag = reader.versionTag }
            guard kind.isScope else { continue }
            let index = elements.count - 1
            for child in tree.children(of: node).reversed() where Self.isFlowElement(child) {
                waiting.append((child, index))
            }
        }
        readFlows(flowNodes, in: tree, ids: ids, refused: refused, report: &report)
    }

    private static func isFlowElement(_ node: XMLNode) -> Bool {
        node.name.namespace == .bpmn && !Vocabulary.isIgnorable(node.name.local)
            && !ElementReader.markers.contains(node.name.local)
    }

    private static func runnableKind(
        of node: XMLNode, in tree: XMLTree, report: inout ProblemReport
    ) -> ElementKind? {
        if node.name == .bpmn("process") { return .process }
        let kind = Vocabulary.kind(node.name.local)
        let triggers = tree.children(of: node).filter { $0.name.isEventDefinition }.map(\.name.local)
        let isEventSubProcess = kind == .subProcess && node.flag("triggeredByEvent")
        if let kind, triggers.isEmpty, !isEventSubProcess { return kind }
        let name = isEventSubProcess ? "event subProcess" : node.name.local
        report.add(
            .unsupportedElement, at: node, expected: "an element this version can run",
            found: triggers.isEmpty ? name : "\(name) with \(triggers.joined(separator: ", "))",
            hint: Vocabulary.repertoire)
        return nil
    }

    private mutating func readFlows(
        _ nodes: [XMLNode], in tree: XMLTree, ids: DocumentIDs, refused: Set<String>, report: inout ProblemReport
    ) {
        let elementsByID = Dictionary(
            elements.indices.dropFirst().map { (elements[$0].id, $0) }, uniquingKeysWith: { first, _ in first })
        let ends = FlowEnds(elements: elementsByID, refused: refused, ids: ids)
        for node in nodes {
            var reader = FlowReader(tree: tree, node: node)
            let flow = reader.read(ends)
            report.add(contentsOf: reader.report)
            if let source = flow.source { elements[source].outgoing.append(flows.count) }
            if let target = flow.target { elements[target].incoming.append(flows.count) }
            flows.append(flow)
        }
    }
}

extension XMLName {
    var isEventDefinition: Bool {
        namespace == .bpmn && (local.hasSuffix("EventDefinition") || local == "eventDefinitionRef")
    }
}
