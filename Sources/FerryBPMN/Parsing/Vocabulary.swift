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

    /// The flow nodes Ferry can run, by the BPMN name of their XML element.
    static func kind(_ local: String) -> ElementKind? {
        switch local {
        case "startEvent": .startEvent
        case "endEvent": .endEvent
        case "task": .task
        case "manualTask": .manualTask
        case "serviceTask": .serviceTask
        case "sendTask": .sendTask
        case "scriptTask": .scriptTask
        case "businessRuleTask": .businessRuleTask
        case "userTask": .userTask
        case "exclusiveGateway": .exclusiveGateway
        case "parallelGateway": .parallelGateway
        case "subProcess": .subProcess
        default: nil
        }
    }

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
        "this version runs none start and end events, tasks, exclusive and parallel gateways and embedded subprocesses"
}
