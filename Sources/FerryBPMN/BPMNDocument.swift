import FerryXML

/// One BPMN 2.0 file, read as far as a broker needs it.
package enum BPMNDocument {
    /// Every process marked `isExecutable="true"`, in document order; at least one.
    ///
    /// What the file holds beside them (collaborations, diagrams, non-executable processes) is read and ignored.
    /// Whatever is wrong is told at once; a file is deployable as a whole or not at all.
    package static func parse(
        _ xml: [UInt8], limits: BPMNLimits = .default
    ) throws(BPMNRefusal) -> [ExecutableProcess] {
        let tree: XMLTree
        do {
            tree = try XMLTree(parsing: xml, limits: limits.xml, namespace: Vocabulary.namespace)
        } catch {
            throw BPMNRefusal(problems: [BPMNProblem(error)])
        }
        var report = ProblemReport()
        let processes = processes(of: tree, limits: limits, report: &report)
        guard report.isEmpty else { throw BPMNRefusal(problems: report.sorted(atMost: limits.problemsMax)) }
        return processes
    }

    private static func processes(
        of tree: XMLTree, limits: BPMNLimits, report: inout ProblemReport
    ) -> [ExecutableProcess] {
        let root = tree.root
        guard root.name == .bpmn("definitions") else {
            report.add(
                .notBPMN, at: root, expected: "a BPMN 2.0 definitions element",
                found: "the root element \(root.name.local.quotable)",
                hint: "the BPMN 2.0 namespace is \(Vocabulary.bpmnURI)")
            return []
        }
        let candidates = tree.children(of: root).filter { $0.name == .bpmn("process") }
        let executable = candidates.filter(\.isMarkedExecutable)
        guard !executable.isEmpty else {
            report.add(
                .noExecutableProcess, at: candidates.first ?? root, id: candidates.first?["id"] ?? "",
                expected: "at least one executable process",
                found: candidates.isEmpty ? "no process" : "only processes that are not executable",
                hint: "set isExecutable=\"true\" on the process to run")
            return []
        }
        let ids = DocumentIDs(tree, executable: executable, limits: limits, report: &report)
        return executable.compactMap { process in
            let draft = DraftProcess(process, in: tree, ids: ids, report: &report)
            ScopeRules.check(draft, report: &report)
            FlowRules.check(draft, in: tree, report: &report)
            StraightThroughLoops.check(draft, report: &report)
            // A draft with problems may not even fit together; it is only compiled when the file is without any.
            return report.isEmpty ? draft.compiled() : nil
        }
    }
}

extension XMLNode {
    fileprivate var isMarkedExecutable: Bool { flag("isExecutable") }
}
