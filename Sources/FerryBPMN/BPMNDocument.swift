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
        let file = FileContext(tree, ids: ids)
        let drafts = executable.map { DraftProcess($0, in: tree, file: file, report: &report) }
        for draft in drafts {
            ScopeRules.check(draft, report: &report)
            FlowRules.check(draft, in: tree, report: &report)
            GatewayRules.check(draft, report: &report)
            EventRules.check(draft, report: &report)
            BoundaryRules.check(draft, report: &report)
            CatchRules.check(draft, report: &report)
            LinkRules.check(draft, report: &report)
            CompensationRules.check(draft, report: &report)
            ListenerRules.check(draft, report: &report)
            ConstantRules.check(draft, file.declarations, report: &report)
        }
        DeclarationRules.check(drafts, file.declarations, report: &report)
        StraightThroughLoops.check(drafts, report: &report)
        // Drafts with problems may not even fit together; they are only compiled when the file is without any.
        return report.isEmpty ? drafts.map { $0.compiled() } : []
    }
}

extension XMLNode {
    fileprivate var isMarkedExecutable: Bool { flag("isExecutable") }
}
