import FerryXML

/// One DMN file, read as far as decisions can be evaluated.
package enum DMNDocument {
    /// Whatever is wrong is told at once; a file is deployable as a whole or not at all. Diagrams, item definitions and
    /// knowledge sources are read and ignored.
    package static func parse(_ xml: [UInt8], limits: DMNLimits = .default) throws(DMNRefusal) -> DecisionModel {
        let tree: XMLTree
        do {
            tree = try XMLTree(parsing: xml, limits: limits.xml, namespace: Vocabulary.namespace)
        } catch {
            throw DMNRefusal(problems: [DMNProblem(error)])
        }
        var report = ProblemReport()
        let model = model(of: tree, limits: limits, report: &report)
        guard let model else { throw DMNRefusal(problems: report.sorted(atMost: limits.problemsMax)) }
        return model
    }

    /// Nil when something was reported.
    private static func model(of tree: XMLTree, limits: DMNLimits, report: inout ProblemReport) -> DecisionModel? {
        let root = tree.root
        guard root.name == .dmn("definitions") else {
            report.add(
                .notDMN, at: root, expected: "a DMN 1.1 to 1.5 definitions element",
                found: "the root element \(root.name.local.quotable)",
                hint: "the DMN 1.3 namespace is https://www.omg.org/spec/DMN/20191111/MODEL/")
            return nil
        }
        let elements = tree.children(of: root).filter { DraftElement.Kind(rawValue: $0.name.local) != nil }
        guard elements.contains(where: { $0.name == .dmn("decision") }) else {
            report.add(.noDecision, at: root, expected: "at least one decision", found: "none")
            return nil
        }
        guard elements.count <= limits.decisionsMax else {
            report.add(
                .tooManyDecisions, at: elements[limits.decisionsMax],
                expected: "at most \(limits.decisionsMax) decisions, business knowledge models and decision services",
                found: "\(elements.count)")
            return nil
        }
        checkNames(tree, elements, limits: limits, report: &report)
        checkImports(tree, report: &report)
        let draft = DraftModel(tree, elements, limits: limits, report: &report)
        return report.isEmpty ? draft.compiled() : nil
    }

    private static func checkNames(
        _ tree: XMLTree, _ elements: [XMLNode], limits: DMNLimits, report: inout ProblemReport
    ) {
        let nodes = tree.subtree(tree.root, without: .dmn("extensionElements")).filter { $0.name.namespace == .dmn }
        _ = report.checkUnique(nodes)
        for element in [tree.root] + elements {
            report.checkID(of: element, bytesMax: limits.idBytesMax, hint: "decisions are called by their id")
            _ = report.name(of: element, element["id"] ?? "")
        }
    }

    /// An import of data types changes nothing; one of decisions or of another language's models would.
    private static func checkImports(_ tree: XMLTree, report: inout ProblemReport) {
        for node in tree.children(of: tree.root) where node.name == .dmn("import") {
            let type = node["importType"]?.trimmed ?? ""
            guard Vocabulary.namespace(type) == .dmn || type.lowercased().contains("pmml") else { continue }
            report.add(
                .unsupportedImport, at: node, expected: "everything a decision requires in one file",
                found: "an import of \((node["namespace"] ?? type).quotable)",
                hint: "move what is imported into this file")
        }
    }
}
