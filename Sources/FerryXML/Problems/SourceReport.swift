/// Collects the problems of a file while it is read.
package struct SourceReport<Code: ProblemCode> {
    package private(set) var problems: [SourceProblem<Code>] = []

    package init() {}

    package var isEmpty: Bool { problems.isEmpty }

    package mutating func add(
        _ code: Code, at node: XMLNode, id: String? = nil, expected: String, found: String, hint: String = ""
    ) {
        problems.append(
            SourceProblem(
                code, elementID: id ?? node["id"] ?? "", at: node.position, expected: expected, found: found,
                hint: hint))
    }

    package mutating func add(contentsOf other: SourceReport) { problems.append(contentsOf: other.problems) }

    /// In document order, whatever order the rules ran in; at most `limit`, and one that counts what was left out.
    package func sorted(atMost limit: Int) -> [SourceProblem<Code>] {
        let sorted = problems.enumerated().sorted { left, right in
            let (leftAt, rightAt) = (left.element.position, right.element.position)
            return (leftAt.line, leftAt.column, left.offset) < (rightAt.line, rightAt.column, right.offset)
        }.map(\.element)
        guard sorted.count > limit else { return sorted }
        let omitted = SourceProblem<Code>(
            .tooManyProblems, at: sorted[limit].position, expected: "at most \(limit) problems in one answer",
            found: "\(sorted.count - limit) more problems from here on", hint: "mend these first and deploy again")
        return sorted.prefix(limit) + [omitted]
    }
}
