import FerryFEEL
import FerryXML

extension FEELNames {
    /// The names of a file that are no single word, as in `Full Name`: expressions may call them as they are.
    static func of(_ tree: XMLTree, limits: DMNLimits, report: inout ProblemReport) -> FEELNames {
        var names: Set<String> = []
        for node in tree.nodes {
            for name in callNames(of: node, in: tree) where name.utf8.count <= limits.idBytesMax && !isWord(name) {
                guard names.count < limits.namesMax || names.contains(name) else {
                    report.add(
                        .tooManyNames, at: node, expected: "at most \(limits.namesMax) names of several words",
                        found: "more")
                    return FEELNames()
                }
                names.insert(name)
            }
        }
        return FEELNames(names.sorted())
    }

    /// How expressions may call what an element stands for.
    private static func callNames(of node: XMLNode, in tree: XMLTree) -> [String] {
        guard node.name.namespace == .dmn else { return [] }
        if node.name.local == "decision" {
            return tree.child(.dmn("variable"), of: node) == nil ? [node["id"]].compactMap(\.self) : []
        }
        guard named.contains(node.name.local) else { return [] }
        return ["name", "iteratorVariable"].compactMap { node[$0]?.trimmed }
    }

    private static let named: Set<String> = [
        "variable", "inputData", "businessKnowledgeModel", "decisionService", "formalParameter", "parameter", "column",
        "output", "itemComponent", "for", "some", "every",
    ]

    private static func isWord(_ name: String) -> Bool {
        name.utf8.allSatisfy {
            $0 >= 0x80 || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "$")
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0 | 0x20)
        }
    }
}
