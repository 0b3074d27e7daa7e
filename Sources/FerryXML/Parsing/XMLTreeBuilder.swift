/// Turns the events of a parser into the nodes of an `XMLTree`, within limits.
///
/// Namespaces are resolved here: expat would copy the URI into every name, and a long URI on an element of many
/// attributes then costs their product in memory.
final class XMLTreeBuilder {
    private let limits: XMLLimits
    private let namespaceOfURI: (String) -> XMLNamespace
    private(set) var nodes: [XMLNode] = []
    private var open: [OpenElement] = []
    private var bindings: [String: [XMLNamespace]] = [:]
    private var elementCount = 0
    private var attributeCount = 0

    private struct OpenElement {
        /// Nil inside a foreign subtree.
        let node: Int?
        let prefixes: [String]
    }

    init(limits: XMLLimits, namespace: @escaping (String) -> XMLNamespace) {
        self.limits = limits
        namespaceOfURI = namespace
    }

    func startElement(
        _ name: String, _ attributes: [(name: String, value: String)], at position: SourcePosition
    ) throws(XMLFault) {
        try checkLimits(attributes, at: position)
        var prefixes: [String] = []
        for attribute in attributes {
            guard let prefix = declaredPrefix(attribute.name) else { continue }
            guard attribute.value.utf8.count <= limits.namespaceBytesMax else {
                throw limit("a namespace of at most \(limits.namespaceBytesMax) bytes", "a longer one", position)
            }
            prefixes.append(prefix)
            bindings[prefix, default: []].append(attribute.value.isEmpty ? .none : namespaceOfURI(attribute.value))
        }
        let parent = open.last?.node
        let resolved = try resolve(name, isAttribute: false, at: position)
        let isKept = open.isEmpty || (parent != nil && resolved.namespace != .foreign && resolved.namespace != .none)
        guard isKept else {
            open.append(OpenElement(node: nil, prefixes: prefixes))
            return
        }
        let kept = try understood(attributes, at: position)
        if let parent { nodes[parent].children.append(nodes.count) }
        open.append(OpenElement(node: nodes.count, prefixes: prefixes))
        nodes.append(XMLNode(name: resolved, position: position, attributes: kept))
    }

    func endElement() {
        guard let closed = open.popLast() else { preconditionFailure("the parser closes only what it opened") }
        for prefix in closed.prefixes { bindings[prefix]?.removeLast() }
    }

    func characters(_ text: some Collection<UInt8>) {
        guard let last = open.last, let node = last.node else { return }
        // Indentation is most of the character data of a model and means nothing.
        if nodes[node].text.isEmpty, text.allSatisfy({ $0 <= 0x20 }) { return }
        nodes[node].text += String(decoding: text, as: UTF8.self)
    }

    private func understood(
        _ attributes: [(name: String, value: String)], at position: SourcePosition
    ) throws(XMLFault) -> [XMLAttribute] {
        var kept: [XMLAttribute] = []
        for attribute in attributes where declaredPrefix(attribute.name) == nil {
            let name = try resolve(attribute.name, isAttribute: true, at: position)
            guard name.namespace != .foreign else { continue }
            guard !kept.contains(where: { $0.name == name }) else {
                throw XMLFault(
                    kind: .malformed, position: position, expected: "each attribute once",
                    found: "\(attribute.name.quotable) under two prefixes")
            }
            kept.append(XMLAttribute(name: name, value: attribute.value))
        }
        return kept
    }

    private func checkLimits(
        _ attributes: [(name: String, value: String)], at position: SourcePosition
    ) throws(XMLFault) {
        elementCount += 1
        attributeCount += attributes.count
        if open.count >= limits.depthMax {
            throw limit("elements nested at most \(limits.depthMax) deep", "a deeper one", position)
        }
        if elementCount > limits.elementsMax {
            throw limit("at most \(limits.elementsMax) XML elements", "more", position)
        }
        if attributes.count > limits.attributesPerElementMax {
            throw limit(
                "at most \(limits.attributesPerElementMax) attributes on an element", "\(attributes.count)", position)
        }
        if attributeCount > limits.attributesMax {
            throw limit("at most \(limits.attributesMax) attributes in the file", "more", position)
        }
        for attribute in attributes where attribute.value.utf8.count > limits.attributeBytesMax {
            throw limit(
                "attributes of at most \(limits.attributeBytesMax) bytes",
                "\(attribute.value.utf8.count) bytes in \(attribute.name.quotable)", position)
        }
    }

    private func resolve(_ name: String, isAttribute: Bool, at position: SourcePosition) throws(XMLFault) -> XMLName {
        guard let colon = name.utf8.firstIndex(of: UInt8(ascii: ":")) else {
            return XMLName(namespace: isAttribute ? .none : bindings[""]?.last ?? .none, local: name)
        }
        let prefix = String(name[..<colon])
        let local = String(name[name.utf8.index(after: colon)...])
        if prefix == "xml" { return XMLName(namespace: .foreign, local: local) }
        guard let namespace = bindings[prefix]?.last, namespace != .none else {
            throw XMLFault(
                kind: .malformed, position: position, expected: "a declared namespace prefix",
                found: "\(prefix.quotable): without xmlns:\(prefix.quotable)")
        }
        return XMLName(namespace: namespace, local: local)
    }

    private func declaredPrefix(_ attribute: String) -> String? {
        if attribute == "xmlns" { return "" }
        guard attribute.utf8.count > 6, attribute.utf8.starts(with: "xmlns:".utf8) else { return nil }
        return String(attribute.dropFirst(6))
    }

    private func limit(_ expected: String, _ found: String, _ position: SourcePosition) -> XMLFault {
        XMLFault(kind: .limit, position: position, expected: expected, found: found)
    }
}
