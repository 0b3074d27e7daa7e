import FerryXML

/// A process as read, before it is known to be sound: references may lead nowhere.
struct DraftProcess {
    /// 0 is the process; every other element follows its scope. Document order.
    var elements: [DraftElement] = []
    /// Document order.
    var flows: [DraftFlow] = []
    var versionTag: String?
    /// Scopes with a start event that was refused: they are not told that they lack one.
    var scopesWithRefusedStart: Set<Int> = []

    /// Only for a draft without problems.
    func compiled() -> ExecutableProcess {
        let noneStarts = elements.indices.reduce(into: [Int: ElementIndex]()) { starts, index in
            guard elements[index].kind == .startEvent, let scope = elements[index].scope else { return }
            starts[scope] = ElementIndex(rawValue: index)
        }
        let flowsByID = Dictionary(uniqueKeysWithValues: flows.indices.map { (flows[$0].id, FlowIndex(rawValue: $0)) })
        let compiled = elements.indices.map { index in
            let draft = elements[index]
            return Element(
                index: ElementIndex(rawValue: index), id: draft.id, name: draft.name, kind: draft.kind,
                scope: draft.scope.map(ElementIndex.init), incoming: draft.incoming.map(FlowIndex.init),
                outgoing: draft.outgoing.map(FlowIndex.init), defaultFlow: draft.defaultFlow.flatMap { flowsByID[$0] },
                inputMappings: draft.inputMappings, outputMappings: draft.outputMappings, job: draft.job,
                noneStart: noneStarts[index], position: draft.position)
        }
        return ExecutableProcess(
            id: elements[0].id, name: elements[0].name, versionTag: versionTag, elements: compiled,
            flows: flows.indices.map { flows[$0].compiled(as: FlowIndex(rawValue: $0), in: self) })
    }
}

/// One flow node, or the process, as read.
struct DraftElement {
    let node: XMLNode
    let kind: ElementKind
    let scope: Int?
    var incoming: [Int] = []
    var outgoing: [Int] = []
    var inputMappings: [VariableMapping] = []
    var outputMappings: [VariableMapping] = []
    var job: JobDefinition?

    var id: String { node["id"] ?? "" }
    var name: String? { node["name"] }
    var defaultFlow: String? { node["default"] }
    var position: SourcePosition { node.position }
}

/// One sequence flow as read.
struct DraftFlow {
    let node: XMLNode
    /// Nil where the reference is missing, unknown, or leads to an element that was refused.
    let source: Int?
    let target: Int?
    let hasCondition: Bool
    let condition: Expression?

    var id: String { node["id"] ?? "" }

    fileprivate func compiled(as index: FlowIndex, in process: DraftProcess) -> SequenceFlow {
        guard let source, let target else { preconditionFailure("a sound flow has both ends") }
        // Camunda never asks a default flow for its own condition, so nobody gets to see it.
        let isDefault = process.elements[source].defaultFlow == id
        return SequenceFlow(
            index: index, id: id, source: ElementIndex(rawValue: source), target: ElementIndex(rawValue: target),
            condition: isDefault ? nil : condition)
    }
}
