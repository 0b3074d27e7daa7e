/// Collects the problems of a file while it is read.
struct ProblemReport {
    private(set) var problems: [BPMNProblem] = []

    var isEmpty: Bool { problems.isEmpty }

    mutating func add(
        _ code: BPMNProblem.Code, at node: XMLNode, id: String? = nil, expected: String, found: String,
        hint: String = ""
    ) {
        problems.append(
            BPMNProblem(
                code, elementID: id ?? node["id"] ?? "", at: node.position, expected: expected, found: found,
                hint: hint))
    }

    mutating func add(contentsOf other: ProblemReport) { problems.append(contentsOf: other.problems) }

    /// Ends in document order, whatever order the rules ran in.
    func throwIfAny(atMost limit: Int) throws(BPMNRefusal) {
        guard !problems.isEmpty else { return }
        let sorted = problems.enumerated().sorted { left, right in
            let (leftAt, rightAt) = (left.element.position, right.element.position)
            return (leftAt.line, leftAt.column, left.offset) < (rightAt.line, rightAt.column, right.offset)
        }.map(\.element)
        guard sorted.count > limit else { throw BPMNRefusal(problems: sorted) }
        let omitted = BPMNProblem(
            .tooManyProblems, at: sorted[limit].position, expected: "at most \(limit) problems in one answer",
            found: "\(sorted.count - limit) more problems from here on", hint: "mend these first and deploy again")
        throw BPMNRefusal(problems: sorted.prefix(limit) + [omitted])
    }
}
