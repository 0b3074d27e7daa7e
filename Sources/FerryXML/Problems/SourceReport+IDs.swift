extension SourceReport {
    /// Reports ids used twice among these elements; answers the first element of each id.
    package mutating func checkUnique(_ nodes: [XMLNode]) -> [String: XMLNode] {
        var firsts: [String: XMLNode] = [:]
        for node in nodes {
            guard let id = node["id"] else { continue }
            if let first = firsts[id] {
                add(
                    .duplicateID, at: node, expected: "an id used once in the file",
                    found: "\(node.name.local) with the id of the \(first.name.local) in line \(first.position.line)")
            } else {
                firsts[id] = node
            }
        }
        return firsts
    }

    /// Reports an id that is missing or unfit to be kept in state and named in commands.
    package mutating func checkID(of node: XMLNode, bytesMax: Int, hint: String) {
        guard let id = node["id"], !id.isEmpty else {
            add(.missingID, at: node, expected: "an id", found: "\(node.name.local) without id", hint: hint)
            return
        }
        if id.utf8.count > bytesMax {
            add(.invalidID, at: node, expected: "an id of at most \(bytesMax) bytes", found: "\(id.utf8.count) bytes")
        } else if !id.isXMLName {
            add(
                .invalidID, at: node,
                expected: "an id of letters, digits, _, - and . that begins with a letter or _", found: id.quotable)
        }
    }
}

extension String {
    /// XML's NCName, with every character beyond ASCII taken for a letter.
    fileprivate var isXMLName: Bool {
        let isLetter: (UInt8) -> Bool = { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0 | 0x20) }
        let isStart: (UInt8) -> Bool = { $0 >= 0x80 || $0 == UInt8(ascii: "_") || isLetter($0) }
        guard let first = utf8.first, isStart(first) else { return false }
        return utf8.allSatisfy {
            isStart($0) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: "-")
                || $0 == UInt8(ascii: ".")
        }
    }
}
