import FerryXML

/// The words of BPMN files and what they are to Ferry.
enum Vocabulary {
    static let bpmnURI = "http://www.omg.org/spec/BPMN/20100524/MODEL"

    static func namespace(_ uri: String) -> XMLNamespace {
        switch uri {
        case bpmnURI: .bpmn
        case "http://camunda.org/schema/zeebe/1.0": .zeebe
        // Camunda 7 reads the attributes of its ancestor as its own.
        case "http://camunda.org/schema/1.0/bpmn", "http://activiti.org/bpmn": .camunda
        default: .foreign
        }
    }

    /// The flow nodes Ferry understands, by the BPMN name of their XML element. A `subProcess` may turn out to be an
    /// event subprocess.
    static func kind(_ local: String) -> ElementKind? { kinds[local] }

    private static let kinds: [String: ElementKind] = [
        "startEvent": .startEvent, "endEvent": .endEvent, "intermediateCatchEvent": .intermediateCatchEvent,
        "intermediateThrowEvent": .intermediateThrowEvent, "boundaryEvent": .boundaryEvent,
        "task": .task, "manualTask": .manualTask, "serviceTask": .serviceTask, "sendTask": .sendTask,
        "receiveTask": .receiveTask, "scriptTask": .scriptTask, "businessRuleTask": .businessRuleTask,
        "userTask": .userTask, "callActivity": .callActivity,
        "subProcess": .subProcess, "transaction": .transaction, "adHocSubProcess": .adHocSubProcess,
        "exclusiveGateway": .exclusiveGateway, "parallelGateway": .parallelGateway,
        "inclusiveGateway": .inclusiveGateway, "eventBasedGateway": .eventBasedGateway,
    ]

    /// The triggers of events, by the BPMN name of their XML element.
    static func eventKind(_ local: String) -> EventKind? { eventKinds[local] }

    private static let eventKinds: [String: EventKind] = [
        "messageEventDefinition": .message, "timerEventDefinition": .timer, "signalEventDefinition": .signal,
        "conditionalEventDefinition": .conditional, "errorEventDefinition": .error,
        "escalationEventDefinition": .escalation, "compensateEventDefinition": .compensation,
        "linkEventDefinition": .link, "terminateEventDefinition": .terminate, "cancelEventDefinition": .cancel,
    ]

    /// True for what may stand in a flow node, a flow, a process or a subprocess without meaning anything to a broker.
    static func isIgnorable(_ local: String) -> Bool { ignorable.contains(local) }

    private static let ignorable: Set<String> = [
        "documentation", "extensionElements", "incoming", "outgoing", "auditing", "monitoring", "categoryValueRef",
        "ioSpecification", "property", "dataInput", "dataOutput", "inputSet", "outputSet", "ioBinding",
        "dataInputAssociation", "dataOutputAssociation", "dataObject", "dataObjectReference", "dataStoreReference",
        "resourceRole", "performer", "humanPerformer", "potentialOwner", "rendering", "script",
        "laneSet", "association", "group", "textAnnotation", "artifact",
        "supports", "supportedInterfaceRef", "correlationSubscription",
    ]

    static let repertoire =
        "there are events, tasks, call activities, subprocesses, transactions, and exclusive, parallel, inclusive and "
        + "event-based gateways"
}

extension XMLName {
    var isEventDefinition: Bool {
        namespace == .bpmn && (local.hasSuffix("EventDefinition") || local == "eventDefinitionRef")
    }
}

extension String {
    /// What a reference means: a QName, of which the part before a colon is a namespace.
    var referredID: String { String(trimmed.split(separator: ":").last ?? "") }
}
