/// The ids of a file, each belonging to one BPMN element.
struct DocumentIDs {
    /// The XML element name behind each id of the file.
    private let names: [String: String]

    /// Reports ids that are missing or unfit on what will run, and ids used twice anywhere in the file.
    init(_ tree: XMLTree, executable: [XMLNode], limits: BPMNLimits, report: inout ProblemReport) {
        var firsts: [String: XMLNode] = [:]
        for node in tree.subtree(tree.root, without: .bpmn("extensionElements")) where node.name.namespace == .bpmn {
            guard let id = node["id"] else { continue }
            if let first = firsts[id] {
                report.add(
                    .duplicateID, at: node, expected: "an id used once in the file",
                    found: "\(node.name.local) with the id of the \(first.name.local) in line \(first.position.line)")
            } else {
                firsts[id] = node
            }
        }
        names = firsts.mapValues(\.name.local)
        for process in executable {
            for node in tree.subtree(process, without: .bpmn("extensionElements")) where Self.needsID(node) {
                Self.check(node, limits: limits, report: &report)
            }
        }
    }

    /// The XML element name of what has this id.
    subscript(id: String) -> String? { names[id] }

    private static func needsID(_ node: XMLNode) -> Bool {
        guard node.name.namespace == .bpmn else { return false }
        return ["process", "sequenceFlow"].contains(node.name.local) || Vocabulary.kind(node.name.local) != nil
    }

    private static func check(_ node: XMLNode, limits: BPMNLimits, report: inout ProblemReport) {
        guard let id = node["id"], !id.isEmpty else {
            report.add(
                .missingID, at: node, expected: "an id", found: "\(node.name.local) without id",
                hint: "running instances are found by the ids of the model")
            return
        }
        if id.utf8.count > limits.idBytesMax {
            report.add(
                .invalidID, at: node, expected: "an id of at most \(limits.idBytesMax) bytes",
                found: "\(id.utf8.count) bytes")
        } else if !isName(id) {
            report.add(
                .invalidID, at: node,
                expected: "an id of letters, digits, _, - and . that begins with a letter or _", found: id.quotable)
        }
    }

    /// XML's NCName, with every character beyond ASCII taken for a letter.
    private static func isName(_ id: String) -> Bool {
        let isStart: (UInt8) -> Bool = { $0 >= 0x80 || $0 == UInt8(ascii: "_") || isLetter($0) }
        guard let first = id.utf8.first, isStart(first) else { return false }
        return id.utf8.allSatisfy {
            isStart($0) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: "-")
                || $0 == UInt8(ascii: ".")
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}
