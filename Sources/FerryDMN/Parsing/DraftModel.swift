import FerryFEEL
import FerryXML

/// A decision, business knowledge model or decision service as read, before it is known to be sound.
struct DraftElement {
    enum Kind: String {
        case decision
        case knowledge = "businessKnowledgeModel"
        case service = "decisionService"
    }

    let kind: Kind
    let node: XMLNode
    /// What it needs to be evaluated, by index, in document order.
    var required: [Int] = []
    /// Of a service, by index.
    var outputs: [Int] = []
    var inputDecisions: [Int] = []
    var inputData: [String] = []
    /// Of a decision.
    var box: Box?
    /// Of a business knowledge model.
    var function: FunctionDefinition?
    var variable: XMLNode?
    var versionTag: String?

    var id: String { node["id"] ?? "" }
    var name: String { node["name"]?.trimmed ?? "" }
    /// How other elements call it: Camunda takes the variable's name, else a decision's id.
    var callName: String {
        if let name = variable?["name"]?.trimmed, !name.isEmpty { return name }
        return kind == .decision ? id : name
    }
}

/// The elements of a file with what they require of each other.
struct DraftModel {
    let root: XMLNode
    /// In document order.
    private(set) var elements: [DraftElement] = []
    /// Required ones first; only complete if no requirement leads back.
    private var order: [Int] = []

    init(_ tree: XMLTree, _ nodes: [XMLNode], limits: DMNLimits, report: inout ProblemReport) {
        root = tree.root
        var indexes: [String: Int] = [:]
        for (index, node) in nodes.enumerated() { if let id = node["id"] { indexes[id] = index } }
        let references = RequirementReader(tree, nodes, indexes)
        var logic = LogicReader(tree, names: .of(tree, limits: limits, report: &report), limits: limits)
        for node in nodes {
            guard let kind = DraftElement.Kind(rawValue: node.name.local) else { continue }
            var element = DraftElement(kind: kind, node: node)
            element.variable = tree.child(.dmn("variable"), of: node)
            element.versionTag = Self.versionTag(of: node, in: tree)
            references.read(&element, report: &report)
            switch kind {
            case .decision: element.box = logic.logic(in: node, of: element.id, report: &report)
            case .knowledge:
                if let definition = tree.child(.dmn("encapsulatedLogic"), of: node) {
                    element.function = logic.function(definition, of: element.id, report: &report)
                } else {
                    report.add(
                        .missingExpression, at: node, expected: "encapsulated logic",
                        found: "a business knowledge model without")
                }
            case .service: break
            }
            elements.append(element)
        }
        order = RequirementOrder.sorted(elements, report: &report)
    }

    /// Only for a draft without problems.
    func compiled() -> DecisionModel {
        var decisions: [Int: DecisionNode] = [:]
        var services: [Int: DecisionService] = [:]
        var functions: [Int: FEELFunction] = [:]
        for index in order {
            let element = elements[index]
            var known = FEELContext()
            for required in element.required {
                if let function = functions[required] { known[elements[required].callName] = .function(function) }
            }
            switch element.kind {
            case .decision:
                guard let box = element.box else { preconditionFailure("a sound decision has logic") }
                decisions[index] = DecisionNode(
                    element.decision(kind: box.logic.kind), box: box, variable: element.callName,
                    type: ResultType(element.variable?["typeRef"]),
                    required: element.required.compactMap { decisions[$0] }, functions: known)
            case .knowledge:
                functions[index] = element.function?.function(named: element.name.quotable, seeing: known)
            case .service:
                let service = DecisionService(
                    decision: element.decision(kind: .service), outputs: element.outputs.compactMap { decisions[$0] },
                    inputDecisions: element.inputDecisions.compactMap { decisions[$0] },
                    inputData: element.inputData)
                services[index] = service
                functions[index] = service.function
            }
        }
        return DecisionModel(
            id: root["id"] ?? "", name: root["name"] ?? "", decisions: elements.indices.compactMap { decisions[$0] },
            services: elements.indices.compactMap { services[$0] })
    }

    /// Camunda 8 has an extension element, Camunda 7 an attribute.
    private static func versionTag(of node: XMLNode, in tree: XMLTree) -> String? {
        let extensions = tree.child(.dmn("extensionElements"), of: node)
        let element = extensions.flatMap { tree.child(.zeebe("versionTag"), of: $0) }
        return element?["value"] ?? node[.camunda("versionTag")]
    }
}

extension DraftElement {
    fileprivate func decision(kind: Decision.Kind) -> Decision {
        Decision(id: id, name: name, kind: kind, versionTag: versionTag, position: node.position)
    }
}
