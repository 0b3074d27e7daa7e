import FerryXML

extension DraftProcess {
    /// Reads a `bpmn:process` with all its subprocesses. What cannot run is reported and left out.
    init(_ process: XMLNode, in tree: XMLTree, file: FileContext, report: inout ProblemReport) {
        self.init(partners: file.partners)
        var flowNodes: [XMLNode] = []
        // Scopes are entered from a list of what is left to read, never by recursion.
        var waiting: [(node: XMLNode, scope: Int?)] = [(process, nil)]
        while let (node, scope) = waiting.popLast() {
            if node.name == .bpmn("sequenceFlow") {
                flowNodes.append(node)
                continue
            }
            guard let kind = Self.kind(of: node) else {
                Self.refuse(node, report: &report)
                for id in tree.subtree(node, without: .bpmn("extensionElements")).compactMap({ $0["id"] }) {
                    refusedIDs.insert(id)
                }
                if let scope { scopesWithRefusals.insert(scope) }
                continue
            }
            let parent = scope.map { elements[$0].kind }
            var reader = ElementReader(
                tree: tree, node: node, kind: kind, parent: parent, declarations: file.declarations)
            append(reader.read(scope: scope))
            report.add(contentsOf: reader.report)
            if kind == .process { versionTag = reader.versionTag }
            guard kind.isScope else { continue }
            let index = elements.count - 1
            for child in tree.children(of: node).reversed() where Self.isFlowElement(child) {
                waiting.append((child, index))
            }
        }
        readFlows(flowNodes, in: tree, ids: file.ids, report: &report)
    }

    private static func isFlowElement(_ node: XMLNode) -> Bool {
        node.name.namespace == .bpmn && !Vocabulary.isIgnorable(node.name.local)
            && !ElementReader.ownParts.contains(node.name.local)
    }

    private static func kind(of node: XMLNode) -> ElementKind? {
        if node.name == .bpmn("process") { return .process }
        let kind = Vocabulary.kind(node.name.local)
        return kind == .subProcess && node.flag("triggeredByEvent") ? .eventSubProcess : kind
    }

    private static func refuse(_ node: XMLNode, report: inout ProblemReport) {
        report.add(
            .unsupportedElement, at: node, expected: "an element that can run", found: node.name.local.quotable,
            hint: Vocabulary.repertoire)
    }

    private mutating func readFlows(
        _ nodes: [XMLNode], in tree: XMLTree, ids: DocumentIDs, report: inout ProblemReport
    ) {
        var elementsByID = indicesByID()
        elementsByID[elements[0].id] = nil
        let ends = FlowEnds(elements: elementsByID, refused: refusedIDs, ids: ids)
        for node in nodes {
            var reader = FlowReader(tree: tree, node: node)
            append(reader.read(ends))
            report.add(contentsOf: reader.report)
        }
    }
}

/// What the processes of a file have in common.
struct FileContext {
    let ids: DocumentIDs
    let declarations: Declarations
    /// What each id is associated with, whichever way the association is drawn.
    let partners: [String: [String]]

    init(_ tree: XMLTree, ids: DocumentIDs) {
        self.ids = ids
        declarations = Declarations(tree)
        partners = tree.nodes.reduce(into: [:]) { partners, node in
            guard node.name == .bpmn("association"), let source = node["sourceRef"]?.referredID,
                let target = node["targetRef"]?.referredID
            else { return }
            partners[source, default: []].append(target)
            partners[target, default: []].append(source)
        }
    }
}
