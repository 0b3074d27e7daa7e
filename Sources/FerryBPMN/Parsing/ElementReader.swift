import FerryXML

/// Reads one runnable flow node, or the process: what it is told to do and what may not stand on it.
///
/// The facets (job, user task, mappings) lie in files of their own.
struct ElementReader {
    /// Children of an activity that change how it runs. None is executable yet.
    static let markers: Set<String> = ["multiInstanceLoopCharacteristics", "standardLoopCharacteristics"]

    let tree: XMLTree
    let node: XMLNode
    let kind: ElementKind
    let extensions: Extensions
    var report = ProblemReport()

    var id: String { node["id"] ?? "" }

    init(tree: XMLTree, node: XMLNode, kind: ElementKind) {
        self.tree = tree
        self.node = node
        self.kind = kind
        extensions = Extensions(of: node, in: tree)
    }

    mutating func read(scope: Int?) -> DraftElement {
        refuseUnsupportedContent()
        report.refuseCamundaAttributes(of: node, allowing: understoodCamundaAttributes)
        report.refuseExtensions(of: node, in: tree, allowing: understoodExtensions)
        var element = DraftElement(node: node, kind: kind, scope: scope)
        (element.inputMappings, element.outputMappings) = readMappings()
        element.job = readJob()
        // A start event's form concerns task lists, never the broker.
        checkForm()
        return element
    }

    /// Only the process has one.
    var versionTag: String? {
        extensions.first("versionTag")?["value"] ?? node[.camunda("versionTag")]
    }

    private mutating func refuseUnsupportedContent() {
        for child in tree.children(of: node) where child.name.namespace == .bpmn {
            let isFlowElement = kind.isScope && !Self.markers.contains(child.name.local)
            if !isFlowElement { report.refuseContent(child, of: node) }
        }
        if node.flag("isForCompensation") {
            refuse(attribute: "isForCompensation", expected: "no compensation handler")
        }
        for attribute in ["startQuantity", "completionQuantity"] {
            if let value = node[attribute], value.trimmed != "1" { refuse(attribute: attribute, expected: "1") }
        }
    }

    private mutating func refuse(attribute: String, expected: String) {
        report.add(
            .unsupportedAttribute, at: node, expected: expected,
            found: "\(attribute)=\"\((node[attribute] ?? "").quotable)\"", hint: Vocabulary.repertoire)
    }

    private var understoodExtensions: Set<String> {
        switch kind {
        case .process: ["versionTag", "userTaskForm"]
        case .startEvent: ["ioMapping", "formDefinition"]
        case .endEvent, .subProcess: ["ioMapping"]
        case .serviceTask, .sendTask, .scriptTask, .businessRuleTask: ["taskDefinition", "taskHeaders", "ioMapping"]
        case .userTask: ["taskHeaders", "ioMapping", "assignmentDefinition", "taskSchedule", "formDefinition"]
        case .task, .manualTask, .exclusiveGateway, .parallelGateway: []
        }
    }

    private var understoodCamundaAttributes: Set<String> {
        switch kind {
        case .process: ["versionTag"]
        case .startEvent: ["formKey"]
        case .serviceTask, .sendTask, .businessRuleTask: isCamundaExternal ? ["type", "topic"] : []
        case .userTask: UserTaskAttribute.camundaNames
        default: []
        }
    }
}
