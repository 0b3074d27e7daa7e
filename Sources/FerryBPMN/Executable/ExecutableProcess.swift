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
    /// Inclusive gateways with several incoming flows.
    package let inclusiveJoins: [ElementIndex]
    private let elementsByID: [String: ElementIndex]
    private let flowsByID: [String: FlowIndex]

    package init(id: String, name: String?, versionTag: String?, elements: [Element], flows: [SequenceFlow]) {
        precondition(elements.first?.kind == .process, "element 0 is the process")
        self.id = id
        self.name = name
        self.versionTag = versionTag
        self.elements = elements
        self.flows = flows
        inclusiveJoins = elements.filter { $0.kind == .inclusiveGateway && $0.incoming.count > 1 }.map(\.index)
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
