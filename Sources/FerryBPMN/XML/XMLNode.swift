/// Whose word a name is. Only what Ferry reads is told apart; all the rest of the world is foreign.
enum XMLNamespace: Hashable {
    case none
    case bpmn
    case zeebe
    case camunda
    case foreign
}

struct XMLName: Hashable {
    let namespace: XMLNamespace
    let local: String

    static func bpmn(_ local: String) -> XMLName { XMLName(namespace: .bpmn, local: local) }
    static func zeebe(_ local: String) -> XMLName { XMLName(namespace: .zeebe, local: local) }
    static func camunda(_ local: String) -> XMLName { XMLName(namespace: .camunda, local: local) }
}

struct XMLAttribute {
    let name: XMLName
    let value: String
}

/// One element of a document, with what stands directly in it. Its children lie in the `XMLTree`.
struct XMLNode {
    let name: XMLName
    let position: SourcePosition
    /// Without foreign ones and namespace declarations.
    let attributes: [XMLAttribute]
    /// Character data directly in this element, in pieces where children interrupt it.
    var text = ""
    var children: [Int] = []

    /// The value of an attribute without a namespace, where BPMN and the zeebe elements keep theirs.
    subscript(local: String) -> String? { self[XMLName(namespace: .none, local: local)] }

    subscript(name: XMLName) -> String? { attributes.first { $0.name == name }?.value }

    /// An attribute of type `xsd:boolean`; absent means false.
    func flag(_ local: String) -> Bool {
        guard let value = self[local]?.trimmed else { return false }
        return value == "true" || value == "1"
    }
}

/// A place where reading stopped: everything behind it is unknown.
struct XMLFault: Error {
    enum Kind {
        case malformed
        case doctype
        case encoding
        case limit
    }

    let kind: Kind
    let position: SourcePosition
    let expected: String
    let found: String
    var hint = ""
}

extension String {
    /// Without XML white space at both ends.
    var trimmed: String {
        let isSpace: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
        guard let first = utf8.firstIndex(where: { !isSpace($0) }), let last = utf8.lastIndex(where: { !isSpace($0) })
        else { return "" }
        return String(self[first...last])
    }
}
