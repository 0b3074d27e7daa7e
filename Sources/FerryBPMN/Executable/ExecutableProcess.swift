package import FerryFEEL
package import FerryXML

/// One process of a BPMN file, validated and ready to run; immutable and shared by all partitions.
///
/// Elements and flows are found by index inside this compilation and by model id everywhere that outlives it.
package final class ExecutableProcess: Sendable {
    /// The BPMN process id, for example `order`.
    package let id: String
    package let name: String?
    package let versionTag: String?
    /// Element 0 is the process itself; every other element follows its scope.
    package let elements: [Element]
    package let flows: [SequenceFlow]
    private let elementsByID: [String: ElementIndex]
    private let flowsByID: [String: FlowIndex]

    package init(id: String, name: String?, versionTag: String?, elements: [Element], flows: [SequenceFlow]) {
        precondition(elements.first?.kind == .process, "element 0 is the process")
        self.id = id
        self.name = name
        self.versionTag = versionTag
        self.elements = elements
        self.flows = flows
        elementsByID = Dictionary(uniqueKeysWithValues: elements.map { ($0.id, $0.index) })
        flowsByID = Dictionary(uniqueKeysWithValues: flows.map { ($0.id, $0.index) })
    }

    package var root: Element { elements[0] }

    package func element(_ id: String) -> Element? { elementsByID[id].map { elements[$0.rawValue] } }
    package func flow(_ id: String) -> SequenceFlow? { flowsByID[id].map { flows[$0.rawValue] } }

    package subscript(index: ElementIndex) -> Element { elements[index.rawValue] }
    package subscript(index: FlowIndex) -> SequenceFlow { flows[index.rawValue] }

    /// The scopes around an element, innermost first, ending with the process; empty for the process.
    package func scopes(around element: Element) -> [Element] {
        var scopes: [Element] = []
        var scope = element.scope
        while let index = scope {
            scopes.append(self[index])
            scope = self[index].scope
        }
        return scopes
    }
}

/// The place of an element in one `ExecutableProcess`. Never stored: it dies with the compilation.
package struct ElementIndex: RawRepresentable, Hashable, Comparable, Sendable {
    package let rawValue: Int
    package init(rawValue: Int) { self.rawValue = rawValue }
    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// The place of a sequence flow in one `ExecutableProcess`. Never stored.
package struct FlowIndex: RawRepresentable, Hashable, Comparable, Sendable {
    package let rawValue: Int
    package init(rawValue: Int) { self.rawValue = rawValue }
    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// A flow node of the model, or the process itself.
package final class Element: Sendable {
    package let index: ElementIndex
    package let id: String
    package let name: String?
    package let kind: ElementKind
    /// The process or subprocess this element stands in; nil for the process.
    package let scope: ElementIndex?
    package let incoming: [FlowIndex]
    /// In document order: conditions of an exclusive gateway are asked in this order.
    package let outgoing: [FlowIndex]
    package let defaultFlow: FlowIndex?
    package let inputMappings: [VariableMapping]
    package let outputMappings: [VariableMapping]
    /// What a worker is to do; nil when the element needs none.
    package let job: JobDefinition?
    /// For the process and subprocesses: the none start event a new activation begins with.
    package let noneStart: ElementIndex?
    package let position: SourcePosition

    package init(
        index: ElementIndex, id: String, name: String? = nil, kind: ElementKind, scope: ElementIndex?,
        incoming: [FlowIndex] = [], outgoing: [FlowIndex] = [], defaultFlow: FlowIndex? = nil,
        inputMappings: [VariableMapping] = [], outputMappings: [VariableMapping] = [], job: JobDefinition? = nil,
        noneStart: ElementIndex? = nil, position: SourcePosition = SourcePosition(line: 0, column: 0)
    ) {
        self.index = index
        self.id = id
        self.name = name
        self.kind = kind
        self.scope = scope
        self.incoming = incoming
        self.outgoing = outgoing
        self.defaultFlow = defaultFlow
        self.inputMappings = inputMappings
        self.outputMappings = outputMappings
        self.job = job
        self.noneStart = noneStart
        self.position = position
    }
}

/// The kinds of element Ferry can run. Raw values are BPMN's names in Camunda's spelling, shown to users.
package enum ElementKind: String, Sendable, CaseIterable {
    case process = "PROCESS"
    case startEvent = "START_EVENT"
    case endEvent = "END_EVENT"
    case task = "TASK"
    case manualTask = "MANUAL_TASK"
    case serviceTask = "SERVICE_TASK"
    case sendTask = "SEND_TASK"
    case scriptTask = "SCRIPT_TASK"
    case businessRuleTask = "BUSINESS_RULE_TASK"
    case userTask = "USER_TASK"
    case exclusiveGateway = "EXCLUSIVE_GATEWAY"
    case parallelGateway = "PARALLEL_GATEWAY"
    case subProcess = "SUB_PROCESS"

    /// True for what holds other elements.
    package var isScope: Bool { self == .process || self == .subProcess }
}

package struct SequenceFlow: Sendable {
    package let index: FlowIndex
    package let id: String
    package let source: ElementIndex
    package let target: ElementIndex
    package let condition: Expression?

    package init(
        index: FlowIndex, id: String, source: ElementIndex, target: ElementIndex, condition: Expression? = nil
    ) {
        self.index = index
        self.id = id
        self.source = source
        self.target = target
        self.condition = condition
    }
}

/// An attribute that is either fixed text or, behind `=`, a FEEL expression.
package enum Expression: Sendable {
    case text(String)
    case feel(FEELExpression)

    /// As written in the model.
    package var source: String {
        switch self {
        case .text(let text): text
        case .feel(let expression): "=" + expression.text
        }
    }
}

/// One `zeebe:input` or `zeebe:output`. The target is a path: `order.id` writes into the context `order`.
package struct VariableMapping: Sendable {
    package let source: Expression
    /// At least one name.
    package let target: [String]

    package init(source: Expression, target: [String]) {
        self.source = source
        self.target = target
    }
}

/// The work an element hands to a worker: `zeebe:taskDefinition` with its headers.
package struct JobDefinition: Sendable {
    /// Must evaluate to a string.
    package let type: Expression
    /// Must evaluate to a whole number; 3 unless told.
    package let retries: Expression
    /// Custom headers in document order.
    package let headers: [Header]

    package struct Header: Hashable, Sendable {
        package let key: String
        package let value: String

        package init(key: String, value: String) {
            self.key = key
            self.value = value
        }
    }

    package init(type: Expression, retries: Expression, headers: [Header]) {
        self.type = type
        self.retries = retries
        self.headers = headers
    }
}
