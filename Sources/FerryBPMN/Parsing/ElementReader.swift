import FerryXML

/// Reads one flow node, or the process: what it is told to do and what may not stand on it.
///
/// Whether it fits where it stands is for the rules to say. The facets lie in files of their own.
struct ElementReader {
    /// Children of a scope that are part of it, and no flow nodes.
    static let ownParts: Set<String> = [
        "multiInstanceLoopCharacteristics", "standardLoopCharacteristics", "completionCondition",
    ]

    let tree: XMLTree
    let node: XMLNode
    let kind: ElementKind
    /// What it lies in; nil for the process.
    let parent: ElementKind?
    let declarations: Declarations
    let extensions: Extensions
    var report = ProblemReport()
    var uses: [DeclarationUse] = []

    var id: String { node["id"] ?? "" }

    init(tree: XMLTree, node: XMLNode, kind: ElementKind, parent: ElementKind?, declarations: Declarations) {
        self.tree = tree
        self.node = node
        self.kind = kind
        self.parent = parent
        self.declarations = declarations
        extensions = Extensions(of: node, in: tree)
    }

    mutating func read(scope: Int?) -> DraftElement {
        refuseUnsupportedContent()
        report.refuseCamundaAttributes(of: node, allowing: understoodCamundaAttributes)
        report.refuseExtensions(of: node, in: tree, allowing: understoodExtensions)
        refuseEmptyForms()
        var element = DraftElement(node: node, kind: kind, scope: scope)
        element.events = readEvents()
        element.isInterrupting = isInterrupting
        (element.inputMappings, element.outputMappings) = readMappings(of: element)
        element.activity = readActivity()
        element.publishes = readPublishedMessage(of: element)
        element.job = readJob(of: element)
        element.jobPriority = readJobPriority()
        element.adHoc = readAdHoc()
        if parent == .adHocSubProcess { describe(&element) }
        element.listeners = readListeners()
        element.asyncBefore = camundaFlag("asyncBefore") || camundaFlag("async")
        element.asyncAfter = camundaFlag("asyncAfter")
        element.retryCycle = readRetryCycle()
        element.uses = uses
        if kind == .startEvent { element.startForm = readStartForm() }
        return element
    }

    private var isInterrupting: Bool {
        switch kind {
        case .boundaryEvent:
            // A compensation event stands on what has ended.
            node["cancelActivity"] == nil || node.flag("cancelActivity")
                || tree.child(.bpmn("compensateEventDefinition"), of: node) != nil
        case .startEvent: parent != .eventSubProcess || node["isInterrupting"] == nil || node.flag("isInterrupting")
        default: true
        }
    }

    /// Only the process has one.
    var versionTag: String? {
        extensions.first("versionTag")?["value"] ?? node[.camunda("versionTag")]
    }

    private func camundaFlag(_ name: String) -> Bool { node[.camunda(name)]?.trimmed == "true" }

    private mutating func refuseUnsupportedContent() {
        for child in tree.children(of: node) where child.name.namespace == .bpmn {
            let isPart = Self.ownParts.contains(child.name.local)
            if isPart ? !understandsPart(child.name.local) : !kind.isScope && !child.name.isEventDefinition {
                report.refuseContent(child, of: node)
            }
        }
        if kind == .eventSubProcess, node.flag("isForCompensation") {
            refuse(attribute: "isForCompensation", expected: "an event subprocess that compensates nothing")
        }
        if kind == .transaction || kind == .adHocSubProcess, node.flag("triggeredByEvent") {
            refuse(attribute: "triggeredByEvent", expected: "a \(node.name.local) that a flow leads to")
        }
        if kind == .receiveTask || kind == .eventBasedGateway, node.flag("instantiate") {
            refuse(attribute: "instantiate", expected: "a start event to begin with")
        }
        if kind == .eventBasedGateway, let type = node["eventGatewayType"], type.trimmed != "Exclusive" {
            refuse(attribute: "eventGatewayType", expected: "the first event to decide")
        }
        if kind == .startEvent || kind == .intermediateCatchEvent || kind == .boundaryEvent,
            node.flag("parallelMultiple")
        {
            refuse(attribute: "parallelMultiple", expected: "one trigger")
        }
        for attribute in ["startQuantity", "completionQuantity"] {
            if let value = node[attribute], value.trimmed != "1" { refuse(attribute: attribute, expected: "1") }
        }
    }

    private func understandsPart(_ local: String) -> Bool {
        switch local {
        case "multiInstanceLoopCharacteristics": kind.isActivity
        case "completionCondition": kind == .adHocSubProcess
        default: false
        }
    }

    mutating func refuse(attribute: String, expected: String) {
        report.add(
            .unsupportedAttribute, at: node, expected: expected,
            found: "\(attribute)=\"\((node[attribute] ?? "").quotable)\"", hint: Vocabulary.repertoire)
    }

    /// On what a worker may do.
    private static let worked = ["taskDefinition", "taskHeaders", "jobPriorityDefinition", "ioMapping"]

    private var understoodExtensions: Set<String> {
        var names: Set<String> = ["executionListeners"]
        switch kind {
        case .process: names.formUnion(["versionTag", "userTaskForm", "jobPriorityDefinition"])
        case .startEvent: names.formUnion(["ioMapping", "formDefinition"])
        case .endEvent, .intermediateThrowEvent:
            names.formUnion(["ioMapping", "taskDefinition", "taskHeaders", "publishMessage", "jobPriorityDefinition"])
        case .subProcess, .eventSubProcess, .transaction, .intermediateCatchEvent, .boundaryEvent, .receiveTask:
            names.insert("ioMapping")
        case .serviceTask: names.formUnion(Self.worked)
        case .sendTask: names.formUnion(Self.worked + ["publishMessage"])
        case .scriptTask: names.formUnion(Self.worked + ["script"])
        case .businessRuleTask: names.formUnion(Self.worked + ["calledDecision"])
        case .userTask:
            names.formUnion(["taskHeaders", "ioMapping", "assignmentDefinition", "taskSchedule", "formDefinition"])
            names.insert("userTask")
            names.formUnion(isNative ? ["priorityDefinition", "taskListeners"] : ["jobPriorityDefinition"])
        case .callActivity: names.formUnion(["calledElement", "ioMapping"])
        case .adHocSubProcess: names.formUnion(Self.worked + ["adHoc"])
        case .task, .manualTask, .exclusiveGateway, .parallelGateway, .inclusiveGateway, .eventBasedGateway,
            .multiInstanceBody, .adHocInnerInstance:
            break
        }
        return names
    }

    private var understoodCamundaAttributes: Set<String> {
        var names: Set<String> = []
        switch kind {
        case .process: return ["versionTag"]
        case .startEvent: names.insert("formKey")
        case .serviceTask, .sendTask, .businessRuleTask: if isCamundaExternal { names.formUnion(["type", "topic"]) }
        case .userTask: names.formUnion(UserTaskAttribute.camundaNames.union(isNative ? ["priority"] : []))
        default: break
        }
        return names.union(["asyncBefore", "asyncAfter", "async"])
    }
}
