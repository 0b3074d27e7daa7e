/// The elements of one XML document that Ferry understands, each with its place in the file.
///
/// Elements lie in one array and name their children by index: a document nested ever so deep is neither built, nor
/// walked, nor freed by recursion. Subtrees of foreign namespaces (diagrams, vendors' notes) are checked for being well
/// formed and left out.
package struct XMLTree: Sendable {
    /// In document order; 0 is the root element, which is kept whatever its namespace.
    package let nodes: [XMLNode]

    package init(
        parsing bytes: [UInt8], limits: XMLLimits, namespace: @escaping (String) -> XMLNamespace
    ) throws(XMLFault) {
        guard bytes.count <= limits.bytesMax else {
            throw XMLFault(
                kind: .limit, position: SourcePosition(line: 1, column: 1),
                expected: "a file of at most \(limits.bytesMax) bytes", found: "\(bytes.count) bytes")
        }
        nodes = try ExpatParser(XMLTreeBuilder(limits: limits, namespace: namespace)).parse(bytes)
    }

    package var root: XMLNode { nodes[0] }

    package func children(of node: XMLNode) -> [XMLNode] { node.children.map { nodes[$0] } }

    package func child(_ name: XMLName, of node: XMLNode) -> XMLNode? {
        node.children.first { nodes[$0].name == name }.map { nodes[$0] }
    }

    /// A node with everything below it, in document order; subtrees of the `excluded` name are left out.
    package func subtree(_ node: XMLNode, without excluded: XMLName) -> [XMLNode] {
        var found = [node]
        var waiting = Array(node.children.reversed())
        while let index = waiting.popLast() {
            guard nodes[index].name != excluded else { continue }
            found.append(nodes[index])
            waiting.append(contentsOf: nodes[index].children.reversed())
        }
        return found
    }
}
