/// Whose word a name is. Only what Ferry reads is told apart; all the rest of the world is foreign.
package enum XMLNamespace: Hashable, Sendable {
    case none
    case bpmn
    case dmn
    case zeebe
    case camunda
    case foreign
}

package struct XMLName: Hashable, Sendable {
    package let namespace: XMLNamespace
    package let local: String

    package static func bpmn(_ local: String) -> XMLName { XMLName(namespace: .bpmn, local: local) }
    package static func dmn(_ local: String) -> XMLName { XMLName(namespace: .dmn, local: local) }
    package static func zeebe(_ local: String) -> XMLName { XMLName(namespace: .zeebe, local: local) }
    package static func camunda(_ local: String) -> XMLName { XMLName(namespace: .camunda, local: local) }
}

package struct XMLAttribute: Sendable {
    package let name: XMLName
    package let value: String
}

/// One element of a document, with what stands directly in it. Its children lie in the `XMLTree`.
package struct XMLNode: Sendable {
    package let name: XMLName
    package let position: SourcePosition
    /// Without foreign ones and namespace declarations.
    package let attributes: [XMLAttribute]
    /// Character data directly in this element, in pieces where children interrupt it.
    package internal(set) var text = ""
    var children: [Int] = []

    /// The value of an attribute without a namespace, where BPMN, DMN and the zeebe elements keep theirs.
    package subscript(local: String) -> String? { self[XMLName(namespace: .none, local: local)] }

    package subscript(name: XMLName) -> String? { attributes.first { $0.name == name }?.value }

    /// An attribute of type `xsd:boolean`; absent means false.
    package func flag(_ local: String) -> Bool {
        guard let value = self[local]?.trimmed else { return false }
        return value == "true" || value == "1"
    }
}

/// A place where reading stopped: everything behind it is unknown.
package struct XMLFault: Error {
    package enum Kind: Sendable {
        case malformed
        case doctype
        case encoding
        case limit
    }

    package let kind: Kind
    package let position: SourcePosition
    package let expected: String
    package let found: String
    package var hint = ""
}
